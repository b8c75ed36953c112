"""Statistics: the year's figures as charts with their tables; people and visits never share a column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.lists.counted import WITHOUT_ROWS
from huifang.portal.countedrows import counted_selection
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.figure_charts import DELAY, PEOPLE, TALKS, VISITED, delay_chart, part_chart
from huifang.portal.pages.kind import planned_page
from huifang.portal.pages.trend import trend_charts
from huifang.portal.partition_words import partition_words
from huifang.rules.statistics import AVERAGES, COUNTS, VISITS, adds
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from huifang.lists import StatRow
    from huifang.portal.charts.bars import BarLine
    from huifang.portal.selection import Selection
    from huifang.portal.site import Site
    from huifang.portal.view import View

FOLDED = 100  # rows of figures that a table under a drawing has at most: beyond, it has a page of its own
COUNTED: Mapping[str, str] = {"people": N_("people"), "visits": N_("visits"), "value": N_("times, or days")}


@dataclass(frozen=True, slots=True)
class Partition:
    """One way to divide the figures; `cells` has (figure, key) -> row, `columns` what is counted -> its figures.

    Only figures of which there is something, and only keys that have something.
    """

    by: str
    columns: Mapping[str, Sequence[str]]
    keys: Sequence[str]
    cells: Mapping[tuple[str, str], StatRow]
    chart: Sequence[BarLine]
    overlapping: bool

    @property
    def uri(self) -> str:
        """Its page, where its tables are too long to be folded under the drawing."""
        return by_uri(self.by)


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page for all figures, and one for each partition with too many of them."""
    yield planned_page(
        site, "statistics.html", say("Statistics"), "statistics.html", _values, section=NavigationSection.FIGURES
    )
    cells = Counter(row.by for row in site.lists.stats if has_something(row))
    for by in [by for by, n in cells.items() if n > FOLDED]:
        title = say("Statistics by {what}", what=site.lists.policy.label("by", by))
        yield planned_page(site, by_uri(by), title, "statistics_by.html", _values_by(by))


def by_uri(by: str) -> str:
    """The page of a partition."""
    return f"statistics/{by}.html"


def _values_by(by: str) -> Callable[[View], Mapping[str, object]]:
    def values(view: View) -> Mapping[str, object]:
        rows = [row for row in view.site.lists.stats if row.by == by and has_something(row)]
        return {**_shared(view), "part": _partition(view, by, rows)}

    return values


def _values(view: View) -> Mapping[str, object]:
    rows = view.site.lists.stats
    total = [row for row in rows if row.by == "all"]
    names = list(dict.fromkeys(row.by for row in rows if row.by != "all"))
    parts = [_partition(view, name, [row for row in rows if row.by == name and has_something(row)]) for name in names]
    return {
        **_shared(view),
        "total": [row for row in total if has_something(row)],
        "empty": [row.figure for row in total if not has_something(row)],
        "trend": trend_charts(view),
        "partitions": [part for part in parts if part.keys],
        "nothing_by": [part.by for part in parts if not part.keys],
        "delays": delay_chart(view),
    }


def _shared(view: View) -> dict[str, object]:
    """What tables of figures need, on whichever page they stand."""
    return {
        "all": {row.figure: row for row in view.site.lists.stats if row.by == "all"},
        "counted": COUNTED,
        "averages": AVERAGES,
        "restricted": WITHOUT_ROWS,
        "average": DELAY,
        "kinds": [(each.kind, say(each.label)) for each in (*PEOPLE, *TALKS)],
        "kinds_apart": [(VISITED.kind, say(VISITED.label))],
        "away": bool(set(view.site.lists.programme.followed) - set(view.site.people)),
        "key_text": lambda by, key: partition_words(view, by, key),
        "selection": _selection,
    }


def has_something(row: StatRow) -> bool:
    """Whether there is anything to say of a figure."""
    return bool(row.people or row.visits or row.value)


def _selection(row: StatRow, counted: str) -> Selection | None:
    """The rows that a number counts; None for an average and for what no list has."""
    if counted == "value" and row.figure in AVERAGES:
        return None
    return counted_selection(row.figure, row.by, row.key, people=counted == "people")


def _partition(view: View, by: str, rows: Sequence[StatRow]) -> Partition:
    cells = {(row.figure, row.key): row for row in rows}
    return Partition(
        by=by,
        columns={counted: figures for counted in COUNTED if (figures := _figures(counted, rows))},
        keys=list(dict.fromkeys(row.key for row in rows)),
        cells=cells,
        chart=part_chart(view, by, cells),
        overlapping=not adds(by),
    )


def _figures(counted: str, rows: Sequence[StatRow]) -> list[str]:
    """The figures that count people, visits, or times: people and visits never share a column."""
    having = {"people": None, "visits": VISITS, "value": (*COUNTS, *AVERAGES)}[counted]
    return list(dict.fromkeys(row.figure for row in rows if having is None or row.figure in having))
