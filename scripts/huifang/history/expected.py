"""What a merge should have made of a record: each change of either side, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.history.fields import known_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.register.yamltext import Data


def expected(key: str, base: Data, ours: Data, theirs: Data, made: Data) -> Data:
    """The value two sides give together. Where they contradict each other, what the merge did not take, ours first.

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
        return _list(key, [_known(key, side) for side in (base, ours, theirs, made)])
    return theirs if made == ours else ours


def _entries(data: Data) -> bool:
    return isinstance(data, list) and all(isinstance(each, dict) for each in data)


def _known(key: str, data: Data) -> dict[str, Data]:
    return dict(known_by(key, data)) if isinstance(data, list) else {}


def _mapping(base: Data, ours: Data, theirs: Data, made: Data) -> Data:
    sides = [side if isinstance(side, dict) else {} for side in (base, ours, theirs, made)]
    found = {key: expected(key, *(side.get(key) for side in sides)) for key in {**sides[1], **sides[2]}}
    return {key: value for key, value in found.items() if value is not None}


def _list(key: str, sides: Sequence[dict[str, Data]]) -> Data:
    found = (expected(key, *(side.get(name) for side in sides)) for name in {**sides[1], **sides[2]})
    return [entry for entry in found if entry is not None]
