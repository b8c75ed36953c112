"""Stubs: the lines of a file as they are with a gap in it filled, to be pasted over those that stand there."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from huifang.register.edits import edited, typed_lines
from huifang.register.forms import LEFT_OPEN, open_value
from huifang.register.identities import in_names
from huifang.register.layout import is_secret, spot
from huifang.register.load import SHAPES
from huifang.register.placed_text import PlacedText, UnplacedError
from huifang.register.remarks import UNCONFIRMED
from huifang.register.shapes import keys_at, type_at

if TYPE_CHECKING:
    from huifang.lists.record_gap import RecordGap
    from huifang.register import Key, Register


class Stub(NamedTuple):
    """Lines that take the place of those from `line` to `last_line`; without these they are put at the end.

    `text` None: nothing that somebody could paste; a file has to be mended or a question answered first.
    """

    line: int | None = None
    last_line: int | None = None
    text: str | None = None


class Stubs:
    """The stubs of the gaps of one register; every file is read once."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._remarks = {(each.path, each.key): each for each in register.remarks if each.text.startswith(UNCONFIRMED)}
        self._placed: dict[str, PlacedText | None] = {}

    def has_value(self, path: str, key: Key) -> bool:
        """Whether something stands at a key already: then it is no gap but a contradiction."""
        placed = self._of(path)
        at: Any = placed.data if placed else None
        for part in key:
            try:
                at = at[part]
            except (KeyError, IndexError, TypeError):
                return False
        return at not in (None, [], {})

    def stub(self, gap: RecordGap) -> Stub:
        """The stub of a gap. Of restricted facts no line is shown, and no other line of a file of names."""
        inside = gap.path.partition("/")[2]
        if is_secret(inside):
            return self._in_names(gap) if in_names(gap.path) else Stub()
        raw = self.register.bytes_of(gap.path)
        if raw is None:
            return Stub()
        if gap.edit is not None:
            old = raw.decode(errors="replace")
            return _between(old, edited(old, [gap.edit]))
        placed = self._of(gap.path)
        if placed is None or not gap.key or not gap.fillable:
            return Stub()
        new = self._filled(gap, placed)
        return _as_it_is(placed, gap.key) if new == placed.text else _between(placed.text, new)

    def _in_names(self, gap: RecordGap) -> Stub:
        """The line of one code, which stands alone in it."""
        placed, text = self._of(gap.path), f"{gap.key[0]}: {LEFT_OPEN}" if gap.key else None
        mark = placed.marks.get(gap.key) if placed and gap.key else None
        return Stub(mark.key[0], mark.value_end[0], text) if mark else Stub(text=text)

    def _filled(self, gap: RecordGap, placed: PlacedText) -> str:
        shape = SHAPES[spot(gap.path.partition("/")[2]).kind].adapter
        order = keys_at(shape, gap.key[:-1])
        if gap.entry:
            return placed.lengthened(str(gap.key[0]), gap.told or "", order)
        if marked := self._remarks.get((gap.path, gap.key)):
            placed = _without_remark(placed, marked.at)
        return placed.valued(gap.key, gap.told or open_value(type_at(shape, gap.key)), order)

    def _of(self, path: str) -> PlacedText | None:
        if path not in self._placed:
            raw = self.register.bytes_of(path)
            try:
                self._placed[path] = None if raw is None else PlacedText(path, raw)
            except UnplacedError:
                self._placed[path] = None
        return self._placed[path]


def _without_remark(placed: PlacedText, at: tuple[int, int]) -> PlacedText:
    """The text without the comment at a place and the spaces before it."""
    typed = typed_lines(placed.text)
    line = typed[at[0] - 1]
    end = line[len(line.rstrip("\r\n")) :]
    typed[at[0] - 1] = line[: at[1] - 1].rstrip() + end
    return PlacedText(placed.path, "".join(typed).encode())


def _as_it_is(placed: PlacedText, key: Key) -> Stub:
    """The lines of a value that is open already."""
    mark = placed.marks.get(key)
    if mark is None:
        return Stub()
    lines = typed_lines(placed.text)[mark.value[0] - 1 : mark.value_end[0]]
    return Stub(mark.value[0], mark.value_end[0], "\n".join(each.rstrip("\r\n") for each in lines))


def _between(old: str, new: str) -> Stub:
    """The lines in which two texts differ; with the line beside them where something was put between two lines."""
    if old == new:  # the file has to be written anew, which no line shows
        return Stub()
    here, there = typed_lines(old), typed_lines(new)
    first = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False)))
    least = min(len(here), len(there)) - first
    last = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here[::-1][:least], there[::-1], strict=False))
    )
    if first == len(here) - last:  # nothing goes: what stands beside it says where it comes in
        first, last = (first - 1, last) if first else (first, max(0, last - 1))
    lines = there[first : len(there) - last]
    text = "\n".join(each.rstrip("\r\n") for each in lines)
    return Stub(first + 1, len(here) - last, text)
