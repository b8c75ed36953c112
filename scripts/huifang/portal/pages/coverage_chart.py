"""Coverage drawn: for each body how much of its base was visited, with a mark at the share that the rule asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.charts.bars import WIDE, BarLine, DrawnNumber, in_a_row, one_over_another
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.lists import CoverageRow
    from huifang.portal.charts.bars import BarPart
    from huifang.portal.view import View
    from huifang.texts import Value

KINDS: Sequence[tuple[str, str]] = (("base", N_("base")), ("done", N_("visited")), ("goal", N_("required")))


def coverage_chart(
    view: View, rows: Iterable[CoverageRow], needed: Mapping[str, int | None] | None = None
) -> list[BarLine]:
    """A line a body, each as wide as its own base; `needed`: people to visit a month, where a forecast says it."""
    return [_line(view, row, (needed or {}).get(row.body)) for row in rows]


def coverage_kinds() -> list[tuple[str, Text]]:
    """What the parts of a line are."""
    return [(kind, say(words)) for kind, words in KINDS]


def _line(view: View, row: CoverageRow, needed: int | None) -> BarLine:
    page, people = f"coverage/{row.body}.html", say("person(s)")
    told = [
        DrawnNumber(say("visited"), row.visited, people, place=f"{page}#visited"),
        DrawnNumber(say("required"), row.required, people),
        DrawnNumber(say("base"), row.base, people, place=f"{page}#base"),
    ]
    if row.shortfall:
        told.append(DrawnNumber(say("shortfall"), row.shortfall, people))
        told.append(DrawnNumber(say("can still be visited"), len(row.candidates), people, place=f"{page}#candidates"))
    if needed:
        told.append(DrawnNumber(say("to visit each month"), needed, people))
    goal = WIDE * row.required // row.base if row.base else None
    return BarLine(view.org_name(row.body), [_bar(row)], told, goal, page, row.body)


def _bar(row: CoverageRow) -> list[BarPart]:
    """The base, and over it who was visited: never longer than the base."""
    if not row.base:
        return in_a_row([("done", row.visited)], row.visited)
    return one_over_another([("base", row.base), ("done", min(row.visited, row.base))], row.base)


def unfinished(rows: Iterable[CoverageRow]) -> list[tuple[CoverageRow, Value]]:
    """What a line cannot show: decisions without a day, and a base of nobody."""
    found: list[tuple[CoverageRow, Value]] = []
    for row in rows:
        if not row.required:
            found.append((row, say("Nobody in the base, so nothing is required.")))
        if row.unknown_year:
            found.append(
                (row, say("{n} people have a decision without a day: they may belong to the base.", n=row.unknown_year))
            )
    return found
