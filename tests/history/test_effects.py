"""What a change does: one repository of attacks, one of honest work; of each step what is found, or that nothing is.

Every step is one person's, whose record stands in the first commit; both histories are audited once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from huifang.history.audit import EFFECT_CHECKS, Audited, audit_rows
from huifang.history.audit.arrivals import EffectsRequest, effects_of
from huifang.history.audit.clock import days_of
from huifang.history.audit.inputs import NO_FILES, NO_KEYS, OF_EVERYBODY, OF_SOMEBODY
from huifang.lists import AuditRow, Lists
from huifang.policy import load_policy, words_of
from huifang.register import FolderTree, load
from huifang.register.layout import Kind, spot
from huifang.register.load import settings_of
from huifang.register.models import District, Mapped, Organization, RegisterFile
from huifang.rules.states import state
from huifang.texts import say, words
from tests.history.repositories import FIRST, SECOND, Repository, started
from tests.sound import (
    EMPTY,
    HELPER,
    ORGANIZATIONS,
    POLICY,
    SAMPLE,
    Files,
    folder,
    measure,
    person,
    plan,
    talk,
    visit,
    yaml,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from huifang.past.effects import Effect
    from huifang.register import Tree, TreeEntry

EN, ZH = words("en"), words("zh")
EFFECTS = frozenset(check.id for check in EFFECT_CHECKS)
DAY = date(2026, 4, 1)  # every commit is of 2026-03-01
FREES, GONE, DUTY = "frees-somebody", "person-taken-away", "duty-taken-away"
CLOSED, COUNTS, BASE = "missed-duty-closed", "visit-made-to-qualify", "coverage-base-left"
SHARED, LATE = "shared-rules-changed", "recorded-late"
RELIEVED, LESS = "body-relieved", "body-owes-less"
YEARLY = {"followup.visit.obligation": "yearly"}
REGISTER = {"format": 1, "name": "示例", "sample": True, "sample_day": "2026-07-01", "settings": YEARLY}
FOLLOWUP = POLICY["policy/followup.yml"]
LONG_AGO, RECENT = "2025-12-20", "2026-02-20"
ONE_OFFICER = [{"name": "示例甲", "body": "tt-jw", "in_charge": True}]
ACTION = {"what": "走访", "by": "tt-jw", "due": "2026-01-15"}
ALONE: dict[str, Any] = {"helpers": []}
SANCTION = measure(document="示例〔2025〕1号")
HEAVY = measure("留党察看", "2024-01-10", probation_months=12)

Settings = dict[str, str]
Make = Callable[[str], Files]
Change = Callable[[Repository, str], object]


@dataclass(frozen=True)
class Step:
    """What stands there before, what is done, and what is found of its commits: all of the effects, others at least."""

    name: str
    before: Make
    done: Change
    found: frozenset[str]


def of(*measures: Mapping[str, object], **facts: Any) -> Make:
    """A person with these measures."""
    return lambda code: person(*(measures or (SANCTION,)), code=code, **facts)


def beside(*makes: Make) -> Make:
    """All of these files."""
    return lambda code: {path: text for make in makes for path, text in make(code).items()}


def to(make: Make, who: str = FIRST) -> Change:
    """A commit with these files."""
    return lambda repository, code: repository.commit(dict(make(code)), who=who)


def without(*names: str) -> Change:
    """A commit without these files of the person."""
    return lambda repository, code: repository.commit({f"{folder(code)}/{name}": None for name in names})


def branch(change: Change, *, merged_by: str, when: str = "") -> Change:
    """The same on a branch that is merged."""

    def steps(repository: Repository, code: str) -> None:
        repository.git("checkout", "-q", "-b", f"b-{code}")
        change(repository, code)
        if when:
            repository.git("commit", "-q", "--amend", "--no-edit", "--date", when, when=when)
        repository.git("checkout", "-q", "main")
        repository.merge(f"b-{code}", who=merged_by)

    return steps


def shared(files: Files) -> Change:
    """Files that hold for all are changed, and put back by another commit, which is not asked about."""
    return lambda repository, _code: repository.commit(dict(files))


def visited(on: str = "2025-11-20", **facts: Any) -> Make:
    return lambda code: visit(on, code=code, **facts)


def talked(on: str, **facts: Any) -> Make:
    return lambda code: talk(on, code=code, **facts)


def planned(month: int) -> Make:
    """The plan of a year of its own: one file a person."""
    return lambda code: plan(2026, {"person": code, "month": month}, body=f"tt-{code[-2:]}")


def ended(on: str, kind: str = "revoked_on", **facts: Any) -> Make:
    return of({**SANCTION, kind: on, **facts})


def attack(name: str, before: Make, done: Change, *found: str) -> Step:
    return Step(name, before, done, frozenset(found))


HELPED = {"helpers": [{**HELPER, "from": "2025-08-12"}]}
NEW_HELPER = {"helpers": [{**HELPER, "from": RECENT}]}
LATER = """
    - id: audit-recorded-later
      from: 2027-01-01
      days: 20
      source: {text: 示例, ref: DEFAULT}
      certainty: UNSURE
