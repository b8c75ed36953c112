"""Entries behind those of a list in a YAML file that people edit too: every other byte stays as it is."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from huifang.editing.writing import mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from huifang.editing.writing import Raw

INDENT = "  "
EMPTY = re.compile(r"[\w-]+:(?P<empty>[ \t]+(?:\[[ \t]*\]|null|~))?(?P<note>[ \t]+#.*)?[ \t]*")


def appended(text: str, key: str, entries: Iterable[Mapping[str, Raw]]) -> str:
    """The text with these entries at the end of its list `key`, in its indentation and line ends.

    A file without the list gets it at its end. A list written in brackets is left alone: ValueError.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    lines = _ended(text.splitlines(keepends=True), end)
    at = next((number for number, line in enumerate(lines) if line.startswith(f"{key}:")), len(lines))
    if at == len(lines):
        lines.append(f"{key}:{end}")
    elif (found := EMPTY.fullmatch(lines[at].rstrip("\r\n"))) is None:
        raise ValueError(key)
    elif found["empty"]:
        lines[at] = f"{key}:{found['note'] or ''}{end}"
    inside = list(takewhile(_belongs, lines[at + 1 :]))
    filled = max((number for number, line in enumerate(inside, start=1) if _is_item(line)), default=0)
    indent = next((line[: len(line) - len(line.lstrip())] for line in inside if line.lstrip().startswith("-")), INDENT)
    new = [f"{line}{end}" for entry in entries for line in _item(entry, indent)]
    lines[at + 1 + filled : at + 1 + filled] = new
    return "".join(lines)


def _ended(lines: list[str], end: str) -> list[str]:
    return [*lines[:-1], lines[-1] if lines[-1].endswith("\n") else f"{lines[-1]}{end}"] if lines else lines


def _belongs(line: str) -> bool:
    return not line.strip() or line[0] in " \t-#"


def _is_item(line: str) -> bool:
    """Whether a line is part of an entry; a comment or an empty line at the end belongs to what follows."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _item(entry: Mapping[str, Raw], indent: str) -> Iterator[str]:
    lines: Sequence[str] = mapping(entry).splitlines()
    for number, line in enumerate(lines):
        yield f"{indent}{'  ' if number else '- '}{line}"
