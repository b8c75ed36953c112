"""The stretches of days on which a person is back in the normal scope, each day judged by what was known on it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from huifang.register.days import ONE_DAY, Span
from huifang.rules.case import Case, once
from huifang.rules.obstacles import obstacles
from huifang.rules.states import State, state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.rules.lifting import Ending
    from huifang.rules.period import Period


def is_free(case: Case) -> bool:
    """Whether the state on the case's day is `period_over`; who has no row has no state."""
    return case.has_period and state(case) is State.PERIOD_OVER


@once
def stretches(case: Case) -> tuple[Span, ...]:
    """Every unbroken stretch up to the case's day, oldest first; the last one is open where it goes on that day."""
    found: list[Span] = []
    for piece, free in _pieces(case):
        if not free or piece.last is None:
            continue
        if found and piece.last + ONE_DAY == found[-1].first:
            found[-1] = Span(piece.first, found[-1].last)
        else:
            found.append(piece if piece.last < case.day else Span(piece.first, None))
    return tuple(reversed(found))


@once
def free_from(case: Case) -> date | None:
    """The first day of the stretch in which the case's day lies, else of the next one; None where none is certain."""
    if not is_free(case):
        ahead = sorted(day for day in _turns(case) if day > case.day)
        return next((day for day in ahead if is_free(case.on(day))), None)
    first = case.day
    for piece, free in _pieces(case):
        if not free:
            break
        first = piece.first
    return first


def _pieces(case: Case) -> Iterator[tuple[Span, bool]]:
    """The days back to the first fact in pieces of one state each, newest first, and whether the person was free.

    Between two facts what is known stays the same, so one case answers for all these days.
    """
    facts = case.known.deciding_days(case.person.code)
    last, seen = case.day, case if case.has_period else None
    for begun in reversed([day for day in facts if day <= last]):
        turns = {begun, *(day for day in (_turns(seen) if seen else ()) if begun < day <= last)}
        for first in sorted(turns, reverse=True):
            yield Span(first, last), seen is not None and is_free(seen.on(first))
            last = first - ONE_DAY
        seen = case.as_known_on(last)


def _turns(case: Case) -> Iterator[date]:
    """Every day on which the state may change by itself: each deciding day, and the day after it."""
    parts: list[Period | Ending] = [*case.periods, *case.endings]
    told = [value for part in parts for each in fields(part) for value in _days(getattr(part, each.name))]
    told += [day for each in obstacles(case) for day in each.span if day is not None]
    told += [day for day in (case.left_on, case.last_end, case.possible_until) if day is not None]
    for day in told:
        yield day
        yield day + ONE_DAY


def _days(value: object) -> Iterator[date]:
    for each in value.values() if isinstance(value, dict) else (value,):
        if isinstance(each, date):
            yield each
