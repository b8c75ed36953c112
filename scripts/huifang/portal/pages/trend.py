"""The trend of twelve months: the figures of the statistics month by month, each number with its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.charts.columns import Columns, month_columns
from huifang.portal.countedrows import MONTHS, counted_month
from huifang.register import add_months
from huifang.rules.forecast import month_of
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.portal.selection import Selection
    from huifang.portal.view import View


@dataclass(frozen=True, slots=True)
class TrendChart:
    """One drawing with its table: for each month the number of each figure and the rows that it counts."""

    drawing: Columns
    heads: Sequence[str]
    lines: Sequence[tuple[str, Sequence[tuple[int, Selection]]]]


TRENDS = (  # name, title, figures with the words and the kind of their part, lowest first
    (
        "visits",
        N_("Visits a month"),
        (("visited", N_("by discipline bodies"), "done"), ("visited_all_bodies", N_("by other bodies"), "base")),
    ),
    (
        "talks",
        N_("Talks a month, by the last day they were owed"),
        (("talks_kept", N_("talks kept"), "talk"), ("talks_missed", N_("talks missed"), "missed")),
    ),
)
WHOLE = {"visited_all_bodies": "visited"}  # a figure that has another within it: what is drawn above is the rest


def trend_months(view: View) -> list[str]:
    """The months of the trend, the as-of date's last."""
    first = view.day.replace(day=1)
    return [month_of(add_months(first, number - MONTHS + 1)) for number in range(MONTHS)]


def trend_charts(view: View) -> list[TrendChart]:
    """The drawings of which there is something to draw."""
    months, found = trend_months(view), []
    for name, title, figures in TRENDS:
        counts = {figure: _by_month(view, figure) for figure, _, _ in figures}
        if not any(counts.values()):
            continue
        kinds = [(kind, say(words)) for _, words, kind in figures]
        parts = [{kind: _drawn(counts, figure, month) for figure, _, kind in figures} for month in months]
        lines = [
            (month, [(counts[figure][month], counted_month(figure, month)) for figure in counts]) for month in months
        ]
        drawing = Columns(name, say(title), kinds, month_columns(months, parts))
        found.append(TrendChart(drawing, list(counts), lines))
    return found


def _by_month(view: View, figure: str) -> Counter[str]:
    return Counter(month_of(row.day) for row in view.site.lists.counted(figure, MONTHS))


def _drawn(counts: Mapping[str, Counter[str]], figure: str, month: str) -> int:
    return counts[figure][month] - (counts[WHOLE[figure]][month] if figure in WHOLE else 0)
