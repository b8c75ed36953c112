"""What an office's own rules may say: all off, each switched on by a setting, and nothing else changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huifang.checks.people import two_helpers
from huifang.lists.due import due_rows
from huifang.past.difference import of_due
from huifang.policy import Policy, words_of
from huifang.register import known_on, load
from huifang.rules.coverage import coverage_of_bodies
from huifang.rules.duties import obligations
from huifang.rules.forecast import months_ahead
from huifang.rules.key_groups import is_key
from huifang.rules.programme import Programme
from huifang.rules.statistics import statistics
from huifang.rules.talk_grid import talk_grid
from huifang.texts import words
from tests.rules.duties.making import ORGANIZATIONS, day, owed, plan, programme, rows, told
from tests.sound import CODE, HELPER, SAMPLE, Files, measure, person, register, sample_policy, talk, visit

MONTHLY, HALF_YEARLY = (sample_policy(followup__talk__every=each) for each in ("month", "half_year"))
WARNED = measure("党内警告", "2025-08-22")  # until 2026-08-22


def test_all_is_off_as_the_policy_ships() -> None:
    rules = sample_policy().on(date(2026, 11, 20))
    assert (rules.talk.every, rules.visit.also.people) == ("quarter", "key")
    also = rules.visit.also
    assert {also.after_decision_months, also.after_delivery_months, also.before_end_days} == {None}
    assert (rules.key.important_post, rules.key.disputes_sanction, rules.key.situations) == (False, False, ())
    assert rules.helper is not None
    assert rules.helper.active == "1"


OWED: tuple[tuple[str, Policy, str, list[str]], ...] = (
    # a window from that day for six months; which periods of 2025 are owed by the year's end
    ("nine days of a month", MONTHLY, "2025-08-23", ["2025-09", "2025-10", "2025-11", "2025-12"]),
    ("ten days of a month", MONTHLY, "2025-08-22", ["2025-08", "2025-09", "2025-10", "2025-11", "2025-12"]),
    ("59 days of a half-year", HALF_YEARLY, "2025-11-03", []),
    ("60 days of a half-year", HALF_YEARLY, "2025-11-02", ["2025H2"]),
)


@pytest.mark.parametrize(("policy", "decided", "expected"), [row[1:] for row in OWED], ids=[row[0] for row in OWED])
def test_owed_from_its_own_number_of_days(policy: Policy, decided: str, expected: list[str]) -> None:
    made = programme("2025-12-31", person(measure("政务警告", decided)), policy=policy)
    assert [each.period for each in owed(made, "talk")] == expected


def test_talks_of_a_month_are_due_missed_and_made_up() -> None:
    """Overdue to the end of the following month, then missed; a make-up closes it and not its own month."""
    files = [person(WARNED), talk("2025-10-09"), talk("2025-12-02", makes_up_for="2025-09")]
    made = programme("2025-12-31", *files, policy=MONTHLY)
    assert told(made, "talk") == [("2025-08-31", "missed"), ("2025-11-30", "overdue"), ("2025-12-31", "due")]
    assert [each.closed_on for each in owed(made, "talk") if each.period == "2025-09"] == [date(2025, 12, 2)]
    (row,) = talk_grid(made, obligations(made))
    assert dict(row.marks) == {
        "2025-08": "missed", "2025-09": "late", "2025-10": "kept", "2025-11": "missed", "2025-12": "running",
    }  # fmt: skip


def test_statistics_and_forecast_follow() -> None:
    files = [person(WARNED), talk("2026-01-09"), talk("2026-02-09")]
    made = programme("2026-03-31", *files, policy=MONTHLY)
    found = {row.figure: row.value for row in statistics(made, obligations(made)) if row.by == "all"}
    assert (found["talks_owed"], found["talks_kept"], found["talks_missed"]) == (2, 2, 0)
    known = register({**ORGANIZATIONS, **{path: text for each in files for path, text in each.items()}}, MONTHLY)
    ahead = months_ahead(known, MONTHLY, date(2026, 3, 31), 4)
    assert [(row.month, row.due) for row in ahead if row.duty == "talk"] == [
        ("2026-04", 1),
        ("2026-05", 1),
        ("2026-06", 1),
    ]


def test_a_deferral_takes_a_month_away() -> None:
    """22 of the 31 days of October deferred: nine are left, and the month is not owed."""
    put_off = {
        "duty": "talk",
        "from": "2025-10-01",
        "until": "2025-10-22",
        "reason": "病休",
        "approved_on": "2025-10-31",
    }
    made = programme("2025-12-31", person(WARNED, deferrals=[put_off]), policy=MONTHLY)
    assert [each.period for each in owed(made, "talk") if each.not_owed] == ["2025-10"]
    shorter = programme("2025-12-31", person(WARNED, deferrals=[{**put_off, "until": "2025-10-21"}]), policy=MONTHLY)
    assert [each.period for each in owed(shorter, "talk") if each.not_owed] == []


def with_visits(**also: str) -> Policy:
    """A policy that asks for more visits."""
    return sample_policy(**{f"followup__visit__also__{name}": value for name, value in also.items()})


DECISION, DELIVERY = with_visits(after_decision_months="3"), with_visits(after_delivery_months="2", people="all")
BEFORE_END = with_visits(before_end_days="30", people="all")
LEFT = {"on": "2025-12-01", "reason": "辞职"}
OLD = {"unit": "uu-unit", "supervised_by": "uu-jw"}
LIGHT = measure("党内警告", "2025-08-22", form=1, delivered_on="2025-09-01")
ALSO: tuple[tuple[str, Policy, list[Files], str, list[tuple[str, str]]], ...] = (
    ("key people alone", DECISION, [person(LIGHT)], "2026-08-01", []),
    ("the day before the decision", DECISION, [person(WARNED)], "2025-08-21", []),
    ("from the decision on", DECISION, [person(WARNED)], "2025-08-22", [("2025-11-22", "upcoming")]),
    ("three months after", DECISION, [person(WARNED)], "2025-11-22", [("2025-11-22", "due")]),
    ("a day later", DECISION, [person(WARNED)], "2025-11-23", [("2025-11-22", "overdue")]),
    ("to 31 March", DECISION, [person(WARNED)], "2026-03-31", [("2025-11-22", "overdue")]),
    ("then missed", DECISION, [person(WARNED)], "2026-04-01", [("2025-11-22", "missed")]),
    ("visited on the day of the decision", DECISION, [person(WARNED), visit("2025-08-22")], "2026-04-01", []),
    ("visited before it", DECISION, [person(WARNED), visit("2025-08-21")], "2026-04-01", [("2025-11-22", "missed")]),
    ("visited late", DECISION, [person(WARNED), visit("2026-03-31")], "2026-04-01", []),
    (
        "decided the day before the register",
        DECISION,
        [person(measure("政务警告", "2025-06-30"), **OLD)],
        "2025-12-31",
        [],
    ),
    (
        "decided on its first day",
        DECISION,
        [person(measure("政务警告", "2025-07-01"), **OLD)],
        "2025-12-31",
        [("2025-10-01", "overdue")],
    ),
    ("who left is in no list", DECISION, [person(WARNED, left=LEFT)], "2025-12-02", []),
    (
        "a month counts from its last day",
        DECISION,
        [person(measure("党内警告", "2025-08"))],
        "2025-12-31",
        [("2025-11-30", "overdue")],
    ),
    (
        "of a changed measure the new one alone",
        DECISION,
        [person({**WARNED, "id": "A"}, measure("党内严重警告", "2025-09-22", replaces="A"))],
        "2026-01-31",
        [("2025-12-22", "overdue")],
    ),
    (
        "what was decided outside the window owes none",
        DECISION,
        [person(WARNED, measure("提醒谈话", "2025-01-05"))],
        "2025-12-31",
        [("2025-11-22", "overdue")],
    ),
    (
        "nor does what no day is known of",
        DECISION,
        [person(WARNED, measure("提醒谈话", None))],
        "2025-12-31",
        [("2025-11-22", "overdue")],
    ),
    ("not delivered", DELIVERY, [person(WARNED)], "2026-04-01", []),
    ("everybody, from the delivery on", DELIVERY, [person(LIGHT)], "2025-11-01", [("2025-11-01", "due")]),
    ("31 days before the end", BEFORE_END, [person(LIGHT)], "2026-07-22", []),
    ("30 days before the end", BEFORE_END, [person(LIGHT)], "2026-07-23", [("2026-08-22", "upcoming")]),
    ("the last day", BEFORE_END, [person(LIGHT)], "2026-08-22", [("2026-08-22", "due")]),
    ("visited too early", BEFORE_END, [person(LIGHT), visit("2026-07-22")], "2026-08-22", [("2026-08-22", "due")]),
    ("visited in time", BEFORE_END, [person(LIGHT), visit("2026-07-23")], "2026-08-22", []),
)


@pytest.mark.parametrize(
    ("policy", "files", "as_of", "expected"), [row[1:] for row in ALSO], ids=[row[0] for row in ALSO]
)
def test_visits_besides(policy: Policy, files: list[Files], as_of: str, expected: list[tuple[str, str]]) -> None:
    assert told(programme(as_of, *files, policy=policy), "visit") == expected


@pytest.mark.parametrize(
    ("on", "expected"), [("2025-11-21", "lapsed"), ("2025-11-22", "lapsed"), ("2025-11-23", "overdue")]
)
def test_a_visit_besides_ends_with_leaving(on: str, expected: str) -> None:
    """It is due on 2025-11-22."""
    made = programme("2025-12-31", person(WARNED, left={**LEFT, "on": on}), policy=DECISION)
    assert rows(made, "visit") == [("2025-11-22", expected)]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2025-08-21", "2025-08-22"), ""),  # one of them before the decision
        (("2025-08-22", "2025-08-23"), "; tried 2 times"),
        (("2026-03-30", "2026-03-31"), "; tried 2 times"),
        (("2026-03-31", "2026-04-01"), ""),  # one of them when it was missed already
        (("2026-04-01", "2026-04-02"), ""),
    ],
)
def test_attempts_within_its_time_are_told(days: tuple[str, str], said: str) -> None:
    tries = [visit(each, outcome="refused") for each in days]
    (mine,) = owed(programme("2026-05-01", person(WARNED), *tries, policy=DECISION), "visit")
    reason = words("en")(mine.reason)
    assert reason.endswith(f"a visit within 3 months of the decision; no visit so far{said}")


def test_their_periods_tell_them_from_planned_visits() -> None:
    """One visit closes the planned one and those besides."""
    policy = with_visits(after_decision_months="3", after_delivery_months="3", before_end_days="30", people="all")
    files = [person({**LIGHT, "form": 2}, measure("政务警告", "2025-08-22", form=2)), plan(2025, (CODE, 11))]
    made = programme("2026-08-01", *files, visit("2025-11-03"), policy=policy)
    assert [(each.period, each.item, each.closed_on is not None) for each in owed(made, "visit")] == [
        ("2025", "visits[0]", True),
        ("after-decision", "measures[0]", True),
        ("after-delivery", "measures[0]", True),
        ("after-decision", "measures[1]", True),
        ("before-end", "measures[0]", False),
    ]


EVERYTHING = {
    "followup__talk__every": "month",
    "followup__visit__obligation": "yearly",
    "followup__visit__also__after_decision_months": "3",
    "followup__visit__also__after_delivery_months": "2",
    "followup__visit__also__before_end_days": "30",
    "followup__visit__also__people": "all",
    "followup__key__important_post": "true",
    "followup__key__disputes_sanction": "true",
    "followup__key__situations": ("压力大情绪低", "存在错误认识"),
    "followup__execution__families": ("party", "government", "institution", "enterprise", "administrative"),
}


@pytest.mark.parametrize("as_of", ["2022-12-31", "2025-06-30", "2026-11-20", "2031-01-01"])
def test_all_of_it_over_the_sample(as_of: str) -> None:
    """Rows are told apart, their days are in order, and only the periods say that anything is switched on."""
    policy = sample_policy(**EVERYTHING)
    made = Programme(known_on(load([SAMPLE], words_of(sample_policy())), day(as_of)), policy)
    found = obligations(made)
    due = due_rows(found, made.known.organizations, made.day, 90)
    assert len({of_due(row) for row in due}) == len(due)
    assert all(each.opens_on <= each.due_on and each.owner for each in found)
    assert {len(each.period or "") for each in found if each.duty == "talk"} <= {len("2026-03")}
    assert all((each.missed_on is not None) == (each.duty in {"talk", "visit", "plan", "coverage"}) for each in found)


DISPUTED = visit("2026-01-10", disputes_sanction=True)
LOW = visit("2026-01-10", situation=["压力大情绪低"])
KEY: tuple[tuple[str, dict[str, Any], list[Files], str, bool], ...] = (
    ("form 1", {}, [person(LIGHT, important_post=True), DISPUTED], "2026-02-01", False),
    ("no important post", {"important_post": "true"}, [person(LIGHT)], "2026-02-01", False),
    ("an important post", {"important_post": "true"}, [person(LIGHT, important_post=True)], "2026-02-01", True),
    ("before the decision", {"important_post": "true"}, [person(LIGHT, important_post=True)], "2025-08-21", False),
    ("third year after", {"important_post": "true"}, [person(LIGHT, important_post=True)], "2028-01-01", False),
    ("the day before the visit", {"disputes_sanction": "true"}, [person(LIGHT), DISPUTED], "2026-01-09", False),
    ("disputes the sanction", {"disputes_sanction": "true"}, [person(LIGHT), DISPUTED], "2026-01-10", True),
    (
        "the newest visit says otherwise",
        {"disputes_sanction": "true"},
        [person(LIGHT), DISPUTED, visit("2026-02-01")],
        "2026-02-01",
        False,
    ),
    (
        "an attempt says nothing",
        {"disputes_sanction": "true"},
        [person(LIGHT), DISPUTED, visit("2026-02-01", outcome="refused")],
        "2026-02-01",
        True,
    ),
    ("another situation", {"situations": ("存在错误认识",)}, [person(LIGHT), LOW], "2026-02-01", False),
    ("a situation", {"situations": ("存在错误认识", "压力大情绪低")}, [person(LIGHT), LOW], "2026-02-01", True),
)


@pytest.mark.parametrize(("settings", "files", "on", "expected"), [row[1:] for row in KEY], ids=[row[0] for row in KEY])
def test_classes_that_an_office_adds(settings: dict[str, Any], files: list[Files], on: str, expected: bool) -> None:
    policy = sample_policy(**{f"followup__key__{name}": value for name, value in settings.items()})
    made = programme("2028-01-01", *files, policy=policy)
    assert is_key(made.cases[CODE], day(on)) is expected


def test_yearly_visits_coverage_and_statistics_go_by_the_added_class() -> None:
    settings = {"followup__key__important_post": "true", "followup__visit__obligation": "yearly"}
    light = [person(LIGHT), person(LIGHT, code="TT-0002", important_post=True)]
    made = programme("2026-08-01", *light, policy=sample_policy(**settings))
    assert {each.person for each in owed(made, "visit")} == {"TT-0002"}
    assert coverage_of_bodies(made)[0].candidates == ("TT-0002", CODE)
    found = [
        (row.key, row.people)
        for row in statistics(made, obligations(made))
        if (row.figure, row.by) == ("in_scope", "key")
    ]
    assert found == [("false", 1), ("true", 1)]


OTHERS = [HELPER, {**HELPER, "name": "示例帮扶人二", "from": "2025-10-01"}]
HELPERS: tuple[tuple[str, list[dict[str, Any]], list[str]], ...] = (
    ("1", [HELPER], []),
    ("1", OTHERS, ["2025-10-01"]),
    ("2", OTHERS, []),
    ("2", [*OTHERS, {**HELPER, "name": "示例帮扶人三", "from": "2025-11-01", "to": "2025-11-01"}], ["2025-11-01"] * 2),
)


@pytest.mark.parametrize(("active", "helpers", "expected"), HELPERS)
def test_so_many_helpers_are_no_warning(active: str, helpers: list[dict[str, Any]], expected: list[str]) -> None:
    policy = sample_policy(followup__helper__active=active)
    files = {**ORGANIZATIONS, **person(WARNED, helpers=helpers)}
    found = two_helpers(register(files, policy), programme("2026-01-01", files, policy=policy))
    assert [str(dict(each.message.values)["day"]) for each in found] == expected
