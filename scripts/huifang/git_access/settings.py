"""Single settings, asked of git without a repository: one of a file, and which repositories are called safe."""

from __future__ import annotations

import os
from pathlib import Path

from huifang.git_access.programs import git_answer, git_at, program, search_path

NOWHERE = Path("/")


def setting(file: Path, name: str, top: Path | None) -> str | None:
    """One setting of one file, whatever that includes left out; None where it is not set or the file is none.

    No program inside the work tree `top` is asked.
    """
    if not file.is_file():
        return None
    found = _asked(top, "--file", str(file), "--no-includes", "--get", name)
    return found[-1] if found else None


def safe_directories(top: Path | None) -> list[str]:
    """What the user and the system call safe."""
    return _asked(top, "--type=path", "--get-all", "safe.directory")


def user_setting(name: str) -> str | None:
    """A setting of the user, or of the system; None where it is not set."""
    found = _asked(None, "--get", name)
    return found[-1] if found else None


def _asked(top: Path | None, *arguments: str) -> list[str]:
    """The values that git gives, in their order; what it cannot read says nothing."""
    path = search_path(top)
    command = [program("git", path), "config", "-z", *arguments]
    answer = git_answer(git_at(NOWHERE, path), command, {"PATH": path, "GIT_DIR": os.devnull})
    return answer.told.decode(errors="surrogateescape").split("\0")[:-1]
