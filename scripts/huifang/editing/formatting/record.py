"""One file in the spelling of the format: repaired where a line or a day is certainly meant, else refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from huifang.editing.formatting.from_text import formatted_lines
from huifang.editing.formatting.typed_yaml import TypedYaml
from huifang.register import edited, lines
from huifang.register.edits import typed_lines
from huifang.register.reading import read
from huifang.register.repairs import made_first
from huifang.register.shapes import type_at
from huifang.register.yamltext import Refused
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.register import Edit, Finding
    from huifang.register.load import Shape
    from huifang.register.reading import FileReading, WordLists
    from huifang.register.yamltext import Data
    from huifang.texts import Text

REPAIRED = frozenset({  # what `fmt` mends; everything else is for `fix`, or for a person
    "byte-order-mark", "bad-utf-8", "missing-front-matter", "tab-indentation",
    "full-width-colon", "full-width-comma", "wide-space", "full-width", "wide-quotes",
    "bad-day", "bad-decision-day", "bad-quarter", "bad-talk-period",
})  # fmt: skip
WRONG_SHAPE = "wrong-shape"
MOST_ROUNDS = 20  # an edit may uncover the next one
LINE_END = re.compile(r"\r\n|\r|\n")
FENCE = "---"


class FormattedFile(NamedTuple):
    """The bytes as they should be; else what keeps the file from being read, or why it is left alone."""

    after: bytes | None = None
    unreadable: tuple[Finding, ...] = ()
    left_alone: Text | None = None


def formatted(path: str, raw: bytes, shape: Shape, words: WordLists) -> FormattedFile:
    """A file in the spelling of the format: data, comments and the text below are the same."""
    repaired, reading = _repaired(path, raw, shape, words)
    if reading.unreadable:
        return FormattedFile(unreadable=tuple(reading.findings))
    if misplaced := tuple(each for each in reading.findings if _is_misplaced(each, reading.data)):
        return FormattedFile(unreadable=misplaced)
    if not isinstance(reading.data, dict) or not reading.data:
        return FormattedFile(repaired)
    try:
        return FormattedFile(_in_order(path, repaired, shape))
    except (_OtherwiseError, Refused):
        message = say("{path} is written in a way that only a person can put in order; it was left alone", path=path)
        return FormattedFile(left_alone=message)


def _repaired(path: str, raw: bytes, shape: Shape, words: WordLists) -> tuple[bytes, FileReading[Any]]:
    for _ in range(MOST_ROUNDS):
        reading = read(shape.adapter, path, raw, words, markdown=shape.markdown)
        edits = list(_edits(made_first(reading.findings)))
        if not edits or any(map(lines.is_guess_of_bytes, reading.findings)):
            break
        made = edited(lines.as_typed(path, raw)[0], edits).encode()
        if made == raw:
            break
        raw = made
    return raw, reading


def _is_misplaced(found: Finding, data: Data) -> bool:
    """Whether a list, mapping or text stands in the place of another: its lines show a person what was meant."""
    for part in found.place.key:
        try:
            data = data[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return found.check == WRONG_SHAPE
    is_value = bool(found.place.key) and not found.place.on_key
    return found.check == WRONG_SHAPE or (is_value and isinstance(data, (list, dict)))


def _edits(found: list[Finding]) -> Iterator[Edit]:
    return (each.edit for each in found if each.edit is not None and each.check in REPAIRED)


class _OtherwiseError(Exception):
    """What would be written says something else than what stands there."""


def _in_order(path: str, raw: bytes, shape: Shape) -> bytes:
    typed = lines.as_typed(path, raw)[0]
    made = _once(path, typed, shape)
    if made != typed and _once(path, made, shape) != made:
        raise _OtherwiseError
    return made.encode()


def _once(path: str, typed: str, shape: Shape) -> str:
    text = LINE_END.sub("\n", typed)
    source = lines.split(path, text)[0] if shape.markdown else lines.SourceText(text, 1, "")
    document, place = TypedYaml(source.yaml), type_at(shape.adapter, ())
    if place is None:
        raise _OtherwiseError
    written = formatted_lines(document, place)
    if (made := "".join(f"{line}\n" for line in written)) != source.yaml:
        _refuse_other(document, TypedYaml(made))
    found = LINE_END.search(typed)
    end = found[0] if found else "\n"
    if not shape.markdown:
        return "".join(f"{line}{end}" for line in written)
    body = "".join(typed_lines(typed)[source.body_line - 1 :])
    return "".join(f"{line}{end}" for line in (FENCE, *written, FENCE)) + body


def _refuse_other(before: TypedYaml, after: TypedYaml) -> None:
    """Whatever goes wrong in here, nothing is lost: the same data, the same comments."""
    comments = [sorted(each.text for each in document.comments) for document in (before, after)]
    if before.data != after.data or comments[0] != comments[1]:
        raise _OtherwiseError