"""
ATTACKS: tuple[Step, ...] = (
    attack("revoked by who entered it", of(), to(ended("2026-02-27")), GONE),
    attack("revoked on a branch, merged by oneself", of(), branch(to(ended("2026-02-27")), merged_by=FIRST), GONE),
    attack("revoked by a second editor, without a document", of(measure()), to(
        of(measure(revoked_on="2026-02-27")), SECOND), GONE),
    attack("revoked by a second editor, long ago", of(), to(ended(LONG_AGO), SECOND), GONE, LATE),
    attack("revoked by a second editor who changes the form too", of(), to(
        ended("2026-02-27", form=1), SECOND), GONE, DUTY),
    attack("revoked from a day to come", of(), to(ended("2026-06-01")), GONE),
    attack("the record deleted", of(), without("person.md"), GONE),
    attack("the code changed", of(), lambda repository, code: (
        repository.git("mv", f"records/{folder(code)}", f"records/people/tt/TT-1{code[-3:]}"),
        repository.commit()), GONE),
    attack("the only measure exchanged for a talk of admonition", of(), to(
        of(measure("诫勉", "2025-08-12"))), FREES, BASE, DUTY),
    attack("an earlier decision", of(), to(of({**SANCTION, "decided_on": "2025-06-12"})), FREES),
    attack("a decision out of the base", of(), to(of({**SANCTION, "decided_on": "2026-01-12"})), BASE, DUTY),
    attack("a lighter kind", of(), to(of({**SANCTION, "type": "党内警告"})), FREES),
    attack("an end that was stated", of(), to(of({**SANCTION, "stated_end": "2026-02-28"})), FREES),
    attack("set months", of(), to(of({**SANCTION, "months": 6})), FREES),
    attack("another form", of(), to(of({**SANCTION, "form": 1})), DUTY),
    attack("accountability taken away", of({**SANCTION, "form": 1, "accountability": True}), to(
        of({**SANCTION, "form": 1})), DUTY),
    attack("no form before", of({**SANCTION, "form": None}), to(of({**SANCTION, "form": 1})), DUTY),
    attack("rights restored by who entered it", of(HEAVY), to(
        of({**HEAVY, "rights_restored_on": "2026-02-20"})), FREES),
    attack("two measures of one matter", of(
        measure("党内警告", "2025-02-12"), measure("党内警告", "2025-12-12")), to(
        of(measure("党内警告", "2025-02-12", matter="一"), measure("党内警告", "2025-12-12", matter="一"))), FREES),
    attack("left today", of(), to(of(left={"on": "2026-03-01", "reason": "退休"})), DUTY),
    attack("left from a day to come", of(), to(of(left={"on": "2026-04-10", "reason": "退休"})), DUTY),
    attack("a helper since long ago", of(**ALONE), to(of(**HELPED)), DUTY),
    attack("a helper since some time ago", of(**ALONE), to(
        of(helpers=[{**HELPER, "from": "2025-09-01"}])), CLOSED),
    attack("put off long ago", of(), to(of(deferrals=[{
        "duty": "talk", "from": "2025-10-05", "until": "2026-03-31", "reason": "病休", "approved_by": "tt-jw",
        "approved_on": "2025-10-05"}])), DUTY, LATE),
    attack("a talk of long ago", of(), to(talked(LONG_AGO)), CLOSED, LATE),
    attack("a talk of long ago, on a branch of then", of(), branch(
        to(talked(LONG_AGO)), merged_by=FIRST, when="2025-12-21T10:00:00+08:00"), CLOSED, LATE),
    attack("a visit of long ago", of(), to(visited(LONG_AGO)), CLOSED, LATE),
    attack("announced long ago", of(), to(of({**SANCTION, "announced_on": "2025-08-20"})), CLOSED),
    attack("filed long ago", beside(of(), visited()), to(
        visited(archived={"on": "2025-11-25", "ref": "示例档1"}, opinion="平稳。")), CLOSED),
    attack("given to the personnel department long ago", beside(of(), visited()), to(
        visited(given_to_personnel={"on": "2025-11-25"})), CLOSED),
    attack("an action done long ago", beside(of(), visited(actions=[ACTION])), to(
        visited(actions=[{**ACTION, "done": "2026-01-10"}])), CLOSED),
    attack("an action taken away", beside(of(), visited(actions=[ACTION])), to(visited()), DUTY),
    attack("a visit deleted with its papers", beside(of(), visited()), without("2025-11-20-visit.md"), DUTY),
    attack("a visit of another body", beside(of(), visited()), to(visited(body="tt-dw")), DUTY),
    attack("a second officer", beside(of(), visited(visitors=ONE_OFFICER)), to(visited()), COUNTS, CLOSED),
    attack("an attempt that was held", beside(of(), visited(outcome="unreachable")), to(visited()), COUNTS, CLOSED),
    attack("the person was seen", beside(of(), visited(interviews={"person": False})), to(visited()), COUNTS, CLOSED),
    attack("somebody in charge", beside(of(), visited(visitors=[
        {"name": "示例甲", "body": "tt-jw"}, {"name": "示例乙", "body": "tt-jw"}])), to(visited()), COUNTS, CLOSED),
    attack("the months of a kind", of(), shared(
        {"register.yml": yaml({**REGISTER, "settings": {**YEARLY, "measures.党内严重警告.months": 6}})}),
        SHARED, FREES),
    attack("visits by the plan alone", of(), shared(
        {"register.yml": yaml({**REGISTER, "settings": {}})}), SHARED, DUTY),
    attack("no sample any more", of(), shared({"register.yml": yaml({**REGISTER, "sample": False})}), SHARED),
    attack("a register that begins later", of(), shared(
        {"organizations/tt.yml": ORGANIZATIONS.replace("2020-01-01", "2026-02-01")}), SHARED, DUTY),
    attack("a body of another kind", of(), shared(
        {"organizations/tt.yml": ORGANIZATIONS.replace("纪检监察机关", "单位")}), SHARED, DUTY),
    attack("a unit below another", of(), shared(
        {"organizations/tt.yml": ORGANIZATIONS.replace("parent: tt-dw", "parent: tt-zz")}), SHARED),
    attack("who may see a portal", of(), shared({"audiences.yml": "format: 1\n"}), SHARED),
    attack("a rule of the programme", of(), shared(
        {"policy/followup.yml": FOLLOWUP.replace("min_window_days: 30", "min_window_days: 93")}), SHARED, DUTY),
)  # fmt: skip
LIGHT = measure("党内警告", "2026-02-01", document="示例〔2026〕5号")
OVER = measure("党内警告", "2024-11-01", document="示例〔2024〕9号")  # its period is over
PROBATION = measure("留党察看", "2024-06-10", probation_months=12, document="示例〔2024〕4号")
REMOVED = measure("免职", "2025-06-12", removal_reason="问责")
HELD = {"since": "2025-12-02", "by": "tt-zz", "reason": "核查"}
EARLIER = {"unit": "tt-zz", "post": "科员", "rank": "科级正职", "category": "公务员", "supervised_by": "tt-dw",
           "from": "2025-01-01", "to": "2025-10-31"}  # fmt: skip
MEASURES = POLICY["policy/measures.yml"]


def setting(path: str, value: object) -> Change:
    """One setting of the register."""
    return shared({"register.yml": yaml({**REGISTER, "settings": {**YEARLY, path: value}})})


def person_file(code: str) -> str:
    return f"{folder(code)}/person.md"


def broken(repository: Repository, code: str) -> None:
    """The person's file can no longer be read."""
    path = person_file(code)
    repository.commit({path: f"x{(repository.records / path).read_text(encoding='utf-8')}"})


