"""Full-width punctuation where YAML needs its own; inside text it is text, so lines are followed as YAML reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE_SPACES = "\u3000\xa0"  # they look like spaces; YAML takes them for letters
TEXT_LISTS = ("study",)  # keys whose list entries are free text, where a full-width comma is text
WORD = re.compile(r"[A-Za-z_]+(?:\.\w+)*|[A-Z]{2,8}-[0-9]+")  # what can be a key: of a record, a setting, a code
ENTRY = re.compile(r"(?P<lead>\s*(?:-(?:\s+|$))*)(?:(?P<key>[^\s#:：\[\]{},][^:：]*?)\s*(?P<colon>：|:(?=\s|$)))?")
NEXT_KEY = re.compile(r"，\s*([A-Za-z_]+)\s*(?:(:)(?=\s|$)|：)")
RUN = re.compile(r"[^\"'#\[\]{},:：，\\]+")


class Wide(NamedTuple):
    """A full-width colon or wide space after a key, or a full-width comma between entries; column from 1."""

    column: int
    mark: str
    key: str


class Structure:
    """Fed line by line, it knows text from structure: block, quoted and plain texts, `{}` and `[]`, comments.

    `keys` are those of the record: a `，` inside `{}` is structure only where one of them follows.
    """

    def __init__(self, keys: frozenset[str] = frozenset()) -> None:
        self.keys = keys
        self.text: int | None = None  # lines indented deeper than this go on with the text above
        self.column = 0  # of the key or dash read last: its value is indented deeper
        self.quote = ""
        self.brackets: list[tuple[str, str]] = []  # each with the key it belongs to
        self.owner = ""  # the key read last
        self.token = ""  # what stands since the last mark of structure inside brackets

    def goes_on(self, typed: str) -> bool:
        """Whether the line belongs to a text begun above."""
        return bool(self.quote) or (self.text is not None and len(typed) - len(typed.lstrip(" ")) > self.text)

    def line(self, typed: str) -> Iterator[Wide]:
        """The full-width marks of one line that stand where YAML needs its own."""
        begun = typed.lstrip()
        if not begun:
            return
        indent = len(typed) - len(begun)
        if self.quote or self.brackets:
            if indent > self.column or begun[0] in "]}":
                yield from self._inside(typed, indent)
                return
            self.quote, self.brackets = "", []  # never closed: YAML will say so
        if self.text is not None and indent > self.text:
            return
        self.text = None
        if begun[0] != "#":
            yield from self._entry(typed)

    def _entry(self, typed: str) -> Iterator[Wide]:
        """A line that begins a key or a list entry."""
        match = ENTRY.match(typed)
        lead, key, colon = (match["lead"], match["key"], match["colon"]) if match else ("", None, None)
        start = len(lead)
        wide = colon == "：" and WORD.fullmatch(key or "") and not ("-" in lead and self.owner in TEXT_LISTS)
        if match and key and colon and (wide or colon == ":"):
            if wide:
                yield Wide(match.start("colon") + 1, colon, key)
            self.owner, self.column = key, start
            start = match.end("colon")
        elif "-" in lead:
            self.column = lead.rindex("-")
        value = typed[start:].lstrip()
        if not wide:
            yield from _wide_space(typed, 0, len(lead))
            yield from _wide_space(typed, max(start, len(lead)), len(typed) - len(value))
        if value.startswith(('"', "'", "[", "{")):
            self.token = ""
            yield from self._inside(typed, len(typed) - len(value))
        elif value and value[0] != "#":
            self.text = self.column

    def _inside(self, typed: str, at: int) -> Iterator[Wide]:
        """Quotes and brackets from `at` on, also where they go on from the line above."""
        self.token += " " if self.token else ""
        while at < len(typed):
            if self.quote:
                at = self._quoted(typed, at)
                if not self.quote and not self.brackets:
                    return
                continue
            if run := RUN.match(typed, at):
                self.token += run[0]
                at = run.end()
                continue
            char = typed[at]
            if char == "#" and typed[at - 1 : at] in ("", " ", "\t"):
                return
            if char == ":" and self.brackets and typed[at + 1 : at + 2] in tuple(WIDE_SPACES):
                yield Wide(at + 2, typed[at + 1], self.token.strip())
                self.owner, self.token = self.token.strip(), ""
            elif char in "：，" and (key := self._structural(typed, at)) is not None:
                yield Wide(at + 1, char, key)
                self.owner, self.token = key or self.owner, ""
            elif not self._mark(typed, at):
                return
            at += 1

    def _quoted(self, typed: str, at: int) -> int:
        """The place after a quoted text, or the end of the line while it is open."""
        while at < len(typed):
            char = typed[at]
            if char == "\\" and self.quote == '"':
                at += 1
            elif char == self.quote:
                if char == "'" and typed[at + 1 : at + 2] == "'":
                    at += 1
                else:
                    self.quote, self.token = "", char
                    return at + 1
            at += 1
        return at

    def _mark(self, typed: str, at: int) -> bool:
        """Take in one mark of YAML; False where the outermost bracket is closed."""
        char = typed[at]
        if char in "\"'" and not self.token.strip():
            self.quote = char
        elif char in "[{":
            self.brackets.append((char, self.owner))
            self.token = ""
        elif char in "]}":
            self.brackets.pop()
            self.token = char
        elif char == ",":
            self.token = ""
        elif char == ":" and typed[at + 1 : at + 2] in ("", " ", "\t", ",", "[", "]", "{", "}"):
            self.owner, self.token = self.token.strip(), ""
        else:
            self.token += char
        return bool(self.brackets or self.quote)

    def _structural(self, typed: str, at: int) -> str | None:
        """The key beside a `：` or `，` that stands for structure ("" in a list); None where it is text."""
        bracket, owner = self.brackets[-1]
        if typed[at] == "：":
            key = self.token.strip()
            return key if bracket == "{" and WORD.fullmatch(key) else None
        if bracket == "[":
            return None if owner in TEXT_LISTS else ""
        following = NEXT_KEY.match(typed, at)
        return "" if following and (following[2] or following[1] in self.keys) else None


def _wide_space(typed: str, begin: int, end: int) -> Iterator[Wide]:
    """The first wide space of a part of the line, if any."""
    at = next((at for at in range(begin, end) if typed[at] in WIDE_SPACES), None)
    if at is not None:
        yield Wide(at + 1, typed[at], "")
