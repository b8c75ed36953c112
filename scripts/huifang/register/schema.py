"""The JSON Schemas of the record files, for editors and other programs; the models are their only source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from huifang.register.layout import Kind
from huifang.register.load import SHAPES
from huifang.register.talk_periods import PERIODS, talk_periods

if TYPE_CHECKING:
    from huifang.register.reading import WordLists

Json = dict[str, Any]
KINDS = (
    Kind.PERSON,
    Kind.VISIT,
    Kind.TALK,
    Kind.ORGANIZATIONS,
    Kind.IDENTITIES,
    Kind.PLAN,
    Kind.RESTRICTED,
    Kind.REGISTER,
    Kind.CHECKED,
)
NULL_IS_EMPTY = ("boolean", "array")  # of optional keys null means false and none, which pydantic cannot see


def schemas(words: WordLists) -> dict[str, Json]:
    """Kind of record -> its schema (draft 2020-12), with the enumerations of the vocabulary filled in."""
    return {kind.value: _schema(kind, words) for kind in KINDS}


def _schema(kind: Kind, words: WordLists) -> Json:
    made = SHAPES[kind].adapter.json_schema()
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"urn:huifang:{kind.value}", "title": kind.value}
    filled = _filled(made, words)
    return head | {key: value for key, value in filled.items() if key not in head}


def _filled(part: Any, words: WordLists) -> Any:  # noqa: ANN401 - JSON
    if isinstance(part, list):
        return [_filled(each, words) for each in part]
    if not isinstance(part, dict):
        return part
    if "x-words" in part:
        return _enumeration(part, words)
    if "x-periods" in part:
        kinds = [PERIODS[kind].pattern for kind in PERIODS if kind in talk_periods(words)]
        return {"type": "string", "pattern": "|".join(f"^{each}$" for each in kinds)}
    filled = {key: _filled(value, words) for key, value in part.items()}
    if "default" in part and part.get("type") in NULL_IS_EMPTY:
        filled["type"] = [part["type"], "null"]
    if "patternProperties" in part:
        filled["additionalProperties"] = False
    return filled


def _enumeration(part: Json, words: WordLists) -> Json:
    """The words themselves; a word of digits may stand without quotes, where YAML takes it for a number."""
    known = list(words.get(part["x-words"], {}))
    numbers = [int(word) for word in known if word.isdecimal()]
    rest = {key: value for key, value in part.items() if key not in ("type", "x-words")}
    return rest | {"enum": numbers if part["type"] == "integer" else [*known, *numbers]}
