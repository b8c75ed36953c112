"""One identity: where files of names hold it, how it is spelled there, and where else the name is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from huifang.register import lines, yamltext
from huifang.register.layout import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from huifang.register.tree import Tree, TreeEntry

FOLDER = "identities"
ENTRY = re.compile(
    r"""[\s{#]*["']?[A-Z]{2,8}-[0-9]{4,6}["']?\s*[:：]""", re.ASCII
)  # a line that names somebody by code
ODD = re.compile(r"""["'\\{}\[\]|>&*!]""")
DOTS = "·•・‧"
SPACES = f"[ \\t\u3000\xa0{DOTS}]*"  # between the characters of a name: a space, or the dot of a long one
SHORTEST, LONGEST = 2, 40  # characters of a name that can be looked for in other texts
BINARY = 8000  # bytes in which a file that is no text shows itself


class NameLine(NamedTuple):
    """A line of a file; 0 is the file's own name."""

    path: str
    line: int


class NameEntry(NamedTuple):
    """Where a file of names holds an identity, and the name as it is spelled there; `entry`: as data, not in a comment.

    The entry's line, else the first one that has the code.
    """

    path: str
    line: int
    names: tuple[str, ...]
    entry: bool


def text_of(raw: bytes) -> str:
    """The text of any file, in the encoding it seems to have; what is no text gives what can be read of it."""
    try:
        text = raw.removeprefix(lines.BOM).decode()
    except UnicodeDecodeError:
        if b"\0" in raw[:BINARY] and not raw.startswith(lines.UTF_16):
            return raw.decode(errors="replace")
        return lines.decode("", raw)[0]
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def spellings(text: str, code: str) -> tuple[str, ...] | None:
    """How a file of names spells the name of a code; None where it does not hold it.

    A comment that gives the code its name holds it too, and so does a file that cannot be read whole.
    """
    found = [match["name"] for match in _typed(code).finditer(text)]
    if not found or any(ODD.search(name) for name in found):  # what is written plainly needs no parser
        found = [*_parsed(text, code), *found]
    if not found:
        return None
    return tuple(dict.fromkeys(name for name in map(_unquoted, found) if SHORTEST <= len(name) <= LONGEST))


def _parsed(text: str, code: str) -> Iterator[str]:
    try:
        data = yamltext.plain_data(text)
    except yamltext.Refused:
        return
    value = data.get(code) if isinstance(data, dict) else None
    if value is not None:
        named = value.get("name") if isinstance(value, dict) else value
        yield named if isinstance(named, str) else ""


def _typed(code: str) -> re.Pattern[str]:
    return re.compile(rf"""(?<![A-Z0-9-]){re.escape(code)}["']?[ \t]*[:：][ \t]*(?P<name>[^\s#][^\n]*)""")


def _unquoted(name: str) -> str:
    """A name without the comment behind it, and without quotes and brackets."""
    bare = re.split(r"\s#", name, maxsplit=1)[0].split(",")[0].strip(" \t\r\u3000\"'{}[]")
    return "" if ":" in bare else bare


def naming(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of these names in a text; None where there is no name to look for."""
    found = sorted({name for name in names if len(name) >= SHORTEST})
    return re.compile("|".join(map(_loosely, found))) if found else None


def _loosely(name: str) -> str:
    return re.escape(name) if name.isascii() else SPACES.join(map(re.escape, bare_name(name)))


def bare_name(name: str) -> str:
    """A name without what may or may not be written between its characters."""
    return "".join(name.split()).translate(dict.fromkeys(map(ord, DOTS)))


def in_names(path: str) -> bool:
    """Whether a file lies below a folder of names, wherever the register lay."""
    return any(narrow(part) == FOLDER for part in path.split("/")[:-1])


def beside_entries(text: str) -> str:
    """A file of names without the lines that name people by code: what is left is about nobody, or should be."""
    return "\n".join("" if ENTRY.match(line) else line for line in text.split("\n"))


def listed(tree: Tree, code: str) -> tuple[NameEntry, ...]:
    """Where the files of names hold a code."""
    found = []
    for entry in _files(tree):
        if in_names(entry.path) and (text := _read(tree, entry)) is not None:
            names = spellings(text, code)
            if names is not None:
                line = _entry_line(text, code)
                found.append(NameEntry(entry.path, line or _typed_line(text, code), names, line is not None))
    return tuple(found)


def mentioned(tree: Tree, pattern: re.Pattern[str], code: str) -> tuple[NameLine, ...]:
    """Where else a name is written: lines of any file, names of files, and comments in the files of names."""
    return tuple(_mentioned(tree, pattern, code))


def _mentioned(tree: Tree, pattern: re.Pattern[str], code: str) -> Iterator[NameLine]:
    for entry in _files(tree):
        if pattern.search(entry.path):
            yield NameLine(entry.path, 0)
        text = _read(tree, entry)
        if text is not None and pattern.search(text):
            names = in_names(entry.path)
            told = _commented(text, code) if names else text
            yield from (NameLine(entry.path, at) for at, each in enumerate(told.split("\n"), 1) if pattern.search(each))


def _commented(text: str, code: str) -> str:
    """What a file of names has beside its entries, and its other lines that name this code."""
    own, typed = _entry_line(text, code), _typed(code)
    both = enumerate(zip(text.split("\n"), beside_entries(text).split("\n"), strict=True), start=1)
    return "\n".join(line if number != own and typed.search(line) else beside for number, (line, beside) in both)


def _files(tree: Tree) -> Iterator[TreeEntry]:
    return (entry for entry in tree.entries() if entry.kind == "file")


def _read(tree: Tree, entry: TreeEntry) -> str | None:
    try:
        return text_of(tree.read(entry.path))
    except OSError:
        return None


def _entry_line(text: str, code: str) -> int | None:
    """The line of the entry; None where there is none, or the file cannot be read."""
    try:
        mark = yamltext.positions(text).get((code,))
    except yamltext.Refused:
        return None
    return mark.key[0] if mark else None


def _typed_line(text: str, code: str) -> int:
    found = _typed(code).search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
