"""The audit on recorded erasures: what they explain, what they do not, and whether they are true themselves."""

from __future__ import annotations

import pytest

from tests.history.repositories import FIRST, PERSON, SECOND, TALK, VISIT_PATH, Repository
from tests.history.test_audit import DAY, EN, FILED, TALK_PATH, ZH, Steps, found, then
from tests.sound import PERSON_PATH

REVOKED = PERSON.replace("form: 2}", "form: 2, revoked_on: 2026-02-20}")
RETIRED = PERSON.replace("2026-01-15", "2023-01-15").replace(
    "helpers:", "left: {on: 2024-02-01, reason: 退休}\nhelpers:"
)
CLEARED = "  - {type: 诫勉, decided_on: 2026-01-10, decided_by: tt-dw, form: 1, revoked_on: 2026-02-20}\n"
ANEW = PERSON.replace("党内警告, decided_on: 2026-01-15", "诫勉, decided_on: 2026-03-02")
ERASURES = "audit/erasures.yml"
NAMES, OTHERS = "TT-0001: 示例一\nTT-0002: 示例二\n", "TT-0002: 示例二\n"
BY = {"by": "王某", "reason": "处分撤销", "on": DAY.replace(2026, 3, 1)}


def erasure(on: str = "2026-03-01", code: str = "TT-0001", **more: str) -> str:
    """One entry."""
    keys = {"code": code, "on": on, "identity": "removed", "commits": "0", "by": "王某", "reason": "处分撤销", **more}
    return "erasures:\n  - {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}\n"


def errors(repository: Repository) -> list[tuple[str, str, bool]]:
    """Check, path below the register, answered or not, of every error."""
    rows = [row for row in found(repository) if row.severity == "error"]
    return [(row.check, row.path.removeprefix("records/"), row.answered is not None) for row in rows]


def by_whom(files: dict[str, str | None]) -> str:
    """Who revokes does not erase."""
    return SECOND if ERASURES in files else FIRST


def in_turn(*files: dict[str, str | None]) -> Steps:
    """Commits one after the other."""

    def steps(repository: Repository) -> None:
        for each in files:
            repository.commit(each, who=by_whom(each))

    return steps


def gone(files: dict[str, str | None]) -> Steps:
    """All of the person deleted, in a commit with these files."""

    def steps(repository: Repository) -> None:
        repository.git("rm", "-r", "-q", "records/people")
        repository.commit(files, "gone", who=by_whom(files))

    return steps


