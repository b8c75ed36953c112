"""The charts of the statistics: a line for each value of a partition, and for each band of days to the first visit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.charts.bars import BarLine, DrawnNumber, in_a_row, one_over_another
from huifang.portal.countedrows import BANDS, MONTHS, band, band_name, band_text, counted_page, counted_selection
from huifang.portal.partition_words import partition_words
from huifang.portal.selection import Selection
from huifang.rules.statistics import adds
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.lists import StatRow
    from huifang.portal.view import View

DELAY = "first_visit_days"


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """A figure that charts draw: what of it is counted, its words, its unit, and the kind of its part."""

    figure: str
    counted: str
    label: str
    unit: str
    kind: str

    def of(self, row: StatRow | None) -> int:
        """The number of a row; 0 where the figure has none."""
        return int(getattr(row, self.counted) or 0) if row else 0


PEOPLE = (  # one over the other: who is visited is among those in scope
    DrawnFigure("in_scope", "people", N_("in scope"), N_("person(s)"), "base"),
    DrawnFigure("visited", "people", N_("visited by discipline bodies"), N_("person(s)"), "done"),
)
TALKS = (  # one behind the other: together they are what was owed
    DrawnFigure("talks_kept", "value", N_("talks kept"), N_("time(s)"), "talk"),
    DrawnFigure("talks_missed", "value", N_("talks missed"), N_("time(s)"), "missed"),
)
VISITED = DrawnFigure("visited_all_bodies", "visits", N_("visits of all bodies"), N_("time(s)"), "done")


def part_chart(view: View, by: str, cells: Mapping[tuple[str, str], StatRow]) -> Sequence[BarLine]:
    """A line for each value that has something of what is drawn."""
    drawn = (*PEOPLE, *TALKS) if adds(by) else (VISITED,)
    keys = dict.fromkeys(key for _, key in cells)
    found = {key: {each: each.of(cells.get((each.figure, key))) for each in drawn} for key in keys}
    people = max((numbers.get(each, 0) for numbers in found.values() for each in (*PEOPLE, VISITED)), default=0)
    talks = max((sum(numbers.get(each, 0) for each in TALKS) for numbers in found.values()), default=0)
    lines = []
    for key, numbers in found.items():
        upper = [(each.kind, n) for each, n in numbers.items() if each not in TALKS]
        lower = [(each.kind, n) for each, n in numbers.items() if each in TALKS]
        bars = [bar for bar in (one_over_another(upper, people), in_a_row(lower, talks)) if bar]
        told = [
            DrawnNumber(say(each.label), n, say(each.unit), _selection(each, by, key))
            for each, n in numbers.items()
            if n
        ]
        if told:
            lines.append(BarLine(partition_words(view, by, key), bars, told))
    return lines


def _selection(drawn: DrawnFigure, by: str, key: str) -> Selection | None:
    return counted_selection(drawn.figure, by, key, people=drawn.counted == "people")


def delay_chart(view: View) -> Sequence[BarLine]:
    """The people first visited this year by the days that it took since the decision; bands that occur."""
    counts = Counter(band(row.value) for row in view.site.lists.counted(DELAY, MONTHS))
    names = [name for low, high in BANDS if counts[name := band_name(low, high)]]
    most = max(counts.values(), default=0)
    return [
        BarLine(
            view.t(band_text(name)),
            [in_a_row([("done", counts[name])], most)],
            [DrawnNumber("", counts[name], say("person(s)"), Selection(counted_page(DELAY)).of("delay", name))],
        )
        for name in names
    ]
