"""The text of a policy file cut into its entries: lines that belong together, each with what it is known by.

An entry is a version of a rule, a word, or another key with its value; what holds entries is cut further. Comments and
empty lines before an entry go with it. Lines are never made anew, only moved: an entry keeps its spelling.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from huifang.register import yamltext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.register.finding import Key
    from huifang.register.yamltext import Data, Position

KNOWN_BY = ("id", "type", "family", "condition", "value", "types")  # what an entry of a list is known by
DASH = re.compile(r"( *)-( +)(?=[^ #])")
NOTHING = re.compile(r"\s*(#.*)?")
MARK_LENGTH = 12  # of a checksum: a slip is to be seen, nobody is kept out


class NoBlocksError(Exception):
    """The text cannot be cut: it is no YAML, or written in another way than line by line."""


@dataclass(frozen=True, slots=True)
class Block:
    """An entry: what it is known by, the comments before it, its lines, or the entries in it; where it is indented.

    `head` is the line of a key that holds entries; of an entry of a list that does, it is empty, and `dash` says so.
    """

    key: str
    indent: int
    lead: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    head: str = ""
    dash: bool = False
    inner: list[Block] | None = None
    since: str = ""

    @property
    def mark(self) -> str:
        """The checksum of its lines, wherever they are indented."""
        return checksum("".join(_moved(self.text, -self.indent)))

    @property
    def lead_mark(self) -> str:
        """The checksum of the comments before it; "" where there are none."""
        told = [line.strip() for line in self.lead if line.strip()]
        return checksum("\n".join(told)) if told else ""

    @property
    def text(self) -> list[str]:
        """Its lines without what stands before it."""
        if self.inner is None:
            return list(self.lines)
        found = [self.head] if self.head else []
        for block in self.inner:
            found += [*block.lead, *block.text]
        return _dashed(found, self.indent) if self.dash else found

    def moved(self, indent: int) -> Block:
        """The same at another indentation."""
        by = indent - self.indent
        inner = None if self.inner is None else [each.moved(each.indent + by) for each in self.inner]
        lead, lines = (tuple(_moved(each, by)) for each in (self.lead, self.lines))
        head = "".join(_moved([self.head], by))
        return Block(self.key, indent, lead, lines, head, self.dash, inner, self.since)


def checksum(text: str) -> str:
    """What a text is known by later on; spaces at the ends of its lines do not count."""
    plain = "\n".join(line.rstrip() for line in text.splitlines())
    return hashlib.sha256(plain.encode()).hexdigest()[:MARK_LENGTH]


def cut(text: str) -> tuple[list[Block], tuple[str, ...]]:
    """The entries of a file, and the lines behind the last one. NoBlocksError where it cannot be cut."""
    try:
        data, marks = yamltext.plain_data(text), yamltext.positions(text)
    except yamltext.Refused as problem:
        raise NoBlocksError from problem
    if not isinstance(data, dict):
        raise NoBlocksError
    cutting = _Cutting(
        [f"{line}\n" for line in text.split("\n")[: None if text[-1:] != "\n" else -1]], data, marks, _children(marks)
    )
    found = cutting.below((), 0, len(cutting.lines))
    end = len(cutting.lines)
    while end and NOTHING.fullmatch(cutting.lines[end - 1].rstrip("\n")):
        end -= 1
    return found, tuple(cutting.lines[end:])


def uncut(found: Sequence[Block], tail: Sequence[str] = ()) -> str:
    """The text of entries, and of what stands behind them."""
    return "".join(line for block in found for line in (*block.lead, *block.text)) + "".join(tail)


def _children(marks: dict[Key, Position]) -> dict[Key, list[Key]]:
    found: dict[Key, list[Key]] = {}
    for key in marks:
        if key:
            found.setdefault(key[:-1], []).append(key)
    return found


@dataclass(slots=True)
class _Cutting:
    lines: list[str]
    data: Data
    marks: dict[Key, Position]
    children: dict[Key, list[Key]]

    def below(self, key: Key, start: int, end: int) -> list[Block]:
        """The entries in what stands at a key, whose lines lie between two."""
        mine = self.children.get(key, [])
        firsts = [self._first(each) for each in mine]
        if sorted(set(firsts)) != firsts or (firsts and firsts[0] < start):
            raise NoBlocksError  # two on a line
        found: list[Block] = []
        begins = start
        for each, first, after in zip(mine, firsts, [*firsts[1:], end], strict=True):
            last = self._last(first, after)
            found.append(self._block(each, (begins, first, last)))
            begins = last
        return _numbered(found)

    def _block(self, key: Key, at: tuple[int, int, int]) -> Block:
        begins, first, last = at
        position, value = self.marks[key], self._value(key)
        listed = isinstance(key[-1], int)
        line = self.lines[first]
        dash = DASH.match(line) if listed else None
        if listed and dash is None:
            raise NoBlocksError
        indent = len(dash[1]) if dash else position.key[1] - 1
        made = Block(_known_by(key, value), indent, tuple(self.lines[begins:first]), since=_since(value))
        if not self._holds(key, value, listed=listed):
            return replace(made, lines=tuple(self.lines[first:last]))
        if dash:
            self.lines[first] = " " * dash.end() + line[dash.end() :]
            return replace(made, dash=True, inner=self.below(key, first, last))
        return replace(made, head=line, inner=self.below(key, first + 1, last))

    def _holds(self, key: Key, value: Data, *, listed: bool) -> bool:
        """Whether it holds entries of its own that stand on lines of their own; a version of a rule is one entry."""
        if not value or not isinstance(value, (dict, list)):
            return False
        flow = self.lines[self.marks[key].value[0] - 1][self.marks[key].value[1] - 1 :].startswith(("{", "["))
        if flow or (isinstance(value, dict) and "id" in value):
            return False
        if isinstance(value, list):
            return all(isinstance(each, dict) for each in value)
        return any(isinstance(each, (dict, list)) for each in value.values()) and (listed or not _label(value))

    def _value(self, key: Key) -> Data:
        value: Data = self.data
        for part in key:
            value = value[part]  # type: ignore[index] # the keys come from the same text
        return value

    def _first(self, key: Key) -> int:
        return self.marks[key].key[0] - 1

    def _last(self, first: int, after: int) -> int:
        """The line behind an entry: comments before the next one are that one's."""
        while after > first + 1 and NOTHING.fullmatch(self.lines[after - 1].rstrip("\n")):
            after -= 1
        return after


