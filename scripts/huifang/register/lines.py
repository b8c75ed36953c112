"""Step 1 of reading: the lines of a file as they were typed, before YAML; every problem of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from huifang.register.finding import Finding, Place, error
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.texts import Text

BOM = b"\xef\xbb\xbf"
FENCE = "---"
CONFLICT = re.compile(r"^(<{7}|>{7}|={7}|\|{7})(?= |$)")
CONFLICT_IN_TEXT = re.compile(r"^(<{7}|>{7}|\|{7})(?= |$)")  # `=======` may underline a heading there
WIDE_COLON = re.compile(r"(?:^\s*(?:- +)*|[{,]\s*)([A-Za-z_]+)\s*(：)")
WIDE_COMMA_IN_MAP = re.compile(r"，(?=\s*[a-z_]+\s*[:：])")
BLOCK_TEXT = re.compile(r"^(\s*)(?:- +)*[a-z_]+:\s+[|>][+-]?\d?\s*(?:#.*)?$")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?<=\s)#.*$|^#.*$")
TEXT_LISTS = ("study",)  # keys whose list entries are free text, where a full-width comma is text


class Source(NamedTuple):
    """A file cut into the YAML that carries the data and the Markdown below it."""

    yaml: str
    first_line: int
    body: str


def decode(path: str, raw: bytes) -> tuple[str, list[Finding]]:
    """The text of a file, with a finding for a byte-order mark and for each line that is not UTF-8."""
    found = []
    if raw.startswith(BOM):
        raw = raw.removeprefix(BOM)
        message = say("the file begins with a byte-order mark")
        found.append(_problem("byte-order-mark", path, 1, 1, message, say("save it as UTF-8 without BOM")))
    try:
        return raw.decode(), found
    except UnicodeDecodeError:
        found += _undecodable(path, raw)
        return raw.decode(errors="replace"), found


def _undecodable(path: str, raw: bytes) -> Iterator[Finding]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        try:
            line.decode()
        except UnicodeDecodeError as problem:
            column = len(line[: problem.start].decode(errors="replace")) + 1
            message = say("this line is not UTF-8 (byte {byte})", byte=f"0x{line[problem.start]:02X}")
            yield _problem("bad-utf-8", path, number, column, message, say("save the file as UTF-8"))


def split(path: str, text: str) -> tuple[Source, list[Finding]]:
    """Front matter and body of a Markdown record; without its two `---` lines all of it counts as front matter."""
    lines = text.split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE]
    if not fences or fences[0] != 0:
        message = say("the first line must be `---`")
        fix = say("put a line `---` above the first key")
        return Source(text, 1, ""), [_problem("missing-front-matter", path, 1, 1, message, fix)]
    if len(fences) == 1:
        message = say("the front matter has no closing `---`")
        fix = say("put a line `---` below the last key")
        return Source("\n".join(lines[1:]), 2, ""), [_problem("missing-front-matter", path, 1, 1, message, fix)]
    end = fences[1]
    return Source("\n".join(lines[1:end]), 2, "\n".join(lines[end + 1 :])), []


def problems(path: str, source: Source) -> Iterator[Finding]:
    """Every problem that the lines show by themselves."""
    inside: int | None = None  # indentation of the key whose block text (`|`, `>`) we are in
    lines = source.yaml.split("\n")
    for number, typed in enumerate(lines, start=source.first_line):
        indent = len(typed) - len(typed.lstrip())
        if inside is not None and (not typed.strip() or indent > inside):
            continue
        started = BLOCK_TEXT.match(typed)
        inside = len(started[1]) if started else None
        yield from _line(path, number, typed)
    after = source.first_line + len(lines) + 1
    for number, typed in enumerate(source.body.split("\n") if source.body else (), start=after):
        if CONFLICT_IN_TEXT.match(typed):
            yield _conflict(path, number)


def _line(path: str, number: int, typed: str) -> Iterator[Finding]:
    if CONFLICT.match(typed):
        yield _conflict(path, number)
        return
    indentation = typed[: len(typed) - len(typed.lstrip())]
    if "\t" in indentation:
        message, fix = say("the line is indented with a tab"), say("indent with spaces")
        yield _problem("tab-indentation", path, number, indentation.index("\t") + 1, message, fix)
    if "：" in typed or "，" in typed:
        bare = QUOTED.sub(lambda match: " " * len(match[0]), typed)
        yield from _wide(path, number, bare)


def _wide(path: str, number: int, bare: str) -> Iterator[Finding]:
    """Full-width punctuation where YAML needs its own; inside text it is text."""
    for match in WIDE_COLON.finditer(bare):
        message = say("`：` after `{key}` is a full-width colon", key=match[1])
        yield _problem("full-width-colon", path, number, match.start(2) + 1, message, say("type `: ` (colon and space)"))
    for column in _wide_commas(bare):
        message = say("`，` between the entries is a full-width comma")
        yield _problem("full-width-comma", path, number, column + 1, message, say("type `, ` (comma and space)"))


def _wide_commas(bare: str) -> Iterator[int]:
    """Columns (from 0) of `，` that stand between entries of `{}` or `[]`."""
    key = re.match(r"\s*(?:- +)*([a-z_]+)[:：]", bare)
    open_brackets: list[tuple[str, str]] = []
    name = key[1] if key else ""
    for column, char in enumerate(bare):
        if char in "{[":
            before = re.search(r"([a-z_]+)[:：]\s*$", bare[:column])
            open_brackets.append((char, before[1] if before else name))
        elif char in "}]" and open_brackets:
            open_brackets.pop()
        elif char == "，" and open_brackets:
            bracket, owner = open_brackets[-1]
            between_keys = WIDE_COMMA_IN_MAP.match(bare, column) is not None
            if between_keys if bracket == "{" else owner not in TEXT_LISTS:
                yield column


def _conflict(path: str, number: int) -> Finding:
    message = say("a merge conflict is left in the file")
    fix = say("keep the right lines and delete the `<<<<<<<`, `=======` and `>>>>>>>` lines")
    return _problem("conflict-marker", path, number, 1, message, fix)


def _problem(check: str, path: str, line: int, column: int, message: Text, fix: Text) -> Finding:
    return error(Place(path, (), line, column), message, fix=fix, check=check)
