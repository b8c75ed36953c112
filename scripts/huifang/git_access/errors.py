"""Why Git is not asked, or could not answer: every error carries its sentence for a person."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from huifang.texts import ToldError, say

if TYPE_CHECKING:
    from pathlib import Path

    from huifang.texts import Text


class NoGitError(Exception):
    """The register lies in no Git repository."""


class GitTroubleError(ToldError):
    """There is a repository, and it cannot be asked; `message` says why, and what to do."""


class OwnerError(GitTroubleError):
    """The repository belongs to another user."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            say(
                "the Git repository {folder} belongs to another user, so git does not read it; "
                "if you trust it: git config --global --add safe.directory {quoted}",
                folder=str(folder),
                quoted=shlex.quote(str(folder)),
            )
        )


class BrokenError(GitTroubleError):
    """What lies there is no repository that can be asked."""


class UnansweredError(GitTroubleError):
    """Git gave up: an object is missing or damaged, or something else of the repository is."""

    def __init__(self, folder: Path, said: str | Text, *, elsewhere: bool = False) -> None:
        message = say(
            "git cannot read all of the repository {folder} ({said}); nothing is fetched: clone it anew and whole, "
            "without --filter, or look with `git fsck`",
            folder=str(folder),
            said=said,
        )
        if elsewhere:
            message = say(
                "git cannot read all of the repository {folder} ({said}); it leaves objects to another repository, "
                "which is not read: `git repack -a -d`, then delete objects/info/alternates",
                folder=str(folder),
                said=said,
            )
        super().__init__(message)


class RevisionError(Exception):
    """No such revision; the text as it came is the argument."""


class CalendarError(RevisionError):
    """What looks like a day is none."""


class ShallowError(Exception):
    """The clone holds only a part of the history, so nothing can be said of it."""
