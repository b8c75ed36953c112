"""Each check of the audit on a real repository: what was done, and exactly what is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from huifang.history.audit import CHECKS, EFFECT_CHECKS, AuditCheck, Audited, audit_rows, made_seal
from huifang.history.audit.wording import brief
from huifang.lists import AuditRow, Lists
from huifang.policy import load_policy, words_of
from huifang.register import FolderTree, load
from huifang.texts import Text, words
from tests.history.repositories import (
    COMMON,
    FIRST,
    FORGE,
    PERSON,
    SECOND,
    TALK,
    VISIT,
    VISIT_PATH,
    Repository,
    started,
)
from tests.sound import PERSON_PATH, POLICY, put

EN, ZH = words("en"), words("zh")
EFFECTS = frozenset(check.id for check in EFFECT_CHECKS)
CHINESE: dict[str, str] = yaml.safe_load((Path(__file__).parent / "audit_chinese.yml").read_text(encoding="utf-8"))
DAY, SEALED = date(2026, 4, 1), date(2026, 3, 1)
POST = PERSON.replace("post: 科长", "post: 主任")
FILED = VISIT.replace("opinion: 平稳。", "opinion: 平稳。\narchived: {on: 2026-02-27}")
GIVEN = VISIT.replace("opinion: 平稳。", "opinion: 平稳。\ngiven_to_personnel: {on: 2026-02-27}")
TALK_PATH = "people/tt/TT-0001/2026-02-10-talk.md"
PROMOTED = PERSON.replace("helpers:", "appointments:\n  - {on: 2026-02-20, kind: 提拔, post: 局长}\nhelpers:")
HELPERLESS = PERSON.partition("helpers:")[0] + "helpers: []\n---\n"
LATER_VISIT = VISIT_PATH.replace("02-20", "02-21")
REFILED = FILED.replace("date: 2026-02-20", "date: 2026-02-21")
SAD = ("表现良好", "压力大情绪低")
INSTEAD = PERSON.replace(
    "type: 党内警告, decided_on: 2026-01-15, decided_by: tt-jw, form: 2",
    "type: 诫勉, decided_on: 2026-02-16, decided_by: tt-dw, form: 1",
)
PLANNED = "{person: TT-0001, month: 2, by: 李某}"
FOLLOWUP = "policy/followup.yml"
LOOSE = POLICY[FOLLOWUP].replace(
    '      days: 30\n      source: {text: "迟登记', '      days: 300\n      source: {text: "迟登记'
)
UNDATED = "{type: 诫勉, decided_on: null, decided_by: tt-dw, form: 1}"
PLAN_PATH, PLAN = "plans/2026-tt-jw.yml", "body: tt-jw\nyear: 2026\n"


def deferred(left: str, since: str) -> str:
    """Somebody who left, and for whom a duty was put off."""
    deferral = f"  - {{duty: talk, from: {since}, until: 2026-06-30, reason: 病休}}"
    return PERSON.replace("helpers:", f"left: {{on: {left}, reason: 退休}}\ndeferrals:\n{deferral}\nhelpers:")


def planned(*visits: str) -> str:
    """The plan with these visits."""
    return f"{PLAN}visits:\n" + "".join(f"  - {each}\n" for each in visits)


EDITORS = "audit/editors.yml"
MENDED = POLICY[FOLLOWUP].replace("谈心谈话", "谈心交流")
Steps = Callable[[Repository], object]
Row = tuple[str, str, str, str | None, str | None, str]  # check, severity, path, field, subject of the commit, message


def audited(repository: Repository) -> Audited:
    """The register as it lies there, with its history."""
    tree = FolderTree(repository.records)
    policy = load_policy(tree)
    return Audited(repository.history(), Lists(load([tree], words_of(policy)), policy, DAY), tree)


def found(repository: Repository, *, without: str = "unsigned-commit", effects: bool = False) -> list[AuditRow]:
    """Every finding but those that each commit of the test has, and what commits do to people: see test_effects."""
    rows = audit_rows(audited(repository))
    return [row for row in rows if row.check != without and (effects or row.check not in EFFECTS)]


def told(repository: Repository, rows: list[AuditRow]) -> list[Row]:
    subjects = {commit.hash: commit.subject for commit in repository.history().commits}
    return [
        (row.check, row.severity, row.path.removeprefix("records/"), row.field, subjects.get(row.commit or ""),
         EN(row.message))
        for row in rows
    ]  # fmt: skip


def in_turn(*files: dict[str, str | None]) -> Steps:
    """Commits one after the other, called 1, 2, 3."""

    def steps(repository: Repository) -> None:
        for number, each in enumerate(files, start=1):
            repository.commit(each, str(number))

    return steps


def branched(who: str = SECOND, merged_by: str = FIRST, message: str = "Merge") -> Steps:
    """A change on a branch, merged."""

    def steps(repository: Repository) -> None:
        repository.git("checkout", "-q", "-b", "branch")
        repository.commit({PERSON_PATH: POST}, "theirs", who=who)
        repository.git("checkout", "-q", "main")
        repository.merge("branch", message=message, who=merged_by)

    return steps


def then(*steps: Steps) -> Steps:
    """One after the other."""

    def all_of_them(repository: Repository) -> None:
        for step in steps:
            step(repository)

    return all_of_them


def beside(on_branch: Steps, on_main: Steps, *before: Steps) -> Steps:
    """Something on a branch, something else on the main line, merged without a conflict."""

    def steps(repository: Repository) -> None:
        for step in before or (in_turn({VISIT_PATH: VISIT}),):
            step(repository)
        repository.git("checkout", "-q", "-b", "branch")
        on_branch(repository)
        repository.git("checkout", "-q", "main")
        on_main(repository)
        repository.merge("branch", who=FORGE)

    return steps


BEGAN = "what the audit goes by stands here for the first time"
FIRST_TIME = ("audit-rules-changed", "warning", EDITORS, None, "1", BEGAN)
FOR_ALL = "<{}@example.invalid> edited what holds for all districts"


def rights_on_a_branch(repository: Repository) -> None:
    """Somebody gives the right to edit with the very branch that uses it."""
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit({EDITORS: "b@example.invalid: ['*']\nforge@example.invalid: [forge]\n"}, "rights", who=SECOND)
    repository.commit({PERSON_PATH: POST}, "used", who=SECOND)
    repository.git("checkout", "-q", "main")
    repository.merge("branch", who=FORGE)


def test_a_list_of_keys_that_is_deleted_still_counts(repository: Repository) -> None:
    repository.commit({"audit/allowed_signers": repository.allowed(FIRST)}, "list", key=FIRST)
    repository.commit({"audit/allowed_signers": None}, "deleted", key=FIRST)
    repository.commit({PERSON_PATH: POST}, "unknown", who=SECOND, key=SECOND)
    rows = [(row.check, row.severity) for row in found(repository) if row.check != "audit-rules-changed"]
    assert rows == [("untrusted-signature", "error"), ("record-deleted", "error")]


EDITORS_OF_PARTS: tuple[tuple[str, str, str, str | None], ...] = (  # file, who, by whom, what is said
    ("README.md", FIRST, FIRST, f"甲 {FOR_ALL.format('a')}"),
    ("register.yml", FIRST, FIRST, f"甲 {FOR_ALL.format('a')}"),
    ("audiences.yml", FIRST, FIRST, f"甲 {FOR_ALL.format('a')}"),
    ("audit/checked.yml", FIRST, FIRST, f"甲 {FOR_ALL.format('a')}"),
    ("audit/allowed_signers", FIRST, FIRST, f"甲 {FOR_ALL.format('a')}"),
    ("policy/measures.yml", FIRST, FIRST, f"甲 {FOR_ALL.format('a')}"),
    (".gitattributes", FIRST, FIRST, f"甲 {FOR_ALL.format('a')}"),
    ("plans/2026-nobody.yml", FIRST, FIRST, f"甲 {FOR_ALL.format('a')}"),
    ("organizations/uu.yml", FIRST, FIRST, "甲 <a@example.invalid> edited district uu"),
    ("organizations/tt.yml", FIRST, FIRST, None),
    ("organizations/tt.yml", SECOND, FIRST, "乙 <b@example.invalid> edited district tt"),
    ("organizations/tt.yml", FIRST, FORGE, None),
    ("README.md", SECOND, SECOND, "乙 <b@example.invalid> edited what holds for all districts"),
)


@pytest.mark.parametrize(("path", "who", "by", "said"), EDITORS_OF_PARTS)
def test_every_file_is_somebodys(repository: Repository, path: str, who: str, by: str, said: str | None) -> None:
    """What is no district's is edited by who may all; somebody in no list edits nothing."""
    repository.commit({EDITORS: "a@example.invalid: [tt]\nforge@example.invalid: [forge]\n"}, "editors")
    text = (repository.records / path).read_text(encoding="utf-8") if (repository.records / path).exists() else "a: 1\n"
    repository.commit({path: f"# x\n{text}" if path.endswith("yml") else text}, "edited", who=who, by=by)
    mine = [EN(row.message) for row in found(repository) if row.check == "outside-district"]
    assert mine == ([] if said is None else [said])


