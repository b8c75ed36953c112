"""What differs between two revisions of a record, field by field; entries of lists are followed by what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.register.described import LISTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from huifang.register.yamltext import Data

Entry = dict[str, "Data"]
FieldDifference = tuple[str, str, "Data", "Data"]  # a field, its last name, by which values are typed; old, new or None
EMPTY: tuple[object, ...] = (None, "", [], {})
UNSET: tuple[object, ...] = (*EMPTY, "false")  # a flag left out is false


def _of(*keys: str) -> Callable[[Entry], str]:
    """An entry is known by these values together."""
    return lambda entry: "@".join(str(entry[key]) for key in keys if entry.get(key) not in EMPTY)


def _first(*ways: Callable[[Entry], str]) -> Callable[[Entry], str]:
    """An entry is known by the first of these that it has."""
    return lambda entry: next((found for way in ways if (found := way(entry))), "")


IDENTITIES: Mapping[str, Callable[[Entry], str]] = {  # list -> what an entry of it is known by, as its model says
    key: _first(*(_of(*group) for group in said.known_by)) for key, said in LISTS.items()
}
OTHERWISE = _first(*map(_of, ("id", "type", "value", "family", "name", "kind", "from", "on", "types")))
LIKE = 0.5  # the share of equal values from which two entries are one that was corrected


def differences(old: Mapping[str, Data], new: Mapping[str, Data], above: str = "") -> Iterator[FieldDifference]:
    """Every field that differs, in the order of the newer revision; order, comments and spelling are no difference.

    A mapping that came or went is told key by key, an entry of a list as a whole.
    """
    for key in (*new, *(key for key in old if key not in new)):
        before, after = old.get(key), new.get(key)
        if before == after or (before in EMPTY and after in EMPTY):
            continue
        field = f"{above}.{key}" if above else key
        if _entries(before) or _entries(after):
            yield from _items(field, key, _list(before), _list(after))
        elif _mapping(before) and _mapping(after):
            yield from differences(_dict(before), _dict(after), field)
        elif not (before in UNSET and after in UNSET):
            yield field, key, _nothing(before), _nothing(after)


def _nothing(data: Data) -> Data:
    return None if data in EMPTY else data


def _mapping(data: Data) -> bool:
    return isinstance(data, dict) or data in EMPTY


def _dict(data: Data) -> Entry:
    return data if isinstance(data, dict) else {}


def _list(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []


def _entries(data: Data) -> bool:
    return isinstance(data, list) and any(isinstance(each, dict) for each in data)


def _items(field: str, key: str, old: list[Data], new: list[Data]) -> Iterator[FieldDifference]:
    before, after = known_by(key, old), known_by(key, new)
    corrected = paired(
        {name: entry for name, entry in before.items() if name not in after},
        {name: entry for name, entry in after.items() if name not in before},
    )
    earlier = {later: name for name, later in corrected.items()}
    for name, entry in after.items():
        was = earlier.get(name, name)
        if was in before:
            yield from differences(before[was], entry, f"{field}[{was}]")
        else:
            yield f"{field}[{name}]", key, None, dict(entry)
    for name, entry in before.items():
        if name not in after and name not in corrected:
            yield f"{field}[{name}]", key, dict(entry), None


def known_by(key: str, entries: Sequence[Data]) -> dict[str, Entry]:
    """The entries of a list by what they are known by; a second one of that name gets a number."""
    found: dict[str, Entry] = {}
    identity = IDENTITIES.get(key, OTHERWISE)
    for entry in entries:
        whole: Entry = entry if isinstance(entry, dict) else {"": entry}
        name = plain = identity(whole) or "-"
        number = 2
        while name in found:
            name, number = f"{plain}#{number}", number + 1
        found[name] = whole
    return found


def paired(gone: Mapping[str, Entry], come: Mapping[str, Entry]) -> dict[str, str]:
    """Which of the things that went is which of those that came: the most alike first, if at least half is equal."""
    likeness = sorted(
        ((-_alike(old, new), one, other) for one, old in gone.items() for other, new in come.items()),
        key=lambda each: each[0],
    )
    found: dict[str, str] = {}
    for like, one, other in likeness:
        if -like >= LIKE and one not in found and other not in found.values():
            found[one] = other
    return found


def _alike(old: Entry, new: Entry) -> float:
    keys = [key for key in {**old, **new} if old.get(key) not in EMPTY or new.get(key) not in EMPTY]
    return sum(old.get(key) == new.get(key) for key in keys) / len(keys) if keys else 0.0
