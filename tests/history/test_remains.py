"""What of an identity a repository holds: every branch, tag and stash; moved, renamed and broken files of names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from huifang.git_access import find
from huifang.history import CommitCount, IdentityTraces, RepositoryTraces
from huifang.register.identities import spellings
from tests.history.repositories import PERSON, Repository
from tests.sound import PERSON_PATH

CODE, NAME = "TT-0001", "示例一"
NAMES, OTHERS = "TT-0001: 示例一\nTT-0002: 示例二\n", "TT-0002: 示例二\n"
FILE = "identities/tt.yml"


def remains(repository: Repository, *names: str) -> IdentityTraces:
    return RepositoryTraces(find(repository.root)).remains(CODE, names)


def commits(repository: Repository) -> tuple[int, int, int]:
    """How many commits hold the identity, hold the name elsewhere; how many messages and names of refs."""
    left = remains(repository)
    return left.identity.commits, left.texts.commits, left.messages


def in_turn(*files: dict[str, str | None]) -> Callable[[Repository], object]:
    def steps(repository: Repository) -> None:
        for number, each in enumerate(files, start=1):
            repository.commit(each, str(number))

    return steps


def git(*calls: str) -> Callable[[Repository], object]:
    """Track the name in one commit, stop in the next; then calls of git."""

    def steps(repository: Repository) -> None:
        in_turn({FILE: NAMES}, {FILE: None})(repository)
        for call in calls:
            repository.git(*call.split())

    return steps


def on_branch(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "side")
    repository.commit({FILE: NAMES}, "side")
    repository.git("checkout", "-q", "main")


def brought_by_merge(repository: Repository) -> None:
    """The merge alone has the name: neither side did."""
    repository.git("checkout", "-q", "-b", "side")
    repository.commit({PERSON_PATH: PERSON.replace("科长", "主任")}, "side")
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "--no-commit", "side")
    repository.commit({FILE: NAMES}, "Merge")


def merged_away(repository: Repository) -> None:
    """One side tracked the name, the merge dropped it."""
    on_branch(repository)
    repository.git("merge", "-q", "--no-ff", "--no-commit", "side")
    repository.commit({FILE: None}, "Merge")


def stashed(repository: Repository) -> None:
    (repository.records / "identities").mkdir()
    (repository.records / FILE).write_text(NAMES, encoding="utf-8")
    repository.git("add", "-A")
    repository.git("stash", "-q")


def renamed_folder(repository: Repository) -> None:
    repository.commit({FILE: NAMES}, "1")
    repository.git("mv", "records", "register")
    repository.inside = "register"
    repository.commit({FILE: OTHERS}, "2")


HOLDS: tuple[tuple[str, Callable[[Repository], object], tuple[int, int, int]], ...] = (
    ("never tracked", in_turn({"README.md": "x"}), (0, 0, 0)),
    ("another code", in_turn({FILE: OTHERS}), (0, 0, 0)),
    ("a longer code", in_turn({FILE: "TT-00011: 示例三\nXTT-0001: 示例四\n"}), (0, 0, 0)),
    ("a code without a name", in_turn({FILE: "TT-0001:\nTT-0002: 示例二\n"}), (0, 0, 0)),
    ("until it was taken out", in_turn({FILE: NAMES}, {PERSON_PATH: f"{PERSON}文"}, {FILE: OTHERS}), (2, 0, 0)),
    ("until the file was deleted", in_turn({FILE: NAMES}, {FILE: None}), (1, 0, 0)),
    ("still there", in_turn({FILE: NAMES}, {"README.md": "x"}), (2, 0, 0)),
    ("came twice", in_turn({FILE: NAMES}, {FILE: OTHERS}, {FILE: NAMES}), (2, 0, 0)),
    ("in two files", in_turn({FILE: NAMES}, {"identities/uu.yml": NAMES, FILE: OTHERS}), (2, 0, 0)),
    ("the file was renamed", in_turn({FILE: NAMES}, {FILE: None, "identities/uu.yml": NAMES}), (2, 0, 0)),
    ("the register was renamed", renamed_folder, (1, 0, 0)),
    ("a folder below it", in_turn({"identities/old/tt.yml": NAMES}), (1, 0, 0)),
    ("another suffix", in_turn({"identities/tt.yaml": NAMES}), (1, 0, 0)),
    ("in quotes, in braces", in_turn({FILE: "{\"TT-0001\": '示例一'}"}), (1, 0, 0)),
    ("another spelling of the key", in_turn({FILE: '"TT\\u002d0001": 示例一\n'}), (0, 0, 0)),
    ("broken", in_turn({FILE: "TT-0001: 示例一\n: : :\n- x\n"}), (1, 0, 0)),
    ("a conflict", in_turn({FILE: f"<<<<<<< a\n{OTHERS}=======\n{NAMES}>>>>>>> b\n"}), (1, 0, 0)),
    ("a full-width colon", in_turn({FILE: "TT-0001：示例一\n"}), (1, 0, 0)),
    ("in a comment", in_turn({FILE: "# TT-0001: 示例一\nTT-0002: 示例二\n"}), (1, 0, 0)),
    ("a comment without the code", in_turn({FILE: NAMES}, {FILE: f"# 示例一 已调走\n{OTHERS}"}), (1, 1, 0)),
    ("somebody of that name", in_turn({FILE: NAMES}, {FILE: "TT-0003: 示例一\n"}), (1, 0, 0)),
    ("the name in a text", in_turn({FILE: NAMES}, {FILE: None, PERSON_PATH: f"{PERSON}示例一。\n"}), (1, 1, 0)),
    ("with spaces", in_turn({FILE: NAMES}, {FILE: None, PERSON_PATH: f"{PERSON}示例\u3000一\n"}), (1, 1, 0)),
    ("an earlier spelling", in_turn({FILE: "TT-0001: 甲乙\n"}, {FILE: NAMES, "notes.txt": "甲乙"}), (2, 1, 0)),
    ("a file named so", in_turn({FILE: NAMES}, {FILE: None, "示例一.txt": "x"}), (1, 1, 0)),
    ("another branch", on_branch, (1, 0, 0)),
    ("brought by a merge", brought_by_merge, (1, 0, 0)),
    ("dropped by a merge", merged_away, (1, 0, 0)),
    ("a stash", stashed, (2, 0, 0)),
    ("a tag alone", git("tag old HEAD~1", "reset -q --hard HEAD~2"), (1, 0, 0)),
    ("a detached head", git("checkout -q --detach HEAD~1", "branch -f main HEAD~1"), (1, 0, 0)),
    ("a message", lambda made: (git()(made), made.commit(message="示例一的谈话")), (1, 0, 1)),
    ("a tag's message", git("tag -a -m 示例一 v1"), (1, 0, 1)),
    ("a branch's name", git("branch 示例一"), (1, 0, 1)),
    ("a note", git("notes add -m 示例一 HEAD"), (1, 1, 0)),
)  # fmt: skip


@pytest.mark.parametrize(("steps", "counts"), [row[1:] for row in HOLDS], ids=[row[0] for row in HOLDS])
def test_commits(repository: Repository, steps: Callable[[Repository], object], counts: tuple[int, int, int]) -> None:
    steps(repository)
    assert commits(repository) == counts


def test_every_commit_is_asked_as_git_would(repository: Repository) -> None:
    """The count is that of asking each commit for its file."""
    for steps in (on_branch, in_turn({FILE: NAMES}, {FILE: OTHERS}), merged_away_later):
        steps(repository)
    held = 0
    for commit in repository.git("rev-list", "--all").split():
        files = repository.git("ls-tree", "-r", "--name-only", commit).split()
        held += any(each.endswith("tt.yml") and NAME in repository.git("show", f"{commit}:{each}") for each in files
                    if "identities" in each)  # fmt: skip
    assert commits(repository)[0] == held > 0


def merged_away_later(repository: Repository) -> None:
    repository.git("merge", "-q", "--no-ff", "-s", "ours", "side")
    repository.commit({PERSON_PATH: f"{PERSON}文"}, "later")


def test_only_the_reflog_leads_there(repository: Repository) -> None:
    git("reset -q --hard HEAD~2")(repository)
    old = repository.git("rev-parse", "HEAD@{2}")
    assert remains(repository).identity == CommitCount(0, 1, old, old, (f"records/{FILE}",))
    repository.git("reflog", "expire", "--expire=now", "--all")
    assert not remains(repository)


def test_told(repository: Repository) -> None:
    first = repository.commit({FILE: NAMES}, "1")
    last = repository.commit({FILE: NAMES.replace("二", "三")}, "2")
    repository.commit({FILE: None}, "3")
    left = remains(repository)
    assert left.identity == CommitCount(2, 0, first, last, (f"records/{FILE}",))
    assert (left.commits, left.names, left.known, bool(left)) == (4, (NAME,), True, True)


@pytest.mark.parametrize(("names", "paths"), [((), ()), ((NAME,), (f"records/{PERSON_PATH}",))])
def test_name_known_from_elsewhere(repository: Repository, names: tuple[str, ...], paths: tuple[str, ...]) -> None:
    """The clone of names knows it, the common repository never did; a text there has it all the same."""
    repository.commit({PERSON_PATH: f"{PERSON}示例一。\n"}, "1")
    found = remains(repository, *names)
    assert (found.texts.paths, bool(found)) == (paths, bool(paths))


@pytest.mark.parametrize(("code", "known"), [("TT-0001", True), ("TT-0009", False)])
def test_whether_somebody_knows_the_code(repository: Repository, code: str, *, known: bool) -> None:
    assert RepositoryTraces(find(repository.root)).remains(code).known is known


def test_no_commit_yet(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.git("init", "-q")
    assert remains(made) == IdentityTraces(0, CommitCount(), CommitCount(), 0, (), known=False)


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
def test_other_encodings(repository: Repository, encoding: str) -> None:
    (repository.records / "identities").mkdir()
    (repository.records / FILE).write_bytes(f"TT-0002: 示例甲\n{NAMES}".encode(encoding))
    repository.commit(message="1")
    assert commits(repository) == (1, 0, 0)


SPELLED = (  # what stands there, how it spells the name
    ("", None),
    ("TT-0002: 甲乙", None),
    ("TT-0001: 甲乙  # 原名 丙丁", ("甲乙",)),
    ("TT-0001: {name: 甲乙, unit: tt-unit}", ("甲乙",)),
    ("TT-0001: '甲乙'\n# TT-0001: 丙丁", ("甲乙", "丙丁")),
    ("TT-0001: 甲", ()),
    ('x: [\nTT-0001: "甲乙"', ("甲乙",)),
)  # fmt: skip


@pytest.mark.parametrize(("text", "names"), SPELLED)
def test_spellings(text: str, names: tuple[str, ...] | None) -> None:
    assert spellings(text, CODE) == names
