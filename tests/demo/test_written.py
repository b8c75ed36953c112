"""The demonstration's history as a real repository: its files, its commits, its signatures, and what the audit says."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from huifang.git_access import GitPlace, dirty, find, signers_of
from huifang.history import History, read_history
from huifang.history.audit import Audited, audit_rows
from huifang.history.record_diff import PATH, UNREADABLE
from huifang.lists import Lists
from huifang.policy import load_policy, words_of
from huifang.register import FolderTree, load
from huifang_demo import demo_files, past_commits, written_beside
from huifang_demo.git import NoProgramError, PublicKeys, write_history
from huifang_demo.rates import DAY
from huifang_demo.timeline import PastCommit
from tests.sound import POLICY_BYTES, sample_policy

AUDIT = {"audit/allowed_signers", "audit/editors.yml"}
PEOPLE, EDITORS = 60, 40
FOUND = {  # by the audit of such a history; what the other checks look for, it does not do
    "audit-rules-changed", "bad-signature", "changed-after-filing", "contact-date-changed", "dates-backwards",
    "direct-push", "frees-somebody", "measure-date-changed", "missed-duty-closed",
    "measure-removed", "opinion-rewritten", "record-deleted", "recorded-late", "same-reviewer", "signed-by-another",
    "unreadable-revision", "unsigned-commit", "untrusted-signature",
}  # fmt: skip
UNDONE = re.compile(r"^This reverts commit ([0-9a-f]{40})\.$", re.MULTILINE)


def commits(people: int, seed: int = 1, editors: int = EDITORS) -> list[PastCommit]:
    """The commits with real keys."""
    return list(past_commits(people, seed, sample_policy(), POLICY_BYTES, editors, PublicKeys()))


def plain(people: int) -> dict[str, bytes]:
    """The files of the plain demonstration."""
    return POLICY_BYTES | {path: text.encode() for path, text in demo_files(people, 1, sample_policy())}


def on_disk(folder: Path) -> dict[str, bytes]:
    """The files of a work tree."""
    paths = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def git(folder: Path, *arguments: str) -> str:
    """What git says without anybody's settings."""
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *arguments], cwd=folder, env=env, check=True, capture_output=True)
    return (done.stdout + done.stderr).decode().strip()


@dataclass
class Demo:
    """A demonstration with its history, read once."""

    folder: Path
    tip: str

    @cached_property
    def place(self) -> GitPlace:
        """Where it lies."""
        return find(self.folder)

    @cached_property
    def history(self) -> History:
        """Its history."""
        return read_history(self.place, signers_of(self.place, FolderTree(self.folder)))

    @cached_property
    def lists(self) -> Lists:
        """What is computed for it on its day."""
        policy = load_policy(FolderTree(self.folder), {})
        return Lists(load([FolderTree(self.folder)], words_of(policy)), policy, DAY)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    return Demo(folder, write_history(folder, commits(PEOPLE)))


def test_its_files_are_those_of_the_plain_one(demo: Demo) -> None:
    found, expected = on_disk(demo.folder), plain(PEOPLE)
    assert {path for path in found if path not in expected} == AUDIT
    assert {path: found.get(path) for path in expected} == expected
    assert git(demo.folder, "ls-files").split() == sorted(found)
    assert (demo.place.inside, dirty(demo.place)) == ("", False)
    assert git(demo.folder, "status", "--porcelain", "--branch", "--ignored") == "## main"


def test_it_has_no_errors(demo: Demo) -> None:
    assert [finding for finding in demo.lists.findings if finding.severity == "error"] == []


def test_history_tells_what_happened(demo: Demo) -> None:
    history = demo.history
    fields = Counter(change.field for change in history.changes())
    assert {commit.signed for commit in history.commits} == {"good", "untrusted", "bad", "none"}
    assert len({commit.author for commit in history.commits}) == EDITORS
    assert max(each.day for each in history.commits) == DAY
    assert len([commit for commit in history.commits if commit.is_merge]) > len(history.commits) / 5
    assert history.mainline[-1].hash == demo.tip
    assert fields[PATH] >= 3
    assert fields[UNREADABLE] >= 3


