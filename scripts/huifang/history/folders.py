"""The folder of the register in every commit: it stays where the first parent had it, until a commit moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.history.first_parent_values import FirstParentValues
from huifang.history.moves import POLICY, Ways, may_move, steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.history.commit import Commit
    from huifang.history.moves import RawCommit


class MovedError(Exception):
    """What is new says of what was read before that the register lay elsewhere: it has to be read anew."""


class Folders:
    """Where the register lies in each commit. `ways` are those known from an earlier reading, with what was `kept`."""

    def __init__(self, ways: Ways, known: Sequence[Commit] = (), kept: Mapping[int, str] | None = None) -> None:
        self.ways, self._known, self._kept = ways, known, kept
        self.inside = FirstParentValues(ways.today, known, kept)
        self.lost = False  # whether no way leads from there to where it lies now

    @property
    def moved(self) -> bool:
        """Whether it ever lay elsewhere."""
        return bool(self.ways.taken)

    def look(self, commits: Sequence[Commit], raws: Sequence[RawCommit]) -> None:
        """Look for moves in new commits, parents first; MovedError where more was read before than is known now."""
        moves = {
            commit.hash: found
            for commit, raw in zip(commits, raws, strict=True)
            if any(map(may_move, raw.entries)) and (found := steps(raw.entries))
        }
        ways = self.ways.longer(step for found in moves.values() for step in found.items())
        if ways != self.ways and self._known:
            raise MovedError
        self.ways = ways
        if not self.moved:
            return
        for commit, raw in zip(commits, raws, strict=True):
            self.inside.put(commit, self._of(commit, raw, moves.get(commit.hash, {})))
        if commits and self.inside.of(commits[-1].hash) != ways.today:  # another register that lies where it lay once
            if self._known:
                raise MovedError
            self.ways, self.lost = Ways(ways.today), True
            self.inside = FirstParentValues(ways.today)

    def _of(self, commit: Commit, raw: RawCommit, moved: Mapping[str, str]) -> str:
        if commit.parents:
            before = self.inside.before(commit)
            return moved.get(before, before)
        come = {each.path for each in raw.entries}
        own = (folder for folder in sorted(self.ways.folders) if (f"{folder}/" if folder else "") + POLICY in come)
        return next(own, self.ways.first)