def mended_otherwise(repository: Repository, code: str) -> None:
    broken(repository, code)
    repository.commit(dict(of({**SANCTION, "form": 1})(code)))


def evil(repository: Repository, code: str) -> None:
    """A merge that changes a day by itself."""
    repository.git("checkout", "-q", "-b", f"b-{code}")
    repository.commit(dict(visited(RECENT)(code)), who=SECOND)
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "--no-commit", f"b-{code}")
    repository.commit(dict(of({**SANCTION, "decided_on": "2025-06-12"})(code)), "evil")


def three_at_once(repository: Repository, code: str) -> None:
    """Two branches of somebody else, merged together."""
    for number, make in enumerate((of({**SANCTION, "form": 1}), talked(LONG_AGO))):
        repository.git("checkout", "-q", "-b", f"o{number}-{code}", "main")
        repository.commit(dict(make(code)), who=SECOND)
        repository.git("checkout", "-q", "main")
    repository.merge(f"o0-{code}", f"o1-{code}")


def on_a_stale_branch(repository: Repository, code: str) -> None:
    """A branch that deletes what the main line has, merged without a conflict."""
    repository.git("checkout", "-q", "-b", f"b-{code}")
    repository.commit({f"{folder(code)}/{LONG_AGO}-talk.md": None}, who=SECOND)
    repository.git("checkout", "-q", "main")
    repository.merge(f"b-{code}")


