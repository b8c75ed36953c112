"""The data of a record without what could not be read: a value, and the entry that would say something else then."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from huifang.register.deciding import STANDS_BY
from huifang.register.shapes import keys_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import TypeAdapter

    from huifang.register.finding import Key
    from huifang.register.yamltext import Data

Shape = TypeVar("Shape")
Entry = dict[str, "Data"]
ALWAYS = "measures"  # an entry keeps its place, for others are told by their number


def take_out(data: Entry, errors: list[Key], shape: TypeAdapter[Shape], least: Mapping[str, Entry]) -> None:
    """Take out each unreadable value; `least` is what must stand in an entry for one that cannot be read."""
    bad: dict[tuple[str, int | None], set[str]] = {}
    for key in errors:
        if not key:
            data.clear()
        elif is_unknown(key, shape):
            _forget(data, key)
        elif len(key) == 1:
            data.pop(str(key[0]), None)
        else:
            number = key[1] if isinstance(key[1], int) else None
            field = next((part for part in key[1:] if isinstance(part, str)), "")  # "": the entry itself
            bad.setdefault((str(key[0]), number), set()).add(field)
    for (name, number), fields in sorted(bad.items(), key=lambda each: each[0][1] or 0, reverse=True):
        _mend(data, name, number, fields, least.get(name, {}))


def is_unknown(key: Key, shape: TypeAdapter[Shape]) -> bool:
    """Whether it is a key that the format does not have: a misspelt one says nothing."""
    names = keys_at(shape, key[:-1])
    return bool(names) and isinstance(key[-1], str) and key[-1] not in names


def _forget(data: Data, key: Key) -> None:
    """Take out one key, wherever it stands."""
    first, *rest = key
    inner = data.get(str(first)) if isinstance(data, dict) else None
    if isinstance(data, list) and isinstance(first, int) and first < len(data):
        inner = data[first]
    if rest:
        _forget(inner, tuple(rest))
    elif isinstance(data, dict):
        data.pop(str(first), None)


def _mend(data: Entry, name: str, number: int | None, bad: set[str], least: Entry) -> None:
    """One entry of a list, or one mapping, without its bad fields."""
    values = data.get(name)
    if isinstance(values, list) and number is not None and number < len(values):
        mended = _mended(name, values[number], bad, least)
        values[number : number + 1] = [] if mended is None else [mended]
    elif number is None:
        mended = _mended(name, values, bad, least)
        data.pop(name, None)
        data |= {} if mended is None else {name: mended}


def _mended(name: str, entry: Data, bad: set[str], least: Entry) -> Entry | None:
    """The entry without its bad fields; None where it cannot stand so."""
    if not isinstance(entry, dict) or "" in bad:
        return dict(least) if name == ALWAYS else None
    if bad.intersection(STANDS_BY.get(name, ())) or not bad <= entry.keys() | least.keys():
        return None
    kept = {key: value for key, value in entry.items() if key not in bad}
    return {**kept, **{key: least[key] for key in bad if key in least}}
