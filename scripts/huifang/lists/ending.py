"""Periods that end before long, and those that ended while something is owed: who does what next, by which day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from huifang.rules.duties.ending import CONFIRM, REMIND, REVIEW, return_to_scope
from huifang.rules.duties.lifting import lifting
from huifang.rules.duties.rights import rights
from huifang.rules.needed import named_field
from huifang.rules.obligation import Status, status
from huifang.rules.states import State
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from huifang.lists.rows import EligibleRow
    from huifang.rules.case import Case
    from huifang.rules.obligation import Obligation
    from huifang.rules.programme import Programme

AHEAD, FIRST, NOT_REMINDED, NOT_CONFIRMED = "ahead", "first", "not_reminded", "not_confirmed"
GROUPS = (AHEAD, FIRST, NOT_REMINDED, NOT_CONFIRMED)
STEPS: Mapping[tuple[str, str], str] = {  # duty and the beginning of its key -> what is to be done
    ("rights", ""): N_("decide on the restoration of the Party rights"),
    ("lifting", ""): N_("make the lifting decision"),
    ("return-to-scope", REVIEW): N_("review the decision to hold"),
    ("return-to-scope", REMIND): N_("remind the committee"),
    ("return-to-scope", CONFIRM): N_("confirm the return to the normal scope"),
}
STANDS = (State.BLOCKED, State.HELD, State.UNKNOWN)
OVER = (Status.CLOSED, Status.LAPSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing to do, by whom and by when; `due_on` None where no rule names a day."""

    what: Text
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingRow:
    """One person; `mark` is the policy's number of days in which the period ends.

    `days` counts to `ends_on` (0 on it) before the end, and from `free_from` (0 on it) after it; None where there is
    neither day.
    """

    person: str
    district: str | None
    unit: str | None
    group: str
    mark: int | None
    state: str
    ends_on: date | None
    free_from: date | None
    days: int | None
    todos: tuple[Todo, ...]


def ends_within(row: EligibleRow, days: int) -> bool:
    """Whether the period ends in so many days at most, with a day known from which the person is free."""
    return row.days_left is not None and row.days_left <= days and row.free_from is not None


def ending_rows(programme: Programme, rows: Iterable[EligibleRow]) -> tuple[EndingRow, ...]:
    """The nearest end first; then what must be done first, by its day; then the longest since the end."""
    mine: dict[str, list[tuple[str, Obligation]]] = defaultdict(list)
    for duty in (rights, lifting, return_to_scope):  # those that open later too: an end tells what will follow
        for each in duty(programme):
            if each.person is not None and status(each, programme.day) not in OVER:
                mine[each.person].append((_step(each), each))
    found = (_row(row, programme.cases[row.person], mine.get(row.person, [])) for row in rows)
    return tuple(sorted((row for row in found if row is not None), key=_order))


def _order(row: EndingRow) -> tuple[int, int, int, str]:
    days = row.days or 0
    if row.group == FIRST:
        due = min((todo.due_on for todo in row.todos if todo.due_on is not None), default=date.max)
        days = due.toordinal()
    elif row.group != AHEAD:
        days = -days
    return GROUPS.index(row.group), row.mark or 0, days, row.person


def _step(obligation: Obligation) -> str:
    """What a duty asks for."""
    return next(
        text for (duty, key), text in STEPS.items() if duty == obligation.duty and obligation.key.startswith(key)
    )


def _row(row: EligibleRow, case: Case, steps: list[tuple[str, Obligation]]) -> EndingRow | None:
    marks = case.policy.on(case.day).period_ending.marks
    ends_on = _ends_on(row, case)
    days = (ends_on - case.day).days if ends_on is not None else None
    mark = min((mark for mark in marks if days is not None and days <= mark), default=None)
    todos = tuple(_todos(row, case, steps))
    group = _group(row, mark, steps)
    if group is None or not todos:
        return None
    if group in {NOT_REMINDED, NOT_CONFIRMED} and row.free_from is not None:
        days = (case.day - row.free_from).days
    return EndingRow(
        person=row.person,
        district=row.district,
        unit=row.unit,
        group=group,
        mark=mark if group == AHEAD else None,
        state=row.state,
        ends_on=ends_on,
        free_from=row.free_from,
        days=days,
        todos=todos,
    )


def _ends_on(row: EligibleRow, case: Case) -> date | None:
    """The next end that lies ahead: the last barred day, or the end of a probation; nobody else has one."""
    if row.state != State.IN_PERIOD:
        return None
    if row.until is not None:
        return row.until
    days = (period.probation_end for period in case.open_probation)
    return min((day for day in days if day is not None and day >= case.day), default=None)


def _group(row: EligibleRow, mark: int | None, steps: list[tuple[str, Obligation]]) -> str | None:
    if row.state == State.NOT_APPLICABLE:
        return None
    if mark is not None and row.free_from is not None:
        return AHEAD
    if mark is not None or row.missing or row.state in STANDS:
        return FIRST
    if row.state != State.PERIOD_OVER:
        return None
    keys = [each.key for _, each in steps if each.duty == "return-to-scope"]
    if any(key.startswith(REMIND) for key in keys):
        return NOT_REMINDED
    return NOT_CONFIRMED if any(key.startswith(CONFIRM) for key in keys) else None


def _todos(row: EligibleRow, case: Case, steps: list[tuple[str, Obligation]]) -> Iterator[Todo]:
    """Duties by their day, then what no duty asks for: missing facts, and a sum that practice may make."""
    for step, each in sorted(steps, key=lambda pair: (pair[1].due_on, pair[1].key)):
        yield Todo(what=say(step), owner=each.owner, due_on=each.due_on)
    keeper = case.person.supervised_by_on(case.day)
    for path in row.missing:
        field = named_field(case.person, path, case.policy)
        yield Todo(what=say("add {field}", field=field), owner=keeper, due_on=None)
    if case.possible_until is not None and case.day <= case.possible_until:
        decided_by = case.deciding()[-1].measure.decided_by
        yield Todo(what=say("ask the deciding body whether the periods add up"), owner=decided_by, due_on=None)
