"""Who owes each duty, of whom and by which record; and why, in both languages."""

from __future__ import annotations

import pytest

from huifang.policy import Policy
from huifang.rules.duties import BY_ID
from huifang.texts import words
from tests.rules.duties.making import owed, people_of, plan, programme
from tests.sound import CODE, Files, measure, person, restricted, sample_policy, visit

AGREED = {"what": "示例措施", "by": "tt-unit", "due": "2026-04-20"}
MOVED = [{"unit": "tt-other", "from": "2020-01-01", "to": "2026-01-31"}]  # to tt-unit on 2026-02-01
TWO_BODIES = [
    {"unit": "tt-unit", "supervised_by": "uu-jw", "from": "2026-03-05", "to": "2026-05-31"},
    {"unit": "tt-unit", "supervised_by": "tt-pz", "from": "2015-01-01", "to": "2026-03-04"},
]
PROBATION = measure("留党察看", "2025-03-04", form=3, probation_months=12)
HOLD = {
    "since": "2027-02-13",
    "by": "tt-zz",
    "reason": "示例",
    "document": "示组〔2027〕3号",
    "review_on": "2027-10-01",
}
ISSUE = {"kind": "问题", "handed_to": "tt-zz", "on": "2026-03-20"}
VISIT_FILE = "records/people/tt/TT-0001/2026-03-20-visit.md"
PERSON_FILE = "records/people/tt/TT-0001/person.md"

OWNERS: tuple[tuple[str, list[Files], str, str, list[tuple[str | None, ...]]], ...] = (
    # duty, files, as-of, the fields asked, one row for each obligation
    ("helper-missing", [person(helpers=[], unit_history=[{**MOVED[0], "to": "2025-12-31"}])], "2026-02-02",
     "unit owner", [("tt-other", "tt-dw"), ("tt-unit", "tt-dz")]),
    ("talk", [person(unit_history=MOVED)], "2026-01-15", "period owner", [("2025Q3", "tt-dw"), ("2025Q4", "tt-dw"),
     ("2026Q1", "tt-dw")]),
    ("talk", [person(unit_history=MOVED)], "2026-06-30", "period owner", [  # an old one stays where it was
     ("2025Q3", "tt-dw"), ("2025Q4", "tt-dw"), ("2026Q1", "tt-dz"), ("2026Q2", "tt-dz")]),
    ("visit", [person(), plan(2026, (CODE, 3), body="tt-pz")], "2026-02-01", "owner assignee unit",
     [("tt-pz", "示例甲", "tt-unit")]),
    ("plan", people_of(4), "2026-02-01", "person unit owner period", [(None, "tt-jw", "tt-jw", "2026")]),
    ("coverage", people_of(4), "2026-02-01", "person unit owner period", [(None, "tt-jw", "tt-jw", "2026")]),
    ("archive", [person(), visit("2026-03-20", body="tt-pz")], "2026-04-01", "owner record",
     [("tt-pz", VISIT_FILE)]),
    ("feedback", [person(), visit("2026-03-20", body="tt-pz")], "2026-04-01", "owner record", [("tt-pz", VISIT_FILE)]),
    ("personnel", [person(), visit("2026-03-20", body="tt-pz")], "2026-04-01", "owner record", [("tt-pz", VISIT_FILE)]),
    ("period-ending", [person()], "2027-01-20", "owner record", [("tt-jw", PERSON_FILE)]),
    ("action", [person(), visit("2026-03-20", actions=[AGREED, AGREED])], "2026-04-01", "record item",
     [(VISIT_FILE, "actions[0]"), (VISIT_FILE, "actions[1]")]),
    ("issue", [person(), visit("2026-03-20"), restricted(issues_raised=[ISSUE])], "2026-04-01", "owner", [("tt-zz",)]),
    ("rights", [person(PROBATION)], "2026-03-01", "owner unit", [("tt-dz", "tt-unit")]),
    ("lifting", [person(measure("事业单位记过", "2018-05-06", decided_by="tt-zz"), category="事业单位其他人员")],
     "2020-03-01", "owner", [("tt-zz",)]),
    ("return-to-scope", [person(return_to_scope=[{"reminded_on": "2027-03-20"}])], "2027-04-01", "owner",
     [("tt-jw",), ("tt-dz",)]),  # the supervising body reminds, the unit's committee confirms
    ("return-to-scope", [person(held=[HOLD])], "2027-10-02", "owner", [("tt-zz",)]),  # the body that holds reviews
    ("transfer", [person(unit_history=TWO_BODIES)], "2026-06-01", "item owner",  # each body for its own change
     [("unit_history[1]", "uu-jw"), ("unit_history[0]", "tt-jw")]),
    ("execution", [person(measure("党内严重警告", "2025-08-31"))], "2026-03-01", "period item owner record", [
        ("announced", "measures[0]", "tt-dz", PERSON_FILE),
        ("executed", "measures[0]", "tt-dz", PERSON_FILE),
        ("reported", "measures[0]", "tt-dz", PERSON_FILE),
    ]),
)  # fmt: skip


