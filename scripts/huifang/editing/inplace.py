"""One change in the text of a record that people edit too: a value, a key or an entry; every other byte stays."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from huifang.editing.new import RefusedError
from huifang.editing.writing import on_one_line, scalar, typed
from huifang.register.placed_text import PlacedText, UnplacedError
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.editing.writing import Raw
    from huifang.register.finding import Key
    from huifang.register.yamltext import Data


def changed_value(path: str, raw: bytes, key: Key, value: Raw, order: Sequence[str]) -> bytes:
    """A file with another value of one key, every other byte as it was; RefusedError where that cannot be."""
    placed = _placed(path, raw)
    expected = copy.deepcopy(placed.data)
    inner: Any = expected
    for part in key[:-1]:
        inner = inner[part]
    inner[key[-1]] = typed(value)
    return _checked(placed, placed.valued(key, scalar(value, in_flow=True), order), expected, key)


def longer_list(path: str, raw: bytes, name: str, entry: Mapping[str, Raw], order: Sequence[str]) -> bytes:
    """A file with one more entry of a list, every other byte as it was; RefusedError where that cannot be."""
    placed = _placed(path, raw)
    data: Any = placed.data
    expected = {**data, name: [*(data.get(name) or []), typed(dict(entry))]}
    return _checked(placed, placed.lengthened(name, on_one_line(dict(entry)), order), expected, (name,))


def _placed(path: str, raw: bytes) -> PlacedText:
    try:
        return PlacedText(path, raw)
    except UnplacedError as problem:
        raise RefusedError(say("{path} cannot be read; mend it first", path=path)) from problem


def _checked(placed: PlacedText, made: str, expected: Data, key: Key) -> bytes:
    """The new text, if it says exactly what was meant and nothing else; RefusedError otherwise."""
    raw = placed.bom + made.encode()
    try:
        meant = PlacedText(placed.path, raw).data == expected
    except UnplacedError:
        meant = False
    if not meant:
        name = str(key[0])
        raise RefusedError(say("{path}: `{key}` is written so that only a person can change it; do it by hand",
                               path=placed.path, key=name))  # fmt: skip
    return raw
