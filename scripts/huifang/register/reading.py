"""The three steps that turn the bytes of a file into a record, or into everything that is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from huifang.register import lines, yamltext
from huifang.register.finding import Finding, Key, Place, error
from huifang.register.scalars import PROBLEMS, shown, unquoted
from huifang.texts import say
from huifang.texts.invisible import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from huifang.register.yamltext import Data, Mark
    from huifang.texts import Text, Value

Shape = TypeVar("Shape")
WordLists = Mapping[str, Mapping[str, object]]
NO_MARKS: dict[Key, yamltext.Mark] = {}
KEY_ITSELF = "[key]"  # pydantic's mark for a problem of a mapping's key
CONTACTS = {"回访": "visit", "谈心谈话": "talk"}  # what a file holds, and its name says
QUOTED = re.compile(r"'([^']*)'")


class Reading(Generic[Shape]):
    """What one file gave: the value or None, its data, the text below it, and the findings."""

    __slots__ = ("body", "body_line", "data", "errors", "findings", "value")

    def __init__(self) -> None:
        self.value: Shape | None = None
        self.data: Data = None
        self.body = ""
        self.body_line = 1
        self.findings: list[Finding] = []
        self.errors: list[Key] = []  # keys that could not be read; empty where the whole file could not


def read(shape: TypeAdapter[Shape], path: str, raw: bytes, words: WordLists, *, markdown: bool) -> Reading[Shape]:
    """Read a file of the given shape; later steps are taken only where the earlier ones found no error.

    A character that nobody sees is told whatever else there is, and keeps nothing from being read.
    """
    reading: Reading[Shape] = Reading()
    text, reading.findings = lines.decode(path, raw)
    readable = not any(each.check == "bad-utf-8" for each in reading.findings)
    source = lines.Source(text, 1, "")
    if markdown:
        source, found = lines.split(path, text)
        reading.findings += found
    _read(reading, shape, path, source, words)
    unseen = [*lines.invisible(path, text), *_escaped(reading.data, path, source)] if readable else []
    if unseen:
        told = {(each.place.line, each.place.column) for each in unseen}  # the parser speaks of the same character
        refused = [each for each in reading.findings if each.check == "bad-yaml"]
        same = [each for each in refused if (each.place.line, each.place.column) in told]
        reading.findings = [each for each in reading.findings if each not in same] + unseen
    return reading


def _read(
    reading: Reading[Shape], shape: TypeAdapter[Shape], path: str, source: lines.Source, words: WordLists
) -> None:
    reading.body, reading.body_line = source.body, source.body_line
    reading.findings += lines.problems(path, source, every_key(shape))
    if reading.findings:
        return
    try:
        reading.data = yamltext.plain(source.yaml, source.first_line)
    except yamltext.Refused as refused:
        reading.findings += refused.findings(path)
        return
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
        reading.findings += [_finding(path, each, marks, shape) for each in problems]


def _escaped(data: Data, path: str, source: lines.Source) -> Iterator[Finding]:
    """The texts in which such a character is written as an escape of YAML, where no line shows it."""
    if "\\" not in source.yaml:
        return
    found = [(key, char) for key, value in yamltext.leaves(data) if value for _, _, char in places(value)]
    marks = yamltext.positions(source.yaml, source.first_line) if found else NO_MARKS
    for key, char in dict(reversed(found)).items():
        if char not in source.yaml:
            yield lines.unseen(located(Place(path, key), marks), char)


def errors_of(problem: ValidationError) -> list[ErrorDetails]:
    """Pydantic's errors; it calls a list empty too whose entries are bad, which is said of the entries already."""
    found = problem.errors(include_url=False)
    return [each for each in found if not (each["type"] == "too_short" and each["input"])]


def mark_of(raw: bytes, *, markdown: bool) -> dict[Key, Mark]:
    """Where the keys of a file stand, as far as its YAML can be read."""
    text = lines.decode("", raw)[0]
    source = lines.split("", text)[0] if markdown else lines.Source(text, 1, "")
    try:
        return yamltext.positions(source.yaml, source.first_line)
    except yamltext.Refused:
        return NO_MARKS


def located(place: Place, marks: Mapping[Key, Mark]) -> Place:
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


