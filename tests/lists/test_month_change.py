"""What a month's end says of the month: who came into the period, whose period is over, who left it otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from huifang.past.month_change import month_change
from huifang.past.snapshots import Month, Snapshot, SnapshotComparison
from huifang.texts import say


def side(*states: str, overdue: int = 0) -> Snapshot:
    """A side on which the people A, B, C … are in these states; nobody where one is empty."""
    state_of = {code: state for code, state in zip("ABCDEF", states, strict=False) if state}
    return Snapshot("c", "1", state_of, {"overdue": overdue}, (), (), (), {})


def end(month: int, now: Snapshot) -> Month:
    """The end of a month: other things were known then."""
    day = date(2026, month, 28)
    found = SnapshotComparison(day, side("in_period", "in_period", "in_period"), now, (), (), (), ())
    return Month(day, lambda: found)


BEFORE = side("in_period", "in_period", "in_period", "period_over", "blocked")
CHANGES = (  # states now, entered, freed, others
    ("nothing", ("in_period", "in_period", "in_period", "period_over", "blocked"), "", "", ""),
    ("a period is over", ("in_period", "period_over", "in_period", "period_over", "blocked"), "", "B", ""),
    ("left, and on no list", ("not_applicable", "in_period", "", "period_over", "blocked"), "", "", "AC"),
    ("barred anew, and new", ("in_period", "in_period", "in_period", "in_period", "held", "in_period"), "DF", "", ""),
)


@pytest.mark.parametrize(("case", "states", "entered", "freed", "others"), CHANGES, ids=[row[0] for row in CHANGES])
def test_the_people_in_the_period_change_by_who_came_and_who_left(
    case: str, states: tuple[str, ...], entered: str, freed: str, others: str
) -> None:
    change = month_change(end(2, side(*states, overdue=4)), end(1, BEFORE))
    assert change is not None, case
    assert (change.entered, change.freed, change.others) == (tuple(entered), tuple(freed), tuple(others))
    assert len(change.in_period) == 3 + len(entered) - len(freed) - len(others)
    assert change.overdue == 4


def test_where_no_earlier_end_can_be_compared_nothing_is_said_of_a_change() -> None:
    first = month_change(end(2, BEFORE), None)
    assert first is not None
    assert (first.in_period, first.entered, first.freed, first.others) == (("A", "B", "C"), None, None, None)
    broken = Month(date(2026, 1, 31), lambda: say("the records of that time cannot be computed by this program"))
    assert month_change(end(2, BEFORE), broken) == first
    assert month_change(broken, None) is None
