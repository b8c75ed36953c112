"""The coming months if nothing more is done: duties falling due, people becoming free, coverage, visits a month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.ahead import AHEAD
from huifang.portal.charts.heat import heat, heat_legend
from huifang.portal.facets import LISTED
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.coverage_chart import coverage_chart, coverage_kinds
from huifang.portal.pages.kind import planned_page
from huifang.portal.selection import Selection
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from huifang.lists import ForecastRow
    from huifang.portal.site import Site
    from huifang.portal.view import View

AHEAD_ROWS = Selection(AHEAD)


@dataclass(frozen=True, slots=True)
class TableCaption:
    """What a table is about: its place on the page, its title and one sentence; by which filter a line is chosen."""

    anchor: str
    title: str
    sentence: str
    rows: Selection
    by: str
    month: str  # the filter of a month

    def of(self, name: str | None, month: str) -> Selection:
        """The rows of a number; of all lines together without a name."""
        found = self.rows.of(self.month, month)
        return found if name is None else found.of(self.by, name)


DUE = TableCaption(
    "due",
    N_("Duties falling due"),
    N_("By the body that owes them; what is overdue today is not counted."),
    AHEAD_ROWS,
    "owner",
    "month",
)
KINDS = TableCaption(
    "kinds", N_("Duties falling due, by kind"), N_("The same duties, all bodies together."), AHEAD_ROWS, "duty", "month"
)
FREED = TableCaption(
    "freed",
    N_("People becoming free"),
    N_("By the discipline body; people whose day is not known yet are missing."),
    LISTED,
    "owner",
    "free",
)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One number, how strong its ground is, and the rows that it counts."""

    n: int
    step: int
    rows: Selection


@dataclass(frozen=True, slots=True)
class HeatTable:
    """One table: a line for each body or duty, a cell for each month, and all lines together."""

    about: TableCaption
    lines: Sequence[tuple[str, Sequence[HeatCell]]]
    totals: Sequence[HeatCell]
    legend: Sequence[tuple[int, int, int]]

    @property
    def title(self) -> Text:
        """Its title."""
        return say(self.about.title)

    @property
    def sentence(self) -> Text:
        """What its numbers are."""
        return say(self.about.sentence)

    @property
    def tallest(self) -> int:
        """The largest number of all lines together."""
        return max((cell.n for cell in self.totals), default=0)


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page for all bodies."""
    yield planned_page(
        site, "forecast.html", say("Forecast"), "forecast.html", _values, section=NavigationSection.FIGURES
    )


def _values(view: View) -> Mapping[str, object]:
    rows = view.site.forecast
    whole = [row for row in rows if row.duty is None]
    needed, year = needed_by_year(whole), str(view.day.year)
    return {
        "months": months(rows),
        "tables": [table for table in tables(rows) if table.lines],
        "chart": coverage_chart(view, view.site.lists.coverage, needed.get(year)),
        "kinds": coverage_kinds(),
        "this_year": year,
        "later": {name: sorted(bodies.items()) for name, bodies in needed.items() if name != year},
        "beyond": list(dict.fromkeys(row.reason for row in whole if row.reason is not None)),
    }


def months(rows: Iterable[ForecastRow]) -> list[str]:
    """The months that occur, in order."""
    return sorted({row.month for row in rows})


def tables(rows: Sequence[ForecastRow]) -> list[HeatTable]:
    """Every table whose numbers add up."""
    whole, single = [row for row in rows if row.duty is None], [row for row in rows if row.duty is not None]
    seen = months(rows)
    return [
        _table(DUE, seen, single, lambda row: (row.body, row.due)),
        _table(KINDS, seen, single, lambda row: (row.duty or "", row.due)),
        _table(FREED, seen, whole, lambda row: (row.body, row.freed)),
    ]


def _table(
    about: TableCaption,
    seen: Sequence[str],
    rows: Iterable[ForecastRow],
    number: Callable[[ForecastRow], tuple[str, int]],
) -> HeatTable:
    """Lines without any number are left out; all cells of a table have one scale."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        name, n = number(row)
        found[name, row.month] += n
    names = sorted({name for (name, _), n in found.items() if n})
    most = max(found.values(), default=0)
    lines = [
        (name, [HeatCell(n := found[name, month], heat(n, most), about.of(name, month)) for month in seen])
        for name in names
    ]
    sums = [(month, sum(found[name, month] for name in names)) for month in seen]
    totals = [HeatCell(n, 0, about.of(None, month)) for month, n in sums]
    return HeatTable(about, lines, totals, heat_legend(most))


def needed_by_year(whole: Iterable[ForecastRow]) -> Mapping[str, Mapping[str, int]]:
    """Year -> body -> people to visit each month from its first month ahead on, where somebody is to be visited."""
    found: dict[str, dict[str, int]] = {}
    for row in whole:
        year = found.setdefault(row.month[:4], {})
        if row.needed and row.body not in year:
            year[row.body] = row.needed
    return found