def test_merges_do_nothing_of_their_own(demo: Demo) -> None:
    assert [change for change in demo.history.changes() if change.commit.is_merge] == []


def test_reverts_name_real_commits(demo: Demo) -> None:
    messages = git(demo.folder, "log", "--format=%H%n%B%x00", "--grep=^This reverts commit").split("\0")
    pairs = [(text.split()[0], UNDONE.findall(text)) for text in messages if text.strip()]
    numbers, files = demo.history.numbers, demo.history.files
    assert len(pairs) >= 3
    for revert, (undone,) in pairs:
        there = sorted((path, new, old) for path, old, new in files[numbers[undone]])
        assert sorted(files[numbers[revert]]) == there


def test_the_audit_has_something_to_say(demo: Demo) -> None:
    audited = Audited(demo.history, demo.lists, FolderTree(demo.folder))
    rows = audit_rows(audited)
    assert {row.check for row in rows} == FOUND
    assert audited.problems == []


def test_git_verifies_what_is_signed(demo: Demo) -> None:
    signed = next(commit for commit in demo.history.commits if commit.signed == "good")
    assert 'Good "git" signature for editor' in git(demo.folder, "verify-commit", signed.hash)


def test_nothing_is_left_of_the_scaffolding(demo: Demo) -> None:
    objects = git(demo.folder, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)").splitlines()
    assert objects.count("commit") == len(demo.history.commits)
    assert git(demo.folder, "fsck", "--strict", "--unreachable", "--no-reflogs") == ""
    assert git(demo.folder, "for-each-ref", "--format=%(refname)") == "refs/heads/main"
    there = {path.name for path in (demo.folder / ".git").iterdir() if not path.is_dir() or any(path.iterdir())}
    assert there == {"HEAD", "config", "index", "info", "objects", "refs"}


def test_the_same_seed_gives_the_same_commits_whatever_git_is_set_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    for folder in (first, second, third):
        folder.mkdir()
    tip = write_history(first, commits(4))
    hook = tmp_path / "template" / "hooks" / "post-checkout"
    hook.parent.mkdir(parents=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    settings = f"[init]\ntemplateDir = {hook.parents[1]}\n[core]\nautocrlf = true\n[commit]\ngpgsign = true\n"
    (tmp_path / "gitconfig").write_text(settings, encoding="utf-8")
    for name, value in (
        ("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig")), ("GIT_DIR", str(first / ".git")),
        ("GIT_INDEX_FILE", str(tmp_path / "index")), ("GIT_DEFAULT_HASH", "sha256"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    assert write_history(second, commits(4)) == tip
    assert write_history(third, commits(4, seed=2)) != tip
    assert not (tmp_path / "ran").exists()
    assert (second / "register.yml").read_bytes() == (first / "register.yml").read_bytes()


@pytest.mark.parametrize("problem", [KeyboardInterrupt, OSError])
def test_half_a_history_never_stands_there(tmp_path: Path, problem: type[BaseException]) -> None:
    def broken() -> object:
        yield from commits(4)[:20]
        raise problem

    with pytest.raises(problem), written_beside(tmp_path / "demo") as beside:
        write_history(beside, broken())  # type: ignore[arg-type] # commits, as far as they go
    assert list(tmp_path.iterdir()) == []


def test_what_git_refuses_is_an_error(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("no repository", encoding="utf-8")
    with pytest.raises(OSError, match="git ended with"):
        write_history(tmp_path, commits(1))


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoProgramError):
        write_history(tmp_path, [])


@pytest.mark.slow
def test_twenty_thousand_commits(tmp_path: Path) -> None:
    begun = time.monotonic()
    given = commits(2000, editors=200)
    told = time.monotonic() - begun
    write_history(tmp_path, given)
    took = time.monotonic() - begun
    size = sum(path.stat().st_size for path in (tmp_path / ".git").rglob("*"))
    sys.stderr.write(f"\n{len(given)} commits: {took:.1f} s ({told:.1f} s of it told), {size / 1e6:.0f} MB\n")
    assert len(given) >= 20_000
    assert len({each.author for each in given}) == 200
    assert {path: text for path, text in on_disk(tmp_path).items() if path not in AUDIT} == plain(2000)
