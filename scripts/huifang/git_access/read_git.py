"""Every question to git goes through here: GitPython starts it in a git directory of our own (see `stage`)."""

from __future__ import annotations

import os
import shutil
from subprocess import PIPE
from typing import TYPE_CHECKING
from weakref import finalize

from huifang.git_access.errors import UnansweredError
from huifang.git_access.programs import git_answer, git_at, hiding, program, search_path
from huifang.git_access.stage import staged

if TYPE_CHECKING:
    from git import Git

    from huifang.git_access.programs import GitAnswer
    from huifang.git_access.stage import Stage
    from huifang.git_access.whereabouts import Whereabouts


class ReadGit:
    """Questions about one repository; nothing in it decides what runs, and nothing is written."""

    def __init__(self, where: Whereabouts) -> None:
        self.where = where
        self._path = search_path(where.top)
        self._program = program("git", self._path)
        self._stage = staged(where, self._path)
        self.close = finalize(self, _remove, self._stage, os.getpid())
        self._git = git_at(where.top or self._stage.folder, self._path)

    def output(self, *arguments: str, config: tuple[str, ...] = ()) -> bytes:
        """What a command prints, byte by byte; UnansweredError where it fails."""
        said = self._said(*arguments, config=config)
        if said.code:
            raise self._unanswered(said.problem)
        return said.told

    def found(self, *arguments: str) -> bytes | None:
        """What a command prints that asks for what may not be there; None where it is not."""
        said = self._said(*arguments)
        return None if said.code else said.told

    def started(self, *arguments: str, config: tuple[str, ...] = ()) -> Git.AutoInterrupt:
        """A command that is asked through its stdin."""
        return self._git.execute(
            self._command(arguments, config), as_process=True, istream=PIPE, env=self._stage.env, shell=False
        )

    def _said(self, *arguments: str, config: tuple[str, ...] = ()) -> GitAnswer:
        return git_answer(self._git, self._command(arguments, config), self._stage.env)

    def _command(self, arguments: tuple[str, ...], config: tuple[str, ...]) -> list[str]:
        alone = hiding(self._stage.hidden, self._path)
        return [*alone, self._program, "--no-pager", *(part for each in config for part in ("-c", each)), *arguments]

    def _unanswered(self, problem: str) -> UnansweredError:
        where = self.where
        lines = [line for line in problem.replace(str(self._stage.folder), str(where.data)).splitlines() if line]
        return UnansweredError(where.top or where.data, lines[0] if lines else "", elsewhere=where.lends)


def _remove(stage: Stage, maker: int) -> None:
    if os.getpid() == maker:
        shutil.rmtree(stage.folder, ignore_errors=True)
        os.close(stage.lock)
