"""What is done, and written where, to close a duty: for every duty and every kind of entry that owes one."""

from __future__ import annotations

from functools import cache

import pytest

from huifang.lists import DueRow
from huifang.portal.next_steps import file_of, next_step, stub
from huifang.portal.site import Site
from huifang.rules.duties import BY_ID
from huifang.texts import Text, say
from tests import sound
from tests.portal.conftest import lists_of
from tests.portal.reading import visible_text
from tests.rules.duties.making import day

FOLDER = "records/people/tt/TT-0001"
PERSON, VISIT, TALK = f"{FOLDER}/person.md", f"{FOLDER}/2026-10-27-visit.md", f"{FOLDER}/2026-05-21-talk.md"
RESTRICTED = "records/restricted/tt/TT-0001.yml"
NEW_TALK, NEW_VISIT = f"{FOLDER}/YYYY-MM-DD-talk.md", f"{FOLDER}/YYYY-MM-DD-visit.md"
IN_PERSON = "办完后，在本人档案里填写"
STEPS: tuple[tuple[str, str | None, str | None, str, str, str, str, str], ...] = (
    # duty, period, item, the record it comes from, the file, the first line to fill in, the sentence on pages
    ("helper-missing", None, "helpers[0]", PERSON, PERSON, "helpers:",
     f"{IN_PERSON}“帮扶人” helpers", "then fill in “helpers” helpers in the person's record"),
    ("talk", "2026Q4", None, PERSON, NEW_TALK, "", "谈话后，补一份谈话记录", "after the talk, add its record"),
    ("visit", "2026", "visits[0]", PERSON, NEW_VISIT, "", "回访后，补一份回访记录", "after the visit, add its record"),
    ("visit", "after-decision", "M1", PERSON, NEW_VISIT, "", "回访后，补一份回访记录",
     "after the visit, add its record"),
    ("plan", "2026", None, PERSON, "records/plans/2026-tt-jw.yml", "", "批准后，登记 2026 年回访计划",
     "once it is approved, add the visit plan of 2026"),
    ("coverage", "2026", None, PERSON, "", "", "回访“回访覆盖率”页所列的人员", "visit people of the coverage page"),
    ("feedback", None, None, VISIT, VISIT, "feedback_to_unit: {on: }",
     "办完后，在 2026-10-27 的回访记录里填写“向单位党委（党组）反馈” feedback_to_unit",
     "then fill in “feedback to the unit” feedback_to_unit in the record of the visit of 2026-10-27"),
    ("archive", None, None, VISIT, VISIT, "archived: {on: , ref: }",
     "办完后，在 2026-10-27 的回访记录里填写“归入廉政档案” archived",
     "then fill in “filed in the integrity archive” archived in the record of the visit of 2026-10-27"),
    ("personnel", None, None, VISIT, VISIT, "given_to_personnel: {on: }",
     "办完后，在 2026-10-27 的回访记录里填写“提供组织人事部门” given_to_personnel",
     "then fill in “given to the personnel department” given_to_personnel in the record of the visit of 2026-10-27"),
    ("action", None, "actions[1]", TALK, TALK, "done: ",
     "办完后，在 2026-05-21 的谈话记录里填写第2项帮扶措施的“完成日期” actions[1].done",
     "then fill in “day done” of actions no. 2 actions[1].done in the record of the talk of 2026-05-21"),
    ("action", None, "next_by", VISIT, NEW_TALK, "", "谈话或者回访后，补一份记录",
     "after the talk or visit, add its record"),
    ("issue", None, "issues_raised[0]", RESTRICTED, RESTRICTED, "settled_on: ",
     "办完后，在受限资料里填写第1项反映的问题和建议的“办结日期” issues_raised[0].settled_on",
     "then fill in “day settled” of issues raised no. 1 issues_raised[0].settled_on among the restricted facts"),
    ("rights", None, "measures[0]", PERSON, PERSON, "rights_restored_on: ",
     f"{IN_PERSON}第1项处分（留党察看）的“恢复党员权利日期” measures[0].rights_restored_on",
     ("then fill in “day Party rights were restored” of sanction (probation within the Party) no. 1 "
     "measures[0].rights_restored_on in the person's record")),
    ("lifting", None, "L1", PERSON, PERSON, "lifted_on: ",
     f"{IN_PERSON}第2项处分（政务警告）的“处分解除日期” measures[1].lifted_on",
     ("then fill in “day the sanction was lifted” of sanction (government warning) no. 2 "
     "measures[1].lifted_on in the person's record")),
    ("period-ending", None, None, PERSON, PERSON, "", "准备纳入正常选拔任用范围",
     "prepare the return to the normal scope"),
    ("return-to-scope", None, None, PERSON, PERSON, "return_to_scope:",
     f"{IN_PERSON}“纳入正常选拔任用范围” return_to_scope",
     "then fill in “return to the normal scope” return_to_scope in the person's record"),
    ("return-to-scope", None, "held[0]", PERSON, PERSON, "held:", f"{IN_PERSON}“期满影响使用” held",
     "then fill in “held after the period” held in the person's record"),
    ("transfer", None, "unit_history[0]", PERSON, PERSON, "received_on: ",
     f"{IN_PERSON}第1项任职变动情况的“接收机关确认日期” unit_history[0].received_on",
     ("then fill in “day the receiving body confirmed” of earlier units, posts and ranks no. 1 "
     "unit_history[0].received_on in the person's record")),
    *(
        ("execution", period, "L1", PERSON, PERSON, f"{key}: ",
         f"{IN_PERSON}第2项处分（政务警告）的“{zh}” measures[1].{key}",
         (f"then fill in “{en}” of sanction (government warning) no. 2 "
         f"measures[1].{key} in the person's record"))
        for period, key, zh, en in (
            ("announced", "announced_on", "宣布日期", "day of announcement"),
            ("executed", "executed_on", "执行日期", "day of execution"),
            ("reported", "execution_reported_on", "执行情况报告日期", "day execution was reported"),
        )
    ),
)  # fmt: skip


@cache
def site(lang: str) -> Site:
    first = sound.measure("留党察看", "2025-02-10", probation_months=12)
    second = sound.measure("政务警告", "2026-03-10", id="L1")
    lists = lists_of({**sound.person(first, second), **sound.organizations(*sound.DISTRICT)})
    return Site(lists, "en" if lang == "en" else "zh")


def row(duty: str, period: str | None, item: str | None, record: str) -> DueRow:
    """A row of the due list about the person, or about a body."""
    of_body = BY_ID[duty].of == "body"
    return DueRow(
        person=None if of_body else "TT-0001", district="tt", unit="tt-unit", duty=duty, period=period, item=item,
        status="due", due_on=day("2026-11-20"), days_overdue=0, owner="tt-jw", assignee=None, record=record,
        reason=Text("示例"), rule="示例", source=say("{rule}", rule="示例"), certainty="UNSURE",
    )  # fmt: skip


@pytest.mark.parametrize(("duty", "period", "item", "record", "file", "line", "zh", "en"), STEPS)
def test_step(
    duty: str, period: str | None, item: str | None, record: str, file: str, line: str, zh: str, en: str
) -> None:
    made = row(duty, period, item, record)
    assert file_of(made, site("zh")) == file
    assert stub(made).split("\n")[0] == line
    for lang, sentence in (("zh", zh), ("en", en)):
        assert visible_text(site(lang).page_words.text(next_step(made, site(lang)).told)) == sentence


def test_every_duty_has_a_row() -> None:
    assert {each[0] for each in STEPS} == set(BY_ID)
