"""A make-up is dated after the end of the period it names; that period is one in which a talk was owed."""

from __future__ import annotations

import pytest

from huifang.checks.talks import make_up_not_owed, make_up_too_early
from huifang.register import known_on
from huifang.rules.programme import Programme
from tests.rules.duties.making import ORGANIZATIONS, day
from tests.sound import person, register, sample_policy, talk

TOO_EARLY: tuple[tuple[str, str, str, bool], ...] = (
    # how often talks are owed, the day of the talk, what it makes up for, whether that is too early
    ("quarter", "2026-01-01", "2025Q4", False),
    ("quarter", "2025-12-31", "2025Q4", True),  # the period's own last day
    ("quarter", "2025-12-30", "2025Q4", True),
    ("month", "2025-11-01", "2025-10", False),
    ("month", "2025-10-31", "2025-10", True),
    ("half_year", "2026-01-01", "2025H2", False),
    ("half_year", "2025-12-31", "2025H2", True),
)


@pytest.mark.parametrize(("every", "on", "period", "early"), TOO_EARLY)
def test_too_early(every: str, on: str, period: str, early: bool) -> None:
    policy = sample_policy(followup__talk__every=every)
    made = register({**ORGANIZATIONS, **person(), **talk(on, makes_up_for=period)}, policy)
    assert not made.findings
    assert [each.place.key for each in make_up_too_early(made, policy)] == [("makes_up_for",)] * early


NOT_OWED: tuple[tuple[str, str, bool], ...] = (
    # the window runs from 2025-08-12 to 2027-02-12: 20 days of August 2025, 12 of February 2027, 142 of 2025H2
    ("quarter", "2025Q3", False),
    ("quarter", "2025Q2", True),
    ("month", "2025-08", False),
    ("month", "2025-07", True),
    ("half_year", "2025H2", False),
    ("half_year", "2027H1", True),  # 43 days
)


@pytest.mark.parametrize(("every", "period", "wrong"), NOT_OWED)
def test_not_owed(every: str, period: str, wrong: bool) -> None:
    policy = sample_policy(followup__talk__every=every)
    made = register({**ORGANIZATIONS, **person(), **talk("2027-07-01", makes_up_for=period)}, policy)
    found = make_up_not_owed(made, Programme(known_on(made, day("2027-07-01")), policy))
    assert [each.place.key for each in found] == [("makes_up_for",)] * wrong
