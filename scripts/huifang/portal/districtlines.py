"""One district in one line: a selection for each number, and every body of it; the lines add up to the lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal import facets
from huifang.portal.facets import facets_of
from huifang.portal.selection import NONE, Selection
from huifang.register.organizations import both_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.lists import CoverageRow
    from huifang.portal.site import Site
    from huifang.texts import Label

OF_A_DISTRICT = {  # the numbers of a district's line, in the order of the columns
    "people": facets.EVERYBODY,
    "in_period": facets.IN_PERIOD,
    "overdue": facets.OVERDUE,
    "missed": facets.MISSED,
    "papers": facets.PAPERS,
}


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """One district in one line: a selection for each number, and every body of it, embedded teams too."""

    district: str | None
    numbers: Mapping[str, Selection]
    coverage: Sequence[CoverageRow]


def districts(site: Site) -> list[str]:
    """Those in which a row of a list stands, or a body that owes visits: the lines add up to the lists."""
    organizations = site.lists.register.organizations
    visiting = {organizations.district_of(row.body) or NONE for row in site.lists.coverage}
    pages_ = {selection.page for selection in OF_A_DISTRICT.values()}
    found = {each.values["district"] for page in pages_ for each in facets_of(site, page)}
    return sorted(found | visiting, key=lambda district: (district == NONE, district))


def district_line(site: Site, district: str) -> DistrictLine:
    """The line of a district; None: rows of which nobody knows it."""
    organizations = site.lists.register.organizations
    return DistrictLine(
        district=None if district == NONE else district,
        numbers={name: selection.of("district", district) for name, selection in OF_A_DISTRICT.items()},
        coverage=[row for row in site.lists.coverage if (organizations.district_of(row.body) or NONE) == district],
    )


def district_label(site: Site, district: str) -> Label | str:
    """The name of a district."""
    return both_names(site.lists.register.organizations.districts.get(district), district)
