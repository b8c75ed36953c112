"""Which comment belongs to what: one behind a value to it, one on a line of its own to what comes next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.editing.formatting.typed_yaml import Place, TypedComment, TypedYaml
    from huifang.register.finding import Key

WHOLE: Key = ()
EMPTY_LINE = ""


@dataclass(frozen=True, slots=True)
class CommentLines:
    """The comments of one key or entry; `tail`: below the last one inside it."""

    above: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)


def comments_of(document: TypedYaml) -> Mapping[Key, CommentLines]:
    """Key -> its comments, with the empty lines above them; () is the whole document."""
    found: dict[Key, CommentLines] = defaultdict(CommentLines)
    owners = _Owners(document)
    comments = {each.at[0]: each for each in document.comments}
    empty = False
    for number, line in enumerate(document.lines, 1):
        comment = comments.get(number)
        begun = owners.begun_on(number)
        if comment is None and not line.strip():
            empty = empty or number not in document.inner_lines
            continue
        if empty and begun is not None:
            found[begun].above.append(EMPTY_LINE)
        if comment is not None and (owner := owners.before(comment)) is not None:
            found[owner].behind.append(comment.text)
        elif comment is not None:
            lines = _own_line(owners, comment, found)
            lines += [EMPTY_LINE, comment.text] if empty and begun is None else [comment.text]
        empty = False
    return found


def _own_line(owners: _Owners, comment: TypedComment, found: Mapping[Key, CommentLines]) -> list[str]:
    """Where a comment on a line of its own goes: above what comes next, or below what it is indented with."""
    last, following = owners.around(comment.at)
    inside = owners.group_of(comment.at, last, following)
    if inside is None:
        return found[following].above if following else found[WHOLE].tail
    return found[inside].tail if owners.document.at(inside) else found[inside].above


@dataclass(frozen=True)
class _Owners:
    """What stands before and behind a place of the document."""

    document: TypedYaml

    @cached_property
    def starts(self) -> list[Place]:
        return [place for place, _ in self.document.starts]

    @cached_property
    def ends(self) -> list[tuple[Place, Key]]:
        """Where something of a key begins or ends that a comment can stand behind, in order."""
        found = [*self.document.starts]
        for key, mark in self.document.marks.items():
            if sign := self.document.below(key):
                found.append(((mark.value[0], mark.value[1] + sign.end()), key))
            elif self.document.is_flow(key):
                found += [(mark.value, key), (mark.value_end, key)]
            elif not self.document.is_group(key):
                found.append((mark.value_end, key))
        return sorted(found, key=lambda each: each[0])

    @cached_property
    def places(self) -> list[Place]:
        return [place for place, _ in self.ends]

    def begun_on(self, line: int) -> Key | None:
        """The first key or entry that begins on a line."""
        at = bisect_left(self.starts, (line, 1))
        return self.document.starts[at][1] if at < len(self.starts) and self.starts[at][0] == line else None

    def before(self, comment: TypedComment) -> Key | None:
        """What stands last before a comment on its line; None for nothing, or for a dash alone."""
        at = bisect_right(self.places, comment.at) - 1
        if comment.alone or at < 0 or self.places[at][0] != comment.at[0]:
            return None
        return self.ends[at][1] or None

    def around(self, at: Place) -> tuple[Key, Key]:
        """What begins last before a place, and what begins next; () for nothing."""
        number = bisect_right(self.starts, at)
        starts = self.document.starts
        return (starts[number - 1][1] if number else WHOLE), (starts[number][1] if number < len(starts) else WHOLE)

    def group_of(self, at: Place, last: Key, following: Key) -> Key | None:
        """The list or mapping that ends with a comment; None where the comment stands above what comes next."""
        for key in self._flows_open(at, last):
            return None if following and _lies_in(following, key) else key
        column = self.document.start_of[following][1] if following else 0
        if last and at[1] > column:
            for key in _groups(last):
                if self._ends_with(key, at[1]):
                    return None if following and _lies_in(following, key) else key
        return None

    def _flows_open(self, at: Place, last: Key) -> Iterator[Key]:
        """The brackets that are open at a place, the inner ones first."""
        marks = self.document.marks
        return (key for key in _groups(last)
                if self.document.is_flow(key) and marks[key].value < at < marks[key].value_end)  # fmt: skip

    def _ends_with(self, key: Key, column: int) -> bool:
        """Whether a line of a column belongs to a list or mapping that is not in brackets."""
        data = self.document.at(key)
        if not data or not self.document.is_group(key) or self.document.is_flow(key):
            return False
        return column >= self._column(key)

    def _column(self, key: Key) -> int:
        """Where the keys of a mapping begin; the entries of a list at least one further than its key."""
        data = self.document.at(key)
        first = (*key, 0) if isinstance(data, list) else (*key, next(iter(data or {})))
        column = self.document.start_of[first][1]
        return max(column, self.document.start_of[key][1] + 1) if key and isinstance(data, list) else column


def _groups(key: Key) -> Iterator[Key]:
    """The key and all above it, the inner ones first."""
    return (key[:length] for length in range(len(key), -1, -1))


def _lies_in(key: Key, group: Key) -> bool:
    return len(key) > len(group) and key[: len(group)] == group