def _label(value: dict[str, Data]) -> bool:
    return set(value) <= {"zh", "en"}


def _known_by(key: Key, value: Data) -> str:
    if isinstance(key[-1], str):
        return key[-1]
    if isinstance(value, dict):
        for name in KNOWN_BY:
            known = value.get(name)
            if isinstance(known, str):
                return known
            if isinstance(known, list):
                return f"[{', '.join(map(str, known))}]"
    return str(value)


def _since(value: Data) -> str:
    since = value.get("from") if isinstance(value, dict) else None
    return since if isinstance(since, str) else ""


def _numbered(found: list[Block]) -> list[Block]:
    """The second entry of a name is known as `name#2`."""
    seen = Counter[str]()
    numbered = []
    for block in found:
        seen[block.key] += 1
        again = seen[block.key]
        numbered.append(replace(block, key=f"{block.key}#{again}") if again > 1 else block)
    return numbered


def _moved(lines: Sequence[str], by: int) -> Iterator[str]:
    for line in lines:
        if by > 0 and line.strip():
            yield " " * by + line
        elif by < 0 and line[:-by].isspace():
            yield line[-by:] if line.strip() else line
        else:
            yield line


def _dashed(lines: list[str], indent: int) -> list[str]:
    """The first line that is no comment gets the hyphen of its list."""
    for number, line in enumerate(lines):
        if not NOTHING.fullmatch(line.rstrip("\n")):
            lines[number] = f"{line[:indent]}-{line[indent + 1 :]}"
            break
    return lines
