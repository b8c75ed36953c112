"""The three steps that turn the bytes of a file into a record, or into everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from huifang.register import front_matter_lines as fence
from huifang.register import lines, yamltext
from huifang.register.finding import Edit, Finding, Key, Place, error
from huifang.register.forms import Around
from huifang.register.remarks import Remark, remarks
from huifang.register.repairs import repaired
from huifang.register.shapes import every_key, keys_at
from huifang.register.value_findings import said
from huifang.texts import say
from huifang.texts.invisible import invisible_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from huifang.register.yamltext import Data, Position

Shape = TypeVar("Shape")
WordLists = Mapping[str, Mapping[str, object]]
NO_MARKS: dict[Key, yamltext.Position] = {}
KEY_ITSELF = "[key]"  # pydantic's mark for a problem of a mapping's key
CONTACTS = {"回访": "visit", "谈心谈话": "talk"}  # what a file holds, and its name says
QUOTED = re.compile(r"'([^']*)'")


class FileReading(Generic[Shape]):
    """What one file gave: the value or None, its data, the text below it, and the findings."""

    __slots__ = ("body", "body_line", "data", "errors", "findings", "remarks", "value")

    def __init__(self) -> None:
        self.value: Shape | None = None
        self.data: Data = None
        self.body = ""
        self.body_line = 1
        self.findings: list[Finding] = []
        self.remarks: list[Remark] = []  # comments behind values
        self.errors: list[Key] = []  # keys that could not be read; empty where the whole file could not

    @property
    def unreadable(self) -> bool:
        """Whether the lines or the YAML of the file cannot be read, so that nothing is known of its data."""
        return self.value is None and not self.errors


def read(shape: TypeAdapter[Shape], path: str, raw: bytes, words: WordLists, *, markdown: bool) -> FileReading[Shape]:
    """Read a file of the given shape; later steps are taken only where the earlier ones found no error.

    A character that nobody sees is told whatever else there is, and keeps nothing from being read.
    """
    reading: FileReading[Shape] = FileReading()
    text, reading.findings = lines.decode(path, raw)
    readable = not any(each.check == "bad-utf-8" for each in reading.findings)
    source = lines.SourceText(text, 1, "")
    if markdown:
        source, found = lines.split(path, text)
        reading.findings += found or fence.keys_below(path, source.body, source.body_line, keys_at(shape, ()))
    _read(reading, shape, path, source, words)
    unseen = [*lines.invisible_characters(path, text), *_escaped(reading.data, path, source)] if readable else []
    if unseen:
        reading.findings = _without_doubles(reading.findings, unseen)
    return reading


def invisible_in_yaml(path: str, raw: bytes) -> list[Finding]:
    """The characters that nobody sees in a file of YAML that somebody else reads."""
    text, found = lines.decode(path, raw)
    source = lines.SourceText(text, 1, "")
    try:
        data = yamltext.plain_data(text, 1) if "\\" in text else None
    except yamltext.Refused:
        data = None
    return [] if found else [*lines.invisible_characters(path, text), *_escaped(data, path, source)]


def _read(
    reading: FileReading[Shape], shape: TypeAdapter[Shape], path: str, source: lines.SourceText, words: WordLists
) -> None:
    reading.body, reading.body_line = source.body, source.body_line
    reading.findings += lines.problems(path, source, every_key(shape))
    if reading.findings:
        reading.findings = repaired(reading.findings, source, shape)
        return
    try:
        reading.data = yamltext.plain_data(source.yaml, source.first_line)
    except yamltext.Refused as refused:
        reading.findings += repaired(refused.findings(path), source, shape)
        return
    reading.remarks = remarks(path, source, reading.data)
    data = {} if reading.data is None else reading.data
    try:
        reading.value = shape.validate_python(data, context={"words": words})
    except ValidationError as problem:
        marks = yamltext.positions(source.yaml, source.first_line)
        problems = errors_of(problem)
        reading.errors = [_key(each) for each in problems]
        if other := _other_kind(reading.data, problems):
            reading.findings = [_kind_of_file(path, *other, marks)]
            problems = [each for each in problems if each["type"] not in ("missing", "extra_forbidden")]
            problems = [each for each in problems if _key(each) != ("kind",)]
        around = Around(path, shape, words, data, partial(_text_at, source, marks))
        reading.findings += [_finding(each, marks, around) for each in problems]


def _without_doubles(found: list[Finding], unseen: list[Finding]) -> list[Finding]:
    """All findings, but none that repeats what the line or the value already reports of such a character."""
    fenced = {each.place.line for each in found if each.check == "missing-front-matter"}
    unseen = [each for each in unseen if each.place.line not in fenced or each.place.line is None]
    places_told = {(each.place.line, each.place.column) for each in unseen}  # the parser speaks of the same character
    lines_told = {each.place.line for each in unseen}
    return unseen + [
        each
        for each in found
        if not (each.check == "bad-yaml" and (each.place.line, each.place.column) in places_told)
        and not (each.place.line in lines_told and _is_told_by_line(each))
    ]


def _is_told_by_line(found: Finding) -> bool:
    """What a value or a key says of such a character, whose line has said it."""
    return found.check == "invisible-character" or (found.check == "unknown-key" and found.edit is not None)


def _escaped(data: Data, path: str, source: lines.SourceText) -> Iterator[Finding]:
    """The texts in which such a character is written as an escape of YAML, where no line shows it."""
    if "\\" not in source.yaml:
        return
    found = [(key, char) for key, value in yamltext.leaves(data) if value for _, _, char in invisible_places(value)]
    marks = yamltext.positions(source.yaml, source.first_line) if found else NO_MARKS
    for key, char in dict(reversed(found)).items():
        if char not in source.yaml:
            yield lines.invisible_character(located(Place(path, key), marks), char)


def errors_of(problem: ValidationError) -> list[ErrorDetails]:
    """Pydantic's errors; it calls a list empty too whose entries are bad, which is said of the entries already."""
    found = problem.errors(include_url=False)
    return [each for each in found if not (each["type"] == "too_short" and each["input"])]


