"""The three steps that turn the bytes of a file into a record, or into everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import UnionType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from huifang.register import lines, yamltext
from huifang.register.finding import Finding, Key, Place, error
from huifang.register.scalars import PROBLEMS, shown
from huifang.texts import say

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from huifang.register.yamltext import Data, Mark

Shape = TypeVar("Shape")
WordLists = Mapping[str, Mapping[str, object]]
NO_MARKS: dict[Key, yamltext.Mark] = {}


class Reading(Generic[Shape]):
    """What one file gave: the value or None, its data, the text below it, and the findings."""

    __slots__ = ("body", "data", "errors", "findings", "value")

    def __init__(self) -> None:
        self.value: Shape | None = None
        self.data: Data = None
        self.body = ""
        self.findings: list[Finding] = []
        self.errors: list[Key] = []  # keys that could not be read; empty where the whole file could not


def read(shape: TypeAdapter[Shape], path: str, raw: bytes, words: WordLists, *, markdown: bool) -> Reading[Shape]:
    """Read a file of the given shape; later steps are taken only where the earlier ones found no error."""
    reading: Reading[Shape] = Reading()
    text, reading.findings = lines.decode(path, raw)
    source = lines.Source(text.replace("\r\n", "\n"), 1, "")
    if markdown:
        source, found = lines.split(path, source.yaml)
        reading.findings += found
    reading.body = source.body
    reading.findings += lines.problems(path, source)
    if reading.findings:
        return reading
    try:
        reading.data = yamltext.plain(source.yaml, source.first_line)
    except yamltext.Refused as refused:
        reading.findings.append(refused.finding(path))
        return reading
    data = {} if reading.data is None else reading.data
    try:
        reading.value = shape.validate_python(data, context={"words": words})
    except ValidationError as problem:
        marks = yamltext.positions(source.yaml, source.first_line)
        problems = problem.errors(include_url=False)
        reading.errors = [_key(each) for each in problems]
        reading.findings = [_finding(path, each, marks, shape) for each in problems]
    return reading


def mark_of(raw: bytes, *, markdown: bool) -> dict[Key, Mark]:
    """Where the keys of a file stand, as far as its YAML can be read."""
    text = lines.decode("", raw)[0].replace("\r\n", "\n")
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
    return tuple(part for part in problem["loc"] if part != "[key]")


def _finding(path: str, problem: ErrorDetails, marks: Mapping[Key, Mark], shape: TypeAdapter[Any]) -> Finding:
    kind, key, context = problem["type"], _key(problem), dict(problem.get("ctx", {}))
    place = Place(path, key)
    name = str(key[-1]) if key else ""
    if kind in PROBLEMS:
        sentence = PROBLEMS[kind]
        check = "unknown-word" if kind == "no-such-word" else kind
        if check == "unknown-word" and key:
            context["key"] = next(part for part in reversed(key) if isinstance(part, str))
        values = {each: value if isinstance(value, (int, str)) else str(value) for each, value in context.items()}
        message, fix = say(sentence.message, **values), say(sentence.fix, **values)
        return error(located(place, marks), message, fix=fix, check=check)
    if kind == "missing":
        message, fix = say("`{key}` is missing", key=name), say("add the key `{key}`", key=name)
        return error(located(place, marks), message, fix=fix, check="missing-key")
    if kind == "extra_forbidden":
        return _unknown_key(place, marks, keys_at(shape, key[:-1]))
    if kind == "literal_error":
        message = say("{value} is not one of the words for `{key}`", value=shown(problem["input"]), key=name)
        fix = say("one of: {words}", words=str(context.get("expected", "")).replace("'", ""))
        return error(located(place, marks), message, fix=fix, check="unknown-word")
    if kind == "too_short":
        message, fix = say("`{key}` has no entry", key=name), say("write at least one entry")
        return error(located(place, marks), message, fix=fix, check="wrong-shape")
    if kind.startswith(("tuple", "list")):
        message, fix = say("a list must stand here"), say("write `- ` before each entry, or `[]` for none")
        return error(located(place, marks), message, fix=fix, check="wrong-shape")
    message = say("keys with values must stand here")
    return error(located(place, marks), message, fix=say("write `key: value`"), check="wrong-shape")


def _unknown_key(place: Place, marks: Mapping[Key, Mark], known: list[str]) -> Finding:
    name = str(place.key[-1])
    message = say("`{key}` is not a key of this record", key=name)
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    fix = say("did you mean `{near}`?", near=near[0]) if near else say("one of: {words}", words=", ".join(known))
    return error(located(place._replace(on_key=True), marks), message, fix=fix, check="unknown-key")


def keys_at(shape: TypeAdapter[Any], key: Key) -> list[str]:
    """The keys that may stand in the mapping at `key`, in the order of the format."""
    model = _model(shape._type)  # noqa: SLF001 - TypeAdapter has no public way to its type
    for part in key:
        if model is not None and isinstance(part, str):
            names = {field.alias or name: field for name, field in model.model_fields.items()}
            model = _model(names[part].annotation) if part in names else None
    return [] if model is None else [field.alias or name for name, field in model.model_fields.items()]


def _model(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, tuple, list, dict) or get_args(annotation):
        return next((found for part in get_args(annotation) if (found := _model(part)) is not None), None)
    return None
