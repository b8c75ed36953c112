"""Periods ending: who stands in which group on which day, and what is to be done next by whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from huifang.lists import Lists, ends_within
from huifang.texts import words
from tests.sound import Facts, measure, person, register, sample_policy

EN = words("en")
UNTIL = date(2026, 3, 10)  # 党内警告 of 2025-03-10: twelve months
WARNING = measure("党内警告", "2025-03-10")
PROBATION = measure("留党察看", "2025-03-10", form=3, probation_months=12)
OLD = measure("行政记过", "2016-03-10", decided_by="tt-dw")
UNDATED = measure("党内警告", None)
NOTHING: Facts = {}
TWO_PROBATIONS: Facts = {"measures": [PROBATION, measure("留党察看", "2025-06-08", form=3, probation_months=12)]}
PERHAPS: Facts = {"measures": [measure("党内警告", "2022-03-07"), measure("党内警告", "2022-09-05")]}  # to 2024-03-07


def lists(day: date, decided: Facts = WARNING, more: Facts = NOTHING) -> Lists:
    """One person with one measure."""
    policy = sample_policy()
    return Lists(register(person(decided, helpers=[], **more), policy), policy, day)


def told(found: Lists) -> list[tuple[str, int | None, int | None]]:
    """Group, mark and days of every row."""
    return [(row.group, row.mark, row.days) for row in found.ending]


def todos(found: Lists) -> list[tuple[str, str, str]]:
    """What, by whom, by when."""
    return [(EN(each.what), each.owner, str(each.due_on)) for row in found.ending for each in row.todos]


REMINDED: Facts = {"return_to_scope": [{"reminded_on": "2026-03-12"}]}
CONFIRMED: Facts = {"return_to_scope": [{"reminded_on": "2026-03-12", "confirmed_on": "2026-03-20"}]}
BOUNDARIES: tuple[
    tuple[int, Facts, list[tuple[str, int | None, int | None]]], ...
] = (  # days from the last barred day, more of the record, group with mark and days
    (-200, NOTHING, []),
    (-91, NOTHING, []),
    (-90, NOTHING, [("ahead", 90, 90)]),
    (-61, NOTHING, [("ahead", 90, 61)]),
    (-60, NOTHING, [("ahead", 60, 60)]),
    (-31, NOTHING, [("ahead", 60, 31)]),
    (-30, NOTHING, [("ahead", 30, 30)]),
    (-1, NOTHING, [("ahead", 30, 1)]),
    (0, NOTHING, [("ahead", 30, 0)]),  # the last barred day itself
    (1, NOTHING, [("not_reminded", None, 0)]),  # free today
    (2, NOTHING, [("not_reminded", None, 1)]),
    (400, NOTHING, [("not_reminded", None, 399)]),
    (1, REMINDED, [("not_reminded", None, 0)]),  # tomorrow's reminder is not seen
    (2, REMINDED, [("not_confirmed", None, 1)]),
    (9, CONFIRMED, [("not_confirmed", None, 8)]),
    (10, CONFIRMED, []),
    (-5, {"left": {"on": "2026-03-01", "reason": "退休"}}, []),
    (5, {"left": {"on": "2026-03-12", "reason": "退休"}}, []),
)


@pytest.mark.parametrize(("days", "more", "expected"), BOUNDARIES)
def test_groups(days: int, more: Facts, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert told(lists(UNTIL + timedelta(days=days), more=more)) == expected


HELD = {"held": [{"since": "2026-03-11", "by": "tt-zz", "reason": "示例", "document": "示组〔2026〕9号",
                  "review_on": "2026-09-01"}]}  # fmt: skip
STEPS = (  # day, measure, more, group, what by whom by when
    (date(2026, 2, 20), WARNING, NOTHING, "ahead", [("remind the committee", "tt-jw", "2026-04-10")]),
    (date(2026, 3, 12), WARNING, REMINDED, "not_confirmed",
     [("confirm the return to the normal scope", "tt-dw", "2026-04-11")]),
    (date(2026, 3, 12), WARNING, HELD, "first", [("review the decision to hold", "tt-zz", "2026-09-01")]),
    (date(2025, 12, 10), PROBATION, NOTHING, "first",  # 90 days before the end of the probation
     [("decide on the restoration of the Party rights", "tt-dw", "2026-03-10")]),
    (date(2026, 3, 11), PROBATION, NOTHING, "first",
     [("decide on the restoration of the Party rights", "tt-dw", "2026-03-10")]),
    (date(2020, 3, 11), OLD, NOTHING, "first", [("make the lifting decision", "tt-dw", "2020-01-31")]),
    (date(2024, 3, 7), WARNING, PERHAPS, "first",
     [("remind the committee", "tt-jw", "2024-04-07"),
      ("ask the deciding body whether the periods add up", "tt-jw", "None")]),
    (date(2024, 3, 8), WARNING, PERHAPS, "not_reminded", [("remind the committee", "tt-jw", "2024-04-07")]),
    (date(2026, 3, 11), UNDATED, NOTHING, "first", [("add measures[0].decided_on", "tt-jw", "None")]),
)  # fmt: skip


@pytest.mark.parametrize(("day", "decided", "more", "group", "expected"), STEPS)
def test_what_is_to_be_done(
    day: date, decided: Facts, more: Facts, group: str, expected: list[tuple[str, str, str]]
) -> None:
    found = lists(day, decided, more)
    assert [row.group for row in found.ending] == [group]
    assert todos(found) == expected


@pytest.mark.parametrize(
    ("day", "more", "expected"),
    [
        (date(2025, 12, 9), NOTHING, []),
        (date(2025, 12, 10), NOTHING, [("first", None, 90)]),
        (date(2026, 3, 10), NOTHING, [("first", None, 0)]),
        (date(2026, 3, 10), TWO_PROBATIONS, [("first", None, 0)]),
        (date(2026, 3, 11), TWO_PROBATIONS, [("first", None, 89)]),  # the other one still runs
    ],
)
def test_a_probation_is_told_from_90_days_before_its_end(
    day: date, more: Facts, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert told(lists(day, PROBATION, more)) == expected


@pytest.mark.parametrize(
    ("within", "days", "expected"), [(90, -91, 0), (90, -90, 1), (0, -1, 0), (0, 0, 1), (90, 1, 0)]
)
def test_the_command_asks_the_same(within: int, days: int, expected: int) -> None:
    rows = lists(UNTIL + timedelta(days=days)).eligible
    assert sum(ends_within(row, within) for row in rows) == expected


def test_whoever_is_ahead_is_whom_the_command_lists() -> None:
    policy = sample_policy()
    for day in (UNTIL - timedelta(days=each) for each in range(-3, 100)):
        found = lists(day)
        marks = policy.on(day).period_ending.marks
        ahead = [row.person for row in found.ending if row.group == "ahead"]
        assert ahead == [row.person for row in found.eligible if ends_within(row, max(marks))]
