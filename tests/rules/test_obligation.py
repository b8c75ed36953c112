"""The status of an obligation, from opening to missed, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huifang.rules.obligation import Obligation, Status, days_overdue, status
from huifang.texts import say
from tests.sound import sample_policy

DUE = date(2026, 3, 31)
QUARTER = Obligation(
    duty="talk",
    person="TT-0001",
    unit="tt-unit",
    period="2026Q1",
    opens_on=date(2026, 1, 1),
    due_on=DUE,
    owner="tt-dz",
    rule=sample_policy().on(DUE).talk,
    reason=say("an example"),
    missed_on=date(2026, 7, 1),
)
TERM = replace(QUARTER, duty="issue", period=None, ahead=60, missed_on=None)

CASES: tuple[tuple[str, Obligation, str, Status, int], ...] = (
    ("period: before it opens", QUARTER, "2025-12-31", Status.LATER, 0),
    ("period: opens", QUARTER, "2026-01-01", Status.UPCOMING, 0),
    ("period: day before", QUARTER, "2026-03-30", Status.UPCOMING, 0),
    ("period: due day", QUARTER, "2026-03-31", Status.DUE, 0),
    ("period: day after", QUARTER, "2026-04-01", Status.OVERDUE, 1),
    ("period: last day overdue", QUARTER, "2026-06-30", Status.OVERDUE, 91),
    ("period: missed", QUARTER, "2026-07-01", Status.MISSED, 92),
    ("closed tomorrow", replace(QUARTER, closed_on=date(2026, 4, 2)), "2026-04-01", Status.OVERDUE, 1),
    ("closed today", replace(QUARTER, closed_on=date(2026, 4, 1)), "2026-04-01", Status.CLOSED, 0),
    ("closed when missed", replace(QUARTER, closed_on=date(2026, 8, 1)), "2026-08-01", Status.CLOSED, 0),
    ("lapsed tomorrow", replace(QUARTER, lapsed_on=date(2026, 4, 2)), "2026-04-01", Status.OVERDUE, 1),
    ("lapsed today", replace(QUARTER, lapsed_on=date(2026, 4, 1)), "2026-04-01", Status.LAPSED, 0),
    ("not owed, before it opens", replace(QUARTER, not_owed=True), "2025-12-31", Status.LATER, 0),
    ("not owed", replace(QUARTER, not_owed=True), "2030-01-01", Status.DEFERRED, 0),
    ("term: too far ahead", TERM, "2026-01-29", Status.LATER, 0),
    ("term: told", TERM, "2026-01-30", Status.UPCOMING, 0),
    ("term: never missed", TERM, "2030-03-31", Status.OVERDUE, 1461),
    ("deferred", replace(TERM, deferred_until=date(2026, 3, 30)), "2026-03-30", Status.DEFERRED, 0),
    ("deferred, due the day after", replace(TERM, deferred_until=date(2026, 3, 30)), "2026-03-31", Status.DUE, 0),
)


@pytest.mark.parametrize(
    ("made", "day", "expected", "overdue"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_status(made: Obligation, day: str, expected: Status, overdue: int) -> None:
    """One day of one obligation."""
    on = date.fromisoformat(day)
    assert (status(made, on), days_overdue(made, on)) == (expected, overdue)


@pytest.mark.parametrize(("within", "expected"), [(None, Status.LATER), (60, Status.LATER), (61, Status.UPCOMING)])
def test_within_replaces_the_days_ahead(within: int | None, expected: Status) -> None:
    assert status(TERM, date(2026, 1, 29), within) is expected


def test_within_changes_no_period() -> None:
    assert status(QUARTER, date(2026, 1, 1), 0) is Status.UPCOMING


@pytest.mark.parametrize(("closed_on", "late"), [(None, False), (DUE, False), (date(2026, 4, 1), True)])
def test_late(closed_on: date | None, late: bool) -> None:
    assert replace(QUARTER, closed_on=closed_on).late is late


ORDER = (
    Status.LATER,
    Status.DEFERRED,
    Status.UPCOMING,
    Status.DUE,
    Status.OVERDUE,
    Status.MISSED,
    Status.CLOSED,
    Status.LAPSED,
)
START = date(2026, 1, 1)
DAYS = st.integers(0, 400).map(lambda number: START + timedelta(days=number))
MAYBE = st.none() | DAYS


@st.composite
def obligations(draw: st.DrawFn) -> Obligation:
    """Any obligation whose days are in order."""
    opens_on, due_on = sorted([draw(DAYS), draw(DAYS)])
    missed = draw(st.none() | st.integers(1, 200))
    deferred = draw(st.booleans())
    ahead = draw(st.none() | st.integers(0, 100))
    return replace(
        QUARTER,
        opens_on=opens_on,
        due_on=due_on,
        ahead=None if deferred else ahead,
        missed_on=due_on + timedelta(days=missed) if missed else None,
        closed_on=draw(MAYBE),
        lapsed_on=draw(MAYBE),
        deferred_until=due_on - timedelta(days=1) if deferred else None,
        not_owed=draw(st.booleans()),
    )


@given(obligations(), DAYS, DAYS)
def test_a_status_never_goes_back(made: Obligation, one: date, other: date) -> None:
    """Time moves an obligation one way only; what is closed or lapsed stays so."""
    earlier, later = sorted([one, other])
    before, after = status(made, earlier), status(made, later)
    ended = {Status.CLOSED, Status.LAPSED}
    assert ORDER.index(before) <= ORDER.index(after) or {before, after} == ended


@given(obligations(), DAYS)
def test_overdue_is_at_least_one_day(made: Obligation, day: date) -> None:
    """Never 0 days overdue, never negative, and none at all otherwise."""
    late = status(made, day) in {Status.OVERDUE, Status.MISSED}
    assert (days_overdue(made, day) >= 1) if late else (days_overdue(made, day) == 0)
