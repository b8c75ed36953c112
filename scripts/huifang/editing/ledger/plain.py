"""The records that a ledger would make, as plain data: a text for each key, empty values left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huifang.editing.writing import canonical, front_matter, typed
from huifang.register.models.base import Mapped
from huifang.register.shapes import part_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from huifang.editing.writing import Raw


IN_FULL = ("helpers", "held", "return_to_scope", "appointments", "deferrals", "achievements")


def record_text(model: type[BaseModel], data: Mapping[str, Raw], text: str, notes: Mapping[str, str]) -> bytes:
    """The file of a record, in the one spelling that writing has for it."""
    return front_matter(canonical(model, trimmed(model, data)), text, notes).encode()


def data_of(record: Mapped) -> dict[str, Raw]:
    """The data of a record that was read, as somebody would have typed it."""
    return trimmed(type(record), {key: _raw(getattr(record, name)) for name, key in _keys(type(record))})


def trimmed(model: type[BaseModel], data: Mapping[str, Raw]) -> dict[str, Raw]:
    """The data without optional keys that say nothing; those that must be there stay, also as null."""
    made: dict[str, Raw] = {}
    for name, key in _keys(model):
        field = model.model_fields[name]
        if key not in data:
            continue
        value = _trimmed(part_of(field.annotation), data[key])
        if key in IN_FULL and isinstance(value, list):  # a line an entry: what is still open is seen to be open
            value = [_full(part_of(field.annotation), each) for each in value]
        silent = value is None or value in ([], {}) or (value == "false" and field.default is False)
        if field.is_required() or not silent:
            made[key] = value
    return made


def _full(part: type[BaseModel] | None, entry: Raw) -> Raw:
    keys = [key for _, key in _keys(part)] if part else []
    return {key: entry.get(key) for key in keys} if isinstance(entry, dict) else entry


def _trimmed(part: type[BaseModel] | None, value: Raw) -> Raw:
    if isinstance(value, (list, tuple)):
        return [trimmed(part, each) if part and isinstance(each, dict) else typed(each) for each in value]
    if isinstance(value, dict):
        return trimmed(part, value) if part else value
    plain: Raw = typed(value)
    return plain


def _keys(model: type[BaseModel]) -> list[tuple[str, str]]:
    return [(name, field.alias or name) for name, field in model.model_fields.items()]


def _raw(value: Any) -> Any:  # noqa: ANN401 - a value of a model
    if isinstance(value, Mapped):
        return {key: _raw(getattr(value, name)) for name, key in _keys(type(value))}
    if isinstance(value, tuple) and hasattr(value, "_fields"):  # a decision day, a quarter
        return str(value)
    if isinstance(value, tuple):
        return [_raw(each) for each in value]
    return value
