"""Announced, executed, reported: three rows a sanction, each from the decision."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.rules.duties.execution import STEPS
from huifang.rules.obligation import status
from tests.rules.duties.making import owed, programme, rows
from tests.sound import Files, measure, person, sample_policy

PARTY = "党内严重警告"
LATE: dict[str, Any] = {
    "announced_on": "2025-09-12",
    "executed_on": "2025-09-13",
    "execution_reported_on": "2026-02-12",
}
NOTHING: tuple[tuple[str, Files, str], ...] = (
    ("before the decision", person(measure(PARTY, "2025-08-12")), "2025-08-11"),
    ("no Party sanction", person(measure("政务记过", "2025-08-12")), "2026-09-01"),
    ("no sanction", person(measure("诫勉", "2025-08-12")), "2026-09-01"),
    ("no decision day", person(measure(PARTY, None)), "2026-09-01"),
    ("decided the day before the register", person(measure(PARTY, "2025-06-30"), unit="uu-unit"), "2026-09-01"),
    ("decided before the rules", person(measure(PARTY, "2019-06-30"), unit="vv-unit"), "2026-09-01"),
    ("revoked", person(measure(PARTY, "2025-08-12", revoked_on="2025-08-20")), "2025-08-20"),
    (
        "left on the day of the decision",
        person(measure(PARTY, "2025-08-12"), left={"on": "2025-08-12", "reason": "退休"}),
        "2025-08-12",
    ),
    (
        "dismissed on the day of the decision",
        person(measure("开除党籍", "2025-08-12"), measure("政务开除", "2025-08-12")),
        "2025-08-12",
    ),
)


@pytest.mark.parametrize(("files", "as_of"), [row[1:] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_nobody_owes_an_execution(files: Files, as_of: str) -> None:
    assert rows(programme(as_of, files), "execution") == []


STATUS: tuple[tuple[str, dict[str, Any], str, list[str]], ...] = (
    # announced and executed by 2025-09-12, reported by 2026-02-12
    ("the day of the decision", {}, "2025-08-12", ["upcoming", "upcoming", "later"]),
    ("last day of a month", {}, "2025-09-12", ["due", "due", "later"]),
    ("the day after", {}, "2025-09-13", ["overdue", "overdue", "later"]),
    ("91 days before the report", {}, "2025-11-13", ["overdue", "overdue", "later"]),
    ("90 days before the report", {}, "2025-11-14", ["overdue", "overdue", "upcoming"]),
    ("last day of six months", {}, "2026-02-12", ["overdue", "overdue", "due"]),
    ("never missed", {}, "2030-01-01", ["overdue", "overdue", "overdue"]),
    ("announced in time, the rest ahead", LATE, "2025-09-12", ["closed", "due", "later"]),
    ("executed a day late", LATE, "2025-09-13", ["closed", "closed", "later"]),
    ("reported on its day", LATE, "2026-02-12", ["closed", "closed", "closed"]),
)


@pytest.mark.parametrize(("days", "as_of", "expected"), [row[1:] for row in STATUS], ids=[row[0] for row in STATUS])
def test_status_of_each_step(days: dict[str, Any], as_of: str, expected: list[str]) -> None:
    made = programme(as_of, person(measure(PARTY, "2025-08-12", **days)))
    assert [status(each, made.day).value for each in owed(made, "execution")] == expected


def test_each_row_says_what_it_is() -> None:
    """Owner, rule, entry and the clamped end of a term: 2025-08-31 and six months."""
    made = programme("2026-03-01", person(measure(PARTY, "2025-08-31"), measure("党内警告", "2025-12-01", id="M2")))
    found = [(each.period, each.item, each.due_on.isoformat()) for each in owed(made, "execution")]
    assert found[:3] == [
        ("announced", "measures[0]", "2025-09-30"),
        ("executed", "measures[0]", "2025-09-30"),
        ("reported", "measures[0]", "2026-02-28"),
    ]
    assert [each.item for each in owed(made, "execution")[3:]] == ["M2"] * 3
    assert {(each.owner, each.rule.certainty) for each in owed(made, "execution")} == {("tt-dz", "SECONDARY")}


@pytest.mark.parametrize(
    ("decided", "unit"),
    [("2025-07-01", "uu-unit"), ("2019-07-01", "vv-unit")],  # the first day of the register, and of the rules
)
def test_from_the_first_day_on(decided: str, unit: str) -> None:
    assert len(rows(programme("2026-09-01", person(measure(PARTY, decided), unit=unit)), "execution")) == len(STEPS)


def test_of_a_changed_measure_the_newest_alone() -> None:
    files = person(measure(PARTY, "2025-08-12", id="A"), measure("党内警告", "2025-11-05", id="B", replaces="A"))
    assert {each.item for each in owed(programme("2025-11-04", files), "execution")} == {"A"}
    assert {each.item for each in owed(programme("2025-11-05", files), "execution")} == {"B"}


@pytest.mark.parametrize(("as_of", "expected"), [("2026-01-04", "overdue"), ("2026-01-05", "lapsed")])
def test_none_after_leaving(as_of: str, expected: str) -> None:
    made = programme(as_of, person(measure(PARTY, "2025-08-12"), left={"on": "2026-01-05", "reason": "辞职"}))
    assert status(owed(made, "execution")[0], made.day).value == expected


@pytest.mark.parametrize(
    ("approved", "as_of", "expected"),
    [
        ("2025-09-12", "2025-10-31", ("2025-11-01", "deferred")),  # approved on the due day
        ("2025-09-12", "2025-11-01", ("2025-11-01", "due")),
        ("2025-09-13", "2025-10-31", ("2025-09-12", "overdue")),  # a day too late
    ],
)
def test_it_can_be_deferred(approved: str, as_of: str, expected: tuple[str, str]) -> None:
    put_off = {"duty": "execution", "from": "2025-09-01", "until": "2025-10-31", "reason": "病休"}
    made = programme(as_of, person(measure(PARTY, "2025-08-12"), deferrals=[{**put_off, "approved_on": approved}]))
    assert rows(made, "execution")[0] == expected


def test_policy_may_name_more_families() -> None:
    policy = sample_policy(followup__execution__families=("party", "government"))
    made = programme("2026-09-01", person(measure("政务记过", "2025-08-12")), policy=policy)
    assert [each.period for each in owed(made, "execution")] == ["announced", "executed", "reported"]
    assert "local" in owed(made, "execution")[0].rule.cited.en