def untracked(repository: Repository, code: str) -> None:
    """Ignored, and out of the index."""
    repository.commit({".gitignore": f"{folder(code)}/\n"})
    repository.git("rm", "-rq", "--cached", f"records/{folder(code)}")
    repository.commit()


def linked(repository: Repository, code: str) -> None:
    path = repository.records / person_file(code)
    path.unlink()
    path.symlink_to("x")
    repository.commit()


KINDS: tuple[Step, ...] = (  # other members of each kind
    attack("another body owes it", of(), to(of(supervised_by="tt-dw")), RELIEVED),
    attack("another body owes it, moved long ago", of(), to(of(supervised_by="tt-dw", unit_history=[
        {**EARLIER, "supervised_by": "tt-jw"}])), RELIEVED),
    attack("a talk that makes up for a quarter later", beside(of(), talked("2026-01-20")), to(
        talked("2026-01-20", makes_up_for="2025Q4")), CLOSED),
    attack("replaced by another", of({**SANCTION, "id": "M1"}, {**LIGHT, "id": "M2"}), to(
        of({**SANCTION, "id": "M1"}, {**LIGHT, "id": "M2", "replaces": "M1"})), FREES, DUTY, "measure-changed"),
    attack("one matter for both", of({**SANCTION, "matter": "一"}, {**LIGHT, "matter": "二"}), to(
        of({**SANCTION, "matter": "一"}, {**LIGHT, "matter": "一"})), FREES, "measure-changed"),
    attack("a hold ended long ago", of(OVER, held=[HELD]), to(
        of(OVER, held=[{**HELD, "until": "2026-02-01"}])), FREES),
    attack("a hold taken away", of(OVER, held=[HELD]), to(of(OVER)), FREES, "entry-removed"),
    attack("a shorter probation", of(PROBATION), to(
        of({**PROBATION, "probation_months": 6})), DUTY, "measure-date-changed"),
    attack("no extension of the probation", of({**PROBATION, "probation_extended_on": "2025-06-01"}), to(
        of(PROBATION)), "measure-date-changed"),
    attack("removed for no fault", of(REMOVED), to(
        of({**REMOVED, "removal_reason": "一般免职"})), FREES, DUTY, "measure-changed"),
    attack("by an older text", of({**SANCTION, "basis_version": 2023}), to(
        of({**SANCTION, "basis_version": 2003})), FREES, "measure-changed"),
    attack("the later of two measures alone", of(SANCTION, LIGHT), to(
        of(LIGHT)), FREES, DUTY, BASE, "measure-removed"),
    attack("the earlier of two measures alone", of(SANCTION, LIGHT), to(
        of(SANCTION)), FREES, DUTY, "measure-removed"),
    attack("the month of a decision alone", of(), to(of({**SANCTION, "decided_on": "2025-08"})),
           "measure-date-changed"),
    attack("no day of a decision", of(), to(
        of({**SANCTION, "decided_on": None})), DUTY, BASE, "measure-date-changed"),
    attack("confirmed long ago", of(OVER), to(of(OVER, return_to_scope=[
        {"reminded_on": "2025-11-05", "confirmed_on": "2025-11-10"}])), CLOSED),
    attack("no next contact", beside(of(), visited(next_by="2026-01-10")), to(visited()), DUTY),
    attack("an action put off", beside(of(), visited(actions=[ACTION])), to(
        visited(actions=[{**ACTION, "due": "2026-12-31"}])), DUTY),
    attack("taken over long ago", of(unit_history=[EARLIER]), to(
        of(unit_history=[{**EARLIER, "received_on": "2025-11-05"}])), CLOSED),
    attack("executed long ago", of(), to(of({**SANCTION, "executed_on": "2025-09-01"})), CLOSED),
    attack("reported long ago", of(), to(of({**SANCTION, "execution_reported_on": "2025-12-01"})), CLOSED),
    attack("a visit under another day", beside(of(), visited("2026-01-20")), lambda repository, code: repository.commit(
        {f"{folder(code)}/2026-01-20-visit.md": None, **visited("2025-12-20")(code)}), "contact-date-changed"),
    attack("a merge that changes a day", of(), evil, FREES, "measure-date-changed"),
    attack("two branches at once", of(), three_at_once, DUTY, CLOSED, LATE),
    attack("a talk deleted by a branch", beside(of(), talked(LONG_AGO)), on_a_stale_branch, "record-deleted"),
    attack("a file that cannot be read", of(), broken, DUTY, BASE, "unreadable-revision"),
    attack("unreadable, then with another form", of(), mended_otherwise, DUTY, BASE, "unreadable-revision"),
    attack("ignored and untracked", of(), untracked, GONE, "record-deleted"),
    attack("a link in its place", of(), linked, DUTY, BASE, "unreadable-revision"),
    attack("the same code in another folder", of(), lambda repository, code: repository.commit(
        {f"people/uu/{code}/person.md": of(LIGHT)(code)[person_file(code)]}), DUTY, BASE),
    attack("another class of key people", of(), setting("followup.key.forms", [3]), SHARED, DUTY),
    attack("fewer talks", beside(of(OVER), visited()), setting("followup.talk.every", "half_year"), SHARED, DUTY),
    attack("a smaller quota", of(), setting("followup.coverage.percent", 10), SHARED, LESS),
    attack("a shorter base", of(OVER), setting("followup.coverage.years", 1), SHARED, BASE, LESS),
    attack("one officer is enough", beside(of(), visited(visitors=ONE_OFFICER)), setting(
        "followup.visit_officers.least", 1), SHARED, COUNTS, CLOSED),
    attack("more days for the archive", beside(of(), visited()), setting("followup.archive.days", 300), SHARED, DUTY),
    attack("nothing to execute", of(), setting("followup.execution.families", []), SHARED, DUTY),
    attack("more days to record", of(), setting("followup.audit_recorded.days", 300), SHARED, "audit-rules-changed"),
    attack("hidden sooner", of(), setting("followup.retention.months", 1), SHARED),
    attack("words of the records", of(), shared({"policy/vocabulary.yml": POLICY["policy/vocabulary.yml"].replace(
        "回访意见", "意见", 1)}), SHARED),
)  # fmt: skip
PLANS: tuple[Step, ...] = (
    attack("a planned visit taken away", beside(of(), planned(1)), to(
        lambda code: plan(2026, body=f"tt-{code[-2:]}")), DUTY),
    attack("a planned visit put off", beside(of(), planned(1)), to(planned(11)), DUTY),
    attack("a plan deleted", beside(of(), planned(1)), lambda repository, code: repository.commit(
        {f"plans/2026-tt-{code[-2:]}.yml": None}), DUTY),
)  # fmt: skip
HONEST: tuple[Step, ...] = tuple(attack(name, before, done) for name, before, done in (
    ("a visit in time", of(), to(visited(RECENT))),
    ("its papers as they happen", beside(of(), visited(RECENT)), to(visited(
        RECENT, opinion="平稳。", feedback_to_unit={"on": "2026-02-25"}, archived={"on": "2026-02-26", "ref": "一"}))),
    ("a talk in time", of(), to(talked(RECENT))),
    ("a talk that makes up for a quarter", of(), to(talked(RECENT, makes_up_for="2025Q4"))),
    ("a helper entered in time", of(**ALONE), to(of(**NEW_HELPER))),
    ("a helper who goes", of(), to(of(helpers=[{**HELPER, "to": "2026-02-28"}]))),
    ("revoked by a second editor, with its document", of(), to(ended("2026-02-27"), SECOND)),
    ("revoked on a branch that somebody else merges", of(), branch(to(ended("2026-02-27")), merged_by=SECOND)),
    ("left, entered by a second editor", of(), to(of(left={"on": "2026-02-27", "reason": "退休"}), SECOND)),
    ("rights restored, entered by a second editor", of(HEAVY), to(
        of({**HEAVY, "rights_restored_on": RECENT}), SECOND)),
    ("a branch of three days", of(), branch(
        to(visited(RECENT)), merged_by=FIRST, when="2026-02-26T10:00:00+08:00")),
    ("a new measure", of(), to(of(SANCTION, measure("党内警告", RECENT)))),
    ("announced in time", of(), to(of({**SANCTION, "announced_on": RECENT}))),
    ("put off in time", of(), to(of(deferrals=[{
        "duty": "talk", "from": RECENT, "until": "2026-05-31", "reason": "病休", "approved_by": "tt-jw",
        "approved_on": RECENT}]))),
    ("another post", of(), to(of(post="主任"))),
    ("the text below", of(), to(lambda code: person(SANCTION, code=code, prose="家访情况另记。\n"))),
    ("a kind that was missing", of(SANCTION, measure("党内警告", None)), to(
        of(SANCTION, measure("党内警告", "2025-10-10")))),
    ("a visit planned in addition", beside(of(), planned(11)), to(lambda code: plan(
        2026, {"person": code, "month": 11}, {"person": code, "month": 12}, body=f"tt-{code[-2:]}"))),
    ("the plan of a year", of(), to(planned(5))),
    ("a new person", lambda _code: {}, to(of())),
    ("a corrected English name", of(), shared({"organizations/tt.yml": ORGANIZATIONS.replace(
        "kind: 单位", "kind: 单位, name_en: Archives")})),
    ("a new unit", of(), shared({
        "organizations/tt.yml": f"{ORGANIZATIONS}  - {{id: tt-new, name: 新, kind: 单位}}\n"})),
    ("a rule that begins later", of(), shared({"policy/followup.yml": FOLLOWUP.replace(
        "  audit_recorded:", f"  audit_recorded:{LATER}", 1)})),
    ("the name of the register", of(), shared({"register.yml": yaml({**REGISTER, "name": "示例二"})})),
    ("another body after a move in time", of(), to(of(supervised_by="tt-dw", unit_history=[
        {**EARLIER, "supervised_by": "tt-jw", "to": RECENT}]))),
    ("a file that was broken from the start, mended", lambda code: {
        person_file(code): f"x{of(OVER)(code)[person_file(code)]}"}, to(of(OVER))),
    ("the form spelled out in a comment", of(), lambda repository, code: repository.commit({person_file(code): (
        repository.records / person_file(code)).read_text(encoding="utf-8").replace("form: 2", "form:  2")})),
    ("a hold recorded in time", of(OVER), to(of(OVER, held=[{**HELD, "since": RECENT}]))),
    ("reminded and confirmed in time", of(measure("党内警告", "2025-02-20")), to(of(
        measure("党内警告", "2025-02-20"), return_to_scope=[{"reminded_on": RECENT, "confirmed_on": RECENT}]))),
    ("an achievement", of(), to(of(achievements=[{"on": RECENT, "what": "防汛", "affirmed_by": "tt-unit"}]))),
    ("the register moved", of(), lambda repository, _code: (
        repository.git("mv", "records", "register"), repository.commit_all("moved"))),
))  # fmt: skip


