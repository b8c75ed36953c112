"""A person's record as data: every key of the format, days and months as the file has them, null what is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from huifang.register import DecisionDay

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.register.models import Person

MEASURES = "measures"  # whose entries keep their places; of another list an entry may be gone


def record_data(person: Person) -> Mapping[str, Any]:
    """The record; of what cannot be read nothing is claimed."""
    whole = person.path in person.unread
    return {
        key: None if whole else _value(getattr(person, name), key, person.unread) for name, key in _keys(person)
    } | {"code": person.code}


def _keys(part: BaseModel) -> list[tuple[str, str]]:
    return [(name, field.alias or name) for name, field in type(part).model_fields.items()]


def _value(value: object, place: str, unread: tuple[str, ...]) -> Any:  # noqa: ANN401 - a value of a record
    """One value; `place` is the path of its key in the record."""
    if place in unread:
        return {key: None for _, key in _keys(value)} if isinstance(value, BaseModel) and place.endswith("]") else None
    if isinstance(value, BaseModel):
        return {key: _value(getattr(value, name), f"{place}.{key}", unread) for name, key in _keys(value)}
    if isinstance(value, DecisionDay):  # a tuple too, so before them
        return str(value)
    if isinstance(value, tuple):
        lost = place != MEASURES and any(key.startswith(f"{place}[") for key in unread)
        return None if lost else [_value(each, f"{place}[{number}]", unread) for number, each in enumerate(value)]
    return value
