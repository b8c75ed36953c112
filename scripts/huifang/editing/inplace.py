"""One change in the text of a record that people edit too: a value, a key or an entry; every other byte stays."""

from __future__ import annotations

import copy
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from huifang.editing.new import RefusedError
from huifang.editing.writing import on_one_line, scalar, typed
from huifang.register import lines, yamltext
from huifang.register.edits import typed_lines
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.editing.writing import Raw
    from huifang.register.finding import Key
    from huifang.register.yamltext import Data

DASH = re.compile(r"(?P<indent>[ \t]*)-[ \t]+")
INDENT = "  "
EMPTY: tuple[Data, ...] = (None, [])


class EditedText:
    """The text of a file with the places of its keys; RefusedError where it cannot be read."""

    def __init__(self, path: str, raw: bytes) -> None:
        self.path, self.bom = path, lines.BOM if raw.startswith(lines.BOM) else b""
        try:
            self.text = raw.removeprefix(self.bom).decode()
            plain = self.text.replace("\r\n", "\n").replace("\r", "\n")
            source = lines.SourceText(plain, 1, "")
            if path.endswith(".md"):
                source, found = lines.split(path, plain)
                self._refuse(bool(found))
            self.data = yamltext.plain_data(source.yaml, source.first_line)
            self.marks = yamltext.positions(source.yaml, source.first_line)
        except (UnicodeDecodeError, yamltext.Refused) as problem:
            raise RefusedError(say("{path} cannot be read; mend it first", path=path)) from problem
        self.end = "\r\n" if "\r\n" in self.text else "\n"
        self._begins = [0, *accumulate(map(len, typed_lines(self.text)))]

    def _refuse(self, wrong: bool) -> None:  # noqa: FBT001 - asked twice, of a value with no better name
        if wrong:
            raise RefusedError(say("{path} cannot be read; mend it first", path=self.path))

    def with_value(self, key: Key, value: Raw, order: Sequence[str]) -> bytes:
        """The file with a value in the place of another, or with the key after those before it in `order`."""
        expected = copy.deepcopy(self.data)
        inner: Any = expected
        for part in key[:-1]:
            inner = inner[part]
        inner[key[-1]] = typed(value)
        mark = self.marks.get(key)
        if mark is None:
            return self._checked(self._with_key(key, scalar(value, in_flow=True), order), expected, key)
        begin, end = self._offset(mark.value), self._offset(mark.value_end)
        space = " " if begin == end and self.text[begin - 1 : begin] == ":" else ""
        made = f"{self.text[:begin]}{space}{scalar(value, in_flow=True)}{self.text[end:]}"
        return self._checked(made, expected, key)

    def with_entry(self, name: str, entry: Mapping[str, Raw], order: Sequence[str]) -> bytes:
        """The file with one entry more at the end of a list on its first level, a line of its own where that can be."""
        data: Any = self.data
        expected = {**data, name: [*(data.get(name) or []), typed(dict(entry))]}
        item = on_one_line(dict(entry))
        if name not in data:
            made = self._with_key((name,), f"{self.end}{INDENT}- {item}", order)
        elif data[name] in EMPTY:
            made = self._opened(name, item)
        else:
            made = self._behind_last(name, len(data[name]) - 1, item)
        return self._checked(made, expected, (name,))

    def _with_key(self, key: Key, value: str, order: Sequence[str]) -> str:
        """A new key behind the nearest one that stands before it in the order of the format."""
        above, name = key[:-1], str(key[-1])
        inner: Any = self.data
        for part in above:
            inner = inner[part]
        before = [each for each in order[: order.index(name)] if each in inner] or list(inner)[-1:]
        mark = self.marks[(*above, before[-1])]
        told = f"{name}:{'' if value.startswith(self.end) else ' '}{value}"
        if self.text[self._offset(self.marks[above].value)] == "{":
            at = self._offset(mark.value_end)
            return f"{self.text[:at]}, {told}{self.text[at:]}"
        return self._line_after(mark.value_end[0], f"{' ' * (mark.key[1] - 1)}{told}")

    def _opened(self, name: str, item: str) -> str:
        """An empty list with its first entry; a comment on the line of the key stays there."""
        mark = self.marks[name,]
        begin, end = self._offset(mark.value), self._offset(mark.value_end)
        kept = self.text[:begin].rstrip(" \t")
        other = EditedText.__new__(EditedText)
        other.text, other.end = f"{kept}{self.text[end:]}", self.end
        other._begins = [0, *accumulate(map(len, typed_lines(other.text)))]  # noqa: SLF001 - one of our own
        return other._line_after(mark.key[0], f"{INDENT}- {item}")  # noqa: SLF001

    def _behind_last(self, name: str, last: int, item: str) -> str:
        mark = self.marks[name, last]
        if self.text[self._offset(self.marks[name,].value)] == "[":
            at = self._offset(mark.value_end)
            return f"{self.text[:at]}, {item}{self.text[at:]}"
        line = self._begins[mark.value[0] - 1]
        found = DASH.match(self.text, line)
        return self._line_after(mark.value_end[0], f"{found['indent'] if found else INDENT}- {item}")

    def _line_after(self, line: int, text: str) -> str:
        at = self._begins[min(line, len(self._begins) - 1)]
        before = self.text[:at]
        gap = "" if not before or before.endswith(("\n", "\r")) else self.end
        return f"{before}{gap}{text}{self.end}{self.text[at:]}"

    def _offset(self, place: tuple[int, int]) -> int:
        return self._begins[min(place[0], len(self._begins)) - 1] + place[1] - 1

    def _checked(self, made: str, expected: Data, key: Key) -> bytes:
        """The new text, if it says exactly what was meant and nothing else; RefusedError otherwise."""
        raw = self.bom + made.encode()
        try:
            meant = EditedText(self.path, raw).data == expected
        except RefusedError:
            meant = False
        if not meant:
            name = str(key[0])
            raise RefusedError(say("{path}: `{key}` is written so that only a person can change it; do it by hand",
                                   path=self.path, key=name))  # fmt: skip
        return raw


def changed_value(path: str, raw: bytes, key: Key, value: Raw, order: Sequence[str]) -> bytes:
    """A file with another value of one key, every other byte as it was; RefusedError where that cannot be."""
    return EditedText(path, raw).with_value(key, value, order)


def longer_list(path: str, raw: bytes, name: str, entry: Mapping[str, Raw], order: Sequence[str]) -> bytes:
    """A file with one more entry of a list, every other byte as it was; RefusedError where that cannot be."""
    return EditedText(path, raw).with_entry(name, entry, order)
