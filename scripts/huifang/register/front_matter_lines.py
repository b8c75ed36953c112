"""The two `---` lines round the data of a Markdown record, and what people type in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from huifang.register.finding import Edit, Finding, Place, error
from huifang.register.meant_values import is_invisible, without_invisible
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

CHECK = "missing-front-matter"
RIGHT = re.compile(r"---[ \t]*(?:\n|\Z)")
LIKE = re.compile(r"[-—–－‐‑‒―−─━﹣＿_=*~＝一ー]{1,10}|`{3,}\s*\w*|~{3,}\s*\w*|-{2,}\s*\w{0,4}")
KEY_FIRST = re.compile(r"([a-z_]+)[ \t]*(?::(?:\s|$)|：)")
CLOSED = ("---", "...")
DATA = re.compile(r"\s+\S|- |-$|#|[}\]]|[^\s#:：][^:：]*(?::(?:\s|$)|：)|$")  # a line that can belong to the data


class FrontMatterLine(NamedTuple):
    """One line of the file: its number from 1, its text, and where it begins."""

    number: int
    text: str
    begin: int


def _lines(text: str, begin: int = 0) -> Iterator[FrontMatterLine]:
    number = text.count("\n", 0, begin) + 1
    for typed in text[begin:].split("\n"):
        yield FrontMatterLine(number, typed, begin)
        number, begin = number + 1, begin + len(typed) + 1


def opening(path: str, text: str) -> tuple[int, list[Finding]]:
    """Where the data begins, and what is wrong with the line above it."""
    if right := RIGHT.match(text):
        return right.end(), []
    first = next((line for line in _lines(text) if without_invisible(line.text).strip()), None)
    if first is None:
        return 0, [_found(path, 1, say("the file is empty"), say("copy a record of this kind, or delete the file"))]
    after = min(first.begin + len(first.text) + 1, len(text))
    if _is_like(first.text):
        found = _nearly(path, first) if first.number == 1 or first.text.rstrip() != "---" else _below(path, first)
        return after, [found]
    message, fix = say("the first line must be `---`"), say("put a line `---` above this line")
    return 0, [_found(path, 1, message, fix, Edit("---\n", None, (1, 1), (1, 1)))]


def _is_like(typed: str) -> bool:
    return LIKE.fullmatch(without_invisible(typed).strip()) is not None


def _below(path: str, line: FrontMatterLine) -> Finding:
    """The right line, with nothing but empty ones above it."""
    message = say("{n} empty lines stand above `---`", n=line.number - 1)
    fix = say("delete the empty lines: `---` is the first line of the file")
    return _found(path, 1, message, fix, Edit("", None, (1, 1), (line.number, 1)))


def _nearly(path: str, line: FrontMatterLine) -> Finding:
    """A line that was meant to be `---`; empty ones above it go too."""
    message = _described(line)
    edit = Edit("---", None, (1, 1), (line.number, len(line.text) + 1))
    return _found(path, line.number, message, say("write `---` instead, alone on the first line"), edit)


def _described(line: FrontMatterLine) -> Text:
    """What stands there, in words."""
    hidden = next((char for char in line.text if is_invisible(char)), None)
    if hidden is not None:
        return say("an invisible character (U+{number}) stands on the line of `---`", number=f"{ord(hidden):04X}")
    if line.text.strip() == "---":
        return say("`---` is indented")
    return say("this line is {typed}, not `---`", typed=line.text.strip())


def closing_fence(path: str, text: str, start: int) -> tuple[int, int, Finding | None]:
    """Where the data ends and the text below begins, where no `---` closes the front matter; and what is wrong."""
    last: FrontMatterLine | None = None
    for line in _lines(text, start):
        if _is_like(line.text) and line.text.strip() not in ("-", ""):
            edit = Edit("---", None, (line.number, 1), (line.number, len(line.text) + 1))
            found = _found(path, line.number, _described(line), say("write `---` instead, alone on its line"), edit)
            return line.begin, line.begin + len(line.text) + 1, found
        if not DATA.match(line.text):
            break
        last = line if line.text.strip() else last
    return _open_end(path, text, last)


def _open_end(path: str, text: str, last: FrontMatterLine | None) -> tuple[int, int, Finding]:
    """No line like it: it belongs below the last line of data."""
    message = say("the front matter has no closing `---`")
    if last is None:
        return len(text), len(text), _found(path, 1, message, say("put a line `---` below the last key"))
    end = last.begin + len(last.text)
    edit = Edit("\n---", None, (last.number, len(last.text) + 1), (last.number, len(last.text) + 1))
    fix = say("put a line `---` below line {number}, the last of the data", number=last.number)
    below = min(end + 1, len(text))
    return below, below, _found(path, 1, message, fix, edit)


def keys_below(path: str, body: str, line: int, keys: Collection[str]) -> list[Finding]:
    """The text below begins with a key of the record: the `---` above it ends the data too early."""
    typed = next((each for each in _lines(body) if each.text.strip()), None)
    match = KEY_FIRST.match(typed.text) if typed is not None else None
    if typed is None or match is None or match[1] not in keys:
        return []
    closes, key = line - 1, line + typed.number - 1
    message = say("`{key}` stands below the `---` of line {number}, which ends the data", key=match[1], number=closes)
    fix = say("delete the `---` of line {number}; the data ends with the last key", number=closes)
    return [_found(path, key, message, fix, Edit("", None, (closes, 1), (line, 1)))]


def _found(path: str, line: int, message: Text, fix: Text, edit: Edit | None = None) -> Finding:
    return error(Place(path, (), line, 1), message, fix=fix, check=CHECK, edit=edit)