def test_who_merges_is_asked_as_committer_too(repository: Repository) -> None:
    repository.commit({EDITORS: "a@example.invalid: ['*']\nforge@example.invalid: [forge]\n"}, "editors")
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit({PERSON_PATH: POST}, "theirs")
    repository.git("checkout", "-q", "main")
    repository.git(
        "-c", "commit.gpgsign=false", "merge", "-q", "--no-ff", "-m", "Merge", "branch", who=FORGE, by=SECOND
    )
    mine = [EN(row.message) for row in found(repository) if row.check == "merged-without-right"]
    assert mine == ["merged by 乙 <b@example.invalid>, who may not merge"]


def test_a_reviewers_key_is_no_forges(repository: Repository) -> None:
    """Who is named for merging signs for nobody else; a forge's key vouches for what it committed itself alone."""
    editors = "a@example.invalid: ['*']\nb@example.invalid: [merge]\nforge@example.invalid: [forge]\n"
    signers = repository.allowed(FIRST, SECOND, FORGE)
    repository.commit({EDITORS: editors, "audit/allowed_signers": signers}, "keys", key=FIRST)
    repository.commit({PERSON_PATH: POST}, "by the reviewer", who=FIRST, by=SECOND, key=SECOND)
    repository.commit({PERSON_PATH: PERSON}, "by the forge", who=FIRST, by=FORGE, key=FORGE)
    repository.commit({PERSON_PATH: POST}, "only signed by the forge", who=FIRST, by=FIRST, key=FORGE)
    rows = [row[:1] + row[4:] for row in told(repository, found(repository)) if row[0] != "audit-rules-changed"]
    assert rows == [
        ("signed-by-another", "by the reviewer", "by 甲 <a@example.invalid>, signed by b@example.invalid"),
        (
            "untrusted-signature",
            "only signed by the forge",
            "by 甲 <a@example.invalid>, signed by forge@example.invalid",
        ),
    ]


def test_a_key_vouches_for_nobody_else(repository: Repository) -> None:
    """Signed by the committer in the name of another; a forge that is named for merging alone may."""
    forge = "a@example.invalid: ['*']\nb@example.invalid: ['*']\nforge@example.invalid: [forge]\n"
    signers = repository.allowed(FIRST, SECOND, FORGE)
    repository.commit({EDITORS: forge, "audit/allowed_signers": signers}, "keys", key=FIRST)
    repository.commit({PERSON_PATH: POST}, "another's", who=FIRST, by=SECOND, key=SECOND)
    repository.commit({PERSON_PATH: PERSON}, "by the forge", who=FIRST, by=FORGE, key=FORGE)
    rows = [row for row in told(repository, found(repository)) if row[0] != "audit-rules-changed"]
    assert rows == [
        ("signed-by-another", "warning", "records", None, "another's",
         "by 甲 <a@example.invalid>, signed by b@example.invalid"),
    ]  # fmt: skip


def answered_by(who: str | None, committed_by: str | None = None) -> Steps:
    """An answer to the deletion, committed by somebody, or lying there."""

    def steps(repository: Repository) -> None:
        commit = (repository.root / "deleted").read_text(encoding="utf-8")
        (repository.root / "deleted").unlink()
        finding = f"{{check: record-deleted, path: records/{TALK_PATH}, commit: {commit}}}"
        text = f"answers:\n  - {{finding: {finding}, by: 王某, reason: 重复录入, on: 2026-03-05}}\n"
        if who is None:
            put(repository.records, {"audit/answers.yml": text})
        else:
            repository.commit({"audit/answers.yml": text}, "answered", who=who, by=committed_by)

    return steps


def at(files: dict[str, str | None], subject: str, when: str) -> Steps:
    """One commit at a time of its own."""
    return lambda repository: repository.commit(files, subject, when=when)


