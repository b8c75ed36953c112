"""Last day inside, first day outside: the edges of duties that no other table has."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.rules.duties.helpers import gaps
from huifang.rules.obligation import status
from huifang.texts import words
from tests.rules.duties.making import owed, plan, programme, rows
from tests.sound import CODE, HELPER, Files, measure, person, sample_policy, talk, visit

EN = words("en")
EARLY = measure("党内警告", "2019-11-01")  # until 2020-11-01; the district's register begins on 2020-01-01
OVER = measure("党内警告", "2017-01-10")  # until 2018-01-10
BEFORE_END = sample_policy(followup__visit__also__people="all", followup__visit__also__before_end_days="30")
Rows = list[tuple[str, str]]


def left(on: str) -> dict[str, Any]:
    return {"left": {"on": on, "reason": "退休"}}


def held(since: str) -> dict[str, Any]:
    return {"held": [{"since": since, "by": "tt-zz", "until": "2021-06-30"}]}


def back(**days: str) -> dict[str, Any]:
    return {"return_to_scope": [days]}


TABLE: tuple[tuple[str, str, str, list[Files], Rows], ...] = (
    ("action", "a next contact before the register", "2020-06-01",
     [person(EARLY), visit("2019-12-01", next_by="2019-12-31")], []),
    ("action", "a next contact on its first day", "2020-06-01",
     [person(EARLY), visit("2019-12-01", next_by="2020-01-01")], [("2020-01-01", "overdue")]),
    ("action", "a contact of the same day is not the next", "2026-06-01",
     [person(), visit("2026-03-05", next_by="2026-04-05"), talk("2026-03-05")], [("2026-04-05", "overdue")]),
    ("action", "one of the day after is", "2026-06-01",
     [person(), visit("2026-03-05", next_by="2026-04-05"), talk("2026-03-06")], [("2026-04-05", "closed")]),
    ("return-to-scope", "held from its first day on", "2021-01-01", [person(OVER, **held("2020-01-01"))], []),
    ("return-to-scope", "free on the register's first day", "2021-01-01", [person(OVER, **held("2020-01-02"))],
     [("2020-01-31", "lapsed")]),
    ("return-to-scope", "confirmed the day before the register", "2021-01-01",
     [person(OVER, **back(reminded_on="2019-12-20", confirmed_on="2019-12-31"))], []),
    ("return-to-scope", "confirmed on its first day", "2021-01-01",
     [person(OVER, **back(reminded_on="2019-12-20", confirmed_on="2020-01-01"))], [("2020-01-31", "closed")]),
    ("return-to-scope", "reminded the day before the register", "2021-01-01",
     [person(OVER, **back(reminded_on="2019-12-31"))], [("2020-01-31", "overdue")]),
    ("return-to-scope", "reminded on its first day", "2021-01-01",
     [person(OVER, **back(reminded_on="2020-01-01"))], [("2020-01-31", "closed"), ("2020-01-31", "overdue")]),
    ("execution", "left on the day of the decision", "2025-12-31", [person(**left("2025-08-12"))], []),
    ("execution", "left the day after", "2025-12-31", [person(**left("2025-08-13"))],
     [("2025-09-12", "lapsed"), ("2025-09-12", "lapsed"), ("2026-02-12", "lapsed")]),
    ("visit", "left on the due day", "2026-05-01", [person(**left("2026-03-31")), plan(2026, (CODE, 3))],
     [("2026-03-31", "lapsed")]),
    ("visit", "left the day after", "2026-05-01", [person(**left("2026-04-01")), plan(2026, (CODE, 3))],
     [("2026-03-31", "overdue")]),
    ("visit", "a month before the first", "2026-05-01", [person(), plan(2026, (CODE, 0))], []),
    ("visit", "the first month", "2026-01-31", [person(), plan(2026, (CODE, 1))], [("2026-01-31", "due")]),
    ("visit", "the last month", "2026-12-31", [person(), plan(2026, (CODE, 12))], [("2026-12-31", "due")]),
    ("visit", "a month after the last", "2026-12-31", [person(), plan(2026, (CODE, 13))], []),
)  # fmt: skip


@pytest.mark.parametrize(
    ("duty", "as_of", "files", "expected"),
    [(row[0], *row[2:]) for row in TABLE],
    ids=[f"{row[0]}: {row[1]}" for row in TABLE],
)
def test_edge(duty: str, as_of: str, files: list[Files], expected: Rows) -> None:
    assert rows(programme(as_of, *files), duty) == expected


@pytest.mark.parametrize(("approved_on", "closed"), [("2026-12-30", True), ("2026-12-31", True), ("2027-01-01", False)])
def test_a_plan_approved_within_its_year(approved_on: str, closed: bool) -> None:
    found = owed(programme("2027-06-01", person(), plan(2026, approved_on=approved_on)), "plan")
    assert {each.period: each.closed_on is not None for each in found}["2026"] is closed


@pytest.mark.parametrize(
    ("ends", "expected"), [("2019-12-31", []), ("2020-01-01", ["2020-01-01"]), ("2020-01-02", ["2020-01-02"])]
)
def test_a_visit_before_an_end_within_the_register(ends: str, expected: list[str]) -> None:
    found = owed(programme("2020-06-01", person({**EARLY, "stated_end": ends}), policy=BEFORE_END), "visit")
    assert [str(each.due_on) for each in found if each.period == "before-end"] == expected


CHANGE = {"unit": "tt-other", "post": "科长", "rank": "科级正职", "category": "公务员", "supervised_by": "tt-pz",
          "from": "2015-01-05", "to": "2025-09-30"}  # fmt: skip


@pytest.mark.parametrize(("on", "expected"), [("2025-10-01", []), ("2025-10-02", [("2025-10-16", "lapsed")])])
def test_a_transfer_of_somebody_who_left(on: str, expected: Rows) -> None:
    assert rows(programme("2026-05-01", person(unit_history=[CHANGE], **left(on))), "transfer") == expected


def helped(*spans: tuple[str, str | None]) -> list[dict[str, Any]]:
    return [{**HELPER, "name": f"示例帮{index}", "from": one, "to": other} for index, (one, other) in enumerate(spans)]


WHOLE = ("2025-08-12", "2027-02-12")  # the window
DECIDED, ENDED = "no helper since the decision of {}", "no helper since the last one ended on {}"
MOVED = "no helper since the move to the present unit on {}"
STAY = {**CHANGE, "supervised_by": "tt-jw", "to": "2025-08-12"}
GAPS: tuple[tuple[list[dict[str, Any]], list[dict[str, Any]], list[tuple[str, str, str]]], ...] = (
    (helped(WHOLE), [], []),
    (helped(("2025-08-13", None)), [], [("2025-08-12", "2025-08-13", DECIDED.format("2025-08-12"))]),
    (helped(("2025-08-12", "2025-08-12")), [], [("2025-08-13", "-", ENDED.format("2025-08-12"))]),
    (helped(("2025-08-12", "2025-12-31"), ("2026-01-01", None)), [], []),
    (helped(("2025-08-12", "2025-12-31"), ("2026-01-02", None)), [],
     [("2026-01-01", "2026-01-02", ENDED.format("2025-12-31"))]),
    (helped(("2025-08-12", "2027-02-11")), [], [("2027-02-12", "-", ENDED.format("2027-02-11"))]),
    (helped(("2025-08-12", "2027-02-11"), ("2027-03-01", None)), [],
     [("2027-02-12", "-", ENDED.format("2027-02-11"))]),
    (helped(WHOLE, ("2027-03-01", None)), [], []),
    ([{**helped(("2025-08-12", None))[0], "unit": "tt-other"}], [STAY],
     [("2025-08-13", "-", MOVED.format("2025-08-13"))]),
)  # fmt: skip


@pytest.mark.parametrize(("helpers", "stays", "expected"), GAPS)
def test_gap(helpers: list[dict[str, Any]], stays: list[dict[str, Any]], expected: list[tuple[str, str, str]]) -> None:
    one = programme("2028-01-01", person(helpers=helpers, unit_history=stays)).followed[CODE]
    found = [(str(each.span.first), str(each.closed_on or "-"), EN(each.reason)) for each in gaps(one)]
    assert found == expected


@pytest.mark.parametrize(
    ("decided_on", "helpers", "stays", "expected"),
    [
        ("2025-08-12", [], [], ["measures[0]"]),
        ("2025-08", [], [], ["measures[0]"]),
        ("2025-08-12", helped(("2025-08-12", "2025-12-31")), [], ["helpers[0]"]),
        ("2025-08-12", [{**helped(("2025-08-12", None))[0], "unit": "tt-other"}], [STAY], ["unit_history[0]"]),
        ("2019-11-01", [], [], [None]),  # the register began later
    ],
)
def test_a_gap_names_what_caused_it(
    decided_on: str, helpers: list[dict[str, Any]], stays: list[dict[str, Any]], expected: list[str | None]
) -> None:
    files = person(measure("党内严重警告", decided_on), helpers=helpers, unit_history=stays)
    assert [each.item for each in gaps(programme("2028-01-01", files).followed[CODE])] == expected


@pytest.mark.parametrize(
    ("on", "late"), [("2027-02-11", False), ("2027-02-12", False), ("2027-02-13", True), ("2027-03-31", True)]
)
def test_a_talk_is_late_after_the_last_barred_day(on: str, late: bool) -> None:
    (last,) = [each for each in owed(programme("2027-06-01", person(), talk(on)), "talk") if each.period == "2027Q1"]
    assert EN(last.reason).endswith(f"the talk of {on} keeps it{', late' * late}")


def away(first: str, until: str) -> dict[str, Any]:
    return {"duty": "talk", "from": first, "until": until, "reason": "病休", "approved_by": "tt-jw",
            "approved_on": "2025-10-01"}  # fmt: skip


@pytest.mark.parametrize(
    ("deferrals", "said"),
    [
        ([away("2026-01-30", "2026-03-31"), away("2026-04-01", "2026-04-30")], "from 2026-01-30 to 2026-03-31"),
        ([away("2026-01-30", "2026-03-30"), away("2026-03-31", "2026-04-30")], "from 2026-01-30 to 2026-04-30"),
        ([away("2025-11-01", "2025-12-31"), away("2026-01-01", "2026-03-31")], "from 2026-01-01 to 2026-03-31"),
        ([away("2025-11-01", "2026-01-01"), away("2026-01-02", "2026-03-31")], "from 2025-11-01 to 2026-03-31"),
    ],
)
def test_the_deferrals_of_a_quarter_are_named(deferrals: list[dict[str, Any]], said: str) -> None:
    found = owed(programme("2026-02-01", person(deferrals=deferrals)), "talk")
    (mine,) = [each for each in found if each.period == "2026Q1"]
    assert EN(mine.reason).startswith(f"deferred {said} ")
    assert status(mine, mine.due_on).value == "deferred"
