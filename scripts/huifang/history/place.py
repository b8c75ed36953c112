"""The Git repository a register lies in: its commit, whether the work tree differs, and which commit a day means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from git import Git

UTC8 = timezone(timedelta(hours=8))
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class NoGitError(Exception):
    """The register lies in no Git repository."""


class RevisionError(Exception):
    """No such revision; the text as it came is the argument."""


@dataclass(frozen=True, slots=True)
class GitPlace:
    """A repository and the register's folder inside it (`""` where the repository is the register)."""

    git: Git
    inside: str
    bare: bool

    def head(self) -> str | None:
        """The commit that is checked out; None before the first one."""
        return self._resolve("HEAD")

    def dirty(self) -> bool | None:
        """Whether files of the register differ from that commit (ignored ones left out); None in a bare repository."""
        if self.bare:
            return None
        return bool(self.git.status("--porcelain", "--untracked-files=all", "--", self.inside or "."))

    def revision(self, text: str) -> str:
        """The commit that `--at` means: a day (always, if it looks like one) or a revision; RevisionError for none."""
        found = self._on(text) if DAY.fullmatch(text) else self._resolve(text)
        if found is None:
            raise RevisionError(text)
        return found

    def _on(self, text: str) -> str | None:
        """The newest commit of HEAD's first-parent line committed not after 24:00 of that day at UTC+8."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        end = datetime.combine(day + timedelta(days=1), time(), UTC8).timestamp()
        if self.head() is None:
            return None
        for line in self.git.log("--first-parent", "--format=%H %ct", "HEAD", "--").splitlines():
            commit, _, seconds = line.partition(" ")
            if int(seconds) <= end:
                return str(commit)
        return None

    def _resolve(self, text: str) -> str | None:
        from git.exc import GitCommandError  # noqa: PLC0415 - git is imported when it is used

        try:
            return str(self.git.rev_parse("--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}"))
        except GitCommandError:
            return None


def find(folder: Path) -> GitPlace:
    """The repository `folder` lies in, bare ones too; NoGitError where there is none or no git."""
    try:
        from git import Git  # noqa: PLC0415 - as above
        from git.exc import GitCommandError, GitCommandNotFound  # noqa: PLC0415
    except ImportError as problem:  # GitPython looks for the program when it is imported
        raise NoGitError(str(folder)) from problem
    git = Git(str(folder))
    try:
        bare = git.rev_parse("--is-bare-repository") == "true"
        inside = "" if bare else git.rev_parse("--show-prefix").rstrip("/")
    except (GitCommandError, GitCommandNotFound) as problem:
        raise NoGitError(str(folder)) from problem
    root = git if bare else Git(git.rev_parse("--show-toplevel"))
    return GitPlace(root, inside, bare)
