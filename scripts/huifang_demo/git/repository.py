"""The repository itself: trees by fast-import, then every commit as it is to be, signed, in one pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from huifang.history.signers import ALLOWED_SIGNERS, SETTING
from huifang_demo.git.git import Git
from huifang_demo.git.objects import commit_name, commit_object, object_pack
from huifang_demo.git.trees import trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

BRANCH = "main"


class ToWrite(Protocol):
    """A commit as it is given; times are seconds since 1970, parents are numbers of commits before it."""

    @property
    def parents(self) -> tuple[int, ...]:
        """The first one is the line it stands on."""

    @property
    def author(self) -> str:
        """Name <mail>."""

    @property
    def authored(self) -> int:
        """When it was written."""

    @property
    def committer(self) -> str:
        """Name <mail>."""

    @property
    def committed(self) -> int:
        """When it was committed."""

    @property
    def message(self) -> str:
        """With its last line end."""

    @property
    def files(self) -> Mapping[str, bytes | None]:
        """What differs from the first parent; None: the file goes away."""

    @property
    def undoes(self) -> int | None:
        """The commit that it reverts, which its message names."""

    @property
    def key(self) -> str | None:
        """The name of the key that signs it."""

    @property
    def forged(self) -> bool:
        """Whether the signature is one of something else."""


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
