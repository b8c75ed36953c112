"""The districts of the demonstration with their commissions, committees, offices and units."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from huifang_demo.sheet import Sheet
from huifang_demo.words import COMPANIES, DISTRICTS, INSTITUTIONS, OFFICES, STEMS, TOWNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.editing.writing import Raw

ABOVE = "above"
CIVIL = ("公务员", "参公人员", "其他")
INSTITUTION = ("事业单位管理人员", "事业单位其他人员")
COMPANY = ("国企管理人员",)
VILLAGE = ("基层组织人员",)
PEOPLE_A_DISTRICT, LEAST_DISTRICTS = 900, 3
FROM = (date(2023, 1, 1), date(2024, 1, 1), date(2024, 7, 1), date(2025, 1, 1))  # first days of the registers


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, the committee above it, and who works there."""

    id: str
    committee: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoDistrict:
    """A district with its organisations."""

    id: str
    prefix: str
    name: str
    stem: str
    level: str
    register_from: date
    share: float
    organizations: list[dict[str, Raw]] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)

    @property
    def discipline(self) -> tuple[str, ...]:
        """The commission, then its embedded teams."""
        return (f"{self.id}-jw", *self.teams)

    @property
    def management(self) -> str:
        """Who manages its leading officials."""
        return "市管" if self.level == "市" else "区管"


def demo_districts(people: int) -> list[DemoDistrict]:
    """The city, then as many districts as so many people need."""
    count = min(len(DISTRICTS), max(LEAST_DISTRICTS, people // PEOPLE_A_DISTRICT))
    city = DemoDistrict("city", "SJ", "示例市", "市", "市", FROM[0], 2.0)
    found = [city]
    for number, (name, prefix) in enumerate(DISTRICTS[:count]):
        stem = STEMS[number]
        found.append(
            DemoDistrict(name, prefix, f"示例{stem}区", stem, "区", FROM[number % len(FROM)], 1.0 + number % 3 / 4)
        )
    return [_filled(place, max(1, people // (count * 60))) for place in found]


def _filled(place: DemoDistrict, size: int) -> DemoDistrict:
    """The place with its bodies; `size` says how many offices, towns and teams it has."""
    above = "prov" if place.level == "市" else "city"
    name, own = place.name, place.id
    bodies = [
        (f"{own}-dw", f"{name}委", "党委党组", f"{above}-dw"),
        (f"{own}-jw", f"{name}纪委监委", "纪检监察机关", f"{above}-jw"),
        (f"{own}-zzb", f"{name}委组织部", "组织人事部门", f"{own}-dw"),
        (f"{own}-gov", f"{name}政府", "政府", f"{own}-dw"),
    ]
    for number in range(1, min(4, 1 + size // 4) + 1):
        place.teams.append(f"{own}-pz{number}")
        bodies.append(
            (f"{own}-pz{number}", f"{name}纪委监委派驻第{TOWNS[number - 1]}纪检监察组", "派驻机构", f"{own}-jw")
        )
    for kind, title in OFFICES[: 4 + size]:
        bodies += _unit(place, kind, title, "党组", CIVIL)
    for kind, title in INSTITUTIONS[: 2 + size // 4]:
        bodies += _unit(place, kind, title, "党委", INSTITUTION)
    for kind, title in COMPANIES[: 1 + size // 6]:
        bodies += _unit(place, kind, title, "党委", COMPANY)
    for number in range(min(len(TOWNS), 1 + size // 3)):
        bodies += _unit(place, f"town{number + 1}", f"示例{TOWNS[number]}镇", "党委", CIVIL)
        committee = f"{own}-town{number + 1}-dw"
        bodies.append((f"{own}-village{number + 1}", f"{name}示例{TOWNS[number]}村", "单位", committee))
        place.units.append(Unit(f"{own}-village{number + 1}", committee, VILLAGE))
    keys = ("id", "name", "kind", "parent")
    place.organizations.extend(dict(zip(keys, body, strict=True)) for body in bodies)
    return place


def _unit(
    place: DemoDistrict, kind: str, title: str, committee: str, categories: tuple[str, ...]
) -> list[tuple[str, str, str, str]]:
    above = f"{place.id}-{kind}-dw"
    place.units.append(Unit(f"{place.id}-{kind}", above, categories))
    return [
        (above, f"{place.name}{title}{committee}", "党委党组", f"{place.id}-dw"),
        (f"{place.id}-{kind}", f"{place.name}{title}", "单位", above),
    ]


def organization_sheets(found: list[DemoDistrict]) -> Iterator[Sheet]:
    """`organizations/*.yml`, with the bodies above the city."""
    above: dict[str, Raw] = {
        "district": {"id": ABOVE, "prefix": "SS", "name": "示例省", "name_en": "Sample Province", "level": "上级"},
        "organizations": [
            {"id": "prov-dw", "name": "示例省委", "kind": "党委党组"},
            {"id": "prov-jw", "name": "示例省纪委监委", "kind": "纪检监察机关"},
        ],
    }
    yield Sheet(f"organizations/{ABOVE}.yml", above)
    for place in found:
        district: dict[str, Raw] = {
            "id": place.id,
            "prefix": place.prefix,
            "name": place.name,
            "name_en": f"Sample {'City' if place.level == '市' else f'District {place.prefix}'}",
            "level": place.level,
            "register_from": place.register_from,
        }
        yield Sheet(f"organizations/{place.id}.yml", {"district": district, "organizations": [*place.organizations]})
