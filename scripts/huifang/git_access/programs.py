"""The programs that may run: git, and what it asks for signatures, found on PATH by ourselves; and how git is started.

A folder of PATH that is not absolute depends on where somebody stands, and one inside the work tree is part of what is
read: neither may name a program.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.errors import GitTroubleError
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from git import Git

PROGRAM = "GIT_PYTHON_GIT_EXECUTABLE"  # GitPython starts git once when it is imported
NO_GIT = say("git is not installed, or not on PATH, so the repository cannot be asked; install git 2.38 or newer")


class GitAnswer(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    told: bytes
    problem: str


def search_path(avoided: Path | None = None) -> str:
    """PATH without folders that are not absolute, and without those inside a folder."""
    given = (Path(part) for part in os.environ.get("PATH", os.defpath).split(os.pathsep) if part)
    kept = (each for each in given if each.is_absolute())
    return os.pathsep.join(str(each) for each in kept if avoided is None or not each.resolve().is_relative_to(avoided))


def program(name: str, path: str) -> str:
    """A program by its whole name; GitTroubleError where there is none."""
    found = shutil.which(name, path=path)
    if found is None:
        raise GitTroubleError(NO_GIT)
    return found


def git_at(folder: Path, path: str) -> Git:
    """GitPython's way to start git in a folder."""
    with _named(program("git", path)):
        from git import Git  # noqa: PLC0415 - git is imported when it is used
    return Git(str(folder))


def hiding(names: Iterable[str], path: str) -> list[str]:
    """How a command begins that may not see these variables: GitPython adds to an environment, never takes away."""
    hidden = [part for name in names for part in ("-u", name)]
    return [program("env", path), *hidden] if hidden else []


def git_answer(git: Git, command: Sequence[str], env: Mapping[str, str]) -> GitAnswer:
    """What a command prints, byte by byte, and whether it failed."""
    code, told, problem = git.execute(
        command, with_extended_output=True, with_exceptions=False, stdout_as_string=False,
        strip_newline_in_stdout=False, env=env, shell=False,
    )  # fmt: skip
    return GitAnswer(code, bytes(told), problem)


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Where GitPython finds git, while it is imported for the first time."""
    if "git" in sys.modules:
        yield
        return
    before = os.environ.get(PROGRAM)
    os.environ[PROGRAM] = path
    try:
        yield
    finally:
        if before is None:
            del os.environ[PROGRAM]
        else:
            os.environ[PROGRAM] = before
