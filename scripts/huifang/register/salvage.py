"""What can still be said of a record that has errors: errors never drop a person from the lists."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

from huifang.register.finding import Key, field_name
from huifang.register.layout import Kind
from huifang.register.reading import errors_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.register.layout import Spot
    from huifang.register.reading import WordLists
    from huifang.register.yamltext import Data

Shape = TypeVar("Shape")
Defaults = dict[str, "Data"]
UNREAD = "unread"  # stands where an id could not be read; no check looks at it
ROUNDS = 4
PARTLY = ("organizations", "return_to_scope")  # lists whose entries stand without a bad optional key
BESIDE_THE_PERIOD = (  # keys of a measure that decide no date of its period
    "document",
    "cause",
    "delivered_on",
    "announced_on",
    "executed_on",
    "execution_reported_on",
    "rank",
    "post",
    "unit",
)
WITHOUT_DAY = ("id", "type", "decided_by")  # what stays of a measure; without its day the state is unknown


def salvage(
    shape: TypeAdapter[Shape], data: Data, errors: list[Key], words: WordLists, defaults: Defaults
) -> tuple[Shape | None, tuple[str, ...]]:
    """The record without what could not be read, and the names of those keys; None where too little is left."""
    known = copy.deepcopy(data) if isinstance(data, dict) else {}
    unread: dict[str, None] = {}
    for _ in range(ROUNDS):
        unread |= dict.fromkeys(field_name(key) for key in errors if key)
        _drop(known, errors, defaults)
        for name, value in defaults.items():
            if name not in known or (value is not None and not isinstance(known[name], type(value))):
                known[name] = copy.deepcopy(value)
        if not known.get("measures", True):
            known["measures"] = copy.deepcopy(defaults["measures"])
        try:
            return shape.validate_python(known, context={"words": words}), tuple(unread)
        except ValidationError as problem:
            errors = [each["loc"] for each in errors_of(problem)]
    return None, tuple(unread)


def _drop(data: dict[str, Data], errors: list[Key], defaults: Defaults) -> None:
    """Take out each unreadable key, or the list entry it stands in; a measure stays in its place, without its day."""
    bad: dict[tuple[str, int], set[str]] = {}
    for key in errors:
        if not key:
            data.clear()
        elif len(key) > 1 and isinstance(key[1], int):
            bad.setdefault((str(key[0]), key[1]), set()).add(str(key[2]) if len(key) > 2 else "")  # noqa: PLR2004
        else:
            data.pop(str(key[0]), None)
    for (name, number), keys in sorted(bad.items(), reverse=True):
        values = data.get(name)
        if not isinstance(values, list) or number >= len(values):
            continue
        entry, default = values[number], defaults.get(name)
        if isinstance(entry, dict) and name == "measures" and keys <= set(BESIDE_THE_PERIOD) & entry.keys():
            values[number] = {each: value for each, value in entry.items() if each not in keys}
        elif name == "measures" and isinstance(default, list) and isinstance(default[0], dict):
            values[number] = default[0] | _kept(entry, keys)
        elif name in PARTLY and isinstance(entry, dict) and keys & entry.keys():
            values[number] = {each: value for each, value in entry.items() if each not in keys}
        else:
            del values[number]


def _kept(measure: Data, bad: set[str]) -> dict[str, Data]:
    if not isinstance(measure, dict) or "" in bad:
        return {}
    return {name: measure[name] for name in WITHOUT_DAY if name in measure and name not in bad}


def defaults_of(found: Spot, words: WordLists) -> Defaults:
    """What a file's name alone says of its record, and what it must hold to stand in a list as `unknown`."""
    match found.kind:
        case Kind.PERSON:
            return person_defaults(found.code, words)
        case Kind.TALK:
            return talk_defaults(found.day)
        case Kind.VISIT:
            return {"kind": "回访", "date": found.day, "visitors": []}
        case Kind.PLAN:
            return {"body": found.code, "year": found.day}
        case _:
            return {}


def person_defaults(code: str, words: WordLists) -> Defaults:
    """The least that a person's record must hold to stand in a list as `unknown`."""
    measure: Defaults = {"type": _first(words, "measure_type"), "decided_on": None, "decided_by": UNREAD, "form": None}
    return {
        "code": code,
        "unit": UNREAD,
        "post": None,
        "rank": _last(words, "rank"),
        "category": _last(words, "category"),
        "party_member": "true",
        "management": _last(words, "management"),
        "supervised_by": UNREAD,
        "measures": [measure],
        "helpers": [],
    }


def _first(words: Mapping[str, Mapping[str, object]], enumeration: str) -> str:
    return next(iter(words.get(enumeration, {})), "")


def _last(words: Mapping[str, Mapping[str, object]], enumeration: str) -> str:
    """The enumerations of a person end with 其他: the only word that claims nothing."""
    return next(reversed(list(words.get(enumeration, {}))), "")


def talk_defaults(day: str) -> Defaults:
    """A talk of which only the file's name can be read: the day is in it."""
    return {"kind": "谈心谈话", "date": day, "helper": ""}