LATER = "2026-03-02T10:00:00+08:00"
CASES: tuple[tuple[str, Steps, list[tuple[str, str, bool]]], ...] = (
    ("nothing to explain", in_turn({PERSON_PATH: REVOKED}, {ERASURES: erasure()}), []),
    ("a record deleted with it", in_turn({PERSON_PATH: REVOKED}, {ERASURES: erasure(), TALK_PATH: None}),
     [("record-deleted", TALK_PATH, False)]),
    ("all of the person deleted", then(in_turn({PERSON_PATH: REVOKED}), gone({ERASURES: erasure()})),
     [("record-deleted", TALK_PATH, False), ("record-deleted", PERSON_PATH, False)]),
    ("a name taken out of a filed visit", in_turn(
        {PERSON_PATH: REVOKED, VISIT_PATH: FILED},
        {ERASURES: erasure(), VISIT_PATH: FILED.replace("平稳。", "其平稳。").replace("谈得", "其谈得")}),
     [("changed-after-filing", VISIT_PATH, True), ("opinion-rewritten", VISIT_PATH, True),
      ("changed-after-filing", VISIT_PATH, True)]),
    ("a measure removed", in_turn(
        {PERSON_PATH: REVOKED.replace("helpers:", "  - {type: 诫勉, decided_on: 2026-01-10, decided_by: tt-dw, form: 1,"
                                                  " revoked_on: 2026-02-20}\nhelpers:")},
        {ERASURES: erasure(), PERSON_PATH: REVOKED}),
     [("measure-removed", PERSON_PATH, False)]),
    ("the file of names no longer tracked", in_turn(
        {PERSON_PATH: REVOKED, "identities/tt.yml": NAMES}, {ERASURES: erasure(), "identities/tt.yml": None}),
     [("erased-identity-remains", ERASURES, False), ("record-deleted", "identities/tt.yml", True)]),
    # what it does not explain
    ("another person's record", in_turn(
        {PERSON_PATH: REVOKED, "people/tt/TT-0002/2026-02-10-talk.md": TALK},
        {ERASURES: erasure(), "people/tt/TT-0002/2026-02-10-talk.md": None}),
     [("record-deleted", "people/tt/TT-0002/2026-02-10-talk.md", False)]),
    ("a file of other names", in_turn(
        {PERSON_PATH: REVOKED, "identities/tt.yml": OTHERS}, {ERASURES: erasure(), "identities/tt.yml": None}),
     [("record-deleted", "identities/tt.yml", False)]),
    ("what was filed, beside the text", in_turn(
        {PERSON_PATH: REVOKED, VISIT_PATH: FILED},
        {ERASURES: erasure(), VISIT_PATH: FILED.replace("表现良好", "压力大情绪低")}),
     [("changed-after-filing", VISIT_PATH, False)]),
    ("a date of a measure", in_turn(
        {PERSON_PATH: REVOKED}, {ERASURES: erasure(), PERSON_PATH: REVOKED.replace("2026-02-20", "2026-02-21")}),
     [("measure-date-changed", PERSON_PATH, False)]),
    ("what was deleted before", in_turn({PERSON_PATH: REVOKED, TALK_PATH: None}, {ERASURES: erasure("2026-03-02")}),
     [("record-deleted", TALK_PATH, False)]),
    ("an entry dated back", lambda repository: (
        in_turn({PERSON_PATH: REVOKED}, {TALK_PATH: None})(repository),
        repository.commit({ERASURES: erasure("2026-02-25")}, when=LATER, who=SECOND)),
     [("record-deleted", TALK_PATH, False)]),
    ("who is followed up again", lambda repository: (
        in_turn({PERSON_PATH: REVOKED}, {ERASURES: erasure()})(repository),
        repository.commit({TALK_PATH: None, PERSON_PATH: REVOKED.replace(
            "helpers:", "  - {type: 党内警告, decided_on: 2026-03-02, decided_by: tt-jw, form: 2}\nhelpers:")},
            when=LATER)),
     [("record-deleted", TALK_PATH, False)]),
    ("who is followed up again, in a record of its own", lambda repository: (
        then(in_turn({PERSON_PATH: REVOKED}), gone({ERASURES: erasure()}))(repository),
        repository.commit({PERSON_PATH: ANEW}, when=LATER)),
     [("measure-removed", PERSON_PATH, False), ("record-deleted", PERSON_PATH, False),
      ("record-deleted", TALK_PATH, False)]),
    # whether it might be
    ("still followed up", in_turn({ERASURES: erasure(), TALK_PATH: None}),
     [("erasure-without-ground", ERASURES, False), ("record-deleted", TALK_PATH, False)]),
    ("revoked after it", in_turn({PERSON_PATH: REVOKED, ERASURES: erasure("2026-02-19")}),
     [("erasure-without-ground", ERASURES, False)]),
    ("the record deleted to have a ground", gone({ERASURES: erasure()}),
     [("erasure-without-ground", ERASURES, False), ("record-deleted", TALK_PATH, False),
      ("record-deleted", PERSON_PATH, False)]),
    ("the record deleted, put back as a stub, deleted again", then(
        in_turn({PERSON_PATH: None}, {PERSON_PATH: REVOKED.replace("2026-01-15", "2026-01-16")}),
        gone({ERASURES: erasure()})),
     [("erasure-without-ground", ERASURES, False), ("measure-date-changed", PERSON_PATH, False),
      ("record-deleted", PERSON_PATH, False), ("record-deleted", PERSON_PATH, False),
      ("record-deleted", TALK_PATH, False)]),
    ("the measure in force taken away, then the stub kept", in_turn(
        {PERSON_PATH: PERSON.replace("helpers:", f"{CLEARED}helpers:")},
        {PERSON_PATH: PERSON.replace("  - {type: 党内警告, decided_on: 2026-01-15, decided_by: tt-jw, form: 2}\n",
                                     CLEARED)},
        {ERASURES: erasure()}),
     [("erasure-without-ground", ERASURES, False), ("measure-removed", PERSON_PATH, False)]),
    ("past retention", in_turn({PERSON_PATH: RETIRED}, {ERASURES: erasure()}),
     [("measure-date-changed", PERSON_PATH, False)]),
    ("nobody ever", in_turn({ERASURES: erasure(code="TT-0009")}), []),
    # whether it is gone
    ("back in identities/", in_turn({PERSON_PATH: REVOKED, ERASURES: erasure()}, {"identities/tt.yml": NAMES}),
     [("erased-identity-remains", ERASURES, False), ("erased-identity-remains", ERASURES, False),
      ("erasure-without-ground", ERASURES, False)]),
    ("a name again, followed up again", in_turn(
        {PERSON_PATH: REVOKED, ERASURES: erasure()}, {"identities/tt.yml": NAMES, PERSON_PATH: REVOKED.replace(
            "helpers:", "  - {type: 党内警告, decided_on: 2026-03-02, decided_by: tt-jw, form: 2}\nhelpers:")}),
     [("erasure-without-ground", ERASURES, False)]),
    ("revoked and erased by one hand", lambda repository: (
        repository.commit({PERSON_PATH: REVOKED}), repository.commit({ERASURES: erasure()})),
     [("erasure-without-ground", ERASURES, False)]),
    ("revoked, and erased by the same hand when the days were over", lambda repository: (
        repository.commit({PERSON_PATH: REVOKED}),
        repository.commit({ERASURES: erasure("2026-04-01")}, when="2026-04-01T10:00:00+08:00")), []),
)  # fmt: skip


