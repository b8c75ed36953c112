"""Repairs of a line that YAML cannot read: each is tried, and offered only where the file can then be read further."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from huifang.register import yamltext
from huifang.register.finding import Edit
from huifang.register.fullwidth import WIDE_SPACES
from huifang.register.shapes import every_key, list_keys
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import TypeAdapter

    from huifang.register.finding import Finding
    from huifang.register.lines import SourceText
    from huifang.register.yamltext import Data

MARKS = ("full-width-colon", "full-width-comma")
INDENTED = ("tab-indentation", "wide-space")
STEP = 2  # columns
MOST, LONGEST = 20, 2000  # findings of one file that are looked at, and characters of a line
TRIED = ("bad-yaml", "no-anchors", "no-tags")
TIGHT = re.compile(r"(\s*(?:- +)*)([\w.-]+):(?=[^\s:])(.+)")
VALUE = re.compile(r"(\s*(?:- +)*(?:[\w.-]+: +)?)(.*)", re.DOTALL)
WIDE_AFTER = re.compile(f"([:-])[{WIDE_SPACES}]+")
MARK_ALONE = re.compile(r"[&!]\S*")
TAG = re.compile(r"!\S*\s+")
DASH_LIKE = re.compile(r"(\s*)(?:[-－—–―−•·●*+]|\d{1,2}[.、．)）])[ \u3000]*(?=[a-z_]+[:：])(.+)")
BRACES = str.maketrans("｛｝［］【】", "{}[][]")
CLOSING = {"{": "}", "[": "]", '"': '"', "'": "'"}


class Tried(NamedTuple):
    """A line as it may have been meant, and whether it can mean nothing else."""

    line: str
    certain: bool = True


def repaired(findings: Sequence[Finding], source: SourceText, shape: TypeAdapter[Any]) -> list[Finding]:
    """The findings, each with a fix that was tried where one helps; of a file full of them only the first few."""
    asked = [number for number, each in enumerate(findings) if each.check in (*INDENTED, *TRIED)][:MOST]
    typed = source.yaml.split("\n") if asked else []
    made = list(findings)
    for number in asked:
        made[number] = _repaired(findings[number], typed, source.first_line, shape)
    return made


def made_first(found: Sequence[Finding]) -> list[Finding]:
    """Those of a file's findings whose edits are made now: indentation is judged anew once the marks are right."""
    wait = INDENTED if any(each.check in MARKS for each in found) else ()
    return [each for each in found if each.check not in wait]


def _repaired(found: Finding, typed: list[str], first_line: int, shape: TypeAdapter[Any]) -> Finding:
    place, keys = found.place, every_key(shape)
    number = (place.line or 0) - first_line
    if not 0 <= number < len(typed) or len(typed[number]) > LONGEST:
        return found
    above, line, below = typed[:number], typed[number], typed[number + 1 :]
    meant: Tried | None = None
    if found.check in TRIED:
        tried = _candidates(above, line, shape)
        meant = next((each for each in tried if _helps([*above, each.line, *below], number, keys)), None)
        if meant is None and number and (higher := _line_above(typed, number, keys)):
            column = len(above[-1]) - len(above[-1].lstrip()) + 1
            return _offered(replace(found, place=place._replace(line=place.line and place.line - 1, column=column)),
                            higher, above[-1])  # fmt: skip
    elif line[: (place.column or 1) - 1].strip():
        return found  # not in the indentation: a space for a space
    else:
        content = WIDE_AFTER.sub(r"\1 ", line.strip())
        meant = _shifted_best(above, content, below, keys)
    return replace(found, edit=None) if meant is None else _offered(found, meant, line)


def _shifted_best(above: Sequence[str], content: str, below: Sequence[str], keys: frozenset[str]) -> Tried | None:
    """The line where it fits those above it; of several places the one with which the whole file can be read."""
    further = Tried(" " * (_column(above[-1]) + STEP if above else 0) + content, certain=False)
    first_of_list = content.startswith("- ") and bool(above) and above[-1].rstrip().endswith((":", "："))
    shifted = [*_shifted(above, content, keys)]
    shifted = [further, *shifted] if first_of_list else [*shifted, further]
    fitting = [each for each in shifted if _fits([*above, each.line], keys)]
    whole = [each for each in fitting if _fits([*above, each.line, *below], keys)]
    best = next(iter(whole or fitting), None)
    return best and best._replace(certain=best.certain or len(whole) == 1 or (first_of_list and best is further))


def _line_above(typed: Sequence[str], number: int, keys: frozenset[str]) -> Tried | None:
    """The line above as it was meant: YAML takes it for a text that goes on, and complains of the next."""
    for each in _marked(typed[number - 1], keys):
        if _helps([*typed[: number - 1], each.line, *typed[number:]], number - 1, keys):
            return each
    return None


def _marked(line: str, keys: frozenset[str]) -> Iterator[Tried]:
    """The line with a space behind its colon, and with the dash of an entry."""
    if (tight := TIGHT.fullmatch(line)) and tight[2] in keys:
        yield Tried(f"{tight[1]}{tight[2]}: {tight[3]}")
    if dash := DASH_LIKE.fullmatch(line):
        yield Tried(f"{dash[1]}- {dash[2]}")


