"""Visits by plan, or each key person each year: what closes them, and when they are missed."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.rules.obligation import status
from tests.rules.duties.making import day, owed, plan, programme, rows, told
from tests.sound import CODE, OFFICERS, measure, person, sample_policy, visit

YEARLY = sample_policy(followup__visit__obligation="yearly")
OTHERS = {"body": "tt-dw", "visitors": [{"name": "示例书记", "body": "tt-dw", "in_charge": True}] * 2}

CASES: tuple[tuple[str, list[dict[str, Any]], str, str, str | None], ...] = (
    # planned for March 2026: what, visits, as-of, status, closed on
    ("from the first day of the year", [], "2026-01-01", "upcoming", None),
    ("due day", [], "2026-03-31", "due", None),
    ("day after", [], "2026-04-01", "overdue", None),
    ("to 31 March of the next year", [], "2027-03-31", "overdue", None),
    ("then missed", [], "2027-04-01", "missed", None),
    ("too early by a day", [{"on": "2026-01-30"}], "2026-03-31", "due", None),
    ("two months before the month's end", [{"on": "2026-01-31"}], "2026-02-01", "closed", "2026-01-31"),
    ("on the last day", [{"on": "2026-03-31"}], "2026-04-01", "closed", "2026-03-31"),
    ("the day after: late", [{"on": "2026-04-01"}], "2026-04-01", "closed", "2026-04-01"),
    ("late, on the last day before it is missed", [{"on": "2027-03-31"}], "2027-06-01", "closed", "2027-03-31"),
    ("missed stays missed", [{"on": "2027-04-01"}], "2027-06-01", "missed", None),
    ("a visit of tomorrow is not seen", [{"on": "2026-03-31"}], "2026-03-30", "upcoming", None),
    ("of another discipline body", [{"on": "2026-03-10", "body": "tt-pz"}], "2026-04-01", "closed", "2026-03-10"),
    ("of a committee", [{"on": "2026-03-10", **OTHERS}], "2026-04-01", "overdue", None),
    ("not reached", [{"on": "2026-03-10", "outcome": "unreachable"}], "2026-04-01", "overdue", None),
    ("by one officer", [{"on": "2026-03-10", "visitors": OFFICERS[:1]}], "2026-04-01", "overdue", None),
    ("nobody in charge", [{"on": "2026-03-10", "visitors": OFFICERS[1:] * 2}], "2026-04-01", "overdue", None),
    (
        "the person was not there",
        [{"on": "2026-03-10", "interviews": {"unit_leader": True}}],
        "2026-04-01",
        "overdue",
        None,
    ),
)


@pytest.mark.parametrize(
    ("visits", "as_of", "expected", "closed_on"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_planned(visits: list[dict[str, Any]], as_of: str, expected: str, closed_on: str | None) -> None:
    """One entry of a plan."""
    made = programme(as_of, person(), plan(2026, (CODE, 3)), *(visit(**each) for each in visits))
    (mine,) = owed(made, "visit")
    assert (status(mine, made.day).value, mine.closed_on) == (expected, day(closed_on) if closed_on else None)
    assert (mine.due_on, mine.period, mine.record) == (day("2026-03-31"), "2026", "records/plans/2026-tt-jw.yml")


def test_people_who_left() -> None:
    """What was due before stays, in the statistics; what was due later is owed no more."""
    left = {"on": "2026-04-10", "reason": "退休"}
    made = programme("2026-06-01", person(left=left), plan(2026, (CODE, 3), (CODE, 4)))
    assert rows(made, "visit") == [("2026-03-31", "overdue"), ("2026-04-30", "lapsed")]
    assert told(made, "visit") == []


DEFERRAL = {"duty": "visit", "from": "2026-03-20", "until": "2026-05-31", "reason": "病休", "approved_on": "2026-03-31"}
DEFERRED: tuple[tuple[str, dict[str, Any], str, tuple[str, str]], ...] = (
    ("until its last day", {}, "2026-05-31", ("2026-06-01", "deferred")),
    ("due on the day after", {}, "2026-06-01", ("2026-06-01", "due")),
    ("then overdue", {}, "2026-06-02", ("2026-06-01", "overdue")),
    ("approved after the due day", {"approved_on": "2026-04-01"}, "2026-05-31", ("2026-03-31", "overdue")),
    ("begins on the due day", {"from": "2026-03-31"}, "2026-05-31", ("2026-06-01", "deferred")),
    ("ends on the due day", {"until": "2026-03-31"}, "2026-03-31", ("2026-04-01", "deferred")),
    ("begins after the due day", {"from": "2026-04-01"}, "2026-05-31", ("2026-03-31", "overdue")),
    ("over before the due day", {"until": "2026-03-30"}, "2026-03-31", ("2026-03-31", "due")),
    ("longer than six months", {"until": "2026-09-21"}, "2026-05-31", ("2026-03-31", "overdue")),
)


@pytest.mark.parametrize(
    ("change", "as_of", "expected"), [row[1:] for row in DEFERRED], ids=[row[0] for row in DEFERRED]
)
def test_deferral(change: dict[str, Any], as_of: str, expected: tuple[str, str]) -> None:
    """A deferral that counts moves the due day to the day after it."""
    made = programme(as_of, person(deferrals=[{**DEFERRAL, **change}]), plan(2026, (CODE, 3)))
    assert rows(made, "visit") == [expected]


@pytest.mark.parametrize(("tries", "said"), [(0, None), (1, None), (2, 2), (3, 3)])
def test_attempts_are_said_after_two(tries: int, said: int | None) -> None:
    """Attempts close nothing; the reason tells how many there were."""
    files = [visit(f"2026-03-0{number + 1}", outcome="refused") for number in range(tries)]
    (mine,) = owed(programme("2026-04-01", person(), plan(2026, (CODE, 3)), *files), "visit")
    assert dict(mine.reason.values).get("n") == said


EACH_YEAR: tuple[tuple[str, list[dict[str, object]], list[str], str, list[tuple[str, str]]], ...] = (
    (
        "90 days of the year",
        [measure("党内警告", "2025-10-03")],
        [],
        "2026-01-01",
        [("2025-12-31", "overdue"), ("2026-10-03", "upcoming")],
    ),
    ("89 days of the year", [measure("党内警告", "2025-10-04")], [], "2025-12-31", []),
    ("window's end", [measure("政务警告", "2025-12-01")], [], "2026-06-02", [("2026-06-01", "overdue")]),
    ("not key", [measure("党内警告", "2025-05-01", form=1)], [], "2025-12-31", []),
    (
        "accountability",
        [measure("党内警告", "2025-05-01", form=1, accountability=True)],
        [],
        "2025-12-31",
        [("2025-12-31", "due")],
    ),
    (
        "a visit early in the year",
        [measure("党内严重警告", "2025-01-02")],
        ["2025-02-01"],
        "2025-12-31",
        [("2025-12-31", "closed")],
    ),
    (
        "a visit on the first day of the year",
        [measure("党内严重警告", "2024-12-02")],
        ["2025-01-01"],
        "2025-12-31",
        [("2025-12-31", "closed")],
    ),
    (
        "a late visit closes the oldest year, and one year only",
        [measure("党内严重警告", "2025-01-02")],
        ["2026-02-01"],
        "2026-07-03",
        [("2025-12-31", "closed"), ("2026-07-02", "overdue")],
    ),
    ("missed from April", [measure("党内警告", "2025-01-02")], [], "2026-04-01", [("2025-12-31", "missed")]),
)


@pytest.mark.parametrize(
    ("measures", "visits", "as_of", "expected"), [row[1:] for row in EACH_YEAR], ids=[row[0] for row in EACH_YEAR]
)
def test_yearly(
    measures: list[dict[str, object]], visits: list[str], as_of: str, expected: list[tuple[str, str]]
) -> None:
    """`obligation: yearly`: each key person whose window covers at least 90 days of the year; plans raise nothing."""
    files = [person(*measures), plan(2025, (CODE, 3)), *(visit(on) for on in visits)]
    assert rows(programme(as_of, *files, policy=YEARLY), "visit") == expected
