"""The due list: one row a person and duty, longest overdue first; nothing falls off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from huifang.lists.due import papers_open
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.register import add_months
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.lists import DueRow
    from huifang.portal.site import Site
    from huifang.portal.view import View

LONG = 90  # days: overdue for longer has a heading of its own, not a cut-off
MOST = 3000  # rows of one page; above it the page shows the first and leads to the districts
WEEK = 7
TABS = (  # the words of a tab and its name; a row may stand in several
    (N_("overdue"), "overdue"),
    (N_("this week"), "week"),
    (N_("this month"), "month"),
    (N_("next month"), "next"),
    (N_("papers open"), "papers"),
    (N_("missed"), "missed"),
    (N_("deferred"), "deferred"),
)
GROUPS: Mapping[str, str] = {
    "long": N_("Overdue for more than 90 days"),
    "overdue": N_("Overdue"),
    "due": N_("Due today"),
    "missed": N_("Missed: the period is closed, the gap stays"),
    "upcoming": N_("Coming up"),
    "deferred": N_("Deferred"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab with what it counts: rows, and people where they differ."""

    name: str
    label: Text
    rows: int
    people: int


@dataclass(frozen=True, slots=True)
class DueTable:
    """Rows of the due list as a page shows them."""

    groups: Sequence[tuple[Text, Sequence[DueRow]]]
    tabs: Sequence[Tab]
    rows: int
    people: int
    left_out: int
    day: date

    @staticmethod
    def when(row: DueRow, day: date) -> str:
        """The tabs a row stands in."""
        return " ".join(_when(row, day))


def pages(site: Site) -> Iterable[PlannedPage]:
    """The whole list."""
    yield planned_page(
        site, "due.html", say("Due list"), "due.html", lambda view: {"table": due_table(view, site.due)},
        section=NavigationSection.LISTS,
    )  # fmt: skip


def due_table(view: View, rows: Sequence[DueRow]) -> DueTable:
    """The rows in groups, with the tabs over all of them."""
    seen = rows[:MOST]
    groups = [(say(GROUPS[name]), list(each)) for name, each in groupby(seen, key=_group)]
    return DueTable(groups, tabs(rows, view.day), len(rows), _people(rows), len(rows) - len(seen), view.day)


def tabs(rows: Sequence[DueRow], day: date) -> list[Tab]:
    """Every tab that has rows."""
    found: dict[str, list[DueRow]] = {name: [] for _, name in TABS}
    for row in rows:
        for name in _when(row, day):
            if name in found:
                found[name].append(row)
    return [Tab(name, say(label), len(found[name]), _people(found[name])) for label, name in TABS if found[name]]


def _people(rows: Iterable[DueRow]) -> int:
    return len({row.person for row in rows if row.person})


def _group(row: DueRow) -> str:
    return "long" if row.status == "overdue" and row.days_overdue > LONG else row.status


def _when(row: DueRow, day: date) -> list[str]:
    return [*_time(row, day), "papers"] if papers_open(row) else _time(row, day)


def _time(row: DueRow, day: date) -> list[str]:
    """`overdue`, `missed`, `deferred`; what lies ahead by calendar week and month."""
    if row.status in {"overdue", "missed", "deferred"}:
        return [row.status]
    sunday = day + timedelta(days=WEEK - 1 - day.weekday())
    after = add_months(day.replace(day=1), 1)
    found = ["week"] if row.due_on <= sunday else []
    if row.due_on < after:
        return [*found, "month"]
    return [*found, "next"] if row.due_on < add_months(after, 1) else [*found, "later"]
