"""The quarterly talk: which quarters are owed, what keeps them, and the days on which the status changes."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.rules.obligation import days_overdue, status
from tests.rules.duties.making import day, owed, programme, told
from tests.sound import measure, person, talk

OWED: tuple[tuple[str, list[dict[str, object]], dict[str, Any], str, dict[str, str]], ...] = (
    ("no decision day, no window", [measure("党内严重警告", None)], {}, "2026-12-31", {}),
    ("no period, no window", [measure("通报批评", "2025-08-12")], {}, "2026-12-31", {}),
    ("29 days", [measure("党内警告", "2025-09-02")], {}, "2025-12-30", {"2025Q4": "2025-12-31"}),
    (
        "30 days, both ends counted",
        [measure("党内警告", "2025-09-01")],
        {},
        "2025-12-30",
        {"2025Q3": "2025-09-30", "2025Q4": "2025-12-31"},
    ),
    (
        "the example: from 50 days of 2025Q3 to 43 days of 2027Q1, seven",
        [measure("党内严重警告", "2025-08-12")],
        {},
        "2028-01-01",
        {
            "2025Q3": "2025-09-30",
            "2025Q4": "2025-12-31",
            "2026Q1": "2026-03-31",
            "2026Q2": "2026-06-30",
            "2026Q3": "2026-09-30",
            "2026Q4": "2026-12-31",
            "2027Q1": "2027-02-12",
        },
    ),
    (
        "the example: 26 days of 2025Q3 are not owed",
        [measure("政务警告", "2025-09-05")],
        {},
        "2028-01-01",
        {"2025Q4": "2025-12-31", "2026Q1": "2026-03-05"},
    ),
    (
        "last quarter: 30 days, due on the last barred day",
        [measure("党内警告", "2025-01-30")],
        {},
        "2027-01-01",
        {
            "2025Q1": "2025-03-31",
            "2025Q2": "2025-06-30",
            "2025Q3": "2025-09-30",
            "2025Q4": "2025-12-31",
            "2026Q1": "2026-01-30",
        },
    ),
    (
        "last quarter: 29 days",
        [measure("政务警告", "2025-01-29", stated_end="2025-07-29")],
        {},
        "2027-01-01",
        {"2025Q1": "2025-03-31", "2025Q2": "2025-06-30"},
    ),
    (
        "the running quarter is there, the next is not",
        [measure("党内警告", "2026-05-20")],
        {},
        "2026-06-01",
        {"2026Q2": "2026-06-30"},
    ),
    (
        "month only: the window begins on the month's last day",
        [measure("政务警告", "2025-08")],
        {},
        "2025-12-31",
        {"2025Q3": "2025-09-30", "2025Q4": "2025-12-31"},
    ),
    (
        "union, not hull: nothing between two periods",
        [measure("政务警告", "2024-01-10"), measure("政务警告", "2025-02-10")],
        {},
        "2025-04-01",
        {"2024Q1": "2024-03-31", "2024Q2": "2024-06-30", "2025Q1": "2025-03-31", "2025Q2": "2025-06-30"},
    ),
    (
        "rights not restored: goes on",
        [measure("留党察看", "2025-01-10", probation_months=12)],
        {},
        "2026-04-01",
        {
            "2025Q1": "2025-03-31",
            "2025Q2": "2025-06-30",
            "2025Q3": "2025-09-30",
            "2025Q4": "2025-12-31",
            "2026Q1": "2026-03-31",
            "2026Q2": "2026-06-30",
        },
    ),
    (
        "the district's register began inside the quarter, 92 days before its end",
        [measure("党内警告", "2025-05-10")],
        {"unit": "uu-unit"},
        "2025-10-01",
        {"2025Q3": "2025-09-30", "2025Q4": "2025-12-31"},
    ),
    (
        "without a register day the rules' own first day counts",
        [measure("党内警告", "2019-05-10")],
        {"unit": "vv-unit"},
        "2019-10-01",
        {"2019Q3": "2019-09-30", "2019Q4": "2019-12-31"},
    ),
    (
        "moved to a district whose register began later: days before the move count",
        [measure("党内警告", "2025-01-10")],
        {"unit": "uu-unit", "unit_history": [{"unit": "tt-unit", "from": "2020-01-01", "to": "2025-05-15"}]},
        "2025-08-01",
        {"2025Q1": "2025-03-31", "2025Q2": "2025-05-15", "2025Q3": "2025-09-30"},
    ),
    (
        "a move of next week is not seen",
        [measure("党内警告", "2025-01-10")],
        {"unit": "uu-unit", "unit_history": [{"unit": "tt-unit", "from": "2020-01-01", "to": "2025-05-15"}]},
        "2025-05-10",
        {"2025Q1": "2025-03-31", "2025Q2": "2025-06-30"},
    ),
    (
        "left: the window ends the day before",
        [measure("党内严重警告", "2025-08-12")],
        {"left": {"on": "2026-02-01", "reason": "退休"}},
        "2027-01-01",
        {"2025Q3": "2025-09-30", "2025Q4": "2025-12-31", "2026Q1": "2026-01-31"},
    ),
    (
        "left on the 30th day of the quarter: 29 days",
        [measure("党内严重警告", "2025-08-12")],
        {"left": {"on": "2026-01-30", "reason": "退休"}},
        "2027-01-01",
        {"2025Q3": "2025-09-30", "2025Q4": "2025-12-31"},
    ),
    (
        "dismissal counts as leaving on its day",
        [measure("党内严重警告", "2025-08-12"), measure("政务开除", "2025-12-01", form=4)],
        {},
        "2027-01-01",
        {"2025Q3": "2025-09-30", "2025Q4": "2025-11-30"},
    ),
)


@pytest.mark.parametrize(
    ("measures", "more", "as_of", "expected"), [row[1:] for row in OWED], ids=[row[0] for row in OWED]
)
def test_owed_quarters(
    measures: list[dict[str, object]], more: dict[str, Any], as_of: str, expected: dict[str, str]
) -> None:
    """Each owed quarter with its due day."""
    found = owed(programme(as_of, person(*measures, **more)), "talk")
    assert {each.period: each.due_on.isoformat() for each in found} == expected


KEPT: tuple[tuple[str, str, list[tuple[str, str | None]], str, str, str | None], ...] = (
    # what, quarter, talks with what they make up for, as-of, status, closed on
    ("nothing", "2025Q4", [], "2025-12-30", "upcoming", None),
    ("due day", "2025Q4", [], "2025-12-31", "due", None),
    ("day after", "2025Q4", [], "2026-01-01", "overdue", None),
    ("last day of the following quarter", "2025Q4", [], "2026-03-31", "overdue", None),
    ("then it is missed, for ever", "2025Q4", [], "2026-04-01", "missed", None),
    ("first day of the quarter", "2025Q4", [("2025-10-01", None)], "2025-10-01", "closed", "2025-10-01"),
    ("a talk on the last day counts", "2025Q4", [("2025-12-31", None)], "2026-01-01", "closed", "2025-12-31"),
    ("a talk of the next quarter does not", "2025Q4", [("2026-01-05", None)], "2026-01-05", "overdue", None),
    ("nor one of the quarter before", "2025Q4", [("2025-09-30", None)], "2026-01-05", "overdue", None),
    ("a make-up does, late", "2025Q4", [("2026-01-05", "2025Q4")], "2026-01-05", "closed", "2026-01-05"),
    ("a make-up on the first day after", "2025Q4", [("2026-01-01", "2025Q4")], "2026-01-01", "closed", "2026-01-01"),
    ("a make-up closes what was missed", "2025Q4", [("2026-05-05", "2025Q4")], "2026-05-05", "closed", "2026-05-05"),
    ("a make-up does not keep its own quarter", "2026Q1", [("2026-01-05", "2025Q4")], "2026-04-01", "overdue", None),
    (
        "one for its own quarter is an ordinary talk",
        "2025Q4",
        [("2025-11-05", "2025Q4")],
        "2026-01-01",
        "closed",
        "2025-11-05",
    ),
    ("none can be made up before it ended", "2026Q1", [("2025-11-05", "2026Q1")], "2026-04-01", "overdue", None),
    ("on the day of the decision", "2025Q3", [("2025-08-12", None)], "2025-10-01", "closed", "2025-08-12"),
    ("the day before the decision", "2025Q3", [("2025-08-11", None)], "2025-10-01", "overdue", None),
    ("on the last barred day", "2027Q1", [("2027-02-12", None)], "2027-02-13", "closed", "2027-02-12"),
    ("in the quarter, after the period: late", "2027Q1", [("2027-02-13", None)], "2027-02-13", "closed", "2027-02-13"),
    ("after the period without a talk", "2027Q1", [], "2027-02-13", "overdue", None),
    ("after the period, last day of the following quarter", "2027Q1", [], "2027-06-30", "overdue", None),
    ("after the period, missed", "2027Q1", [], "2027-07-01", "missed", None),
    ("a talk of tomorrow is not seen", "2025Q4", [("2025-12-31", None)], "2025-12-30", "upcoming", None),
)


@pytest.mark.parametrize(
    ("quarter", "talks", "as_of", "expected", "closed_on"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT]
)
def test_status(
    quarter: str, talks: list[tuple[str, str | None]], as_of: str, expected: str, closed_on: str | None
) -> None:
    """The status of one quarter of 党内严重警告 2025-08-12, and the talk that closes it."""
    files = [talk(on, makes_up_for=makes_up_for) for on, makes_up_for in talks]
    found = owed(programme(as_of, person(), *files), "talk")
    (mine,) = [each for each in found if each.period == quarter]
    assert status(mine, day(as_of)).value == expected
    assert mine.closed_on == (day(closed_on) if closed_on else None)
    assert mine.late == (mine.closed_on is not None and mine.closed_on > mine.due_on)


def test_days_overdue() -> None:
    """Never 0 and never negative: the day after is 1."""
    (mine, *_) = owed(programme("2025-10-01", person()), "talk")
    days = [days_overdue(mine, day(text)) for text in ("2025-09-29", "2025-09-30", "2025-10-01", "2026-01-01")]
    assert days == [0, 0, 1, 93]


MOVED = [{"unit": "tt-other", "from": "2020-01-01", "to": "2026-01-31"}]


@pytest.mark.parametrize(
    ("as_of", "unit", "owner", "helper"),
    [
        ("2026-01-31", "tt-other", "tt-dw", None),  # the helper belongs to the later unit
        ("2026-02-01", "tt-unit", "tt-dz", "示例帮扶人"),
        ("2026-06-30", "tt-unit", "tt-dz", "示例帮扶人"),
    ],
)
def test_owner_is_the_committee_of_the_unit_of_that_day(as_of: str, unit: str, owner: str, helper: str | None) -> None:
    """2026Q1: the unit on the due day, or on the as-of date where that is earlier."""
    found = owed(programme(as_of, person(unit_history=MOVED)), "talk")
    (mine,) = [each for each in found if each.period == "2026Q1"]
    assert (mine.unit, mine.owner, mine.assignee) == (unit, owner, helper)


def test_people_who_left_are_not_in_the_due_list() -> None:
    """A person who left gets no new duties; the old missed ones stay, in grid and statistics."""
    made = programme("2027-01-01", person(left={"on": "2026-02-01", "reason": "退休"}))
    assert told(made, "talk") == []
    assert [(each.period, status(each, made.day).value) for each in owed(made, "talk")] == [
        ("2025Q3", "missed"),
        ("2025Q4", "missed"),
        ("2026Q1", "missed"),
    ]
