"""The days that a change of somebody's record reaches: as of which the lists may be others than before it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from huifang.history.audit.inputs import NO_KEYS
from huifang.history.day_values import day_as
from huifang.past.causes import WHEN
from huifang.register.days import MONTHS_A_QUARTER, ONE_DAY, add_months, quarter_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from huifang.history.record_diff import FieldChange

NO_LIST = frozenset(NO_KEYS["record"])  # no row is computed from these
COMES = re.compile(rf"{WHEN.pattern}|date|from|since")  # keys of a day from which a fact holds
NAMED = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", re.ASCII)
AHEAD, QUARTERS, YEARS = 3, 4, 8  # at most so many of each


def may_matter(changes: Iterable[FieldChange]) -> bool:
    """Whether a row may rest on what was changed."""
    return any(each.field not in NO_LIST for each in changes)


def reached_days(changes: Sequence[FieldChange], arrived: date, first: date | None) -> tuple[date, ...]:
    """The day of arrival; days to come that the change names; ends of quarters and years since the first one it names.

    `first` is the person's first decision: that far reaches what says no day itself, such as the form of a measure.
    """
    told = [each for each in changes if each.field not in NO_LIST]
    ahead = {day for each in told for day in _coming(each.new, each.field or "") if day > arrived}
    reached = [min(days) if (days := _days(each)) else first for each in told]
    earliest = min((day for day in reached if day is not None), default=arrived)
    back = {day for day in _ends(arrived) if day >= earliest}
    return (arrived, *sorted(ahead)[:AHEAD], *sorted(back, reverse=True))


def _ends(arrived: date) -> Iterator[date]:
    """The last ends of quarters before a day, and of years."""
    first = quarter_of(arrived).first
    for number in range(QUARTERS):
        yield add_months(first, -MONTHS_A_QUARTER * number) - ONE_DAY
    for year in range(max(arrived.year - YEARS, date.min.year), arrived.year):
        yield date(year, 12, 31)


def _days(change: FieldChange) -> list[date]:
    """The days that a change names: a plain day alone, else every one in its values and in the name of its entry."""
    plain = [day for value in (change.old, change.new) if (day := day_as(value)) is not None]
    return plain or list(_named((change.field, change.old, change.new)))


def _named(value: object) -> Iterator[date]:
    if isinstance(value, str):
        yield from (day for each in NAMED.findall(value) if (day := day_as(each)) is not None)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _named(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _named(part)


def _coming(value: object, key: str) -> Iterator[date]:
    """The days under keys that say from when something holds."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _coming(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _coming(part, key)
    elif COMES.fullmatch(key.rpartition(".")[2]) and (day := day_as(value)) is not None:
        yield day
