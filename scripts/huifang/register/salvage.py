"""What can still be said of a record that has errors: errors never drop a person from the lists."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

from huifang.register.finding import Key, field_name
from huifang.register.layout import Kind
from huifang.register.mending import take_out
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


def salvage(
    shape: TypeAdapter[Shape], data: Data, errors: list[Key], words: WordLists, defaults: Defaults
) -> tuple[Shape | None, tuple[str, ...]]:
    """The record without what could not be read, and the names of those keys; None where too little is left."""
    known = copy.deepcopy(data) if isinstance(data, dict) else {}
    unread: dict[str, None] = {}
    least = least_of(words)
    for _ in range(ROUNDS):
        unread |= dict.fromkeys(field_name(key) for key in errors if key)
        take_out(known, errors, shape, least)
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
    return {
        "code": code,
        "unit": UNREAD,
        "post": None,
        "rank": _last(words, "rank"),
        "category": _last(words, "category"),
        "party_member": "true",
        "management": _last(words, "management"),
        "supervised_by": UNREAD,
        "measures": [least_of(words)["measures"]],
        "helpers": [],
    }


def least_of(words: WordLists) -> Mapping[str, Defaults]:
    """What stands in an entry for fields that it must have and that cannot be read; nothing rests on them."""
    return {
        "measures": {"type": _first(words, "measure_type"), "decided_on": None, "decided_by": UNREAD, "form": None},
        "held": {"by": UNREAD},
        "left": {"reason": _first(words, "left_reason")},
        "deferrals": {"reason": _last(words, "deferral_reason")},
    }


def _first(words: Mapping[str, Mapping[str, object]], enumeration: str) -> str:
    return next(iter(words.get(enumeration, {})), "")


def _last(words: Mapping[str, Mapping[str, object]], enumeration: str) -> str:
    """The enumerations of a person end with 其他: the only word that claims nothing."""
    return next(reversed(list(words.get(enumeration, {}))), "")


def talk_defaults(day: str) -> Defaults:
    """A talk of which only the file's name can be read: the day is in it."""
    return {"kind": "谈心谈话", "date": day, "helper": ""}