NOTHING: tuple[tuple[str, Steps], ...] = (
    ("recorded on the last of the days", in_turn(
        {VISIT_PATH.replace("02-20", "01-30"): VISIT.replace("02-20", "01-30")})),
    ("a visit within thirty days", in_turn({VISIT_PATH: VISIT})),
    ("papers and actions after filing", in_turn(
        {VISIT_PATH: FILED.replace("---\n谈", "actions: [{what: 调整, due: 2026-03-30}]\n---\n谈")},
        {VISIT_PATH: FILED.replace(
            "---\n谈", "actions: [{what: 调整, due: 2026-03-30, done: 2026-03-01}]\n"
            "given_to_personnel: {on: 2026-03-01}\nfeedback_to_unit: {on: 2026-03-01}\n---\n谈")},
    )),
    ("filed in the commit that changes it", in_turn(
        {VISIT_PATH: VISIT}, {VISIT_PATH: FILED.replace("situation: [表现良好]", "situation: []")}
    )),
    ("spelling after filing", in_turn(
        {VISIT_PATH: FILED}, {VISIT_PATH: FILED.replace("{person: true}", "{ person: true }")})),
    ("a filed visit moves with its person", lambda repository: (
        repository.commit({VISIT_PATH: FILED}, "1"),
        repository.git("mv", "records/people/tt", "records/people/uu"),
        repository.commit(message="move"),
    )),
    ("a day that was missing", in_turn(
        {PERSON_PATH: PERSON.replace("helpers:", f"  - {UNDATED}\nhelpers:")},
        {PERSON_PATH: PERSON.replace("helpers:", f"  - {UNDATED.replace('null', '2026-02-02')}\nhelpers:")})),
    ("an opinion written later", in_turn({VISIT_PATH: VISIT.replace("平稳。", "")}, {VISIT_PATH: VISIT})),
    ("merged by somebody else", branched()),
    ("merged by the forge", branched(merged_by=FORGE, message="Merge\n\nReviewed-by: 甲 <a@example.invalid>")),
    ("no merges at all", in_turn({PERSON_PATH: POST}, {PERSON_PATH: PERSON})),
    ("a clock within ten minutes", lambda repository: repository.commit(
        {PERSON_PATH: POST}, when="2026-03-01T09:55:00+08:00")),
    ("filed on the branch that changed it", beside(
        in_turn({VISIT_PATH: VISIT.replace(*SAD)}, {VISIT_PATH: FILED.replace(*SAD)}), in_turn({PERSON_PATH: POST}))),
    ("changed on the main line before the branch that filed it", beside(
        in_turn({VISIT_PATH: FILED.replace(*SAD)}), in_turn({PERSON_PATH: POST}),
        in_turn({VISIT_PATH: VISIT}, {VISIT_PATH: VISIT.replace(*SAD)}))),
    ("the same change on both sides, filed on one", beside(
        in_turn({VISIT_PATH: VISIT.replace(*SAD)}),
        in_turn({VISIT_PATH: VISIT.replace(*SAD)}, {VISIT_PATH: FILED.replace(*SAD)}))),
    ("a deferral and a departure in time", lambda repository: repository.commit(
        {PERSON_PATH: deferred("2026-02-20", "2026-02-10")}, who=SECOND)),
    ("a measure lifted in time, a helper who goes", in_turn({PERSON_PATH: PERSON.replace(
        "form: 2}", "form: 2, lifted_on: 2026-02-20}").replace("to: null", "to: 2026-02-28")})),
    ("a visit planned in addition", in_turn({PLAN_PATH: planned()}, {PLAN_PATH: planned(PLANNED)})),
)  # fmt: skip

