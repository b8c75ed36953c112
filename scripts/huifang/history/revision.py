"""One revision of a record file as plain data, or what keeps it from being read; no model: old ones may not fit it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from huifang.policy.load import FILES
from huifang.register import lines, yamltext
from huifang.register.layout import Kind
from huifang.register.load import LARGEST_FILE, SHAPES
from huifang.register.shapes import every_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import TypeAdapter

    from huifang.register.finding import Finding
    from huifang.register.yamltext import Data

Record = dict[str, "Data"]
TEXT: Final = "text"  # the field under which the Markdown below the front matter is shown
MARKDOWN = (Kind.PERSON, Kind.VISIT, Kind.TALK)
READ = (*SHAPES, Kind.POLICY)  # every other file is shown as a whole


class Typed(NamedTuple):
    """Keys whose values are numbers, or yes and no, and not text."""

    numbers: frozenset[str]
    flags: frozenset[str]


class Unreadable(NamedTuple):
    """Why a revision cannot be read: the check that says so, and its line."""

    check: str
    line: int | None

    def __str__(self) -> str:
        """As the history shows it."""
        return self.check if self.line is None else f"{self.check}:{self.line}"


def read_revision(kind: Kind, raw: bytes | None) -> Record | Unreadable:
    """The data of a file of some kind, every scalar as it was typed."""
    if raw is None:
        return Unreadable("missing-blob", None)
    if len(raw) > LARGEST_FILE:
        return Unreadable("too-large", None)
    problem = None
    text, found = lines.decode("", raw)
    source = lines.SourceText(text, 1, "")
    if kind in MARKDOWN:
        source, broken = lines.split("", text)
        found += broken
    if found or (problem := next(lines.problems("", source, _keys(kind)), None)) is not None:
        return _unreadable(problem or found[0])
    try:
        data = yamltext.plain_data(source.yaml, source.first_line)
    except yamltext.Refused as refused:
        return Unreadable(refused.problems[0].check, refused.problems[0].line)
    if data is not None and not isinstance(data, dict):
        return Unreadable("wrong-shape", 1)
    record = dict(data or {})
    if kind in MARKDOWN and (body := source.body.strip("\n")):
        record[TEXT] = body
    return record


def _unreadable(finding: Finding) -> Unreadable:
    return Unreadable(finding.check, finding.place.line)


@cache
def _keys(kind: Kind) -> frozenset[str]:
    return every_key(SHAPES[kind].adapter) if kind in SHAPES else frozenset()


@cache
def _typed() -> Typed:
    """The keys that hold a number, or yes and no, somewhere in the record format or the policy."""
    adapters: list[TypeAdapter[Any]] = [*(shape.adapter for shape in SHAPES.values()), *FILES.values()]
    schemas = [each.json_schema() for each in adapters]
    numbers, flags = (
        frozenset(name for each in schemas for name in _named(each, wanted)) for wanted in ("integer", "boolean")
    )
    return Typed(numbers, flags)


def _named(schema: object, wanted: str) -> Iterator[str]:
    """The properties of a JSON schema that are of a type, or may be."""
    if isinstance(schema, list):
        for each in schema:
            yield from _named(each, wanted)
    elif isinstance(schema, dict):
        for name, part in (schema.get("properties") or {}).items():
            choices = [part, *part.get("anyOf", ()), part.get("items", {})]
            choices += [each.get("items", {}) for each in part.get("anyOf", ())]
            if any(each.get("type") == wanted for each in choices):
                yield name
        for each in schema.values():
            yield from _named(each, wanted)


def value(key: str, data: Data) -> object:
    """A value as JSON has it: numbers and flags by the record format, all else the text that was typed."""
    return _value(key, data, _typed())


def _value(key: str, data: Data, typed: Typed) -> object:
    if isinstance(data, str):
        if key in typed.flags and data in ("true", "false"):
            return data == "true"
        if key in typed.numbers and data.isascii() and data.isdigit() and str(int(data)) == data:
            return int(data)
        return data
    if isinstance(data, dict):
        return {name: _value(name, part, typed) for name, part in data.items()}
    return [_value(key, part, typed) for part in data] if isinstance(data, list) else None