def _kind_of_file(path: str, kind: str, expected: str, marks: Mapping[Key, Mark]) -> Finding:
    name = path.rsplit("/", 1)[-1]
    rightly = name.replace(f"-{CONTACTS[expected]}", f"-{CONTACTS[kind]}")
    message = say("`kind` is {kind}, but the file is named as {expected}", kind=kind, expected=expected)
    fix = say("rename the file to {name}, or correct `kind`", name=rightly)
    return error(located(Place(path, ("kind",)), marks), message, fix=fix, check="kind-of-file")


def _finding(path: str, problem: ErrorDetails, marks: Mapping[Key, Mark], shape: TypeAdapter[Any]) -> Finding:
    kind, key = problem["type"], _key(problem)
    place = Place(path, key, on_key=kind == "extra_forbidden" or KEY_ITSELF in problem["loc"])
    check, message, fix = _said(kind, key, problem, shape)
    return error(located(place, marks), message, fix=fix, check=check)


def _said(kind: str, key: Key, problem: ErrorDetails, shape: TypeAdapter[Any]) -> tuple[str, Text, Text]:
    """Check, message and fix for one of pydantic's problems."""
    name = next((part for part in reversed(key) if isinstance(part, str)), "")
    context = {"key": name, **problem.get("ctx", {})}
    if kind in PROBLEMS:
        values = {each: _value(value) for each, value in context.items()} | {"key": name}
        check = "unknown-word" if kind == "no-such-word" else kind
        return check, say(PROBLEMS[kind].message, **values), say(PROBLEMS[kind].fix, **values)
    if kind == "missing":
        return "missing-key", say("`{key}` is missing", key=name), say("add the key `{key}`", key=name)
    if kind == "extra_forbidden":
        return "unknown-key", say("`{key}` is not a key of this record", key=name), _key_meant(key, shape)
    if kind == "literal_error":
        value, expected = problem["input"], tuple(QUOTED.findall(str(context["expected"])))
        if isinstance(value, str) and value not in expected and (bare := unquoted(value)) in expected:
            wide = PROBLEMS["wide-quotes"]
            return "wide-quotes", say(wide.message, value=shown(value)), say(wide.fix, ascii=bare)
        message = say("{value} is not one of the words for `{key}`", value=shown(value), key=name)
        return "unknown-word", message, say("one of: {words}", words=expected)
    if kind == "too_short":
        return "wrong-shape", say("`{key}` has no entry", key=name), say("write at least one entry")
    if kind.startswith(("tuple", "list")):
        fix = say("write `- ` before each entry, or `[]` for none")
        return "wrong-shape", say("a list must stand here"), fix
    return "wrong-shape", say("keys with values must stand here"), say("write `key: value`")


def _value(value: object) -> Value:
    if isinstance(value, (list, tuple)):
        return tuple(map(str, value))
    return value if isinstance(value, int) else str(value)


def _key_meant(key: Key, shape: TypeAdapter[Any]) -> Text:
    known = keys_at(shape, key[:-1])
    typed = unicodedata.normalize("NFKC", str(key[-1])).lower()
    near = get_close_matches(typed, known, n=1, cutoff=0.6)
    return say("did you mean `{near}`?", near=near[0]) if near else say("one of: {words}", words=tuple(known))


def keys_at(shape: TypeAdapter[Any], key: Key) -> list[str]:
    """The keys that may stand in the mapping at `key`, in the order of the format."""
    model = part_of(shape._type)  # noqa: SLF001 - TypeAdapter has no public way to its type
    for part in key:
        if model is not None and isinstance(part, str):
            names = {field.alias or name: field for name, field in model.model_fields.items()}
            model = part_of(names[part].annotation) if part in names else None
    return [] if model is None else [field.alias or name for name, field in model.model_fields.items()]


@cache
def every_key(shape: TypeAdapter[Any]) -> frozenset[str]:
    """The keys that may stand anywhere in a record of the shape."""
    return frozenset(_keys_below(part_of(shape._type)))  # noqa: SLF001 - as above


def _keys_below(model: type[BaseModel] | None) -> Iterator[str]:
    for name, field in model.model_fields.items() if model else ():
        yield field.alias or name
        yield from _keys_below(part_of(field.annotation))


def part_of(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type expression
    """The model of a key's mapping, or of its list's entries; None for scalars."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := part_of(part)) is not None), None)