AUDIT: tuple[tuple[Steps, tuple[Row, ...]], ...] = (
    (in_turn({VISIT_PATH.replace("02-20", "01-29"): VISIT.replace("02-20", "01-29")}), (
        ("recorded-late", "warning", "people/tt/TT-0001/2026-01-29-visit.md", "date", "1",
         "of 2026-01-29, recorded on 2026-03-01: 31 days later"),
    )),
    (in_turn({VISIT_PATH.replace("02-20", "01-30"): VISIT.replace("02-20", "01-30")},
             {VISIT_PATH.replace("02-20", "01-30"): None,
              VISIT_PATH.replace("02-20", "01-31"): VISIT.replace("02-20", "01-31")}), (
        ("contact-date-changed", "warning", VISIT_PATH.replace("02-20", "01-31"), "date", "2",
         "the day was changed from 2026-01-30 to 2026-01-31 on 2026-03-01"),
    )),
    (in_turn({"people/tt/TT-0001/2025-12-01-talk.md": TALK.replace("2026-02-10", "2025-12-01")}), (
        ("recorded-late", "warning", "people/tt/TT-0001/2025-12-01-talk.md", "date", "1",
         "of 2025-12-01, recorded on 2026-03-01: 90 days later"),
    )),
    (in_turn({VISIT_PATH: FILED},
             {VISIT_PATH: FILED.replace("表现良好", "压力大情绪低").replace("谈得很好", "谈过")}), (
        ("changed-after-filing", "error", VISIT_PATH, "situation", "2",
         "changed from 表现良好 to 压力大情绪低, although filed on 2026-02-27"),
        ("changed-after-filing", "error", VISIT_PATH, "text", "2",
         "changed from 谈得很好。 to 谈过。, although filed on 2026-02-27"),
    )),
    (in_turn({VISIT_PATH: VISIT}, {VISIT_PATH: GIVEN}, {VISIT_PATH: GIVEN.replace("02-27", "02-28")}), (
        ("changed-after-filing", "error", VISIT_PATH, "given_to_personnel.on", "3",
         "changed from 2026-02-27 to 2026-02-28, although filed on 2026-02-27"),
    )),
    (in_turn({VISIT_PATH: FILED}, {VISIT_PATH: None, LATER_VISIT: REFILED}, {LATER_VISIT: REFILED.replace(*SAD)}), (
        ("changed-after-filing", "error", LATER_VISIT, None, "2",
         "renamed from 2026-02-20-visit.md to 2026-02-21-visit.md, although filed on 2026-02-27"),
        ("changed-after-filing", "error", LATER_VISIT, "date", "2",
         "changed from 2026-02-20 to 2026-02-21, although filed on 2026-02-27"),
        ("changed-after-filing", "error", LATER_VISIT, "situation", "3",
         "changed from 表现良好 to 压力大情绪低, although filed on 2026-02-27"),
        ("contact-date-changed", "warning", LATER_VISIT, "date", "2",
         "the day was changed from 2026-02-20 to 2026-02-21 on 2026-03-01"),
    )),
    (beside(in_turn({VISIT_PATH: VISIT.replace(*SAD)}), in_turn({VISIT_PATH: FILED})), (
        ("changed-after-filing", "error", VISIT_PATH, "situation", "1",
         "changed from 表现良好 to 压力大情绪低 on another branch than that which filed it on 2026-02-27"),
    )),
    (beside(in_turn({VISIT_PATH: FILED}), in_turn({VISIT_PATH: VISIT.replace(*SAD)})), (
        ("changed-after-filing", "error", VISIT_PATH, "situation", "1",
         "changed from 表现良好 to 压力大情绪低 on another branch than that which filed it on 2026-02-27"),
    )),
    (then(in_turn({VISIT_PATH: VISIT}),
          at({VISIT_PATH: None, VISIT_PATH.replace("02-20", "04-10"): VISIT.replace("02-20", "04-10")}, "moved",
             "2026-05-01T10:00:00+08:00")), (
        ("contact-date-changed", "error", VISIT_PATH.replace("02-20", "04-10"), "date", "moved",
         "the day was changed from 2026-02-20 to 2026-04-10 on 2026-05-01"),
    )),
    (at({PERSON_PATH: PERSON.replace("2026-01-15", "2026-01-25")}, "back", "2026-01-10T10:00:00+08:00"), (
        ("dates-backwards", "warning", "records", None, "back",
         "committed 2026-01-10 10:00, before the commit it rests on (2026-03-01 10:01)"),
        ("measure-date-changed", "error", PERSON_PATH, "measures[党内警告@2026-01-15].decided_on", "back",
         "changed from 2026-01-15 to 2026-01-25 after the period had begun"),
    )),
    (in_turn({PERSON_PATH: PERSON.replace("党内警告", "党内严重警告")}), (
        ("measure-changed", "error", PERSON_PATH, "measures[党内警告@2026-01-15].type", "1",
         "changed from 党内警告 to 党内严重警告"),
    )),
    (in_turn({PERSON_PATH: PERSON.replace("form: 2}", "form: 2, revoked_on: 2026-01-20}")}), (
        ("recorded-late", "warning", PERSON_PATH, "measures[党内警告@2026-01-15].revoked_on", "1",
         "of 2026-01-20, recorded on 2026-03-01: 40 days later"),
    )),
    (in_turn({PERSON_PATH: deferred("2026-01-20", "2026-01-25")}), (
        ("recorded-late", "warning", PERSON_PATH, "deferrals[talk@2026-01-25]", "1",
         "of 2026-01-25, recorded on 2026-03-01: 35 days later"),
        ("recorded-late", "warning", PERSON_PATH, "left.on", "1",
         "of 2026-01-20, recorded on 2026-03-01: 40 days later"),
    )),
    (in_turn({PERSON_PATH: deferred("2026-02-20", "2026-02-10")},
             {PERSON_PATH: deferred("2026-02-20", "2026-02-10").replace("2026-06-30", "2026-12-31")},
             {PERSON_PATH: PERSON}, {PERSON_PATH: HELPERLESS}), (
        ("entry-changed", "warning", PERSON_PATH, "deferrals[talk@2026-02-10].until", "2",
         "changed from 2026-06-30 to 2026-12-31"),
        ("entry-removed", "error", PERSON_PATH, "deferrals[talk@2026-02-10]", "3",
         "the entry was removed: talk, 2026-02-10, 2026-12-31"),
        ("entry-removed", "error", PERSON_PATH, "helpers[王某@2026-01-20]", "4",
         "the entry was removed: 王某, tt-unit, 2026-01-20"),
    )),
    (in_turn({PERSON_PATH: PERSON.replace("{type: 党", '{id: "M]1", type: 党')},
             {PERSON_PATH: PERSON.replace("{type: 党", '{id: "M]1", type: 党').replace("2026-01-15", "2026-01-25")}), (
        ("measure-date-changed", "error", PERSON_PATH, "measures[M]1].decided_on", "2",
         "changed from 2026-01-15 to 2026-01-25 after the period had begun"),
    )),
    (in_turn({PERSON_PATH: None}, {PERSON_PATH: INSTEAD}), (
        ("measure-removed", "error", PERSON_PATH, "measures[党内警告@2026-01-15]", "2",
         "the measure 党内警告 of 2026-01-15 was removed"),
        ("record-deleted", "error", PERSON_PATH, None, "1", "the file was deleted"),
    )),
    (in_turn({PERSON_PATH: PROMOTED}, {PERSON_PATH: PERSON}), (
        ("entry-removed", "error", PERSON_PATH, "appointments[2026-02-20@提拔]", "2",
         "the entry was removed: 2026-02-20, 提拔"),
    )),
    (in_turn({PLAN_PATH: planned(PLANNED, PLANNED.replace("2,", "11,"))}, {PLAN_PATH: PLAN}), (
        ("entry-removed", "warning", PLAN_PATH, "visits[TT-0001@11]", "2", "the entry was removed: TT-0001, 11"),
        ("entry-removed", "error", PLAN_PATH, "visits[TT-0001@2]", "2", "the entry was removed: TT-0001, 2"),
    )),
    (in_turn({PLAN_PATH: planned(PLANNED)}, {PLAN_PATH: planned(PLANNED.replace("0001", "0002"))}), (
        ("entry-removed", "error", PLAN_PATH, "visits[TT-0001@2].person", "2",
         "the visit planned for TT-0001 is TT-0002's now"),
    )),
    (in_turn({PLAN_PATH: planned(PLANNED)}, {PLAN_PATH: planned(PLANNED.replace("2,", "11,"))}), (
        ("entry-changed", "warning", PLAN_PATH, "visits[TT-0001@2].month", "2", "changed from 2 to 11"),
    )),
    (in_turn({EDITORS: "a@example.invalid: [tt]\n"}, {EDITORS: "a@example.invalid: ['*']\n"}), (
        FIRST_TIME,
        ("audit-rules-changed", "warning", EDITORS, None, "2", "what the audit goes by was changed"),
        ("outside-district", "error", EDITORS, None, "2", f"甲 {FOR_ALL.format('a')}"),
    )),
    (in_turn({FOLLOWUP: LOOSE}, {"register.yml": "format: 1\nname: 示例\n"},
             {"register.yml": "format: 1\nname: 示例\nsettings: {followup.audit_clock.minutes: 900}\n"}), (
        ("audit-rules-changed", "warning", FOLLOWUP, "rules.audit_recorded[audit-recorded].days", "1",
         "a rule of the audit was changed from 30 to 300"),
        ("audit-rules-changed", "warning", "register.yml", "settings.followup.audit_clock.minutes", "3",
         "a rule of the audit was changed from — to 900"),
    )),
    (in_turn({PERSON_PATH: PERSON.replace("2026-01-15", "2026-01-25")}), (
        ("measure-date-changed", "error", PERSON_PATH, "measures[党内警告@2026-01-15].decided_on", "1",
         "changed from 2026-01-15 to 2026-01-25 after the period had begun"),
    )),
    (in_turn({PERSON_PATH: PERSON.replace("form: 2}", "form: 2, stated_end: 2026-07-15}")},
             {PERSON_PATH: PERSON}), (
        ("measure-changed", "warning", PERSON_PATH, "measures[党内警告@2026-01-15].stated_end", "1",
         "2026-07-15 was added later"),
        ("measure-date-changed", "error", PERSON_PATH, "measures[党内警告@2026-01-15].stated_end", "2",
         "changed from 2026-07-15 to — after the period had begun"),
    )),
    (in_turn({PERSON_PATH: INSTEAD}), (
        ("measure-removed", "error", PERSON_PATH, "measures[党内警告@2026-01-15]", "1",
         "the measure 党内警告 of 2026-01-15 was removed"),
    )),
    (in_turn({TALK_PATH: None}), (("record-deleted", "error", TALK_PATH, None, "1", "the file was deleted"),)),
    (in_turn({VISIT_PATH: VISIT}, {VISIT_PATH: VISIT.replace("平稳。", "很好。")}), (
        ("opinion-rewritten", "error", VISIT_PATH, "opinion", "2", "the opinion was rewritten: 平稳。"),
    )),
    (in_turn({PERSON_PATH: f"x{PERSON}"}, {PERSON_PATH: PERSON}), (
        ("unreadable-revision", "warning", PERSON_PATH, None, "1",
         "from this commit on the file could not be read: missing-front-matter:1"),
    )),
    (in_turn({PERSON_PATH: f"x{PERSON}"}), (
        ("unreadable-revision", "error", PERSON_PATH, None, "1",
         "from this commit on the file could not be read: missing-front-matter:1"),
    )),
    (in_turn({TALK_PATH: TALK.replace("helper: 王某", "helper: 王某\nplace: 室")}, {PERSON_PATH: PROMOTED}), (
        ("appointment-inside-bar", "warning", PERSON_PATH, "appointments[2026-02-20@提拔]", "2",
         ("promotion on 2026-02-20, while barred from: further use, post higher than the original, promotion in post, "
          "rank grade, level, title of rank (position grade, staff grade)")),
    )),
    (lambda repository: repository.commit({PERSON_PATH: POST}, "early", when="2026-03-01T09:00:00+08:00"), (
        ("dates-backwards", "warning", "records", None, "early",
         "committed 2026-03-01 09:00, before the commit it rests on (2026-03-01 10:01)"),
    )),
    (then(branched(), in_turn({TALK_PATH: TALK.replace("helper: 王某", "helper: 王某\nplace: 室")})), (
        ("direct-push", "warning", "records", None, "1",
         "by 甲 <a@example.invalid>, pushed to the main line without a merge"),
    )),
    (branched(who=FIRST), (
        ("same-reviewer", "warning", "records", None, "Merge",
         "甲 <a@example.invalid> merged nothing but own commits (1)"),
    )),
    (branched(merged_by=FORGE, message="Merge\n\nApproved-by: 乙 <B@example.invalid>"), (
        ("same-reviewer", "warning", "records", None, "Merge", "reviewed by its own author, 乙 <B@example.invalid>"),
    )),
    (lambda repository: repository.commit({PERSON_PATH: POST}, "own\n\nReviewed-by: 甲 <a@example.invalid>"), (
        ("same-reviewer", "warning", "records", None, "own", "reviewed by its own author, 甲 <a@example.invalid>"),
    )),
    (in_turn({EDITORS: "A@example.invalid: [tt]\n"}, {PERSON_PATH: POST, PLAN_PATH: PLAN}), (FIRST_TIME,)),
    (in_turn({EDITORS: "a@example.invalid: ['*']\n"}, {PERSON_PATH: POST, FOLLOWUP: MENDED}), (FIRST_TIME,)),
    (in_turn({EDITORS: "a@example.invalid: [uu]\n"}, {PERSON_PATH: POST, PLAN_PATH: PLAN}), (
        FIRST_TIME,
        ("outside-district", "error", PERSON_PATH, None, "2", "甲 <a@example.invalid> edited district tt"),
    )),
    (in_turn({EDITORS: "a@example.invalid: [tt]\n"}, {FOLLOWUP: MENDED}), (
        FIRST_TIME,
        ("outside-district", "error", FOLLOWUP, None, "2", f"甲 {FOR_ALL.format('a')}"),
    )),
    (then(in_turn({EDITORS: "a@example.invalid: [tt]\nb@example.invalid: [uu]\n"}),
          lambda repository: repository.commit({PERSON_PATH: POST}, "another's", by=SECOND)), (
        FIRST_TIME,
        ("outside-district", "error", PERSON_PATH, None, "another's",
         ("乙 <b@example.invalid>, who may not edit tt, committed or signed it for 甲 <a@example.invalid>")),
    )),
    (then(in_turn({EDITORS: "a@example.invalid: [tt]\nforge@example.invalid: [forge]\n"}),
          lambda repository: repository.commit({PERSON_PATH: POST}, "by the forge", by=FORGE)), (FIRST_TIME,)),
    (then(in_turn({EDITORS: "a@example.invalid: ['*']\nforge@example.invalid: [forge]\n"}), rights_on_a_branch), (
        FIRST_TIME,
        ("audit-rules-changed", "warning", EDITORS, None, "rights", "what the audit goes by was changed"),
        ("outside-district", "error", EDITORS, None, "rights", f"乙 {FOR_ALL.format('b')}"),
        ("outside-district", "error", PERSON_PATH, None, "used", "乙 <b@example.invalid> edited district tt"),
    )),
    (then(in_turn({EDITORS: "a@example.invalid: ['*']\nb@example.invalid: [tt]\nforge@example.invalid: [forge]\n"}),
          branched(who=FIRST, merged_by=SECOND)), (
        ("merged-without-right", "error", "records", None, "Merge",
         "merged by 乙 <b@example.invalid>, who may not merge"),
        FIRST_TIME,
    )),
)  # fmt: skip