@pytest.mark.parametrize(("steps", "rows"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_errors(repository: Repository, steps: Steps, rows: list[tuple[str, str, bool]]) -> None:
    steps(repository)
    assert sorted(errors(repository)) == sorted(rows)


STILL, GONE = {PERSON_PATH: PERSON, "identities/tt.yml": NAMES}, {PERSON_PATH: REVOKED, "identities/tt.yml": NAMES}
# what was done; of each finding on the entry: check, severity, English, Chinese
SAID: tuple[tuple[str, Steps, tuple[tuple[str, ...], ...]], ...] = (
    ("still followed up", in_turn({**STILL, ERASURES: erasure()}), (
        ("erasure-without-ground", "error", "erased on 2026-03-01, when the person was still followed up",
         "2026-03-01 抹除时，本人仍在帮扶回访范围内"),
    )),
    ("revoked and erased by one hand", lambda repository: (
        repository.commit({PERSON_PATH: REVOKED}), repository.commit({ERASURES: erasure()})), (
        ("erasure-without-ground", "error",
         ("erased on 2026-03-01 by a@example.invalid, who had recorded the ground 30 days before at most: one hand did "
          "both"),
         "2026-03-01 由 a@example.invalid 抹除，而抹除的依据也是此人在此前30日以内登记的：两件事出自同一人"),
    )),
    ("the name still there", in_turn({**STILL, ERASURES: erasure()}, {PERSON_PATH: REVOKED}), (
        ("erased-identity-remains", "error",
         "erased on 2026-03-01, but 2 commits of the repository still hold the identity",
         "已于 2026-03-01 抹除，仓库里却仍有 2 次提交含有姓名对照"),
        ("erased-identity-remains", "error",
         "erased on 2026-03-01, but the identity stands in identities/ again",
         "已于 2026-03-01 抹除，姓名对照却又出现在 identities/ 里"),
    )),
    ("a code that never was", in_turn({ERASURES: erasure(code="TT-0009")}), (
        ("erasure-without-ground", "warning",
         "erased on 2026-03-01, but nothing shows that there ever was a record of the code",
         "已于 2026-03-01 抹除，但看不出该编号曾经有过记录"),
    )),
    ("a name of it in the history", in_turn(
        {ERASURES: erasure(code="TT-0009")}, {"identities/tt.yml": "TT-0009: 示例九\n"},
        {"identities/tt.yml": OTHERS}), (
        ("erased-identity-remains", "error",
         "erased on 2026-03-01, but 1 commits of the repository still hold the identity",
         "已于 2026-03-01 抹除，仓库里却仍有 1 次提交含有姓名对照"),
    )),
)  # fmt: skip


@pytest.mark.parametrize(("steps", "rows"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_what_is_said(repository: Repository, steps: Steps, rows: tuple[tuple[str, ...], ...]) -> None:
    """The sentences in both languages, with line and column of the entry and whose it is."""
    steps(repository)
    mine = [row for row in found(repository) if row.path.endswith(ERASURES)]
    assert [(each.check, each.severity, EN(each.message), ZH(each.message)) for each in mine] == list(rows)
    code = (repository.records / ERASURES).read_text(encoding="utf-8").partition("code: ")[2][: len("TT-0001")]
    assert {(each.line, each.column, each.person, each.field) for each in mine} == {
        (2, 12, code, f"erasures[{code}@2026-03-01]")
    }


def test_answered_as_by_the_erasure(repository: Repository) -> None:
    in_turn({PERSON_PATH: REVOKED, "identities/tt.yml": NAMES}, {ERASURES: erasure(), "identities/tt.yml": None})(
        repository
    )
    (row,) = (each for each in found(repository) if each.check == "record-deleted")
    assert row.answered == BY


@pytest.mark.parametrize("text", ["erasures: x\n", "erasures:\n  - {code: TT-0001}\n"])
def test_broken_file(repository: Repository, text: str) -> None:
    repository.commit({ERASURES: text}, "broken")
    assert {row.path for row in found(repository)} == {f"records/{ERASURES}"}
    assert all(row.severity == "error" for row in found(repository))