def mark_of(raw: bytes, *, markdown: bool) -> dict[Key, Position]:
    """Where the keys of a file stand, as far as its YAML can be read."""
    text = lines.decode("", raw)[0]
    source = lines.split("", text)[0] if markdown else lines.SourceText(text, 1, "")
    try:
        return yamltext.positions(source.yaml, source.first_line)
    except yamltext.Refused:
        return NO_MARKS


def located(place: Place, marks: Mapping[Key, Position]) -> Place:
    """The place with line and column: of the key itself, or of the nearest one above that is there."""
    if place.line is not None or not place.key:
        return place
    mark = marks.get(place.key)
    if mark is not None:
        line, column = mark.key if place.on_key else mark.value
        return place._replace(line=line, column=column)
    for length in range(len(place.key) - 1, 0, -1):
        if (above := marks.get(place.key[:length])) is not None:
            return place._replace(line=above.key[0], column=above.key[1])
    return place._replace(line=1, column=1)


def with_position(finding: Finding, marks: Mapping[Key, Position]) -> Finding:
    """The finding with line and column of its place and of its edit."""
    place, edit = finding.place, finding.edit
    if edit is not None and edit.start is None:
        edit = _spanned(edit, place, marks)
    return replace(finding, place=located(place, marks), edit=edit)


def _spanned(edit: Edit, place: Place, marks: Mapping[Key, Position]) -> Edit | None:
    """The edit with the span of the value it replaces; None where that is not known."""
    mark = marks.get(place.key if edit.key is None else edit.key)
    if mark is None:
        return None
    if place.on_key and edit.key is None:
        return edit._replace(start=mark.key, end=mark.key_end)
    text = f" {edit.text}" if mark.value == mark.value_end else edit.text  # after a bare colon
    return edit._replace(text=text, start=mark.value, end=mark.value_end)


def _text_at(source: lines.SourceText, marks: Mapping[Key, Position], key: Key) -> str:
    """The text of a value as it was typed."""
    mark = marks.get(key)
    if mark is None:
        return ""
    (line, column), (last, end) = mark.value, mark.value_end
    typed = source.yaml.split("\n")[line - source.first_line : last - source.first_line + 1]
    if not typed:
        return ""
    typed[-1] = typed[-1][: end - 1]
    typed[0] = typed[0][column - 1 :]
    return "\n".join(typed)


def _key(problem: ErrorDetails) -> Key:
    return tuple(part for part in problem["loc"] if part != KEY_ITSELF)


def _other_kind(data: Data, problems: list[ErrorDetails]) -> tuple[str, str] | None:
    """The kind that stands in a file of the other kind, and the kind its name says; None where it is not that."""
    kind = data.get("kind") if isinstance(data, dict) else None
    wrong = next((each for each in problems if each["type"] == "literal_error" and _key(each) == ("kind",)), None)
    if wrong is None or not isinstance(kind, str):
        return None
    expected = next(iter(QUOTED.findall(str(wrong["ctx"]["expected"]))), "")
    return (kind, expected) if kind in CONTACTS and expected in CONTACTS else None


def _kind_of_file(path: str, kind: str, expected: str, marks: Mapping[Key, Position]) -> Finding:
    name = path.rsplit("/", 1)[-1]
    rightly = name.replace(f"-{CONTACTS[expected]}", f"-{CONTACTS[kind]}")
    message = say("`kind` is {kind}, but the file is named as {expected}", kind=kind, expected=expected)
    fix = say("rename the file to {name}, or correct `kind`", name=rightly)
    return error(located(Place(path, ("kind",)), marks), message, fix=fix, check="kind-of-file")


def _finding(problem: ErrorDetails, marks: Mapping[Key, Position], around: Around) -> Finding:
    kind, key = problem["type"], _key(problem)
    place = Place(around.path, key, on_key=kind == "extra_forbidden" or KEY_ITSELF in problem["loc"])
    check, message, fix, edit = said(kind, key, problem, around)
    return with_position(error(place, message, fix=fix, check=check, edit=edit), marks)
