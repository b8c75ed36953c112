"""Where a duty ends, moves or begins late: who left, what was put off, the first day of register, rule and plan."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.policy import Policy
from huifang.rules.duties import obligations
from tests.rules.duties.making import plan, programme, rows
from tests.sound import CODE, Files, measure, person, restricted, sample_policy, talk, visit

AGREED = {"what": "示例措施", "by": "tt-unit", "due": "2026-04-30"}
OLD = {"unit": "tt-unit", "supervised_by": "tt-pz", "from": "2015-01-01", "to": "2026-03-04"}
NEW_DISTRICT = person(measure("党内严重警告", "2025-01-10"), unit="uu-unit")  # its register begins on 2025-07-01
TWO_HELPERS = sample_policy(followup__helper__active="2")


def left(on: str, reason: str = "退休", **more: Any) -> Files:
    return person(left={"on": on, "reason": reason}, **more)


def put_off(duty: str, since: str, until: str, approved_on: str, **more: Any) -> Files:
    """Somebody for whom a duty was deferred."""
    entry = {"duty": duty, "from": since, "until": until, "reason": "病休", "approved_on": approved_on}
    return person(deferrals=[entry], **more)


def issues(*days: str) -> Files:
    return restricted(issues_raised=[{"kind": "问题", "handed_to": "tt-jw", "on": day} for day in days])


EDGES: tuple[tuple[str, str, list[Files], str, list[tuple[str, str]]], ...] = (  # duty, what, files, day, rows
    ("visit", "a plan that is approved later is not seen",
     [person(), plan(2026, (CODE, 3), approved_on="2026-02-02")], "2026-02-01", []),
    ("visit", "a visit closes one entry of a body, the oldest first",
     [person(), plan(2026, (CODE, 4), (CODE, 3)), visit("2026-04-02")], "2026-05-01",
     [("2026-03-31", "closed"), ("2026-04-30", "overdue")]),
    ("visit", "a visit closes an entry of each body",
     [person(), plan(2026, (CODE, 3)), plan(2026, (CODE, 3), body="tt-pz"), visit("2026-03-02")], "2026-05-01",
     [("2026-03-31", "closed"), ("2026-03-31", "closed")]),
    ("visit", "left on the due day", [left("2026-03-31"), plan(2026, (CODE, 3))], "2026-06-01",
     [("2026-03-31", "lapsed")]),
    ("visit", "left the day after", [left("2026-04-01"), plan(2026, (CODE, 3))], "2026-06-01",
     [("2026-03-31", "overdue")]),
    ("visit", "before the register nothing is demanded", [person(unit="uu-unit"), plan(2025, (CODE, 6), (CODE, 7))],
     "2025-12-01", [("2025-07-31", "overdue")]),
    ("archive", "it stays owed when the person has left", [left("2026-03-21", "死亡"), visit("2026-03-20")],
     "2026-05-01", [("2026-04-19", "overdue")]),
    ("feedback", "a visit before the register owes nothing",
     [NEW_DISTRICT, visit("2025-06-30"), visit("2025-07-01")], "2025-12-01", [("2025-07-16", "overdue")]),
    ("issue", "nor what was handed over before it", [NEW_DISTRICT, issues("2025-06-30", "2025-07-01")], "2026-01-01",
     [("2025-08-30", "overdue")]),
    ("issue", "it is owed when the person has left", [left("2026-04-01", "死亡"), issues("2026-03-20")], "2026-06-01",
     [("2026-05-19", "overdue")]),
    ("action", "what was agreed for the person ends with the person",
     [left("2026-04-01", "死亡"), visit("2026-03-20", actions=[AGREED])], "2026-06-01", [("2026-04-30", "lapsed")]),
    ("helper-missing", "nor is a helper owed after leaving", [left("2025-09-01", "调出", helpers=[])], "2025-10-01",
     [("2025-09-12", "lapsed")]),
    ("helper-missing", "a deferral moves the due day",
     [put_off("helper-missing", "2025-09-01", "2025-10-31", "2025-09-12", helpers=[])], "2025-10-31",
     [("2025-11-01", "deferred")]),
    ("helper-missing", "to the day after it",
     [put_off("helper-missing", "2025-09-01", "2025-10-31", "2025-09-12", helpers=[])], "2025-11-01",
     [("2025-11-01", "due")]),
    ("transfer", "it can be deferred",
     [put_off("transfer", "2026-03-20", "2026-04-30", "2026-03-20", unit_history=[OLD])], "2026-04-30",
     [("2026-05-01", "deferred")]),
    ("talk", "a deferred quarter is not owed even with a talk",
     [put_off("talk", "2026-01-01", "2026-03-31", "2026-01-01"), talk("2026-02-01")], "2026-02-10",
     [("2025-09-30", "missed"), ("2025-12-31", "overdue"), ("2026-03-31", "deferred")]),
    ("execution", "a decision of a month counts from its last day", [person(measure("党内严重警告", "2025-08"))],
     "2026-09-01", [("2025-09-30", "overdue"), ("2025-09-30", "overdue"), ("2026-02-28", "overdue")]),
    ("period-ending", "no end, no notice", [person(measure("留党察看", "2025-03-04", probation_months=12))],
     "2026-03-01", []),
)  # fmt: skip


@pytest.mark.parametrize(("duty", "files", "as_of", "expected"), [(row[0], *row[2:]) for row in EDGES],
                         ids=[f"{row[0]}: {row[1]}" for row in EDGES])  # fmt: skip
def test_how_it_stands(duty: str, files: list[Files], as_of: str, expected: list[tuple[str, str]]) -> None:
    assert rows(programme(as_of, *files), duty) == expected


@pytest.mark.parametrize(
    ("files", "as_of"),
    [
        ([person(), plan(2025, (CODE, 9))], "2025-08-11"),  # the day before the first decision
        ([person(measure("党内严重警告", "2018-08-12"), unit="vv-unit", helpers=[]), visit("2019-03-03")],
         "2019-06-30"),  # the follow-up rule is in force from 2019-07-01
    ],
)  # fmt: skip
def test_nothing_is_owed(files: list[Files], as_of: str) -> None:
    assert obligations(programme(as_of, *files)) == ()


@pytest.mark.parametrize(("policy", "missing"), [(None, []), (TWO_HELPERS, [])])
def test_one_helper_is_enough(policy: Policy | None, missing: list[tuple[str, str]]) -> None:
    """Also of two that may be: the policy says how many are no warning, not how many are owed."""
    made = programme("2026-01-01", person(measure("党内警告", "2025-08-22")), policy=policy)
    assert rows(made, "helper-missing") == missing
