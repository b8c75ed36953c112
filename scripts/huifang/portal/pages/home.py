"""The home page: the morning in order; what is late, what is due, paper left open, who is free soon, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.lists.due import papers_open
from huifang.past.snapshots import SnapshotComparison
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.due import LONG, due_table
from huifang.portal.pages.eligible import soon_free
from huifang.portal.pages.kind import planned_page
from huifang.portal.pages.monthends import asked_of
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.lists import CoverageRow
    from huifang.portal.site import Site
    from huifang.portal.view import View

FIRST = 12  # rows of each block; the list has them all


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """One district in one line."""

    district: str
    people: int
    in_period: int
    overdue: int
    missed: int
    papers: int
    coverage: Sequence[CoverageRow]  # every body of it, embedded teams too


def pages(site: Site) -> Iterable[PlannedPage]:
    """The home page."""
    yield planned_page(site, "index.html", say("Home"), "home.html", _values, section=NavigationSection.TOP)


def _values(view: View) -> Mapping[str, object]:
    site = view.site
    late = [row for row in site.due if row.status == "overdue"]
    papers = [row for row in site.due if papers_open(row)]
    week = [row for row in site.due if row.status in {"due", "upcoming"}]
    table = due_table(view, site.due)
    near = [row for row in week if "week" in table.when(row, view.day).split()]
    soon = soon_free(site, site.eligible)
    since = site.history.since if site.history else None
    return {
        "since": since if isinstance(since, SnapshotComparison) else None,
        "asked": asked_of(site.history) if site.history else "",
        "late": late,
        "long": sum(row.days_overdue > LONG for row in late),
        "missed": sum(row.status == "missed" for row in site.due),
        "today": sum(row.status == "due" for row in site.due),
        "near": near,
        "papers": papers,
        "soon": soon,
        "unknown": [row for row in site.eligible if row.state == "unknown"],
        "errors": sum(row.severity == "error" for row in site.findings),
        "warnings": sum(row.severity == "warning" for row in site.findings),
        "waiting": sum(row.remaining is not None for row in site.health),
        "districts": [_line(site, district) for district in _districts(site)],
        "first": FIRST,
        "ahead": site.lists.policy.on(view.day).period_ending.days_before,
        "name": site.name,
    }


def _districts(site: Site) -> list[str]:
    """Those with people, with a duty, or with a body that owes visits: the lines add up to the lists."""
    organizations = site.lists.register.organizations
    visiting = {organizations.district_of(row.body) for row in site.lists.coverage}
    return sorted({*site.people_in, *site.due_in, *(each for each in visiting if each)})


def _line(site: Site, district: str) -> DistrictLine:
    due, people = site.due_in.get(district, []), site.people_in.get(district, [])
    rows = [site.eligible_of[code] for code in people if code in site.eligible_of]
    organizations = site.lists.register.organizations
    return DistrictLine(
        district=district,
        people=len(people),
        in_period=sum(row.state == "in_period" for row in rows),
        overdue=sum(row.status == "overdue" for row in due),
        missed=sum(row.status == "missed" for row in due),
        papers=sum(map(papers_open, due)),
        coverage=[row for row in site.lists.coverage if organizations.district_of(row.body) == district],
    )
