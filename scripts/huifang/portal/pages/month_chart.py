"""Month ends drawn: a line a month of who is in the period and what is late, and of one month what is known now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.charts.bars import BarLine, BarPart, DrawnNumber, in_a_row
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from huifang.past.month_change import MonthChange
    from huifang.portal.view import View

PLACES = {  # part of the page of a month's end -> words
    "in_period": N_("in the period"),
    "entered": N_("newly in the period"),
    "freed": N_("period over"),
    "others": N_("no longer in the period for another reason"),
}
KINDS: Sequence[tuple[str, str]] = (
    ("base", N_("in the period, as before")),
    ("done", N_("newly in the period")),
    ("freed", N_("period over")),
    ("missed", N_("duties overdue")),
)


def change_kinds() -> list[tuple[str, Text]]:
    """What the parts of a line are."""
    return [(kind, say(words)) for kind, words in KINDS]


def change_chart(changes: Iterable[tuple[str, MonthChange | None]]) -> list[BarLine]:
    """A line for each month's end that can be computed."""
    found = [(name, change) for name, change in changes if change is not None]
    people = max((len(change.in_period) for _, change in found), default=0)
    duties = max((change.overdue for _, change in found), default=0)
    return [_line(name, change, people, duties) for name, change in found]


def _line(name: str, change: MonthChange, people: int, duties: int) -> BarLine:
    page = f"month-ends/{name}.html"
    entered = len(change.entered or ())
    bars = [
        in_a_row([("base", len(change.in_period) - entered), ("done", entered)], people),
        in_a_row([("freed", len(change.freed or ()))], people),
        in_a_row([("missed", change.overdue)], duties),
    ]
    told = [
        DrawnNumber(say(words), len(people_), say("person(s)"), place=f"{page}#{place}")
        for place, words in PLACES.items()
        if (people_ := getattr(change, place))
    ]
    if change.overdue:
        told.append(DrawnNumber(say("duties overdue"), change.overdue, say("item(s)"), place=f"{page}#overdue"))
    return BarLine(name, [bar for bar in bars if bar], told, uri=page)


def then_and_now(view: View, enumeration: str, lines: Iterable[tuple[str, int, int]]) -> list[BarLine]:
    """For each word of an enumeration how many were known then, and are known now."""
    lines = list(lines)
    most = max((max(then, now) for _, then, now in lines), default=0)

    def bar(kind: str, n: int) -> list[BarPart]:
        return in_a_row([(kind, n)], most)

    return [
        BarLine(
            view.label(enumeration, name),
            [each for each in (bar("base", then), bar("done", now)) if each],
            [DrawnNumber(say("known then"), then), DrawnNumber(say("known now"), now)],
        )
        for name, then, now in lines
    ]
