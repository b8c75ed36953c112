"""The one thing that is written with git: a new repository with its first commit, in a folder of our own making.

Nothing but what we put there is in it. Of the user's and the system's settings those stay in force that say how commits
are signed; none that runs a program of its own, leaves files out or changes them.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from huifang.git_access.errors import GitTroubleError
from huifang.git_access.programs import git_answer, git_at, hiding, program, search_path
from huifang.git_access.settings import user_setting
from huifang.git_access.stage import hidden_variables
from huifang.texts import say

if TYPE_CHECKING:
    from pathlib import Path

BRANCH = "main"
SETTINGS = (
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.attributesFile=/dev/null", "core.excludesFile=/dev/null",
    "core.autocrlf=false", "core.safecrlf=false", "gc.auto=0", "maintenance.auto=false", "core.quotePath=false",
)  # fmt: skip


def known_author() -> str | None:
    """Who commits here, `NAME <MAIL>`, as far as the user has told git; None where not."""
    name, mail = user_setting("user.name"), user_setting("user.email")
    return f"{name} <{mail}>" if name and mail else None


def commit_first(folder: Path, author: tuple[str, str], message: str) -> None:
    """Make a folder a repository whose first commit, on `main`, holds all that is not ignored in it.

    `author` is name and mail. GitTroubleError, with what git said, where it cannot be made.
    """
    name, mail = (unicodedata.normalize("NFC", part) for part in author)
    who = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", name), ("EMAIL", mail))
    }
    _git(folder, who, "init", "--quiet", "--template=", f"--initial-branch={BRANCH}")
    _git(folder, who, "add", "--all")
    _git(folder, who, "commit", "--quiet", "--no-verify", f"--message={message}")


def _git(folder: Path, env: dict[str, str], *arguments: str) -> None:
    path = search_path(folder)
    config = [part for each in SETTINGS for part in ("-c", each)]
    command = [*hiding(hidden_variables(), path), program("git", path), "--no-pager", *config, *arguments]
    answer = git_answer(git_at(folder, path), command, {"PATH": path, "GIT_TERMINAL_PROMPT": "0", **env})
    if answer.code:
        lines = [line for line in answer.problem.splitlines() if line.strip()]
        raise GitTroubleError(
            say("git could not make the repository ({said}); nothing was written", said=lines[0] if lines else "")
        )