@pytest.mark.parametrize("steps", [steps for _, steps in NOTHING], ids=[name for name, _ in NOTHING])
def test_nothing(repository: Repository, steps: Steps) -> None:
    steps(repository)
    assert told(repository, found(repository, effects=True)) == []


@pytest.mark.parametrize(("steps", "rows"), AUDIT, ids=[rows[0][0] for _, rows in AUDIT])
def test_found(repository: Repository, steps: Steps, rows: tuple[Row, ...]) -> None:
    steps(repository)
    mine = found(repository)
    assert told(repository, mine) == list(rows)
    assert [ZH(each.message) for each in mine] == [CHINESE[row[-1]] for row in rows]


def test_every_sentence_has_its_chinese() -> None:
    """The table is closed: a row without a Chinese sentence, or a sentence of no row, fails."""
    assert {row[-1] for _, rows in AUDIT for row in rows} == CHINESE.keys()


def test_signatures(repository: Repository) -> None:
    """Unsigned is a warning until the register names its keys, an error from then on."""
    repository.commit({PERSON_PATH: POST}, "before")
    repository.commit({"audit/allowed_signers": repository.allowed(FIRST)}, "signers", key=FIRST)
    repository.commit({PERSON_PATH: PERSON}, "unsigned")
    repository.commit({PERSON_PATH: POST}, "unknown", who=SECOND, key=SECOND)
    repository.commit({PERSON_PATH: PERSON}, "as another", who=SECOND, key=FIRST)
    mine = found(repository, without="")
    assert told(repository, mine) == [
        ("unsigned-commit", "warning", "records", None, "first", "by 甲 <a@example.invalid>, not signed"),
        ("unsigned-commit", "warning", "records", None, "before", "by 甲 <a@example.invalid>, not signed"),
        ("unsigned-commit", "error", "records", None, "unsigned", "by 甲 <a@example.invalid>, not signed"),
        ("untrusted-signature", "error", "records", None, "unknown",
         "by 乙 <b@example.invalid>, signed with a key that nobody vouches for"),
        ("untrusted-signature", "error", "records", None, "as another",
         "by 乙 <b@example.invalid>, signed by a@example.invalid"),
        ("audit-rules-changed", "warning", "audit/allowed_signers", None, "signers", FIRST_TIME[-1]),
    ]  # fmt: skip
    assert [ZH(each.message) for each in mine] == [
        *["作者 甲 <a@example.invalid>，没有签名"] * 3,
        "作者 乙 <b@example.invalid>，签名所用的密钥无人担保",
        "作者 乙 <b@example.invalid>，由 a@example.invalid 签名",
        CHINESE[BEGAN],
    ]


