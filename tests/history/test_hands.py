"""Whose hands a commit went through, where a name is only typed: merges, answers, permissions, the main line.

Each attack stands beside honest work of the same shape.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from huifang.texts import Text, words
from tests.history.repositories import FIRST, FORGE, PERSON, SECOND, VISIT, VISIT_PATH, Repository
from tests.history.test_audit import EDITORS, POST, TALK_PATH, found
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.lists import AuditRow

EN, ZH = words("en"), words("zh")
Steps = Callable[[Repository], object]
THIRD = "丙 <c@example.invalid>"
OF_HANDS = ("bad-signature", "untrusted-signature", "signed-by-another", "same-reviewer", "merged-without-right",
            "outside-district", "main-line-turned", "person-taken-away")  # fmt: skip
REVOKED = PERSON.replace("form: 2}", "form: 2, document: 示例〔2026〕1号, revoked_on: 2026-02-27}")
MERGERS = "a@example.invalid: ['*']\nb@example.invalid: [merge]\nforge@example.invalid: [forge]\n"
TYPED = "merged by 乙 <b@example.invalid>, as is written there; no key says so"
OTHERS = "b@example.invalid: ['*']\nc@example.invalid: ['*']\n"
OWN = "甲 <a@example.invalid> merged nothing but own commits (1)"
TURNED = ("{n} commits by {who}, the first of {day}, became the main line, and {others} by others were merged into "
          "them on {on}: they may have come only then")  # fmt: skip
GONE = ("takes the person out of every list: in the impact period (last barred day 2027-01-15, free from 2027-01-16) "
        "before, with 2 duties open, as of 2026-03-01")  # fmt: skip


def keys(repository: Repository, editors: str | None = None) -> None:
    """From here on commits are signed."""
    files: dict[str, str | None] = {"audit/allowed_signers": repository.allowed(FIRST, SECOND, FORGE)}
    repository.commit(files | ({EDITORS: editors} if editors else {}), "keys", key=FIRST)


def merged(
    text: str, *, who: str, by: str = "", key: str = "", listed: bool = True, editors: str | None = None
) -> Steps:
    """A branch of the first person, merged by somebody with somebody's key, or none."""

    def steps(repository: Repository) -> None:
        if listed:
            keys(repository, editors)
        repository.git("checkout", "-q", "-b", "branch")
        repository.commit({PERSON_PATH: text}, "theirs", key=FIRST if listed else None)
        repository.git("checkout", "-q", "main")
        repository.minute += 1
        signing = repository.signing(key or None)
        repository.git(*signing, "merge", "-q", "--no-ff", "-m", "Merge", "branch", who=who, by=by or who)

    return steps


def turned(*theirs: str, who: str, months: int = 0, rights: bool = False) -> Steps:
    """The main line is merged into a branch, which takes its place."""

    def steps(repository: Repository) -> None:
        if rights:
            repository.commit({EDITORS: f"{OTHERS}a@example.invalid: [tt]\n"}, "all", who=THIRD)
        parted = repository.git("rev-parse", "HEAD")
        for number, each in enumerate(theirs):
            text: dict[str, str | None] = {PERSON_PATH: POST.replace("主任", f"主任{number}")}
            rule: dict[str, str | None] = {EDITORS: OTHERS} if rights and not number else {}
            repository.commit(text | rule, f"m{number}", who=each, when=f"2026-0{3 + months}-05T10:00:00+08:00")
        repository.git("checkout", "-q", "-b", "branch", parted)
        repository.commit({VISIT_PATH: VISIT}, "own", who=who, when="2026-03-02T10:00:00+08:00")
        repository.git("-c", "commit.gpgsign=false", "merge", "-q", "--no-ff", "-m", "Turned", "main", who=who,
                       when=f"2026-0{3 + months}-06T10:00:00+08:00")  # fmt: skip
        repository.git("branch", "-f", "main", "branch")
        repository.git("checkout", "-q", "main")

    return steps


def without_editors(repository: Repository) -> None:
    repository.commit({EDITORS: "a@example.invalid: ['*']\nb@example.invalid: [uu]\n"}, "editors")
    repository.commit({EDITORS: None}, "deleted")
    repository.commit({PERSON_PATH: POST}, "used", who=SECOND)


def other_editors(repository: Repository) -> None:
    repository.commit({EDITORS: "a@example.invalid: ['*']\nb@example.invalid: [uu]\n"}, "editors")
    repository.commit({EDITORS: "a@example.invalid: ['*']\nb@example.invalid: [tt]\n"}, "more")
    repository.commit({PERSON_PATH: POST}, "used", who=SECOND)


