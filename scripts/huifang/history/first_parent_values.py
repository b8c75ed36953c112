"""What a commit has of its first parent unless something was put in its place: kept only where the two differ."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.history.commit import Commit

Value = TypeVar("Value")


class FirstParentValues(Generic[Value]):
    """A value for every commit: of those `known` from an earlier reading as it was `kept`, of new ones as it is put.

    Asked for any commit it answers the same whether the history is read at once or bit by bit.
    """

    def __init__(self, nothing: Value, known: Sequence[Commit] = (), kept: Mapping[int, Value] | None = None) -> None:
        self._nothing, self._known, self._kept = nothing, known, kept or {}
        self._put: dict[str, Value] = {}
        self.changed: dict[int, Value] = {}  # number -> value, to be kept

    def of(self, commit: str | None) -> Value:
        """The value of a commit; None stands before the first one."""
        if commit is None:
            return self._nothing
        found = self._put.get(commit)
        return found if found is not None else self._found(commit)

    def before(self, commit: Commit) -> Value:
        """The value of its first parent."""
        return self.of(commit.parents[0] if commit.parents else None)

    def put(self, commit: Commit, value: Value) -> None:
        """The value of a new commit; its first parent's was put before."""
        self._put[commit.hash] = value
        if value != self.before(commit):
            self.changed[commit.number] = value

    def _found(self, name: str) -> Value:
        """Along the line of first parents to where it was put."""
        if not self._kept:
            return self._nothing
        commit = self._by_hash.get(name)
        while commit is not None:
            if commit.number in self._kept:
                return self._kept[commit.number]
            commit = self._by_hash.get(commit.parents[0]) if commit.parents else None
        return self._nothing

    @cached_property
    def _by_hash(self) -> Mapping[str, Commit]:
        return {commit.hash: commit for commit in self._known}