def test_keys_are_those_of_the_main_line_before(repository: Repository, tmp_path: Path) -> None:
    """A branch vouches for nobody, a list of today for nothing that was there before it, and one taken out stays good.

    Read commit by commit as at once.
    """

    def read() -> None:
        kept = repository.history(tmp_path / "cache")
        assert [each.signed for each in kept.commits] == [each.signed for each in repository.history().commits]

    one, both = repository.allowed(FIRST), repository.allowed(FIRST, SECOND)
    repository.commit({"audit/allowed_signers": one}, "list", key=FIRST)
    repository.commit({PERSON_PATH: POST}, "not yet", who=SECOND, key=SECOND)
    read()
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit({"audit/allowed_signers": both}, "own list", who=SECOND, key=SECOND)
    repository.commit({PERSON_PATH: PERSON}, "by it", who=SECOND, key=SECOND)
    repository.git("checkout", "-q", "main")
    read()
    repository.merge("branch", key=FIRST)
    read()
    repository.commit({PERSON_PATH: POST}, "since then", who=SECOND, key=SECOND)
    repository.commit({"audit/allowed_signers": one}, "out", key=FIRST)
    repository.commit({PERSON_PATH: PERSON}, "too late", who=SECOND, key=SECOND)
    read()
    told = {each.subject: each.signed for each in repository.history().commits if each.signer or each.signed != "none"}
    assert told == {
        "list": "good", "not yet": "untrusted", "own list": "untrusted", "by it": "untrusted", "Merge": "good",
        "since then": "good", "out": "good", "too late": "untrusted",
    }  # fmt: skip


ONESELF = "by {}, who made what is answered: somebody else has to answer"
SIDES: tuple[tuple[str, dict[str, str], str | None, Steps, str | None], ...] = (  # editors, merger, answer, why not
    ("another person", {}, None, answered_by(SECOND), None),
    ("the author", {}, None, answered_by(FIRST), ONESELF.format("a@example.invalid")),
    ("the author, committed by another", {}, None, answered_by(FIRST, SECOND), ONESELF.format("a@example.invalid")),
    ("another, committed by the author", {}, None, answered_by(SECOND, FIRST), ONESELF.format("a@example.invalid")),
    ("who merged it", {}, SECOND, answered_by(SECOND), ONESELF.format("b@example.invalid")),
    ("by the forge that committed it too", {EDITORS: "a@example.invalid: ['*']\nb@example.invalid: [answer]\n"
     "forge@example.invalid: [forge]\n"}, FORGE, answered_by(SECOND, FORGE), None),
    ("somebody in no list", {EDITORS: "a@example.invalid: ['*']\n"}, None, answered_by(SECOND),
     "乙 <b@example.invalid> may not answer"),
    ("whom the list gives everything", {EDITORS: "a@example.invalid: ['*']\nb@example.invalid: ['*']\n"}, None,
     answered_by(SECOND), None),
    ("a draft", {}, None, answered_by(None), "a draft: it counts once it is committed"),
)  # fmt: skip


@pytest.mark.parametrize(("files", "merged_by", "answer", "refused"), [row[1:] for row in SIDES],
                         ids=[row[0] for row in SIDES])  # fmt: skip
def test_an_answer_has_two_sides(
    repository: Repository, files: dict[str, str | None], merged_by: str | None, answer: Steps, refused: str | None
) -> None:
    repository.commit(dict(files), "before")
    if merged_by:
        repository.git("checkout", "-q", "-b", "branch")
    commit = repository.commit({TALK_PATH: None}, "deleted")
    if merged_by:
        repository.git("checkout", "-q", "main")
        repository.merge("branch", who=merged_by)
    (repository.root / "deleted").write_text(commit, encoding="utf-8")
    answer(repository)
    (row,) = (each for each in found(repository) if each.check == "record-deleted")
    assert row.answered is not None
    assert row.is_open is (refused is not None)
    told = row.answered.get("refused")
    assert refused == (EN(told) if isinstance(told, Text) else None)


def test_answers(repository: Repository) -> None:
    """An answered finding stays, with its answer; an answer to nothing is told."""
    commit = repository.commit({TALK_PATH: None}, "deleted")
    finding = f"{{check: record-deleted, path: records/{TALK_PATH}, field: null, commit: {commit[:10]}}}"
    other = "{check: record-deleted, path: records/nowhere.md, commit: 0123456}"
    text = "".join(
        f"  - {{finding: {each}, by: 王某, reason: 重复录入, on: 2026-03-05}}\n" for each in (finding, other)
    )
    repository.commit({"audit/answers.yml": f"answers:\n{text}"}, "answers", who=SECOND)
    nothing, deleted = found(repository)
    assert (deleted.check, deleted.severity) == ("record-deleted", "error")
    assert deleted.answered == {"by": "王某", "reason": "重复录入", "on": date(2026, 3, 5)}
    assert (nothing.check, nothing.path, nothing.line, nothing.field) == (
        "answer-to-nothing", "records/audit/answers.yml", 3, "answers[1].finding",
    )  # fmt: skip
    assert (EN(nothing.message), ZH(nothing.message)) == (
        "no finding record-deleted of records/nowhere.md is answered by this",
        "这条说明对应不到 records/nowhere.md 的核对发现 record-deleted",
    )


ANSWER = "  - {finding: {check: record-deleted, path: records/x}, by: 王某, reason: 重复, on: 2026-03-05}\n"
OTHER = ANSWER.replace("records/x", "records/y")
ANSWERS = "audit/answers.yml"


ERASURES, CHECKED = "audit/erasures.yml", "audit/checked.yml"
ERASED = "  - {code: TT-0001, on: 2026-03-01, identity: removed, commits: 0, by: 王某, reason: 撤销}\n"
COMPARED = "  - {version: admonition-2015, on: 2026-03-01, by: 王某, against: 单行本}\n"
BESIDE = COMPARED.replace("admonition-2015", "party-warning-2015")
ENTRY, PARTED = "answers[record-deleted@records/x]", "checked[admonition-2015@2026-03-01]"
OVERWRITTEN = "an entry that was committed before was changed or removed", "已经提交的一条被改动或者删去"


