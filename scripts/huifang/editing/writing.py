"""Record data as text in the one spelling of the format: key order, short lists on one line, quotes where needed."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from huifang.editing.pieces import BLOCKS, GroupPiece, Piece, ScalarPiece, flow_of, lines_of
from huifang.editing.spelling import Raw, scalar
from huifang.register.shapes import KeyType, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic import BaseModel

__all__ = ["BLOCKS", "Raw", "canonical", "front_matter", "keys_in_order", "mapping", "on_one_line", "scalar", "typed"]

NO_NOTES: Mapping[str, str] = MappingProxyType({})


def front_matter(data: Mapping[str, Raw], text: str = "", notes: Mapping[str, str] | None = None) -> str:
    """A Markdown record: the data between its two lines, then the text."""
    body = f"{text.rstrip()}\n" if text.strip() else ""
    return f"---\n{mapping(data, notes)}---\n{body}"


def mapping(data: Mapping[str, Raw], notes: Mapping[str, str] | None = None) -> str:
    """The keys as they are ordered, a line each; `notes` are comments behind `measures.type` or `measures[0].type`."""
    return "".join(f"{line}\n" for line in lines_of(GroupPiece([*_pieces(data, notes or {})])))


def _pieces(data: Mapping[str, Raw], notes: Mapping[str, str]) -> Iterator[Piece]:
    for key, value in data.items():
        yield Piece(key, _value(value, key, notes, is_open=key in notes), behind=_note(notes, key))


def _value(
    value: Raw, key: str = "", notes: Mapping[str, str] = NO_NOTES, *, is_open: bool = False
) -> ScalarPiece | GroupPiece:
    """A value; `is_open`: of a template, where an empty one is there to be filled in."""
    if isinstance(value, list):
        entries = [_entry(each, key, f"{key}[{number}]", notes) for number, each in enumerate(value)]
        return GroupPiece(entries, is_list=True)
    if isinstance(value, dict):
        return GroupPiece([*_pieces(value, NO_NOTES)])
    return ScalarPiece(value, is_open=is_open and value is None)


def _entry(entry: Raw, key: str, own: str, notes: Mapping[str, str]) -> Piece:
    """An entry of a list; one of a key a line has comments behind its keys, any other behind itself."""
    if key in BLOCKS and isinstance(entry, dict):
        inner = {name: notes[f"{each}.{name}"] for each in (key, own) for name in entry if f"{each}.{name}" in notes}
        return Piece(None, GroupPiece([*_pieces(entry, inner)]))
    return Piece(None, _value(entry), behind=_note(notes, own))


def _note(notes: Mapping[str, str], key: str) -> str:
    return f"# {notes[key]}" if key in notes else ""


def on_one_line(value: Raw) -> str:
    """A value on one line."""
    return flow_of(_value(value))


def typed(value: Raw) -> Any:  # noqa: ANN401 - what a model validates
    """The data as somebody would have typed it: every scalar a text, as the reader gives it to the models."""
    if isinstance(value, dict):
        return {key: typed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [typed(part) for part in value]
    return None if value is None else value if isinstance(value, str) else scalar(value)


def canonical(model: type[BaseModel], data: Mapping[str, Raw]) -> dict[str, Raw]:
    """The same data in the key order of the format."""
    fields = fields_of(model)
    return {key: _ordered(fields.get(key), data[key]) for key in keys_in_order(fields, data)}


def _ordered(place: KeyType | None, value: Raw) -> Raw:
    part = place.model if place else None
    if part is None:
        return value
    if isinstance(value, list):
        return [canonical(part, each) if isinstance(each, dict) else each for each in value]
    return canonical(part, value) if isinstance(value, dict) else value


def keys_in_order(known: Iterable[str], keys: Iterable[str]) -> list[str]:
    """The keys in the order of those that are known; one that is not stays behind the one above it.

    >>> keys_in_order(["a", "b", "c"], ["x", "c", "y", "a", "z"])
    ['x', 'a', 'z', 'c', 'y']
    """
    places: dict[str, tuple[int, int]] = {}
    order, number = {key: number for number, key in enumerate(known)}, -1
    for at, key in enumerate(keys):
        number = order.get(key, number)
        places[key] = number, at
    return sorted(places, key=places.__getitem__)
