"""The repository itself: trees by fast-import, then every commit as it is to be, signed, in one pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.git_access.signers import ALLOWED_SIGNERS, SETTING
from huifang_demo.git.git import Git
from huifang_demo.git.objects import commit_name, commit_object, object_pack
from huifang_demo.git.trees import trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from huifang_demo.git.given import ToWrite

BRANCH = "main"


def write_history(folder: Path, commits: Iterable[ToWrite], progress: Callable[[int], None] | None = None) -> str:
    """Make the folder a repository with these commits, the last one checked out; its hash.

    NoProgramError without git, NoCryptographyError where a commit is to be signed and cannot, OSError where git fails.
    """
    git = Git(folder.resolve())
    git.run("init", "--quiet", "--template=", f"--initial-branch={BRANCH}")
    git.run("config", SETTING, ALLOWED_SIGNERS)  # so that `git log --show-signature` knows the keys
    given = list(commits)
    found = trees(git, given, progress)
    tip = _committed(git, given, found)
    git.run("-c", "core.logAllRefUpdates=false", "update-ref", f"refs/heads/{BRANCH}", tip)
    git.run("repack", "-a", "-d", "--quiet")  # what nothing leads to is left out, and the old packs go
    git.run("read-tree", "-m", "-u", "HEAD")
    return tip


def _committed(git: Git, given: Sequence[ToWrite], trees: Sequence[str]) -> str:
    """Put every commit beside its tree; the hash of the last one."""
    hashes: list[str] = []  # in their order: a parent, or what a revert names, has its hash by then
    made = []
    for each, tree in zip(given, trees, strict=True):
        made.append(commit_object(each, tree, hashes))
        hashes.append(commit_name(made[-1]))
    git.run("index-pack", "--stdin", given=object_pack(made))
    return hashes[-1]