def entries(path: str, *texts: str | None) -> Steps:
    """The entries of one of the audit's own files, one commit after the other; None: the file is deleted."""
    key = path.rpartition("/")[2].removesuffix(".yml")
    return in_turn(*({path: None if text is None else f"{key}:\n{text}"} for text in texts))


def dropped(repository: Repository) -> None:
    """An answer was given on a branch, and the merge dropped it."""
    entries(ANSWERS, OTHER)(repository)
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit({ANSWERS: f"answers:\n{OTHER}{ANSWER}"}, "answer")
    repository.git("checkout", "-q", "main")
    repository.commit({PERSON_PATH: POST}, "post")
    repository.merge("branch", "-s", "ours")


# what was written there and then something else; of each finding: subject of the commit, file, field
STAYS: tuple[tuple[str, Steps, tuple[tuple[str, ...], ...]], ...] = (
    ("an answer added above", entries(ANSWERS, ANSWER, OTHER + ANSWER), ()),
    ("a key without a value added", entries(
        ANSWERS, ANSWER, ANSWER.replace("path: records/x", "field: null, path: records/x")), ()),
    ("another name below an answer", entries(ANSWERS, ANSWER, ANSWER.replace("王某", "李某")),
        (("2", ANSWERS, ENTRY),)),
    ("an answer taken away", entries(ANSWERS, ANSWER + OTHER, OTHER), (("2", ANSWERS, ENTRY),)),
    ("the file deleted and made again", entries(ANSWERS, ANSWER, None, OTHER), (("3", ANSWERS, ENTRY),)),
    ("an answer gone while nobody could read it", entries(ANSWERS, ANSWER, "x", OTHER),
        (("3", ANSWERS, ENTRY),)),
    ("an answer that a merge drops", dropped, (("Merge", ANSWERS, ENTRY),)),
    ("an erasure that tells of the rewriting", entries(
        ERASURES, ERASED, ERASED.replace("}", ", rewritten_on: 2026-03-02}")), ()),
    ("another name below an erasure", entries(ERASURES, ERASED, ERASED.replace("王某", "李某")),
        (("2", ERASURES, "erasures[TT-0001@2026-03-01]"),)),
    ("a text compared, and one more", entries(CHECKED, COMPARED, COMPARED + BESIDE), ()),
    ("another name below a comparison", entries(CHECKED, COMPARED, COMPARED.replace("王某", "李某")),
        (("2", CHECKED, PARTED),)),
    ("a comparison taken away", entries(CHECKED, COMPARED + BESIDE, BESIDE), (("2", CHECKED, PARTED),)),
)  # fmt: skip


@pytest.mark.parametrize(("steps", "rows"), [row[1:] for row in STAYS], ids=[row[0] for row in STAYS])
def test_what_the_office_wrote_stays(repository: Repository, steps: Steps, rows: tuple[tuple[str, ...], ...]) -> None:
    """What was committed in a file of the audit is neither changed nor taken away; more may be added."""
    steps(repository)
    mine = [row for row in found(repository) if row.check == "answer-changed"]
    assert told(repository, mine) == [
        ("answer-changed", "error", path, field, subject, OVERWRITTEN[0]) for subject, path, field in rows
    ]
    assert {ZH(each.message) for each in mine} <= {OVERWRITTEN[1]}


def test_which_commit_leads_to_which(repository: Repository) -> None:
    """As Git says, for every pair: branches of branches, a merge of the main line into a branch, of three at once."""

    def on(branch: str, *options: str) -> None:
        repository.git("checkout", "-q", *options, branch)
        repository.commit(message=branch)

    on("one", "-b")
    on("two", "-b")
    on("main")
    on("one")
    repository.merge("two")
    repository.merge("main")
    on("main")
    repository.merge("one")
    for name in ("three", "four"):
        on(name, "-b")
        repository.git("checkout", "-q", "main")
    on("main")
    repository.merge("three", "four")
    on("two")
    on("main")
    repository.merge("two")
    history = repository.history()
    lines = audited(repository).lines
    for one in history.commits:
        for other in history.commits:
            assert lines.leads(one.number, other.number) == history.place.is_ancestor(one.hash, other.hash)


def test_a_clock_that_ran_ahead_makes_nothing_late(repository: Repository) -> None:
    """Days after the as-of day say nothing of later commits; those before it do."""
    repository.commit({PERSON_PATH: POST}, "ahead", when="2031-01-01T10:00:00+08:00")
    repository.commit({VISIT_PATH: VISIT}, "visit")
    assert {row.check for row in found(repository)} == {"dates-backwards"}


def test_a_record_that_a_merge_made_a_link(repository: Repository) -> None:
    """While no list holds the record it is an error, whoever merges; moving its folder repairs nothing."""
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit({TALK_PATH: TALK.replace("helper: 王某", "helper: 王某\nplace: 室")}, "theirs", who=SECOND)
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "--no-commit", "branch")
    person = repository.records / PERSON_PATH
    person.unlink()
    person.symlink_to("2026-02-10-talk.md")
    repository.commit(message="merged")
    repository.git("mv", "records/people/tt", "records/people/uu")
    repository.commit(message="moved", who=FORGE)
    rows = [row for row in told(repository, found(repository)) if row[0] != "direct-push"]
    assert rows == [
        ("unreadable-revision", "error", PERSON_PATH, None, "merged",
         "from this commit on the file could not be read: missing-front-matter:1"),
    ]  # fmt: skip


def test_the_rules_of_the_audit_for_the_first_time(tmp_path: Path) -> None:
    """A policy gets them later than its other rules; another version of one is a change."""
    without = re.sub(r"  audit_recorded:.*?(?=  month_ends:)", "", POLICY[FOLLOWUP], flags=re.DOTALL)
    repository = started(tmp_path / "older", {**COMMON, FOLLOWUP: without})
    repository.commit({FOLLOWUP: POLICY[FOLLOWUP]}, "rules")
    assert found(repository) == []
    block = POLICY[FOLLOWUP].partition("  audit_recorded:")[2].partition("\n")[2].partition("  audit_clock:")[0]
    version = block.replace("days: 30", "days: 90").replace("    - id:", "    - from: 2026-05-01\n      id:")
    repository.commit({FOLLOWUP: POLICY[FOLLOWUP].replace(block, block + version)}, "version")
    assert [(row.check, EN(row.message)) for row in found(repository)] == [
        ("audit-rules-changed", "a rule of the audit was changed from — to 90, 2026-05-01")
    ]


VALUES: tuple[tuple[Any, str, str], ...] = (  # a value, and how a sentence says it: several joined, what is long cut
    (None, "—", "—"),
    ([], "—", "—"),
    (["甲", "乙"], "甲, 乙", "甲、乙"),
    ({"on": "2026-03-01", "done": True, "what": None}, "2026-03-01, true", "2026-03-01、true"),
    (["字" * 30, "字" * 30, "字"], f"{'字' * 30}, {'字' * 9}…, …", f"{'字' * 30}、{'字' * 9}…、…"),
)


