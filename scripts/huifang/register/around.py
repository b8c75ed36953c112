"""What a fix of a refused value is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import TypeAdapter

    from huifang.register.finding import Key
    from huifang.register.yamltext import Data


class Around(NamedTuple):
    """What a fix is made from: the file's path, the format, the words, the data, and the text at a key."""

    path: str
    shape: TypeAdapter[Any]
    words: Mapping[str, Mapping[str, object]]
    data: Data
    source: Callable[[Key], str]
