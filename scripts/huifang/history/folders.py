"""The folder of the register in every commit: it stays where the first parent had it, until a commit moves it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from huifang.git_access.moves import POLICY, Ways, may_move, prefix_of, steps
from huifang.history.first_parent_values import FirstParentValues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from huifang.git_access.moves import Files, Step
    from huifang.git_access.raw_log import ChangedFile
    from huifang.past.commits import Commit


class MovedError(Exception):
    """A new commit shows that the register lay elsewhere before than was thought: everything has to be read again."""


class Folders:
    """Where the register lies in each commit; `known` are the commits of an earlier reading, as it was there.

    `before` gives everything that the repository had before a commit.
    """

    def __init__(
        self, ways: Ways, before: Callable[[str], Files], known: Iterable[tuple[Commit, str | None]] = ()
    ) -> None:
        self.ways, self._before = ways, before
        self.inside = FirstParentValues(ways.today)
        self.lost = False  # whether no way leads from there to where it lies now
        self._known = False
        for commit, inside in known:
            self._known = True
            self.inside.put(commit, inside)

    @property
    def moved(self) -> bool:
        """Whether it ever lay elsewhere."""
        return bool(self.ways.taken)

    def look(self, commits: Sequence[tuple[Commit, Sequence[ChangedFile]]]) -> None:
        """Look for moves in new commits, parents first; MovedError where more was read before than is known now."""
        moves = {
            commit.hash: found
            for commit, files in commits
            if any(map(may_move, files)) and (found := steps(files, partial(self._before, commit.hash)))
        }
        ways = self.ways.longer(step for found in moves.values() for step in found)
        if ways != self.ways and self._known:
            raise MovedError
        self.ways = ways
        if not self.moved:
            return
        for commit, files in commits:
            self.inside.put(commit, self._of(commit, files, moves.get(commit.hash, ())))
        if commits and self.inside.of(commits[-1][0].hash) != ways.today:  # another register lies where it lay once
            if self._known:
                raise MovedError
            self.ways, self.lost = Ways(ways.today), True
            self.inside = FirstParentValues(ways.today)

    def _of(self, commit: Commit, files: Sequence[ChangedFile], moved: Sequence[Step]) -> str:
        if commit.parents:
            before = self.inside.before(commit)
            return next((new for old, new in moved if old == before and (old, new) in self.ways.taken), before)
        come = {each.path for each in files}
        own = (folder for folder in sorted(self.ways.folders) if f"{prefix_of(folder)}{POLICY}" in come)
        return next(own, self.ways.first)
