"""The calendar: how many duties fall due on each day of three months, and the calendars to subscribe to."""

from __future__ import annotations

import calendar
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.downloads import calendar_uri, calendars
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.selection import DUE, Selection
from huifang.register import add_months
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from huifang.portal.assignees import Assignee
    from huifang.portal.site import Site
    from huifang.portal.view import View

MONTHS = 3  # as far as duties without a period are listed ahead
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the grid; `due`: the duties that fall due on it, None where none does."""

    day: date
    due: Selection | None


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """One month, a row a week; None where a week begins or ends outside it."""

    name: str
    weeks: Sequence[Sequence[CalendarDay | None]]


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page for the whole register."""
    yield planned_page(
        site, "calendar.html", say("Calendar"), "calendar.html", _values, section=NavigationSection.LISTS
    )


def _values(view: View) -> Mapping[str, object]:
    site = view.site
    counts = Counter(row.due_on for row in site.due)
    return {
        "months": [month(add_months(view.day.replace(day=1), ahead), counts) for ahead in range(MONTHS)],
        "weekdays": WEEKDAYS,
        "calendars": [(who, calendar_uri(who), _name(view, who)) for who in calendars(site)],
    }


def _name(view: View, who: Assignee) -> str:
    body = view.org_name(who.body)
    return view.t(say("{name} ({body})", name=who.name, body=body)) if who.name else body


def month(first: date, counts: Mapping[date, int]) -> CalendarMonth:
    """The month that a day begins."""
    weeks = [
        [_day(day, counts) if day.month == first.month else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    return CalendarMonth(f"{first:%Y-%m}", weeks)


def _day(day: date, counts: Mapping[date, int]) -> CalendarDay:
    return CalendarDay(day, Selection(DUE).of("day", day.isoformat()) if counts.get(day) else None)
