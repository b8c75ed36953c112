"""What can still be said of a record that has errors: errors never drop a person from the lists."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from huifang.register.finding import Key, field_name

if TYPE_CHECKING:
    from huifang.register.reading import WordLists
    from huifang.register.yamltext import Data

Shape = TypeVar("Shape", bound=BaseModel)
UNREAD = "unread"  # stands where an id could not be read; no check looks at it
ROUNDS = 3


def salvage(
    shape: TypeAdapter[Shape], data: Data, errors: list[Key], words: WordLists, defaults: dict[str, Data]
) -> tuple[Shape | None, tuple[str, ...]]:
    """The record without what could not be read, and the names of those keys; None where too little is left."""
    known = copy.deepcopy(data) if isinstance(data, dict) else {}
    unread = [field_name(key) for key in errors]
    for _ in range(ROUNDS):
        _drop(known, errors)
        for name, value in defaults.items():
            if name not in known or (value is not None and not isinstance(known[name], type(value))):
                known[name] = value
        if "measures" in defaults and not known["measures"]:
            known["measures"] = defaults["measures"]
        try:
            return shape.validate_python(known, context={"words": words}), tuple(unread)
        except ValidationError as problem:
            errors = [each["loc"] for each in problem.errors(include_url=False)]
            unread += [field_name(key) for key in errors]
    return None, tuple(unread)


def _drop(data: dict[str, Data], errors: list[Key]) -> None:
    """Take out each unreadable key, or the whole list entry it stands in."""
    entries: set[tuple[str, int]] = set()
    for key in errors:
        if not key:
            data.clear()
        elif len(key) > 1 and isinstance(key[1], int):
            entries.add((str(key[0]), key[1]))
        else:
            data.pop(str(key[0]), None)
    for name, number in sorted(entries, reverse=True):
        values = data.get(name)
        if isinstance(values, list) and number < len(values):
            del values[number]


def person_defaults(code: str, words: WordLists) -> dict[str, Data]:
    """The least that a person's record must hold to stand in a list as `unknown`."""
    first = {name: next(iter(words.get(name, {})), "") for name in ("rank", "category", "management", "measure_type")}
    measure: dict[str, Data] = {"type": first["measure_type"], "decided_on": None, "decided_by": UNREAD, "form": None}
    return {
        "code": code,
        "unit": UNREAD,
        "post": None,
        "rank": first["rank"],
        "category": first["category"],
        "party_member": "true",
        "management": first["management"],
        "supervised_by": UNREAD,
        "measures": [measure],
        "helpers": [],
    }


def talk_defaults(day: str) -> dict[str, Data]:
    """A talk of which only the file's name can be read: the day is in it."""
    return {"kind": "谈心谈话", "date": day, "helper": ""}
