"""For leaders: one line a district, the month ends of a year; no text about anybody."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.past.dayfigures import DayFigures, day_figures, together
from huifang.portal.districtlines import district_line, districts
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.pages.monthends import uri
from huifang.portal.selection import NONE
from huifang.rules.obligation import Status, status
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from huifang.portal.districtlines import DistrictLine
    from huifang.portal.site import Site
    from huifang.portal.view import View
    from huifang.rules.obligation import Obligation

COUNTED = frozenset({Status.CLOSED, Status.OVERDUE, Status.MISSED})  # not what is put off or owed no more


@dataclass(frozen=True, slots=True)
class YearDuties:
    """The duties of a year that fell due up to the day: all, those done, those done late."""

    due: int = 0
    done: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """A district: its numbers, the duties of the year, and what was overdue at each month's end."""

    line: DistrictLine
    year: YearDuties
    overdue: Sequence[int]


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The end of a month, or the day itself; `uri`: the page of the month's end."""

    day: date
    uri: str
    figures: DayFigures


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page."""
    title = say("For leaders")
    yield planned_page(site, "leader.html", title, "leader.html", _values, section=NavigationSection.MORNING)


def _values(view: View) -> Mapping[str, object]:
    site = view.site
    ends = month_ends_of(site)
    year = duties_of_the_year(site)
    trend = [TrendLine(day, where, together(figures.values())) for day, where, figures in ends]
    lines = []
    for district in districts(site):
        key = None if district == NONE else district
        past = [figures.get(key, DayFigures()).overdue for _, _, figures in ends]
        lines.append(LeaderLine(district_line(site, district), year.get(key, YearDuties()), past))
    return {
        "lines": lines,
        "trend": trend,
        "most": {name: max([getattr(each.figures, name) for each in trend] or [1]) for name in DayFigures.__slots__},
        "first_day": view.day.replace(month=1, day=1),
        "history": bool(site.history and site.history.months),
    }


def month_ends_of(site: Site) -> list[tuple[date, str, Mapping[str | None, DayFigures]]]:
    """The month ends that can be computed, oldest first, as known now; then the day itself."""
    months = site.history.months if site.history else ()
    found = [(month.day, uri(month), month.compared.now.figures) for month in reversed(months) if month.compared]
    if found and found[-1][0] == site.day:
        return found
    today = day_figures(site.eligible, site.due, site.lists.coverage, site.lists.register.organizations)
    return [*found, (site.day, "", today)]


def duties_of_the_year(site: Site) -> Mapping[str | None, YearDuties]:
    """District -> the duties of people on pages and of bodies, due from the first of January to the day."""
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    organizations, first = site.lists.register.organizations, site.day.replace(month=1, day=1)
    for each in site.lists.obligations:
        if first <= each.due_on <= site.day and _is_counted(site, each):
            mine = counts[organizations.district_of(each.unit or each.owner)]
            done = status(each, site.day) is Status.CLOSED
            mine.update(due=1, done=done, late=done and each.late)
    return {district: YearDuties(**found) for district, found in counts.items()}


def _is_counted(site: Site, duty: Obligation) -> bool:
    there = duty.person is None or duty.person in site.people
    return there and duty.listed and status(duty, site.day) in COUNTED
