"""What a merge should have made of a record: each change of either side, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.history.fields import known_by, paired

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.history.fields import Entry
    from huifang.register.yamltext import Data

    Entries = dict[str, Entry]


APART: Data = "\0"  # stands for what two sides contradict each other in; no value of a record is equal to it


def expected(key: str, base: Data, ours: Data, theirs: Data, made: Data) -> Data:
    """The value two sides give together. Where they contradict each other, what the merge did not take, ours first.

    Several commits in common give a base together in the same way; what they contradict each other in is `APART`: it
    takes no part, so that two sides which do not agree on it contradict each other again.

    What differs from it in the merge is the merge's own doing: work dropped, a contradiction settled, something new.
    """
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    sides = (ours, theirs)
    if all(isinstance(side, dict) for side in sides):
        return _mapping(base, ours, theirs, made)
    if all(_entries(side) for side in sides):
        return _list(key, [_known(key, side) for side in (base, ours, theirs, made)], apart=made == APART)
    return APART if made == APART else theirs if made == ours else ours


def _entries(data: Data) -> bool:
    return isinstance(data, list) and all(isinstance(each, dict) for each in data)


def _known(key: str, data: Data) -> Entries:
    return known_by(key, data) if isinstance(data, list) else {}


def _mapping(base: Data, ours: Data, theirs: Data, made: Data) -> Data:
    sides = [side if isinstance(side, dict) else {} for side in (base, ours, theirs, made)]
    found = {key: _part(key, sides, key, apart=made == APART) for key in {**sides[1], **sides[2]}}
    return {key: value for key, value in found.items() if value is not None}


def _part(key: str, sides: Sequence[Mapping[str, Data]], name: str, *, apart: bool) -> Data:
    base, ours, theirs, made = (side.get(name) for side in sides)
    return expected(key, base, ours, theirs, APART if apart else made)


def _list(key: str, sides: Sequence[Entries], *, apart: bool) -> Data:
    """Entry by entry: each is found again under what it was known by in the base, also where a side corrected that."""
    base, ours, theirs, made = sides
    first, second = _corrected(base, ours), _corrected(base, theirs)
    first, second = _sure(first, second, theirs), _sure(second, first, ours)
    both = {**second, **first}
    kept = _renamed(made, {new: old for new, old in both.items() if old not in made})
    aligned = (base, _renamed(ours, first), _renamed(theirs, second), _renamed(kept, _corrected(base, kept)))
    found = (_part(key, aligned, name, apart=apart) for name in {**aligned[1], **aligned[2]})
    return [entry for entry in found if entry is not None]


def _corrected(old: Entries, new: Entries) -> dict[str, str]:
    """Of entries that are known by something else than before: new name -> old one."""
    gone = {name: entry for name, entry in old.items() if name not in new}
    pairs = paired(gone, {name: entry for name, entry in new.items() if name not in old}) if gone else {}
    return {later: name for name, later in pairs.items()}


def _sure(mine: Mapping[str, str], other: Mapping[str, str], entries: Entries) -> dict[str, str]:
    """Without those that the other side has as well and takes for another entry."""
    return {new: old for new, old in mine.items() if new not in entries or other.get(new) == old}


def _renamed(entries: Entries, names: Mapping[str, str]) -> Entries:
    return {names.get(name, name): entry for name, entry in entries.items()} if names else entries
