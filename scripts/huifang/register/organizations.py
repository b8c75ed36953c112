"""Bodies and units: who stands above whom, and in which district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.register.meant_values import Meant, plainly
from huifang.register.nearest_word import nearest
from huifang.texts import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from huifang.register.models import District, Organization, OrganizationFile

DISCIPLINE_KINDS = ("纪检监察机关", "派驻机构")
COMMITTEE, PERSONNEL = "党委党组", "组织人事部门"
MOST = 8  # more bodies than that are no help
OUTSIDE = "上级"  # a district of this level holds bodies outside the register


class Organizations:
    """All bodies and units by id. `complete` is False where a file could not be read: then nothing is blamed."""

    def __init__(self, files: Iterable[OrganizationFile], *, complete: bool = True) -> None:
        self.files: Sequence[OrganizationFile] = sorted(files, key=lambda file: file.path)
        self.complete = complete
        self.by_id: dict[str, Organization] = {}
        self.districts: dict[str, District] = {}
        self._district_of: dict[str, str] = {}
        for file in self.files:
            self.districts.setdefault(file.district.id, file.district)
            for organization in file.organizations:
                self.by_id.setdefault(organization.id, organization)
                self._district_of.setdefault(organization.id, file.district.id)

    def __contains__(self, organization: object) -> bool:
        """Whether an id exists."""
        return organization in self.by_id

    def district_of(self, organization: str) -> str | None:
        """The district an organisation belongs to; None where it does not exist."""
        return self._district_of.get(organization)

    def chain(self, organization: str) -> Iterator[str]:
        """The organisation and all above it, nearest first; ends where a circle would begin."""
        seen: set[str] = set()
        at: str | None = organization
        while at is not None and at in self.by_id and at not in seen:
            seen.add(at)
            yield at
            at = self.by_id[at].parent

    def committee_of(self, unit: str) -> str:
        """The nearest 党委党组 from the unit upwards, else the unit (rules part 4)."""
        return next((each for each in self.chain(unit) if self.by_id[each].kind == COMMITTEE), unit)

    def is_discipline_body(self, organization: str) -> bool:
        """纪检监察机关 or 派驻机构; one that stands in a file nobody could read has the benefit of the doubt."""
        found = self.by_id.get(organization)
        return not self.complete if found is None else found.kind in DISCIPLINE_KINDS

    def meant(self, typed: str) -> Meant:
        """The ids that can have been meant: by another spelling, by the name, by a part of it, or the nearest."""
        bare = plainly(typed).lower().replace("_", "-")
        if bare in self.by_id:
            return Meant((bare,), certain=True)
        names = {each.id: tuple(plainly(name).lower() for name in (each.name, each.name_en or "") if name)
                 for each in self.by_id.values()}  # fmt: skip
        same = tuple(found for found, own in names.items() if bare in own)
        if same:
            return Meant(same, certain=len(same) == 1)
        part = tuple(found for found, own in names.items()
                     if len(bare) > 1 and any(bare in name or name in bare for name in own))  # fmt: skip
        return Meant(part if 0 < len(part) <= MOST else nearest(bare, names))

    def name(self, organization: str, lang: str = "zh") -> str:
        """The name to show; the id where there is none."""
        found = self.by_id.get(organization)
        if found is None:
            return organization
        return (found.name_en if lang == "en" else None) or found.name


def both_names(named: Organization | District | None, otherwise: str) -> Label | str:
    """The name of a body, unit or district in both languages; its id where it is not known."""
    return Label(named.name, named.name_en or named.name) if named else otherwise