def _offered(found: Finding, meant: Tried, line: str) -> Finding:
    """The finding with the line that was tried as its fix."""
    spaces, number = len(meant.line) - len(meant.line.lstrip()), found.place.line or 0
    if "\n" in meant.line:
        edit = Edit(meant.line, None, (number, 1), (number, len(line) + 1))
        return replace(found, fix=say("write each key on a line of its own"), edit=edit)
    fix = say("write this line as `{line}`", line=meant.line.strip())
    if meant.line.strip() == line.strip() or found.check in INDENTED:
        fix = say("begin this line with {n} ordinary spaces", n=spaces)
        fix = fix if spaces else say("begin this line at its very left, without spaces")
    edit = Edit(meant.line, None, (number, 1), (number, len(line) + 1))
    return replace(found, fix=fix, edit=edit if meant.certain else None)


def _fits(typed: Sequence[str], keys: frozenset[str]) -> bool:
    """Whether lines can be read, and have no key that no record has."""
    try:
        return set(_keys(yamltext.plain_data("\n".join(typed)))) <= keys
    except yamltext.Refused:
        return False


def _helps(typed: Sequence[str], number: int, keys: frozenset[str]) -> bool:
    """Whether the file can be read, or the first error at least stands further below."""
    try:
        return set(_keys(yamltext.plain_data("\n".join(typed)))) <= keys
    except yamltext.Refused as refused:
        if "\n" in typed[number]:
            return False
        return min(each.line for each in refused.problems) > number + 1 and _fits(typed[: number + 1], keys)


def _keys(data: Data) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from _keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from _keys(value)


def _shifted(above: Sequence[str], content: str, keys: frozenset[str]) -> Iterator[Tried]:
    """The line as far to the right as the keys above it, the nearest first; where several fit, not for certain."""
    columns = list(dict.fromkeys(_column(line) for line in reversed(above) if line.strip() and "\t" not in line))
    entries = [len(line) - len(line.lstrip()) for line in above if line.lstrip().startswith("- ")]
    wanted = [*entries[-1:], *columns] if content.startswith("- ") else columns
    fitting = [" " * column + content for column in dict.fromkeys(wanted)]
    fitting = [line for line in fitting if _fits([*above, line], keys)] or fitting
    for line in fitting:
        yield Tried(line, certain=len(fitting) == 1 or line == fitting[0])


def _column(line: str) -> int:
    """Where the key of a line begins, the dashes of entries left out."""
    return len(line) - len(re.sub(r"^[\s-]*", "", line))


def _candidates(above: Sequence[str], line: str, shape: TypeAdapter[Any]) -> Iterator[Tried]:
    """What the line can have been meant to be, the most likely first."""
    keys = every_key(shape)
    if control := "".join(char for char in line if not yamltext.is_printable(char)):
        yield Tried("".join(char for char in line if char not in control))
    yield from _marked(line, keys)
    match = VALUE.fullmatch(line)
    lead, value = (match[1], match[2].strip()) if match else ("", line)
    key = lead.strip(" -").removesuffix(":")
    if MARK_ALONE.fullmatch(value):
        yield Tried(lead.rstrip())
    if value.startswith("- ") and key in list_keys(shape):
        yield Tried(f"{lead}[{value[2:].strip()}]")
    if lead and (second := re.search(rf"\s+(?=(?:{'|'.join(sorted(keys))}):\s)", value)) and value[0] not in "{[":
        yield Tried(f"{lead}{value[: second.start()]}\n{' ' * _column(line)}{value[second.end() :]}")
    if value and not any(re.search(rf"\b{name}:\s", value) for name in keys):
        yield from _quoted(lead, value, key)
    elif value[:1] in ("{", "["):
        yield Tried(
            lead + re.sub(rf"(?<=[^\s,{{\[])\s+(?=(?:{'|'.join(sorted(keys))}):\s)", ", ", value), certain=False
        )
    between = re.sub(rf"\s*[、；;，]\s*(?=(?:{'|'.join(sorted(keys))}):\s)", ", ", value.translate(BRACES))
    if between != value and between[:1] in ("{", "["):
        yield Tried(lead + between, certain=False)
    if value[:1] in CLOSING:
        yield Tried(lead + value + CLOSING[value[0]], certain=False)
    yield from _shifted(above, line.strip(), keys)


def _quoted(lead: str, value: str, key: str) -> Iterator[Tried]:
    """A value as one text."""
    if value[0] in "\"'":
        if value[0] == '"' and value.endswith('"') and "\\" in value and "'" not in value:
            yield Tried(f"{lead}'{value[1:-1]}'")
        if "'" not in value and value.count(value[0]) > 1:
            yield Tried(f"{lead}'{value}'")
    elif key:
        if TAG.match(value):
            yield Tried(lead + TAG.sub("", value, count=1), certain=False)
        if value[0] not in "[{" or not value.endswith(("]", "}")):
            closed = value[0] not in "[{" or CLOSING[value[0]] in value
            if closed:
                yield Tried(lead + json.dumps(value, ensure_ascii=False))