def codes(steps: tuple[Step, ...]) -> dict[str, str]:
    """Name of a step -> whose record it is."""
    return {step.name: f"TT-{number:04}" for number, step in enumerate(steps, 1)}


def made(root: Path, steps: tuple[Step, ...], settings: Settings) -> tuple[Repository, dict[str, tuple[str, ...]]]:
    """The repository, and the commits of every step."""
    whose = codes(steps)
    files = {**EMPTY, "register.yml": yaml({**REGISTER, "settings": settings})}
    for step in steps:
        files |= step.before(whose[step.name])
    repository, commits = started(root, files), {}
    for step in steps:
        before = repository.git("rev-parse", "HEAD")
        step.done(repository, whose[step.name])
        commits[step.name] = tuple(repository.git("rev-list", f"{before}..HEAD").split())
        back = {path: files[path] for path in ("register.yml", *EMPTY) if path in files}
        if step is not steps[-1] and any(
            (repository.records / path).read_text() != text for path, text in back.items()
        ):
            repository.commit(dict(back), "back")
    return repository, commits


@dataclass(frozen=True)
class Told:
    """What was found in a history, by the step."""

    steps: tuple[Step, ...]
    commits: Mapping[str, tuple[str, ...]]
    rows: tuple[AuditRow, ...]

    def of(self, name: str) -> list[AuditRow]:
        """The findings of a step's commits."""
        return [row for row in self.rows if row.commit in self.commits[name]]


