"""What differs between a row before and after, column by column, where no column of its own shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huifang.output.cells import UNKNOWN, cell_text
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from huifang.lists.table import Column, Table
    from huifang.texts import Words

ARROW = "→"
FOLLOWS = ("days_overdue", "days_left")  # from the day that is shown
CAME, WENT = "+", "−"


def before_and_after(old: str | None, new: str | None) -> str:
    """A text before and after, once where it stayed; None on the side where there was no row."""
    sides = [each for each in (old, new) if each is not None]
    return sides[-1] if sides[0] == sides[-1] else f" {ARROW} ".join(sides)


def differing(rows: tuple[Any, Any], told: Collection[str], table: Table, words: Words) -> str:
    """The other columns of two rows that are not alike, each with before and after; empty where one is missing."""
    if None in rows:
        return ""
    old, new = rows
    found = (
        f"{words.plain(column.label)} {_both(*sides, column, table, words)}"
        for column in table.columns
        if column.name not in (*told, *FOLLOWS)
        and (sides := (getattr(old, column.name), getattr(new, column.name)))[0] != sides[1]
    )
    return ("；" if words.lang == "zh" else "; ").join(each.rstrip() for each in found)


def _both(old: Any, new: Any, column: Column, table: Table, words: Words) -> str:  # noqa: ANN401 - any cell
    match column.kind:
        case "data":  # of several lines; the documents for programs have them
            return ""
        case "codes":
            return " ".join(_came_and_went(old, new)) or words(say("in another order"))
        case "texts":  # the sentences of one side alone
            return before_and_after(*(_texts([each for each in mine if each not in other], words)
                           for mine, other in ((old, new), (new, old))))  # fmt: skip
        case _:
            return before_and_after(
                *(" ".join((cell_text(each, column, table, words) or UNKNOWN).split()) for each in (old, new))
            )


def _texts(sentences: list[Any], words: Words) -> str:
    return words.sentences(sentences) or UNKNOWN


def _came_and_went(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{CAME}{each}" for each in new if each not in old)
    yield from (f"{WENT}{each}" for each in old if each not in new)
