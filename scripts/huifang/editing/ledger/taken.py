"""What a cell gives: a value of a record, or the reason why there is none and what to type instead."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.editing.ledger.book import LedgerCell
    from huifang.editing.writing import Raw
    from huifang.texts import Text


class CellError(Exception):
    """A cell that cannot be taken; why, and what to type."""

    def __init__(self, reason: Text, fix: Text) -> None:
        super().__init__(reason.template)
        self.reason, self.fix = reason, fix


class Taken(NamedTuple):
    """The value of a cell as a record would have it; `marked` where the ledger says that it is to be confirmed."""

    value: Raw
    marked: bool = False
    more: Mapping[str, str] = {}  # further keys that the same words say
    none: bool = False  # whether the ledger says that there is none


NOTHING = Taken(None)


def text_in_cell(cell: LedgerCell) -> str:
    """What was typed, as text; CellError where Excel made something else of it."""
    value = cell.value
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, time)):
        raise CellError(say("Excel took this for a day or a time: {value}", value=str(value)),
                        say("format the cell as text, and type it again"))  # fmt: skip
    raise CellError(say("{value} is a number with a fraction, of which Excel drops zeros", value=str(value)),
                    say("format the cell as text, and type it again"))  # fmt: skip


def without_unseen(text: str) -> str:
    """A text without the characters that take no room at its ends; those inside belong to it."""
    return text.strip("\u200b\u200c\u200d\u2060\ufeff\xa0\u3000")
