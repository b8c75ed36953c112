"""Taking an identity out of a file of names, every other byte kept; and the entry that says so, never the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from huifang.editing.new import RefusedError
from huifang.editing.writing import scalar
from huifang.register import yamltext
from huifang.register.erasures import ERASURES, ERASURES_SHAPE
from huifang.register.lines import BOM
from huifang.register.reading import read
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.editing.writing import Raw
    from huifang.register.erasures import Erasure
    from huifang.register.yamltext import Data

LINES = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
NO_LIST = re.compile(rb"^erasures:[ \t]*(?:\[[ \t]*\]|null|~)?[ \t]*(?P<rest>(?:#[^\r\n]*)?)$", re.MULTILINE)
DASH = re.compile(rb"^( *)- ", re.MULTILINE)
ABOVE = (
    "# 谁的姓名对照，由谁、为何、何时抹除；这里不写姓名 / whose name was taken, by whom, why and when; never the name\n"
    "# 改写历史以后补写 / after the history was rewritten add: rewritten_on, old_tip, new_tip, supersedes\n"
    "format: 1\nerasures:\n"
)


def without(raw: bytes, path: str, code: str) -> bytes:
    """A file of names without the entry of a code, every other byte as it was.

    The same bytes where it has none; RefusedError where the file cannot be read, or the entry shares its lines.
    """
    mark = BOM if raw.startswith(BOM) else b""
    parts = LINES.findall(raw.removeprefix(mark))
    data = _data(parts, path)
    if not isinstance(data, dict) or code not in data:
        return raw
    rest = {key: value for key, value in data.items() if key != code}
    marks = yamltext.positions(_text(parts))
    line, column = marks[code,].key
    before = _text(parts[line - 1 : line])[: column - 1]
    last = min((mark.key[0] for key, mark in marks.items() if len(key) == 1 and mark.key[0] > line), default=None)
    if before.strip(" ?") == "":
        for end in range(line, last or len(parts) + 1):  # a value may run over several lines
            kept = parts[: line - 1] + parts[end:]
            if _reads_as(kept, rest):
                return mark + b"".join(kept)
    raise RefusedError(
        say("{path}: the entry of {code} does not stand on lines of its own; delete it by hand", path=path, code=code)
    )


def recorded(raw: bytes | None, erasure: Erasure) -> bytes:
    """`audit/erasures.yml` with one entry more, everything before it as it was; RefusedError where that cannot be."""
    before = () if raw is None else _entries(raw)
    if before is None:
        raise RefusedError(say("{path} cannot be read; mend it first", path=ERASURES))
    made = ABOVE.encode() if raw is None else NO_LIST.sub(_opened, raw, count=1) if not before else raw
    ending = b"\r\n" if b"\r\n" in made else b"\n"
    if made and not made.endswith((b"\n", b"\r")):
        made += ending
    if not before and not re.search(rb"^erasures:", made, re.MULTILINE):
        made += b"erasures:" + ending
    indents = DASH.findall(made)
    indent = indents[-1] if before and indents else b"  "
    made += b"".join(indent + line.encode() + ending for line in _entry(erasure))
    if _entries(made) != (*before, erasure):
        raise RefusedError(say("{path} cannot be added to as it is written; write its list a line an entry, at the end",
                               path=ERASURES))  # fmt: skip
    return made


def _opened(match: re.Match[bytes]) -> bytes:
    """The key of an empty list, ready for entries below it."""
    rest = match["rest"]
    return b"erasures:" + (b"  " + rest if rest else b"")


def _entry(erasure: Erasure) -> Iterator[str]:
    values: dict[str, Raw] = {
        "code": erasure.code,
        "on": erasure.on,
        "identity": erasure.identity,
        "commits": None if erasure.commits is None else int(erasure.commits),
        "by": erasure.by,
        "reason": erasure.reason,
    }
    for number, (key, value) in enumerate(values.items()):
        yield f"{' ' if number else '-'} {key}: {scalar(value)}"


def _entries(raw: bytes) -> tuple[Erasure, ...] | None:
    value = read(ERASURES_SHAPE, ERASURES, raw, {}, markdown=False).value
    return None if value is None else value.erasures


def _text(parts: Sequence[bytes]) -> str:
    return b"".join(parts).decode().replace("\r\n", "\n").replace("\r", "\n")


def _data(parts: Sequence[bytes], path: str) -> Data:
    try:
        return yamltext.plain_data(_text(parts))
    except (UnicodeDecodeError, yamltext.Refused) as problem:
        raise RefusedError(say("{path} cannot be read; mend it first", path=path)) from problem


def _reads_as(parts: Sequence[bytes], rest: Data) -> bool:
    try:
        return (yamltext.plain_data(_text(parts)) or {}) == rest
    except yamltext.Refused:
        return False
