"""Where a person stands on the eligibility list; never a judgement of the person (rules part 3)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from huifang.rules.case import Case

from huifang.rules.obstacles import Obstacle, obstacles


class State(StrEnum):
    """The states of the eligibility list."""

    NOT_APPLICABLE = "not_applicable"
    IN_PERIOD = "in_period"
    BLOCKED = "blocked"
    HELD = "held"
    UNKNOWN = "unknown"
    PERIOD_OVER = "period_over"


BLOCKING = ("investigation", "violation", "rights", "lifting")


def is_out_of_service(case: Case) -> bool:
    """Left or dismissed by that day."""
    return case.left_on is not None and case.left_on <= case.day


def has_a_running_bar(case: Case) -> bool:
    """Certainly still barred from selection on the day."""
    return any(
        period.selects
        and not period.local
        and period.start is not None
        and period.sure_to is not None
        and period.start <= case.day <= period.sure_to
        for period in case.periods
    )


def is_blocked(case: Case) -> bool:
    """Investigation, unsettled violation, rights not restored, or lifting missing."""
    return any(case.day in obstacle.span for obstacle in obstacles(case) if obstacle.kind in BLOCKING)


def is_held(case: Case) -> bool:
    """期满影响使用, by a named decision."""
    return any(case.day in obstacle.span for obstacle in obstacles(case) if obstacle.kind == "hold")


def lacks_a_fact(case: Case) -> bool:
    """待核: a fact is missing, practice may have made a sum that still runs, or local rules may bar."""
    return bool(case.missing) or is_open(case, case.possible_until) or is_open(case, case.local_until)


def is_open(case: Case, end: date | None) -> bool:
    """Whether a day up to which nobody can tell lies ahead, the day itself included."""
    return end is not None and case.day <= end


def always(_case: Case) -> bool:
    """Nothing stands against."""
    return True


STATES: tuple[tuple[State, Callable[[Case], bool]], ...] = (  # the first that applies; the order is part of the rule
    (State.NOT_APPLICABLE, is_out_of_service),
    (State.IN_PERIOD, has_a_running_bar),  # a certain bar beats an unknown
    (State.BLOCKED, is_blocked),
    (State.HELD, is_held),
    (State.UNKNOWN, lacks_a_fact),  # asked only when no certain answer came first
    (State.PERIOD_OVER, always),  # back in the normal scope
)


def state(case: Case) -> State:
    """The state on the case's day."""
    return next(each for each, applies in STATES if applies(case))


def obstacles_now(case: Case) -> tuple[Obstacle, ...]:
    """The obstacles that hold on the day, whatever the state."""
    return tuple(obstacle for obstacle in obstacles(case) if case.day in obstacle.span)


def days_left(case: Case) -> int | None:
    """Days until the last barred day, 0 on it; None outside the period or where the end cannot be computed."""
    if case.until is None or state(case) is not State.IN_PERIOD:
        return None
    return (case.until - case.day).days
