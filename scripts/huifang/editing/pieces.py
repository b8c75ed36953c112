"""Record data as pieces, each with the comments that belong to it, and the lines on which the format writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import dropwhile
from typing import TYPE_CHECKING

from huifang.editing.spelling import BY_NUMBER, Raw, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BLOCKS = ("measures",)  # lists whose entries are long: a key a line
LINE_BY_LINE = ("settings",)  # mappings whose keys are long: a key a line
INDENT = "  "


@dataclass(frozen=True, slots=True)
class ScalarPiece:
    """One value. `head` and `lines` are those of a text that somebody wrote below its key (`|` or `>`).

    `is_open`: nothing stands there, which is kept where a comment says what to fill in. `typed` is how it was written.
    """

    value: Raw
    is_open: bool = False
    head: str = ""
    lines: Sequence[str] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class GroupPiece:
    """A list or a mapping: its entries or keys, and the comments below the last of them."""

    pieces: Sequence[Piece]
    is_list: bool = False
    tail: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A key with its value, or an entry of a list (no key), with its comments: `#` and all, "" for an empty line."""

    key: str | None
    value: ScalarPiece | GroupPiece
    above: Sequence[str] = field(default=())
    behind: str = ""


def lines_of(group: GroupPiece, owner: str = "") -> Iterator[str]:
    """The lines of the keys of a mapping, or of the entries of the list of the key `owner`."""
    for number, piece in enumerate(group.pieces):
        yield from piece.above if number else dropwhile(_is_empty, piece.above)
        yield from _entry(piece, owner) if piece.key is None else _named(piece, piece.key)
    yield from group.tail


def flow_of(value: ScalarPiece | GroupPiece) -> str:
    """A value on one line."""
    if isinstance(value, ScalarPiece):
        return _spelled(value, in_flow=True)
    if value.is_list:
        return f"[{', '.join(flow_of(each.value) for each in value.pieces)}]"
    return "{" + ", ".join(f"{_key(each.key)} {flow_of(each.value)}" for each in value.pieces) + "}"


def fits_one_line(value: ScalarPiece | GroupPiece) -> bool:
    """Whether nothing in a value needs a line of its own: a comment, or a text that somebody wrote below its key."""
    if isinstance(value, ScalarPiece):
        return not value.head
    return not any(value.tail) and not any(
        any(each.above) or each.behind or not fits_one_line(each.value) for each in value.pieces
    )


def _is_empty(line: str) -> bool:
    return not line


def _key(key: str | None) -> str:
    return f"{scalar(key, in_flow=True)}:"


def _note(piece: Piece) -> str:
    return f"  {piece.behind}" if piece.behind else ""


def _spelled(value: ScalarPiece, *, in_flow: bool = False) -> str:
    """A scalar; as it was typed where it would otherwise be spelled by numbers of characters."""
    text = scalar(value.value, in_flow=in_flow)
    return value.typed if value.typed and BY_NUMBER in text else text


def _further_right(lines: Iterable[str]) -> Iterator[str]:
    return (INDENT + line if line else line for line in lines)


def _named(piece: Piece, name: str) -> Iterator[str]:
    """A key and its value."""
    key, value, note = _key(name), piece.value, _note(piece)
    if isinstance(value, ScalarPiece):
        yield from _scalar(key, value, note)
    elif _stands_below(name, value):
        yield f"{key}{note}"
        yield from _further_right(lines_of(value, name))
    else:
        yield f"{key} {flow_of(value)}{note}"


def _scalar(lead: str, value: ScalarPiece, note: str) -> Iterator[str]:
    if value.is_open and note:
        yield f"{lead}{note}"
    else:
        yield f"{lead} {value.head or _spelled(value)}{note}"
        yield from _further_right(value.lines)


def _stands_below(name: str, value: GroupPiece) -> bool:
    """Whether the value of a key stands on lines of its own."""
    if not value.pieces:
        return False
    of_mappings = value.is_list and all(
        isinstance(each.value, GroupPiece) and not each.value.is_list for each in value.pieces
    )
    return of_mappings or name in LINE_BY_LINE or not fits_one_line(value)


def _entry(piece: Piece, owner: str) -> Iterator[str]:
    """An entry of the list of a key."""
    value = piece.value
    if isinstance(value, ScalarPiece):
        yield from _scalar("-", value, _note(piece))
    elif value.pieces and ((owner in BLOCKS and not value.is_list) or not fits_one_line(value)):
        if piece.behind:  # behind its first key it would be that key's
            yield piece.behind
        first, *rest = lines_of(value)
        yield f"- {first}"
        yield from _further_right(rest)
    else:
        yield f"- {flow_of(value)}{_note(piece)}"
