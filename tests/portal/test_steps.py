"""What is written where to close a duty, for every duty and every kind of entry that owes one."""

from __future__ import annotations

from functools import cache

import pytest

from huifang.lists import DueRow, Lists
from huifang.policy import words_of
from huifang.portal.next_steps import file_of, next_step, stub
from huifang.portal.site import Site
from huifang.register import load
from huifang.rules.duties import BY_ID
from huifang.texts import Text, say, words
from tests.rules.duties.making import day
from tests.sound import SAMPLE, sample_policy

FOLDER = "records/people/ja/JA-0001"
STEPS: tuple[tuple[str, str | None, str | None, str, str, str], ...] = (
    # duty, period, item, the file, the first line to fill in, the sentence
    ("helper-missing", None, "helpers[0]", f"{FOLDER}/person.md", "helpers:", "then fill in helpers in person.md"),
    ("talk", "2026Q4", None, f"{FOLDER}/YYYY-MM-DD-talk.md", "", "then add YYYY-MM-DD-talk.md"),
    ("visit", "2026", "visits[0]", f"{FOLDER}/YYYY-MM-DD-visit.md", "", "then add YYYY-MM-DD-visit.md"),
    ("visit", "after-decision", "M1", f"{FOLDER}/YYYY-MM-DD-visit.md", "", "then add YYYY-MM-DD-visit.md"),
    ("plan", "2026", None, "plans/2026-ja-jw.yml", "", "then add 2026-ja-jw.yml"),
    ("coverage", "2026", None, "", "", "visit people of the coverage page"),
    ("feedback", None, None, "a/b.md", "feedback_to_unit: {on: }", "then fill in feedback_to_unit in b.md"),
    ("archive", None, None, "a/b.md", "archived: {on: , ref: }", "then fill in archived in b.md"),
    ("personnel", None, None, "a/b.md", "given_to_personnel: {on: }", "then fill in given_to_personnel in b.md"),
    ("action", None, "actions[1]", "a/b.md", "done: ", "then fill in done of actions[1] in b.md"),
    ("action", None, "next_by", f"{FOLDER}/YYYY-MM-DD-talk.md", "", "then add YYYY-MM-DD-talk.md"),
    (
        "issue",
        None,
        "issues_raised[0]",
        "a/b.md",
        "settled_on: ",
        "then fill in settled_on of issues_raised[0] in b.md",
    ),
    (
        "rights",
        None,
        "measures[0]",
        f"{FOLDER}/person.md",
        "rights_restored_on: ",
        "then fill in rights_restored_on of measures[0] in person.md",
    ),
    ("lifting", None, "L1", f"{FOLDER}/person.md", "lifted_on: ", "then fill in lifted_on of L1 in person.md"),
    ("period-ending", None, None, f"{FOLDER}/person.md", "", "prepare the return to the normal scope"),
    (
        "return-to-scope",
        None,
        None,
        f"{FOLDER}/person.md",
        "return_to_scope:",
        "then fill in return_to_scope in person.md",
    ),
    ("return-to-scope", None, "held[0]", f"{FOLDER}/person.md", "held:", "then fill in held in person.md"),
    (
        "transfer",
        None,
        "unit_history[0]",
        f"{FOLDER}/person.md",
        "received_on: ",
        "then fill in received_on of unit_history[0] in person.md",
    ),
    *(
        ("execution", period, "A2", f"{FOLDER}/person.md", f"{key}: ", f"then fill in {key} of A2 in person.md")
        for period, key in (
            ("announced", "announced_on"),
            ("executed", "executed_on"),
            ("reported", "execution_reported_on"),
        )
    ),
)


@cache
def site() -> Site:
    policy = sample_policy()
    return Site(Lists(load([SAMPLE], words_of(policy)), policy, day("2026-11-20")))


def row(duty: str, period: str | None, item: str | None) -> DueRow:
    """A row of the due list about one person of the sample, or about a body."""
    of_body = BY_ID[duty].of == "body"
    return DueRow(
        person=None if of_body else "JA-0001", district="ja", unit="ja-archive", duty=duty, period=period, item=item,
        status="due", due_on=day("2026-11-20"), days_overdue=0, owner="ja-jw", assignee=None, record="a/b.md",
        reason=Text("示例"), rule="示例", source=say("{rule}", rule="示例"), certainty="UNSURE",
    )  # fmt: skip


@pytest.mark.parametrize(("duty", "period", "item", "file", "line", "sentence"), STEPS)
def test_step(duty: str, period: str | None, item: str | None, file: str, line: str, sentence: str) -> None:
    made = row(duty, period, item)
    assert file_of(made, site()) == file
    assert stub(made).split("\n")[0] == line
    assert words("en")(next_step(made, site())) == sentence


def test_every_duty_has_a_row() -> None:
    assert {each[0] for each in STEPS} == set(BY_ID)