@pytest.mark.parametrize(("value", "english", "chinese"), VALUES)
def test_long_values(value: Any, english: str, chinese: str) -> None:
    assert (EN(brief(value)), ZH(brief(value))) == (english, chinese)


@pytest.mark.parametrize("name", ["answers.yml", "editors.yml"])
def test_broken_file_of_the_audit(repository: Repository, name: str) -> None:
    repository.commit({f"audit/{name}": "answers: x\n"}, "broken")
    (row,) = (each for each in found(repository) if each.check != "audit-rules-changed")
    assert (row.check, row.path, row.severity) == ("wrong-shape", f"records/audit/{name}", "error")


# seals


def sealed(repository: Repository) -> str:
    """Seal what is there, and commit the seal; its path."""
    seal = made_seal(audited(repository), SEALED)
    assert seal is not None
    repository.commit({seal.path: seal.raw.decode()}, "seal")
    return seal.path


def seal_on(repository: Repository, day: date, path: str | None = None) -> str:
    """A seal with another day, or under another path, committed; its name."""
    seal = made_seal(audited(repository), day)
    assert seal is not None
    repository.commit({path or seal.path: seal.raw.decode()}, "seal")
    return seal.name


def held(repository: Repository) -> dict[str, str]:
    """Two seals, the second of a commit more: the commit with the first seal is new, and so is the next."""
    first = sealed(repository)
    assert made_seal(audited(repository), SEALED) is not None
    repository.commit({PERSON_PATH: POST}, "post")
    second = sealed(repository)
    assert f"previous: {Path(first).stem}\n" in (repository.records / second).read_text(encoding="utf-8")
    return {}


def dated_otherwise(repository: Repository) -> dict[str, str]:
    """Dated before what it seals, or after it was committed."""
    early, late = (seal_on(repository, day) for day in (date(2020, 1, 1), date(2026, 3, 3)))
    return {"early": early, "late": late}


def renamed(repository: Repository) -> dict[str, str]:
    return {"name": seal_on(repository, SEALED, "audit/seals/renamed.yml")}


def rewritten(repository: Repository) -> dict[str, str]:
    repository.commit({PERSON_PATH: POST}, "post")
    path = sealed(repository)
    old = repository.git("rev-parse", "HEAD~1")
    repository.git("reset", "-q", "--soft", "HEAD~2")
    repository.commit(message="rewritten")
    begin = repository.git("rev-list", "--max-parents=0", "HEAD")
    return {"first": Path(path).stem, "commit": old[:10], "begin": begin[:10]}


def other_in_it(repository: Repository) -> dict[str, str]:
    first, second = sealed(repository), sealed(repository)
    text = (repository.records / first).read_text(encoding="utf-8").replace("commits: 1", "commits: 7")
    repository.commit({first: text}, "changed")
    return {"first": Path(first).stem, "second": Path(second).stem}


def taken_away(repository: Repository) -> dict[str, str]:
    first, second = sealed(repository), sealed(repository)
    repository.commit({first: None}, "removed")
    return {"first": Path(first).stem, "second": Path(second).stem}


SEAL_PATH = "audit/seals/{}.yml"
Made = Callable[[Repository], dict[str, str]]
# what was done, which gives names; of each finding: check, path, field, subject of the commit, English, Chinese
SEALS: tuple[tuple[Made, tuple[tuple[str | None, ...], ...]], ...] = (
    (held, ()),
    (dated_otherwise, (
        ("seal-broken", "{early}", "on", None,
         "dated 2020-01-01, before the day of the commit that it seals, 2026-03-01",
         "所写日期 2020-01-01 早于所封提交的日期 2026-03-01"),
        ("seal-broken", "{late}", "on", None, "dated 2026-03-03, later than it was committed, 2026-03-01",
         "所写日期 2026-03-03 晚于该封存点提交的日期 2026-03-01"),
    )),
    (renamed, (("seal-broken", "renamed", None, None, "by what stands in it, its name is {name}",
         "按其内容，文件名应为 {name}"),)),
    (rewritten, (
        ("history-rewritten", "{first}", "commit", None,
         ("commit {commit}, sealed on 2026-03-01, is not in the history; 2 commits were sealed, this history has 2 and "
          "begins with {begin}"),
         "2026-03-01 封存的提交 {commit} 不在历史中；封存时共 2 次提交，现有历史 2 次，从 {begin} 开始"),
    )),
    (other_in_it, (
        ("seal-broken", "{first}", "commits", None, "1 commits lead to it, not 7",
         "到该提交为止共 1 次提交，封存时为 7 次"),
        ("seal-broken", "{second}", "previous_sha256", None, "the seal {first} was changed", "封存点 {first} 被改动"),
        ("seal-changed", "{first}", None, "changed", "the seal was changed", "封存点被改动"),
    )),
    (taken_away, (
        ("record-deleted", "{first}", None, "removed", "the file was deleted", "文件被删去"),
        ("seal-broken", "{second}", "previous", None, "the seal {first} is missing", "缺少封存点 {first}"),
        ("seal-changed", "{first}", None, "removed", "the seal was removed", "封存点被删去"),
    )),
)  # fmt: skip


@pytest.mark.parametrize(("made", "rows"), SEALS, ids=[made.__name__ for made, _ in SEALS])
def test_seals(repository: Repository, made: Made, rows: tuple[tuple[str | None, ...], ...]) -> None:
    names = made(repository)
    mine = found(repository)
    got = [
        (check, severity, path, field, subject, message, ZH(each.message))
        for each, (check, severity, path, field, subject, message) in zip(mine, told(repository, mine), strict=True)
    ]
    wanted = [[part and part.format(**names) for part in row] for row in rows]
    assert sorted(got, key=repr) == sorted(
        ((check, "error", SEAL_PATH.format(path), *rest) for check, path, *rest in wanted), key=repr
    )


def test_table_is_closed() -> None:
    """Every check has a row."""
    shown = {row[0] for _, rows in AUDIT for row in rows}
    elsewhere = {"unsigned-commit", "untrusted-signature", "bad-signature", "history-rewritten", "seal-broken",
                 "seal-changed", "erased-identity-remains", "erasure-without-ground", "answer-changed",
                 "code-given-again", "signed-by-another", "history-elsewhere", "other-repository", "register-copied",
                 "dated-ahead", "main-line-turned", *EFFECTS}  # fmt: skip
    assert {check.id for check in CHECKS} == shown | elsewhere


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.function.__name__)
def test_checks_say_why(check: AuditCheck) -> None:
    text = check.function.__doc__ or ""
    assert "Why: " in text
    assert "Fix: " in text
    assert check.told().what.endswith(".")
