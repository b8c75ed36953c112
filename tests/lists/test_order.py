"""The order of rows: every part of it decides where all before it are equal, whatever order they come in."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from huifang.lists.due import in_order, in_show
from huifang.lists.ending import EndingRow, Todo
from huifang.lists.ending import _order as order_of_ending
from huifang.lists.health import _order as order_of_health
from huifang.lists.rows import DueRow, HealthRow
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOTHING, DAY = say("nothing"), date(2026, 3, 2)
EARLIER, LATER = date(2026, 3, 1), date(2026, 3, 3)


def due(status: str, due_on: date, person: str | None, duty: str, *more: str | None) -> DueRow:
    """With period, record and item."""
    period, record, item = more
    return DueRow(
        person=person, district=None, unit=None, duty=duty, period=period, item=item, status=status, due_on=due_on,
        days_overdue=0, owner="tt-jw", assignee=None, record=record, reason=NOTHING, rule="x", source=NOTHING,
        certainty="x",
    )  # fmt: skip


DUE = [
    due("overdue", DAY, "TT-0002", "b", "b", "b", "b"),
    due("due", EARLIER, "TT-0002", "b", "b", "b", "b"),
    due("due", DAY, None, "b", "b", "b", "b"),
    due("due", DAY, "TT-0001", "b", "b", "b", "b"),
    due("due", DAY, "TT-0002", "a", "b", "b", "b"),
    due("due", DAY, "TT-0002", "b", None, "b", "b"),
    due("due", DAY, "TT-0002", "b", "a", "b", "b"),
    due("due", DAY, "TT-0002", "b", "b", None, "b"),
    due("due", DAY, "TT-0002", "b", "b", "a", "b"),
    due("due", DAY, "TT-0002", "b", "b", "b", None),
    due("due", DAY, "TT-0002", "b", "b", "b", "a"),
    due("due", DAY, "TT-0002", "b", "b", "b", "b"),
    due("missed", EARLIER, None, "a", None, None, None),
    due("upcoming", EARLIER, None, "a", None, None, None),
    due("deferred", EARLIER, None, "a", None, None, None),
    due("closed", EARLIER, None, "a", None, None, None),
    due("lapsed", EARLIER, None, "a", None, None, None),
]


@pytest.mark.parametrize("number", range(1, len(DUE)))
def test_due_rows(number: int) -> None:
    one, other = DUE[number - 1 : number + 1]
    assert in_order([other, one]) == (one, other)
    if one.status == other.status and one.person == other.person:
        assert in_show(one) < in_show(other)


def ending(group: str, mark: int | None, days: int | None, *due: date | None, person: str = "TT-0001") -> EndingRow:
    todos = tuple(Todo(what=NOTHING, owner="tt-jw", due_on=each) for each in due)
    return EndingRow(person=person, district=None, unit=None, group=group, mark=mark, state="x", ends_on=None,
                     free_from=None, days=days, todos=todos)  # fmt: skip


ENDING = [
    ending("ahead", 30, 2),
    ending("ahead", 30, 10),
    ending("ahead", 30, 10, person="TT-0002"),
    ending("ahead", 60, 5),  # by the mark first
    ending("first", None, 90, None, LATER, EARLIER),  # by the first day of any
    ending("first", None, 10, DAY),
    ending("first", None, None, LATER),
    ending("first", None, 1, None),  # no day is named
    ending("not_reminded", None, 400, EARLIER),
    ending("not_reminded", None, 3, EARLIER),
    ending("not_reminded", None, None, EARLIER),
    ending("not_confirmed", None, 500),
    ending("not_confirmed", None, 5),
]


def health(unblocks: int, remaining: int | None, path: str, line: int | None, field: str | None) -> HealthRow:
    return HealthRow(
        person=None, district=None, unit=None, body=None, editor=None, gap="x", check=None, path=path, line=line,
        last_line=None, field=field, message=NOTHING, blocks=(), unblocks=unblocks, remaining=remaining, fix=NOTHING,
        stub=None,
    )  # fmt: skip


HEALTH = [
    health(1, 2, "b", 9, "z"),
    health(0, 0, "b", 9, "z"),
    health(0, 1, "a", 9, "z"),
    health(0, None, "a", None, "z"),
    health(0, None, "a", 1, None),
    health(0, None, "a", 1, "a"),
    health(0, None, "a", 1, "b"),
    health(0, None, "a", 2, "a"),
    health(0, None, "b", 1, "a"),
]


@pytest.mark.parametrize(("rows", "order"), [(ENDING, order_of_ending), (HEALTH, order_of_health)])
def test_rows_stand_in_this_order(rows: Sequence[object], order: Callable[[object], tuple[object, ...]]) -> None:
    for number, (one, other) in enumerate(pairwise(rows)):
        assert order(one) < order(other), number