TABLE: tuple[tuple[str, Steps, tuple[tuple[str, str, str], ...]], ...] = (  # check, commit, what is said
    ("a merge signed by who wrote it, in another's name", merged(POST, who=SECOND, key=FIRST), (
        ("untrusted-signature", "Merge", "by 乙 <b@example.invalid>, signed by a@example.invalid"),)),
    ("a merge signed by nobody that is known", merged(POST, who=SECOND, key=THIRD), (
        ("untrusted-signature", "Merge", "by 乙 <b@example.invalid>, signed with a key that nobody vouches for"),)),
    ("a merge signed by who merged", merged(POST, who=SECOND, key=SECOND), ()),
    ("a merge signed by the forge, which made it", merged(POST, who=SECOND, by=FORGE, key=FORGE, editors=MERGERS), ()),
    ("revoked, merged unsigned in another's name", merged(REVOKED, who=SECOND), (
        ("person-taken-away", "Merge", GONE),)),
    ("revoked, merged by another with the key", merged(REVOKED, who=SECOND, key=SECOND), ()),
    ("revoked, merged by another before there are keys", merged(REVOKED, who=SECOND, listed=False), ()),
    ("revoked, merged by oneself with another as author", merged(REVOKED, who=SECOND, by=FIRST, listed=False), (
        ("person-taken-away", "Merge", GONE), ("same-reviewer", "Merge", OWN))),
    ("a merger that is only typed", merged(POST, who=SECOND, editors=MERGERS), (
        ("merged-without-right", "Merge", TYPED),)),
    ("a merger with the key", merged(POST, who=SECOND, key=SECOND, editors=MERGERS), ()),
    ("permissions deleted, then used", without_editors, (
        ("outside-district", "used", "乙 <b@example.invalid> edited district tt"),)),
    ("permissions given, then used", other_editors, ()),
    ("the main line merged into an old branch", turned(SECOND, THIRD, who=FIRST, months=3), (
        ("main-line-turned", "Turned", TURNED.format(n=1, who=FIRST, day="2026-03-02", others=2, on="2026-06-06")),)),
    ("the main line merged into a branch of three days", turned(SECOND, THIRD, who=FIRST), ()),
    ("a long branch of one person merged", turned(SECOND, SECOND, who=FIRST, months=3), ()),
    ("permissions passed by", turned(THIRD, SECOND, who=FIRST, rights=True), (
        ("main-line-turned", "Turned", TURNED.format(n=1, who=FIRST, day="2026-03-02", others=2, on="2026-03-06")),)),
)  # fmt: skip


def of_hands(repository: Repository) -> Sequence[AuditRow]:
    return [row for row in found(repository, effects=True) if row.check in OF_HANDS]


@pytest.mark.parametrize(("steps", "rows"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_hands(repository: Repository, steps: Steps, rows: tuple[tuple[str, str, str], ...]) -> None:
    steps(repository)
    subjects = {commit.hash: commit.subject for commit in repository.history().commits}
    there = of_hands(repository)
    assert {(row.check, subjects[row.commit or ""], EN(row.message)) for row in there} == set(rows)
    assert all(ZH(row.message) != EN(row.message) for row in there)


def test_in_chinese(repository: Repository) -> None:
    turned(SECOND, THIRD, who=FIRST, months=3)(repository)
    (row,) = of_hands(repository)
    assert ZH(row.message) == (
        "甲 <a@example.invalid> 的 1 次提交（最早的是 2026-03-02）成了主线，"
        "他人的 2 次提交反而于 2026-06-06 作为分支并入；这 1 次提交可能那时才进入登记册"
    )


@pytest.mark.parametrize(("key", "refused"), [
    (SECOND, None),
    (None, "no trusted key says that it is by 乙 <b@example.invalid>"),
    (FIRST, "no trusted key says that it is by 乙 <b@example.invalid>"),
    (THIRD, "no trusted key says that it is by 乙 <b@example.invalid>"),
])  # fmt: skip
def test_an_answer_is_signed(repository: Repository, key: str | None, refused: str | None) -> None:
    """Once keys are named, a typed name answers nothing."""
    keys(repository)
    commit = repository.commit({TALK_PATH: None}, "deleted", key=FIRST)
    finding = f"{{check: record-deleted, path: records/{TALK_PATH}, commit: {commit}}}"
    answer = f"answers:\n  - {{finding: {finding}, by: 王某, reason: 重复录入, on: 2026-03-05}}\n"
    repository.commit({"audit/answers.yml": answer}, "answered", who=SECOND, key=key)
    (row,) = (each for each in found(repository) if each.check == "record-deleted")
    told = (row.answered or {}).get("refused")
    assert row.is_open is (refused is not None)
    assert (EN(told) if isinstance(told, Text) else None) == refused


@pytest.mark.parametrize(("merged_on", "severity"), [("2026-03-04", "warning"), ("2026-06-04", "error")])
def test_older_than_the_keys_by_its_own_word(repository: Repository, merged_on: str, severity: str) -> None:
    """A branch that says it was written before keys were named, and came three days or three months later."""
    parted = repository.git("rev-parse", "HEAD")
    keys(repository)
    repository.git("checkout", "-q", "-b", "branch", parted)
    repository.commit({PERSON_PATH: POST}, "old", when="2026-03-01T10:00:30+08:00")
    repository.git("checkout", "-q", "main")
    repository.git(*repository.signing(SECOND), "merge", "-q", "--no-ff", "-m", "Merge", "branch", who=SECOND,
                   when=f"{merged_on}T10:00:00+08:00")  # fmt: skip
    (row,) = (each for each in found(repository, without="") if each.check == "unsigned-commit" and each.commit
              and each.commit.startswith(repository.git("rev-parse", "branch")))  # fmt: skip
    assert row.severity == severity
