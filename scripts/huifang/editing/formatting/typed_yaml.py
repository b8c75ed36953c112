"""YAML as somebody typed it: its data, where each key and value stands, and which of its lines belong to texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from huifang.register import yamltext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.register.finding import Key
    from huifang.register.yamltext import Data, Position

Place = tuple[int, int]  # line and column, from 1

BELOW = re.compile(r"[|>](?P<how>[-+0-9]*)")  # the sign of a text that stands below its key
KEPT = "+"  # behind that sign: the empty lines at the end belong to the text
HASH = re.compile(r"(?:^|(?<=[ \t]))#")


class TypedComment(NamedTuple):
    """A comment from its `#` to the end of the line; `alone`: nothing but spaces stands before it."""

    at: Place
    text: str
    alone: bool


@dataclass(frozen=True)
class TypedYaml:
    """One document, read without errors before."""

    text: str

    @cached_property
    def data(self) -> Data:
        """Its data."""
        return yamltext.plain_data(self.text)

    @cached_property
    def marks(self) -> Mapping[Key, Position]:
        """Where every key and value stands, in the order of the document."""
        return yamltext.positions(self.text)

    @cached_property
    def lines(self) -> list[str]:
        """Its lines."""
        return self.text.split("\n")

    def at(self, key: Key) -> Data:
        """The data of a key."""
        found = self.data
        for part in key:
            found = found[part]  # type: ignore[index] # a key of this document
        return found

    def typed(self, key: Key) -> str:
        """The value of a key as it stands there, without the lines below its first."""
        (line, column), (last, end) = self.marks[key].value, self.marks[key].value_end
        return self.lines[line - 1][column - 1 : end - 1 if last == line else None]

    def is_group(self, key: Key) -> bool:
        """Whether a list or a mapping stands there."""
        return isinstance(self.at(key), (list, dict))

    def is_flow(self, key: Key) -> bool:
        """Whether it is a list or a mapping in brackets."""
        return self.is_group(key) and self.typed(key)[:1] in ("[", "{")

    def below(self, key: Key) -> re.Match[str] | None:
        """The sign of a text that stands below the key; None for any other value."""
        return None if self.is_group(key) else BELOW.match(self.typed(key))

    @cached_property
    def starts(self) -> list[tuple[Place, Key]]:
        """Where each key or entry begins, with its dash; in order, an entry before its first key."""
        found = [(self._start(key), key) for key in self.marks if key]
        return sorted(found, key=lambda each: (each[0], len(each[1])))

    @cached_property
    def start_of(self) -> Mapping[Key, Place]:
        """The same by key."""
        return {key: place for place, key in self.starts}

    def _start(self, key: Key) -> Place:
        mark = self.marks[key]
        if not isinstance(key[-1], int) or self.is_flow(key[:-1]):
            return mark.key
        line, column = mark.value
        before = self.lines[line - 1][: column - 1].rstrip()
        return (line, len(before)) if before.endswith("-") else mark.value

    @cached_property
    def texts(self) -> list[tuple[Place, Place]]:
        """From where to where every key and single value stands, in order."""
        spans: set[tuple[Place, Place]] = set()
        for key, mark in self.marks.items():
            spans.add((mark.key, mark.key_end))
            if sign := self.below(key):
                line, column = mark.value
                spans |= {(mark.value, (line, column + sign.end())), ((line + 1, 1), self._end_below(key))}
            elif not self.is_group(key):
                spans.add((mark.value, mark.value_end))
        return sorted(span for span in spans if span[0] < span[1])

    def _end_below(self, key: Key) -> Place:
        """The end of a text below its key, with the empty lines that it keeps."""
        line, column = self.marks[key].value_end
        sign = self.below(key)
        while sign and KEPT in sign["how"] and line < len(self.lines) and not self.lines[line].strip():
            line, column = line + 1, 1
        return line, column

    @cached_property
    def inner_lines(self) -> frozenset[int]:
        """Lines that go on with a text: what looks like an empty line there is none."""
        return frozenset(
            line
            for key, mark in self.marks.items()
            if not self.is_group(key)
            for line in range(mark.value[0] + 1, self._end_below(key)[0] + 1)
        )

    @cached_property
    def comments(self) -> list[TypedComment]:
        """Every comment, in order."""
        return [found for number, line in enumerate(self.lines, 1) if "#" in line and (found := self._comment(number))]

    def _comment(self, number: int) -> TypedComment | None:
        line = self.lines[number - 1]
        for match in HASH.finditer(line):
            at = number, match.start() + 1
            if not any(start <= at < end for start, end in self.texts if start[0] <= number <= end[0]):
                return TypedComment(at, line[match.start() :], alone=not line[: match.start()].strip())
        return None
