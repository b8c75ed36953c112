"""A value for each commit: that of its first parent, unless the commit has one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from huifang.past.commits import Commit

Value = TypeVar("Value")


class FirstParentValues(Generic[Value]):
    """A value for every commit, given parents first; `nothing` stands before the first ones."""

    def __init__(self, nothing: Value) -> None:
        self._nothing = nothing
        self._put: dict[str, Value] = {}

    def of(self, commit: str | None) -> Value:
        """The value of a commit."""
        return self._put.get(commit or "", self._nothing)

    def before(self, commit: Commit) -> Value:
        """The value of its first parent."""
        return self.of(commit.parents[0] if commit.parents else None)

    def put(self, commit: Commit, value: Value | None) -> None:
        """The value of a commit, None: that of its first parent."""
        self._put[commit.hash] = self.before(commit) if value is None else value

    def changed(self, commit: Commit) -> Value | None:
        """Its value where that is another than its first parent's, as `put` takes it again."""
        value = self.of(commit.hash)
        return None if value == self.before(commit) else value
