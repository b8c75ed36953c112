"""The end of the period: told ahead, never overdue; then the way back into the normal scope."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.duties.making import programme, rows
from tests.sound import Files, measure, person, restricted

ENDING: tuple[tuple[str, dict[str, Any], str, list[tuple[str, str]]], ...] = (
    # 党内严重警告 2025-08-12, last barred day 2027-02-12
    ("91 days before", {}, "2026-11-13", []),
    ("90 days before", {}, "2026-11-14", [("2027-02-12", "upcoming")]),
    ("the last barred day", {}, "2027-02-12", [("2027-02-12", "due")]),
    ("never overdue", {}, "2027-02-13", [("2027-02-12", "lapsed")]),
    ("people who left", {"left": {"on": "2027-01-01", "reason": "退休"}}, "2027-01-10", []),
)


@pytest.mark.parametrize(("more", "as_of", "expected"), [row[1:] for row in ENDING], ids=[row[0] for row in ENDING])
def test_period_ending(more: dict[str, Any], as_of: str, expected: list[tuple[str, str]]) -> None:
    """A notice of the last barred day."""
    assert rows(programme(as_of, person(**more)), "period-ending") == expected


@pytest.mark.parametrize(("decided_on", "told"), [("2024-06-30", False), ("2024-07-01", True)])
def test_an_end_before_the_register_is_not_told(decided_on: str, told: bool) -> None:
    """The register of the district begins on 2025-07-01."""
    made = programme("2025-07-01", person(measure("党内警告", decided_on), unit="uu-unit"))
    assert bool(rows(made, "period-ending")) is told


def answer(reminded: str | None = None, confirmed: str | None = None) -> dict[str, Any]:
    return {"return_to_scope": [{"reminded_on": reminded, "confirmed_on": confirmed}]}


HOLD = {"since": "2027-02-13", "by": "tt-zz", "review_on": "2027-10-01", "until": "2027-12-31"}
OPEN_CASE = restricted(investigations=[{"opened_on": "2027-02-20", "closed_on": "2027-08-01"}])
RETURN: tuple[tuple[str, dict[str, Any], Files, str, list[tuple[str, str]]], ...] = (
    # free from 2027-02-13
    ("still barred", {}, {}, "2027-02-12", []),
    ("the first free day", {}, {}, "2027-02-13", [("2027-03-15", "upcoming")]),
    ("30 days later", {}, {}, "2027-03-15", [("2027-03-15", "due")]),
    ("day after", {}, {}, "2027-03-16", [("2027-03-15", "overdue")]),
    (
        "reminded: now the committee, 30 days",
        answer("2027-03-20"),
        {},
        "2027-03-20",
        [("2027-03-15", "closed"), ("2027-04-19", "upcoming")],
    ),
    ("not confirmed", answer("2027-03-20"), {}, "2027-04-20", [("2027-03-15", "closed"), ("2027-04-19", "overdue")]),
    (
        "confirmed",
        answer("2027-03-20", "2027-04-20"),
        {},
        "2027-04-20",
        [("2027-03-15", "closed"), ("2027-04-19", "closed")],
    ),
    ("confirmed without a reminder", answer(None, "2027-03-01"), {}, "2027-03-01", [("2027-03-15", "closed")]),
    ("confirmed on the first free day", answer(None, "2027-02-13"), {}, "2027-03-16", [("2027-03-15", "closed")]),
    ("confirmed before: about nothing", answer(None, "2027-02-12"), {}, "2027-03-16", [("2027-03-15", "overdue")]),
    (
        "reminded on a barred day: too early, closes nothing",
        answer("2027-02-12"),
        {},
        "2027-03-16",
        [("2027-03-15", "overdue")],
    ),
    ("an answer about an older measure", answer("2024-02-01"), {}, "2027-03-16", [("2027-03-15", "overdue")]),
    ("left", {"left": {"on": "2027-03-01", "reason": "退休"}}, {}, "2027-04-01", [("2027-03-15", "lapsed")]),
    ("held: nobody is reminded", {"held": [HOLD]}, {}, "2027-06-01", [("2027-10-01", "later")]),
    ("held past the review: the body that holds", {"held": [HOLD]}, {}, "2027-10-02", [("2027-10-01", "overdue")]),
    ("the hold is over", {"held": [HOLD]}, {}, "2028-01-01", [("2027-10-01", "lapsed"), ("2028-01-31", "upcoming")]),
    ("blocked: the open duty lapsed", {}, OPEN_CASE, "2027-07-31", [("2027-03-15", "lapsed")]),
    ("unblocked", {}, OPEN_CASE, "2027-08-01", [("2027-03-15", "lapsed"), ("2027-08-31", "upcoming")]),
    (
        "not deferrable",
        {
            "deferrals": [
                {
                    "duty": "return-to-scope",
                    "from": "2027-03-01",
                    "until": "2027-05-01",
                    "reason": "其他",
                    "approved_on": "2027-03-01",
                }
            ]
        },
        {},
        "2027-03-16",
        [("2027-03-15", "overdue")],
    ),
)


@pytest.mark.parametrize(
    ("more", "files", "as_of", "expected"), [row[1:] for row in RETURN], ids=[row[0] for row in RETURN]
)
def test_return_to_scope(more: dict[str, Any], files: Files, as_of: str, expected: list[tuple[str, str]]) -> None:
    """Remind, then confirm; while the state is another one nothing is owed."""
    assert rows(programme(as_of, person(**more), files), "return-to-scope") == expected


OLD: tuple[tuple[str, dict[str, Any], str, list[tuple[str, str]]], ...] = (
    ("from the register's first day", {}, "2025-07-01", [("2025-07-31", "upcoming")]),
    ("the day before it", {}, "2025-06-30", []),
    ("30 days later it is overdue", {}, "2025-08-01", [("2025-07-31", "overdue")]),
    ("confirmed before", answer(None, "2025-06-30"), "2025-08-01", []),
    ("confirmed on its first day", answer(None, "2025-07-01"), "2025-08-01", [("2025-07-31", "closed")]),
    (
        "reminded before: the committee from the first day",
        answer("2025-05-05"),
        "2025-08-01",
        [("2025-07-31", "overdue")],
    ),
)


@pytest.mark.parametrize(("more", "as_of", "expected"), [row[1:] for row in OLD], ids=[row[0] for row in OLD])
def test_free_before_the_register(more: dict[str, Any], as_of: str, expected: list[tuple[str, str]]) -> None:
    """Whose period ended before the register began (党内警告 2023-02-03) is affected on its first day."""
    made = programme(as_of, person(measure("党内警告", "2023-02-03"), unit="uu-unit", **more))
    assert rows(made, "return-to-scope") == expected
