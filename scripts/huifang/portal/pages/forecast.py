"""The coming months if nothing more is done: duties falling due, people becoming free, coverage, visits a month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.lists import ForecastRow
    from huifang.portal.site import Site
    from huifang.portal.view import View

MONTHS = 12
Number = int | float | None


@dataclass(frozen=True, slots=True)
class TableCaption:
    """What a table is about: its place on the page, its title and one sentence."""

    anchor: str
    title: str
    sentence: str
    share: bool = False  # numbers are parts of one
    duties: bool = False  # lines are duties, not bodies


DUE = TableCaption(
    "due", N_("Duties falling due"), N_("By the body that owes them; what is overdue today is not counted.")
)
KINDS = TableCaption(
    "kinds", N_("Duties falling due, by kind"), N_("The same duties, all bodies together."), duties=True
)
FREED = TableCaption(
    "freed",
    N_("People becoming free"),
    N_("By the discipline body; people whose day is not known yet are missing."),
)
COVERAGE = TableCaption(
    "coverage",
    N_("Coverage if nothing more is done"),
    N_("The rate that the year would end with; a new year has a base of its own."),
    share=True,
)
NEEDED = TableCaption(
    "needed",
    N_("People to visit each month"),
    N_("From that month to December, so that the year reaches the quota within the cap of visits."),
)


@dataclass(frozen=True, slots=True)
class MonthTable:
    """One table: a line for each body or duty with its number of each month; `totals` only where they add up."""

    about: TableCaption
    lines: Sequence[tuple[str, Sequence[Number]]]
    totals: Sequence[Number] = ()
    notes: Sequence[Text] = ()  # sentences under it

    @property
    def title(self) -> Text:
        """Its title."""
        return say(self.about.title)

    @property
    def sentence(self) -> Text:
        """What its numbers are."""
        return say(self.about.sentence)


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page for all bodies."""
    yield planned_page(
        site, "forecast.html", say("Forecast"), "forecast.html", _values, section=NavigationSection.FIGURES
    )


def _values(view: View) -> Mapping[str, object]:
    rows = view.site.lists.forecast(MONTHS)
    return {"months": months(rows), "tables": [table for table in tables(rows) if table.lines or table.notes]}


def months(rows: Iterable[ForecastRow]) -> list[str]:
    """The months that occur, in order."""
    return sorted({row.month for row in rows})


def tables(rows: Sequence[ForecastRow]) -> list[MonthTable]:
    """Every table of the page."""
    whole, single = [row for row in rows if row.duty is None], [row for row in rows if row.duty is not None]
    seen = months(rows)
    return [
        _counted(DUE, seen, ((row.body, row.month, row.due) for row in single)),
        _counted(KINDS, seen, ((row.duty or "", row.month, row.due) for row in single)),
        _counted(FREED, seen, ((row.body, row.month, row.freed) for row in whole)),
        _stated(COVERAGE, seen, {(row.body, row.month): row.coverage_rate for row in whole}),
        replace(
            _stated(NEEDED, seen, {(row.body, row.month): row.needed for row in whole}),
            notes=tuple(dict.fromkeys(row.reason for row in whole if row.reason is not None)),
        ),
    ]


def _counted(about: TableCaption, seen: Sequence[str], counts: Iterable[tuple[str, str, int]]) -> MonthTable:
    """Numbers that add up; lines without any are left out."""
    found: Counter[tuple[str, str]] = Counter()
    for name, month, number in counts:
        found[name, month] += number
    names = sorted({name for (name, _), number in found.items() if number})
    lines = [(name, [found[name, month] for month in seen]) for name in names]
    return MonthTable(about, lines, [sum(found[name, month] for name in names) for month in seen])


def _stated(about: TableCaption, seen: Sequence[str], found: Mapping[tuple[str, str], Number]) -> MonthTable:
    """One number for each body and month; they do not add up."""
    names = sorted({name for (name, _), number in found.items() if number is not None})
    return MonthTable(about, [(name, [found.get((name, month)) for month in seen]) for name in names])
