"""`--at`: records and policy of a commit; a day means its last commit on the first-parent line at UTC+8."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.commands.running import Command
from tests.history.repositories import PERSON, TALK
from tests.sound import ONE, put

STEPS = (  # committed at (UTC+8), decided by then, the person's post
    ("2026-03-01T10:00:00+08:00", "first"),
    ("2026-03-05T23:59:59+08:00", "second"),
    ("2026-03-06T00:00:01+08:00", "third"),
    ("2026-03-09T17:30:00+00:00", "fourth"),  # 01:30 of the next day at UTC+8
)


def git(folder: Path, *arguments: str, when: str = "2026-03-01T10:00:00+08:00") -> str:
    names = ("GIT_AUTHOR", "GIT_COMMITTER")
    who = {
        f"{name}_{key}": value for name in names for key, value in (("NAME", "示例"), ("EMAIL", "a@example.invalid"))
    }
    days = {f"{name}_DATE": when for name in names}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **who, **days, **alone}, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with four commits, each with another post of the person."""
    root = tmp_path / "office"
    put(root / "records", ONE)
    git(root, "init", "-q", "-b", "main")
    for when, post in STEPS:
        put(root / "records", {"people/tt/TT-0001/person.md": PERSON.replace("post: 科长", f"post: {post}")})
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", post, when=when)
    git(root, "tag", "kept", "HEAD~2")
    return root


def post_at(huifang: Command, folder: Path, *at: str) -> object:
    answer = huifang("show", "TT-0001", "--records", folder, "--format", "json", *at)
    return answer.data["person"]["post"] if answer.code == 0 else answer.code


DAYS = (  # what is typed, the post as it stood, or the exit code
    ("2026-02-28", 2),
    ("2026-03-01", "first"),
    ("2026-03-04", "first"),
    ("2026-03-05", "second"),
    ("2026-03-06", "third"),
    ("2026-03-09", "third"),
    ("2026-03-10", "fourth"),
    ("2030-01-01", "fourth"),
    ("2026-02-30", 2),
    ("HEAD", "fourth"),
    ("HEAD~1", "third"),
    ("main~3", "first"),
    ("kept", "second"),
    ("nonsense", 2),
    ("--all", 2),
    ("HEAD:records", 2),
    ("", 2),
)


@pytest.mark.parametrize(("typed", "found"), DAYS)
def test_at(huifang: Command, repository: Path, typed: str, found: object) -> None:
    assert post_at(huifang, repository / "records", f"--at={typed}") == found


@pytest.mark.parametrize(("day", "count"), [("2026-03-04", 1), ("2026-03-11", 1), ("2026-03-12", 2)])
def test_what_came_by_a_merge_counts_from_the_merge(huifang: Command, repository: Path, day: str, count: int) -> None:
    """A commit of a side branch is not yet on the first-parent line, whatever its own day."""
    git(repository, "checkout", "-q", "-b", "side", "HEAD~3")
    put(repository / "records", {"people/tt/TT-0001/2026-02-11-talk.md": TALK.replace("02-10", "02-11")})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "side", when="2026-03-03T10:00:00+08:00")
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "-m", "merge", "side", when="2026-03-12T10:00:00+08:00")
    assert talks(huifang, repository / "records", day) == count


def talks(huifang: Command, folder: Path, day: str) -> int:
    return len(huifang("show", "TT-0001", "--records", folder, "--format", "json", "--at", day).data["visits"])


def test_at_and_as_of_are_independent(huifang: Command, repository: Path) -> None:
    data = huifang(
        "due", "--records", repository / "records", "--format", "json", "--at", "2026-03-01", "--as-of", "2026-12-01"
    ).data
    assert data["as_of"] == "2026-12-01"
    assert data["revision"] == git(repository, "rev-parse", "HEAD~3")


def test_the_work_tree_is_dirty_and_a_commit_is_not(huifang: Command, repository: Path) -> None:
    folder = repository / "records"
    before = huifang("due", "--records", folder, "--format", "json").data
    put(folder, {"people/tt/TT-0001/2026-05-05-talk.md": TALK.replace("2026-02-10", "2026-05-05")})
    after = huifang("due", "--records", folder, "--format", "json").data
    then = huifang("due", "--records", folder, "--format", "json", "--at", "HEAD").data
    assert [each["dirty"] for each in (before, after, then)] == [False, True, False]
    assert {each["revision"] for each in (before, after, then)} == {git(repository, "rev-parse", "HEAD")}


@pytest.mark.parametrize(("typed", "changed"), [((), True), (("--at", "HEAD"), False)], ids=["work tree", "commit"])
def test_policy_is_that_of_the_commit(
    huifang: Command, repository: Path, typed: tuple[str, ...], *, changed: bool
) -> None:
    asked = ("due", "--records", repository / "records", "--format", "json")
    old = huifang(*asked).data["policy_version"]
    rules = repository / "records/policy/measures.yml"
    rules.write_text(rules.read_text(encoding="utf-8").replace(f'version: "{old}"', 'version: "new"'), encoding="utf-8")
    assert huifang(*asked, *typed).data["policy_version"] == ("new" if changed else old)