@pytest.mark.parametrize(("duty", "files", "as_of", "fields", "expected"), OWNERS)
def test_who_owes_it(
    duty: str, files: list[Files], as_of: str, fields: str, expected: list[tuple[str | None, ...]]
) -> None:
    found = owed(programme(as_of, *files), duty)
    assert [tuple(getattr(each, field) for field in fields.split()) for each in found] == expected


def test_every_duty_has_its_owner() -> None:
    assert {row[0] for row in OWNERS} == set(BY_ID)


ALSO = sample_policy(
    followup__visit__also__after_decision_months="3",
    followup__visit__also__after_delivery_months="2",
    followup__visit__also__before_end_days="30",
    followup__visit__also__people="all",
)
LIGHT = measure("党内警告", "2025-08-22", form=1, delivered_on="2025-09-01")
REASONS: tuple[tuple[str, list[Files], str, Policy | None, list[str], list[str]], ...] = (  # both languages last
    ("execution", [person(measure("党内严重警告", "2025-08-12"))], "2026-01-01", None, [
        "serious Party warning of 2025-08-12: announced within 1 months",
        "serious Party warning of 2025-08-12: executed within 1 months",
        "serious Party warning of 2025-08-12: execution reported within 6 months",
    ], [
        "2025-08-12给予党内严重警告：1个月内宣布",
        "2025-08-12给予党内严重警告：1个月内执行",
        "2025-08-12给予党内严重警告：6个月内报告执行情况",
    ]),
    ("transfer", [person(unit_history=[TWO_BODIES[1]])], "2026-03-05", None,
     ["supervised by 示例区纪委监委 instead of 示例区派驻组 since 2026-03-05; confirm within 15 days"],
     ["2026-03-05起由示例区纪委监委负责回访，原为示例区派驻组；15日内确认接收"]),
    ("visit", [person(LIGHT)], "2026-08-01", ALSO, [
        "Party warning of 2025-08-22: a visit within 3 months of the decision; no visit so far",
        "Party warning, delivered on 2025-09-01: a visit within 2 months; no visit so far",
        "the period ends on 2026-08-22: a visit within 30 days before; no visit so far",
    ], [
        "2025-08-22给予党内警告，决定后3个月内回访；尚无有效回访",
        "党内警告于2025-09-01送达，2个月内回访；尚无有效回访",
        "影响期最后一日为2026-08-22，期满前30日内回访；尚无有效回访",
    ]),
    ("archive", [person(), visit("2026-03-20")], "2026-04-20", None, [
        "visited on 2026-03-20, 30 days; the opinion is not written",
    ], [
        "2026-03-20 回访，应在 30 天内办理；尚未写明回访意见",
    ]),
    ("coverage", [*people_of(4), visit("2026-01-09")], "2026-02-01", None, [
        "people to visit in 2026: 2, which is 30 % of 4 sanctioned from 2024 to 2025, rounded up; visited: 1",
    ], [
        "2026 年度应访 2 人，即 2024 至 2025 年受处分 4 人的 30%，向上取整；已访 1 人",
    ]),
    ("talk", [person()], "2025-10-01", None, [
        "the period covers 50 days of 2025Q3, from 2025-08-12 to 2025-09-30; no talk so far",
        "the period covers 92 days of 2025Q4, from 2025-10-01 to 2025-12-31; no talk so far",
    ], [
        "影响期在 2025Q3 有 50 天（2025-08-12 至 2025-09-30）；尚无谈话",
        "影响期在 2025Q4 有 92 天（2025-10-01 至 2025-12-31）；尚无谈话",
    ]),
    ("issue", [person(), visit("2026-03-20"), restricted(issues_raised=[ISSUE])], "2026-04-01", None, [
        "handed over on 2026-03-20 (-), 60 days",
    ], [
        "2026-03-20 移交（-），应在 60 天内办结",
    ]),
    ("rights", [person(PROBATION)], "2026-03-01", None, [
        "the probation ends on 2026-03-04: restore the Party rights, extend the probation by a year, or expel",
    ], [
        "察看期于 2026-03-04 期满，应作出恢复党员权利、延长一年察看期或者开除党籍的决定",
    ]),
    ("helper-missing", [person(helpers=[])], "2025-10-01", None, [
        "no helper since the decision of 2025-08-12",
    ], [
        "2025-08-12 作出决定后没有帮扶人",
    ]),
)  # fmt: skip


@pytest.mark.parametrize(("duty", "files", "as_of", "policy", "english", "chinese"), REASONS)
def test_why_it_is_owed(
    duty: str, files: list[Files], as_of: str, policy: Policy | None, english: list[str], chinese: list[str]
) -> None:
    found = owed(programme(as_of, *files, policy=policy), duty)
    assert [words("en")(each.reason) for each in found] == english
    assert [words("zh")(each.reason) for each in found] == chinese
