"""The home page: the morning in order; what is late, what is due, paper left open, who is free soon, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.past.snapshots import SnapshotComparison
from huifang.portal import facets
from huifang.portal.facets import facets_of, selected
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.pages.monthends import asked_of
from huifang.portal.selection import NONE, Selection
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from huifang.lists import CoverageRow
    from huifang.portal.site import Site
    from huifang.portal.view import View

FIRST = 12  # rows of each block; the list has them all
OF_A_DISTRICT = {  # the numbers of a district's line, in the order of the columns
    "people": facets.EVERYBODY,
    "in_period": facets.IN_PERIOD,
    "overdue": facets.OVERDUE,
    "missed": facets.MISSED,
    "papers": facets.PAPERS,
}
STRIP = {
    "late": facets.OVERDUE,
    "long": facets.LONG,
    "today": facets.TODAY,
    "near": facets.THIS_WEEK,
    "missed": facets.MISSED,
    "papers": facets.PAPERS,
    "soon": facets.SOON,
    "unknown": facets.UNKNOWN,
    "errors": facets.ERRORS,
    "reminders": facets.REMINDERS,
    "waiting": facets.WAITING,
}


@dataclass(frozen=True, slots=True)
class HomeBlock:
    """The first rows of a selection; the others stand where its number leads."""

    selection: Selection
    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """One district in one line: a selection for each number, and every body of it, embedded teams too."""

    district: str | None
    numbers: Mapping[str, Selection]
    coverage: Sequence[CoverageRow]


def pages(site: Site) -> Iterable[PlannedPage]:
    """The home page."""
    yield planned_page(site, "index.html", say("Home"), "home.html", _values, section=NavigationSection.TOP)


def _values(view: View) -> Mapping[str, object]:
    site = view.site
    since = site.history.since if site.history else None
    soon = sorted(selected(site, facets.SOON), key=lambda row: (row.free_from or site.day, row.person))
    return {
        "since": since if isinstance(since, SnapshotComparison) else None,
        "asked": asked_of(site.history) if site.history else "",
        "strip": STRIP,
        "late": _block(site, facets.OVERDUE),
        "near": _block(site, facets.THIS_WEEK),
        "papers": _block(site, facets.PAPERS),
        "soon": HomeBlock(facets.SOON, soon[:FIRST]),
        "districts": [district_line(site, district) for district in districts(site)],
        "columns": list(OF_A_DISTRICT),
        "first": FIRST,
        "ahead": site.lists.policy.on(view.day).period_ending.days_before,
        "name": site.name,
    }


def _block(site: Site, selection: Selection) -> HomeBlock:
    return HomeBlock(selection, selected(site, selection)[:FIRST])


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