def test_nothing_is_checked_out(huifang: Command, repository: Path) -> None:
    huifang("due", "--records", repository / "records", "--at", "HEAD~3")
    assert git(repository, "status", "--porcelain") == ""
    assert git(repository, "rev-parse", "--abbrev-ref", "HEAD") == "main"


def test_a_register_that_is_the_repository(huifang: Command, tmp_path: Path) -> None:
    root = put(tmp_path / "register", ONE)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "all")
    assert post_at(huifang, root, "--at", "HEAD") == "科长"
    git(tmp_path, "clone", "-q", "--bare", str(root), "bare.git")
    assert post_at(huifang, tmp_path / "bare.git") == "科长"


def test_before_the_first_commit_the_folder_is_read(huifang: Command, tmp_path: Path) -> None:
    root = put(tmp_path / "register", ONE)
    git(root, "init", "-q", "-b", "main")
    data = huifang("due", "--records", root, "--format", "json").data
    assert (data["revision"], data["dirty"]) == (None, True)
    assert post_at(huifang, root, "--at", "HEAD") == 2


@pytest.mark.parametrize(("typed", "found"), [("9999-12-31", "fourth"), ("0001-01-01", 2)])
def test_first_and_last_day(huifang: Command, repository: Path, typed: str, found: object) -> None:
    assert post_at(huifang, repository / "records", "--at", typed) == found


def test_bare_with_the_register_deep_inside(huifang: Command, repository: Path, tmp_path: Path) -> None:
    """The only folder with rules is it, wherever it lies; with two of them, or none, it is said."""
    (repository / "reg").mkdir()
    git(repository, "mv", "records", "reg/records")
    git(repository, "commit", "-q", "-m", "deep", when="2026-03-12T10:00:00+08:00")
    git(tmp_path, "clone", "-q", "--bare", str(repository), "bare.git")
    assert post_at(huifang, tmp_path / "bare.git") == "fourth"
    assert post_at(huifang, tmp_path / "bare.git", "--at", "2026-03-05") == "second"
    history = huifang("history", "TT-0001", "--records", tmp_path / "bare.git", "--format", "json")
    assert len(history.data["rows"]) == 6
    put(repository / "other", ONE)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "two")
    git(tmp_path, "clone", "-q", "--bare", str(repository), "two.git")
    answer = huifang("due", "--records", tmp_path / "two.git", "--lang", "en")
    assert (answer.code, "no register was found in this bare repository" in answer.err) == (3, True)


OF_SOMEBODY_ELSE = (  # what is typed, the exit code
    ("due", 0),
    ("due --at HEAD", 3),
    ("history", 3),
    ("audit", 3),
    ("compare HEAD", 3),
    ("audit pack --person TT-0001 --until 2026-03-09", 3),
)


@pytest.mark.parametrize(("typed", "code"), OF_SOMEBODY_ELSE)
def test_the_repository_of_somebody_else(
    huifang: Command, repository: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    """Git refuses it: the past cannot be told, and the way out is; the work tree is read all the same."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    given = ("--records", repository / "records", "--lang", "en")
    answer = huifang(*typed.split(), *given)
    assert (answer.code, "git config --global --add safe.directory" in answer.err) == (code, True), answer.err
    assert huifang("due", *given, "--format", "json").data["revision"] is None


STATES = (  # what is done with git, in which folder the register is asked for, what is typed, the post as it stood
    ("clone -q --bare . ../bare.git", "../bare.git", (), "fourth"),
    ("clone -q --bare . ../bare.git", "../bare.git", ("--at", "2026-03-05"), "second"),
    ("clone -q --bare . ../bare.git", "../bare.git", ("--at", "HEAD~1"), "third"),
    ("clone -q --bare . ../bare.git", "../bare.git", ("--at", "nonsense"), 2),
    ("branch 2026-03-05 HEAD~3", "records", ("--at", "2026-03-05"), "second"),  # a branch named like a day
    ("config log.showSignature true", "records", ("--at", "2026-03-05"), "second"),
    ("checkout -q HEAD~2", "records", (), "second"),
    ("checkout -q HEAD~2", "records", ("--at", "main"), "fourth"),
)


@pytest.mark.parametrize(("done", "folder", "typed", "found"), STATES)
def test_whatever_git_is_in(
    huifang: Command, repository: Path, done: str, folder: str, typed: tuple[str, ...], found: object
) -> None:
    git(repository, *done.split())
    assert post_at(huifang, repository / folder, *typed) == found


@pytest.mark.parametrize(
    ("folder", "typed", "english", "chinese"),
    [
        ("office/records", "2026-02-30", "not in the calendar", "日历"),
        ("shallow/records", "2026-03-01", "git fetch --unshallow", "git fetch --unshallow"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_cannot_be_told_is_said(
    huifang: Command, repository: Path, folder: str, typed: str, english: str, chinese: str, lang: str
) -> None:
    git(repository.parent, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    answer = huifang("eligible", "--records", repository.parent / folder, "--at", typed, "--lang", lang)
    assert (answer.code, {"en": english, "zh": chinese}[lang] in answer.err) == (2, True), answer.err
