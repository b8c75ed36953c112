"""The text of a record with the places of its keys, and the text with a value, a key or an entry put into it."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from huifang.register import lines, yamltext
from huifang.register.edits import typed_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.register.finding import Key
    from huifang.register.yamltext import Data

DASH = re.compile(r"(?P<indent>[ \t]*)-[ \t]+")
INDENT = "  "
EMPTY: tuple[Data, ...] = (None, [])


class UnplacedError(Exception):
    """The text cannot be read, so no key has a place in it."""


class PlacedText:
    """The text of a file with the places of its keys; UnplacedError where it cannot be read."""

    def __init__(self, path: str, raw: bytes) -> None:
        self.path, self.bom = path, lines.BOM if raw.startswith(lines.BOM) else b""
        try:
            self.text = raw.removeprefix(self.bom).decode()
            plain = self.text.replace("\r\n", "\n").replace("\r", "\n")
            source = lines.SourceText(plain, 1, "")
            if path.endswith(".md"):
                source, found = lines.split(path, plain)
                if found:
                    raise UnplacedError
            self.data = yamltext.plain_data(source.yaml, source.first_line)
            self.marks = yamltext.positions(source.yaml, source.first_line)
        except (UnicodeDecodeError, yamltext.Refused) as problem:
            raise UnplacedError from problem
        self._begins = _begins(self.text)
        self.end = "\r\n" if "\r\n" in self.text else "\n"

    def valued(self, key: Key, value: str, order: Sequence[str]) -> str:
        """The text with a value in the place of another, or with the key after those before it in `order`."""
        mark = self.marks.get(key)
        if mark is None:
            return self._with_key(key, value, order)
        begin, end = self._offset(mark.value), self._offset(mark.value_end)
        space = " " if begin == end and self.text[begin - 1 : begin] == ":" else ""
        return f"{self.text[:begin]}{space}{value}{self.text[end:]}"

    def lengthened(self, name: str, item: str, order: Sequence[str]) -> str:
        """The text with one entry more at the end of a list on its first level, a line of its own where that can be."""
        data: Any = self.data
        if name not in data:
            return self._with_key((name,), f"{self.end}{INDENT}- {item}", order)
        if data[name] in EMPTY:
            return self._opened(name, item)
        return self._behind_last(name, len(data[name]) - 1, item)

    def _with_key(self, key: Key, value: str, order: Sequence[str]) -> str:
        """A new key behind the nearest one that stands before it in the order of the format."""
        above, name = key[:-1], str(key[-1])
        inner: Any = self.data
        for part in above:
            inner = inner[part]
        told = f"{name}:{'' if value.startswith(self.end) else ' '}{value}"
        if not inner:  # `{}`, the only way to write a mapping without keys
            at = self._offset(self.marks[above].value) + 1
            return f"{self.text[:at]}{told}{self.text[at:]}"
        before = [each for each in order[: order.index(name)] if each in inner] or list(inner)[-1:]
        mark = self.marks[(*above, before[-1])]
        if self.text[self._offset(self.marks[above].value)] == "{":
            at = self._offset(mark.value_end)
            return f"{self.text[:at]}, {told}{self.text[at:]}"
        return _line_after(self.text, self.end, mark.value_end[0], f"{' ' * (mark.key[1] - 1)}{told}")

    def _opened(self, name: str, item: str) -> str:
        """An empty list with its first entry; a comment on the line of the key stays there."""
        mark = self.marks[name,]
        begin, end = self._offset(mark.value), self._offset(mark.value_end)
        kept = self.text[:begin].rstrip(" \t")
        return _line_after(f"{kept}{self.text[end:]}", self.end, mark.key[0], f"{INDENT}- {item}")

    def _behind_last(self, name: str, last: int, item: str) -> str:
        mark = self.marks[name, last]
        if self.text[self._offset(self.marks[name,].value)] == "[":
            at = self._offset(mark.value_end)
            return f"{self.text[:at]}, {item}{self.text[at:]}"
        found = DASH.match(self.text, self._begins[mark.value[0] - 1])
        return _line_after(self.text, self.end, mark.value_end[0], f"{found['indent'] if found else INDENT}- {item}")

    def _offset(self, place: tuple[int, int]) -> int:
        return self._begins[min(place[0], len(self._begins)) - 1] + place[1] - 1


def _line_after(text: str, end: str, line: int, more: str) -> str:
    """A text with one line more behind a line."""
    begins = _begins(text)
    at = begins[min(line, len(begins) - 1)]
    before = text[:at]
    gap = "" if not before or before.endswith(("\n", "\r")) else end
    return f"{before}{gap}{more}{end}{text[at:]}"


def _begins(text: str) -> list[int]:
    """Where each line of a text begins, and where it ends."""
    return [0, *accumulate(map(len, typed_lines(text)))]