def told(root: Path, steps: tuple[Step, ...], inside: str = "records", settings: Settings = YEARLY) -> Told:
    """What the audit says of these steps."""
    repository, commits = made(root, steps, settings)
    return Told(steps, commits, audited_there(Repository(repository.root, inside)))


def audited_there(repository: Repository) -> tuple[AuditRow, ...]:
    """The register as it lies there, with its history."""
    tree = FolderTree(repository.records)
    policy = load_policy(tree, settings_of(tree).settings)
    audited = Audited(repository.history(), Lists(load([tree], words_of(policy)), policy, DAY), tree)
    return audit_rows(audited)


@pytest.fixture(scope="module")
def attacks(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(tmp_path_factory.mktemp("attacks") / "office", ATTACKS)


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(tmp_path_factory.mktemp("kinds") / "office", KINDS)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(tmp_path_factory.mktemp("plans") / "office", PLANS, settings={})


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(tmp_path_factory.mktemp("honest") / "office", HONEST, "register")


@pytest.mark.parametrize("step", ATTACKS, ids=lambda step: step.name)
def test_attacks_are_found(attacks: Told, step: Step) -> None:
    """All effects, and no other; of other checks those that are named."""
    found = {row.check for row in attacks.of(step.name)}
    assert found & EFFECTS == step.found & EFFECTS
    assert step.found <= found


@pytest.mark.parametrize("step", KINDS, ids=lambda step: step.name)
def test_others_of_each_kind_are_found(kinds: Told, step: Step) -> None:
    found = {row.check for row in kinds.of(step.name)}
    assert found & EFFECTS == step.found & EFFECTS
    assert step.found <= found


@pytest.mark.parametrize("step", PLANS, ids=lambda step: step.name)
def test_attacks_by_plans_are_found(plans: Told, step: Step) -> None:
    assert {row.check for row in plans.of(step.name)} & EFFECTS == step.found


@pytest.mark.parametrize("step", HONEST, ids=lambda step: step.name)
def test_honest_work_is_quiet(honest: Told, step: Step) -> None:
    assert [(row.check, EN(row.message)) for row in honest.of(step.name) if row.check in {*EFFECTS, LATE}] == []


def test_a_branch_of_an_earlier_day(tmp_path: Path) -> None:
    """What a branch says of itself proves nothing: late is counted from the day on which it came to the main line."""
    repository = started(tmp_path / "office", {**EMPTY, "register.yml": yaml(REGISTER), **of()("TT-0001")})
    early = "2025-11-01T10:00:00+08:00"
    repository.git("commit", "-q", "--amend", "--no-edit", "--date", early, when=early)
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit(dict(talk(LONG_AGO)), when="2025-12-21T10:00:00+08:00")
    repository.git("checkout", "-q", "main")
    repository.commit(dict(person(SANCTION, post="主任")))
    repository.merge("branch")
    rows = [(row.check, EN(row.message)) for row in audited_there(repository) if row.check in {*EFFECTS, LATE}]
    assert rows == [
        ("missed-duty-closed", ("closes what was not done in time: quarterly heart-to-heart talk 2025Q4 "
         "(overdue, due 2025-12-31) by a fact of 2025-12-20; as of 2026-03-01")),
        ("recorded-late", ("of 2025-12-20, on the main line since 2026-03-01: 71 days later; its commit says that it "
         "was written on 2025-12-21")),
    ]  # fmt: skip


def test_a_file_that_is_mended(tmp_path: Path) -> None:
    """It is compared with the last revision that could be read: that frees nobody, and hides no change."""
    files = {**EMPTY, "register.yml": yaml(REGISTER), **of(OVER)("TT-0001"), **of()("TT-0002")}
    repository = started(tmp_path / "office", files)
    for code, after in (("TT-0001", of(OVER)), ("TT-0002", of({**SANCTION, "form": 1}))):
        broken(repository, code)
        repository.commit(dict(after(code)), f"mended {code}")
    subjects = {commit.hash: commit.subject for commit in repository.history().commits}
    rows = [(subjects[row.commit or ""], row.check, EN(row.message)) for row in audited_there(repository)
            if row.check in EFFECTS and "mended" in subjects.get(row.commit or "", "")]  # fmt: skip
    assert rows == [
        ("mended TT-0002", "duty-taken-away", ("takes duties away that were open: follow-up visit 2025 (overdue, due "
         "2025-12-31), as of 2026-03-01")),
    ]  # fmt: skip


class Seen:
    """A tree that remembers which files were read."""

    def __init__(self, tree: Tree) -> None:
        self.tree, self.kinds = tree, set[Kind]()

    @property
    def name(self) -> str:
        return self.tree.name

    def entries(self) -> Iterable[TreeEntry]:
        return self.tree.entries()

    def read(self, path: str) -> bytes:
        self.kinds.add(spot(path).kind)
        return self.tree.read(path)


class Renamed(Seen):
    """The same with another name for every body and district."""

    def read(self, path: str) -> bytes:
        raw = self.tree.read(path)
        return raw.replace(b"name: ", "name: 新".encode()) if path.startswith("organizations/") else raw


def test_every_input_is_watched_or_has_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the computation reads of files and of what holds for all is what the effects go by, or is said why not."""
    tree = Seen(SAMPLE)
    policy = load_policy(tree, settings_of(tree).settings)
    register = load([tree], words_of(policy))
    assert tree.kinds - {Kind.ELSEWHERE} == {*OF_SOMEBODY, *OF_EVERYBODY, *NO_FILES}
    read: dict[str, set[str]] = {"organization": set(), "district": set()}
    for name, model in (("organization", Organization), ("district", District)):
        monkeypatch.setattr(model, "__getattribute__", _noting(read[name], model.model_fields), raising=False)
    lists = Lists(register, policy, date(2026, 7, 1))
    assert lists.obligations
    assert lists.coverage
    assert [state(case) for case in lists.programme.cases.values()]
    monkeypatch.undo()
    assert read["organization"] >= {"kind", "parent"}
    assert read["district"] == {"register_from"}
    assert read["organization"] & NO_KEYS["organization"].keys() <= {"name", "name_en"}  # in sentences, see below
    assert read["district"].isdisjoint(NO_KEYS["district"])


def test_names_stand_in_sentences_alone() -> None:
    """With other names every duty is the same, and everybody stands where the same person stood."""
    found = []
    for tree in (SAMPLE, Renamed(SAMPLE)):
        policy = load_policy(tree, settings_of(tree).settings)
        lists = Lists(load([tree], words_of(policy)), policy, date(2026, 7, 1))
        duties = [replace(each, reason=say("")) for each in lists.obligations]
        found.append((duties, [(state(case), case.until) for case in lists.programme.cases.values()], lists.coverage))
        names = [each.name for each in lists.register.organizations.by_id.values()]
    assert all(name.startswith("新") for name in names)
    assert found[0] == found[1]


def _noting(seen: set[str], fields: Mapping[str, object]) -> Callable[[object, str], object]:
    def get(model: object, name: str) -> object:
        if name in fields:
            seen.add(name)
        return object.__getattribute__(model, name)

    return get


@pytest.mark.parametrize(("name", "model"), [
    ("organization", Organization), ("district", District), ("register", RegisterFile)])  # fmt: skip
def test_no_reason_for_what_is_not_there(name: str, model: type[Mapped]) -> None:
    assert NO_KEYS[name].keys() < model.model_fields.keys()
    assert all(NO_KEYS[name].values())


def test_what_is_kept_is_what_is_computed(tmp_path: Path) -> None:
    """From the cache, from where it ended, and after damage: always as without one."""
    files = {**EMPTY, "register.yml": yaml(REGISTER), **of()("TT-0001"), **of()("TT-0002")}
    repository, cache = started(tmp_path / "office", files), tmp_path / "cache"

    def both() -> Mapping[str, tuple[Effect, ...]]:
        history = repository.history()
        days = days_of(history, DAY)
        cold = effects_of(history, EffectsRequest(days))
        assert effects_of(history, EffectsRequest(days, cache)) == cold
        assert effects_of(history, EffectsRequest(days, cache)) == cold
        return cold

    repository.commit(dict(ended("2026-02-27")("TT-0001")))
    first = both()
    repository.commit(dict(talk(LONG_AGO, code="TT-0002")))
    second = both()
    assert len(second) == len(first) + 1
    (kept,) = cache.glob("effects-*.sqlite")
    with closing(sqlite3.connect(kept)) as connection, connection:
        connection.execute("UPDATE effects SET data = replace(data, 'gone', 'freed')")
    assert both() == second
    kept.write_bytes(b"x" * 100)
    assert both() == second
