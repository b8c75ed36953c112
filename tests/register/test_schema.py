"""The JSON Schemas say what the reader says: the sample fits them, what the reader refuses does not."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from huifang.policy import words_of
from huifang.register.layout import Kind, spot
from huifang.register.schema import KINDS, schemas
from tests.register.typed import PERSON, RECORDS, RESTRICTED, TALK, VISIT, instead
from tests.sound import SAMPLE, sample_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}
KEYWORDS = {  # all that our schemas say; the check below knows no other
    *("$schema", "$id", "$defs", "$ref", "title", "description", "default", "type", "enum", "const", "anyOf", "format"),
    *("pattern", "minimum", "minItems", "items", "properties", "required", "additionalProperties", "patternProperties"),
}


class PlainLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `on` is a word, `true` a flag, a day text."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as in its base
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "float", "bool"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


@cache
def made() -> dict[str, dict[str, Any]]:
    return schemas(words_of(sample_policy()))


def typed(path: str, text: str) -> object:
    return yaml.load(text.split("---\n")[1] if path.endswith(".md") else text, PlainLoader)  # noqa: S506 - it is safe


def problems(value: object, schema: dict[str, Any], root: dict[str, Any], at: str = "") -> Iterator[str]:
    """Where a value does not fit; as much of the standard as our schemas use."""
    if "$ref" in schema:
        yield from problems(value, root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root, at)
    if "anyOf" in schema and all(list(problems(value, each, root, at)) for each in schema["anyOf"]):
        yield f"{at}: fits none"
    types = schema.get("type", [])
    wanted = [each for name in ([types] if isinstance(types, str) else types) for each in TYPES[name]]
    if wanted and not (isinstance(value, tuple(wanted)) and (not isinstance(value, bool) or bool in wanted)):
        yield f"{at}: not of type {types}"
    if ("enum" in schema and value not in schema["enum"]) or ("const" in schema and value != schema["const"]):
        yield f"{at}: not one of the words"
    if isinstance(value, str):
        yield from _text_problems(value, schema, at)
    if isinstance(value, list):
        yield from (each for item in value for each in problems(item, schema.get("items", {}), root, f"{at}[]"))
        if len(value) < schema.get("minItems", 0):
            yield f"{at}: too few"
    if isinstance(value, dict):
        yield from _map_problems(value, schema, root, at)


def _text_problems(value: str, schema: dict[str, Any], at: str) -> Iterator[str]:
    if not re.search(schema.get("pattern", ""), value):
        yield f"{at}: not of the pattern"
    if schema.get("format") == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            yield f"{at}: no day"


def _map_problems(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    yield from (f"{at}.{key}: missing" for key in schema.get("required", ()) if key not in value)
    for key, each in value.items():
        fits = [part for pattern, part in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
        other = schema.get("additionalProperties", {})
        found = schema.get("properties", {}).get(key) or (fits[0] if fits else other)
        yield from problems(each, found, root, f"{at}.{key}") if isinstance(found, dict) else (f"{at}.{key}: unknown",)


def parts(schema: object) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    if isinstance(schema, dict):
        yield schema
        for key in ("$defs", "properties", "patternProperties"):
            for each in schema.get(key, {}).values():
                yield from parts(each)
        for each in (schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ())):
            yield from parts(each)


SAMPLES = [(entry.path, spot(entry.path).kind) for entry in SAMPLE.entries() if entry.kind == "file"]


@pytest.mark.parametrize("kind", KINDS)
def test_sample_records_fit(kind: Kind) -> None:
    paths = [path for path, found in SAMPLES if found is kind]
    assert paths
    schema = made()[kind]
    found = {path: list(problems(typed(path, SAMPLE.read(path).decode()), schema, schema)) for path in paths}
    assert {path: each for path, each in found.items() if each} == {}


@pytest.mark.parametrize("record", RECORDS)
def test_sound_records_fit(record: str) -> None:
    path, text = RECORDS[record]
    kind = {"visit": "visit", "talk": "talk"}.get(record, record)
    assert list(problems(typed(path, text), made()[kind], made()[kind])) == []


@pytest.mark.parametrize(
    ("record", "text", "found"),
    [
        ("person", instead(PERSON, 4, "post: null"), []),
        ("person", instead(PERSON, 13, "    decided_by: tt-jw\n    accountability: null\n    basis_version: 2018"), []),
        ("person", instead(PERSON, 13, '    decided_by: tt-jw\n    matter: 1\n    basis_version: "2018"'), []),
        ("person", instead(PERSON, 12, "    decided_on: 2024-03"), []),
        ("person", instead(PERSON, 12, "    decided_on: null"), []),
        ("person", instead(PERSON, 14, "    form: null"), []),
        ("person", instead(PERSON, 21, "held: null\nleft: null"), []),
        ("visit", instead(VISIT, 11, "actions: null"), []),
        ("person", instead(PERSON, 5, "rank: null"), [".rank: not one of the words"]),
        ("person", instead(PERSON, 14, "    form: 5"), [".measures[].form: fits none"]),
        ("person", instead(PERSON, 4, "pots: 科长"), [".post: missing", ".pots: unknown"]),
        ("person", instead(PERSON, 7, "party_member: 是"), [".party_member: not of type boolean"]),
        ("person", instead(PERSON, 2, "code: TT-1"), [".code: not of the pattern"]),
        ("person", instead(PERSON, 21, "informed_on: 2024-02-30"), [".informed_on: fits none"]),
        ("person", instead(PERSON, 17, "  - {name: 示例王, unit: tt-unit}"), [".helpers[].from: missing"]),
        ("person", instead(PERSON, 17, "  - 示例王"), [".helpers[]: not of type object"]),
        ("visit", instead(VISIT, 2, "kind: 谈心谈话"), [".kind: not one of the words"]),
        ("talk", instead(TALK, 5, "makes_up_for: 2024Q5"), [".makes_up_for: fits none"]),
        ("identities", "TT-1: 示例甲一\n", [".TT-1: unknown"]),
        ("restricted", RESTRICTED + "suspicion: []\n", [".suspicion: unknown"]),
        ("register", "settings: {followup.talk.min_window_days: 45}\n", []),
        ("register", "settings: {followup.key.situations: [压力大情绪低], followup.key.forms: [2, 3]}\n", []),
        ("register", "settings: {followup.key.forms: [[2]]}\n", [".settings: fits none"]),
    ],
)
def test_schema_and_reader_agree(record: str, text: str, found: list[str]) -> None:
    path, _ = RECORDS[record]
    assert list(problems(typed(path, text), made()[record], made()[record])) == found


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_to_fill_in(kind: Kind) -> None:
    schema = made()[kind]
    assert (schema["$schema"], schema["title"]) == ("https://json-schema.org/draft/2020-12/schema", kind.value)
    for part in parts(schema):
        assert part.keys() <= KEYWORDS
        assert part.get("enum", [0]) != [], "an enumeration of the vocabulary is missing"
        assert "properties" not in part or part["additionalProperties"] is False


def test_kinds_in_their_order() -> None:
    expected = ["person", "visit", "talk", "organizations", "identities", "plan", "restricted", "register", "checked"]
    assert list(made()) == expected
