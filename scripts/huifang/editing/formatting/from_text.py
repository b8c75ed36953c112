"""YAML that somebody typed as the lines on which the format writes it: keys in order, one spelling, every comment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.editing.formatting.comments import EMPTY_LINE, WHOLE, CommentLines, comments_of
from huifang.editing.pieces import GroupPiece, Piece, ScalarPiece, lines_of
from huifang.editing.writing import keys_in_order
from huifang.register.shapes import KeyType, fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.editing.formatting.typed_yaml import TypedYaml
    from huifang.register.finding import Key

NO_COMMENTS = CommentLines()
STEP = "2"  # columns that a text below its key stands further to the right, where it must be said


def formatted_lines(document: TypedYaml, place: KeyType) -> list[str]:
    """The lines of a document whose data is a mapping; `place` is what the format has there."""
    comments = comments_of(document)
    whole = _group(document, comments, WHOLE)
    head, whole = _headed(whole)
    return [*head, *lines_of(_ordered(whole, place))]


def _headed(whole: GroupPiece) -> tuple[Sequence[str], GroupPiece]:
    """The comments at the top with an empty line below them, which stay there, and the rest."""
    first, *rest = whole.pieces
    above = [*first.above]
    while above[:1] == [EMPTY_LINE]:
        del above[0]
    end = len(above) - above[::-1].index(EMPTY_LINE) if EMPTY_LINE in above else 0
    return above[:end], replace(whole, pieces=[replace(first, above=above[end:]), *rest])


def _group(document: TypedYaml, comments: Mapping[Key, CommentLines], key: Key) -> GroupPiece:
    data = document.at(key)
    names: Sequence[str | int] = range(len(data)) if isinstance(data, list) else list(data or {})
    pieces = [_piece(document, comments, (*key, name)) for name in names]
    return GroupPiece(pieces, is_list=isinstance(data, list), tail=comments.get(key, NO_COMMENTS).tail)


def _piece(document: TypedYaml, comments: Mapping[Key, CommentLines], key: Key) -> Piece:
    mine, name = comments.get(key, NO_COMMENTS), key[-1]
    value = _group(document, comments, key) if document.is_group(key) else _scalar(document, key)
    above = [*mine.above, *mine.behind[:-1]]
    return Piece(None if isinstance(name, int) else name, value, above, "".join(mine.behind[-1:]))


def _scalar(document: TypedYaml, key: Key) -> ScalarPiece:
    value, mark, sign = document.at(key), document.marks[key], document.below(key)
    if not isinstance(value, str):
        return ScalarPiece(None, is_open=mark.value == mark.value_end)
    if sign is None:
        return ScalarPiece(value, typed=document.typed(key) if mark.value[0] == mark.value_end[0] else "")
    typed = document.lines[mark.value[0] : mark.value_end[0]]
    first, meant = (next((line for line in lines if line.strip()), "") for lines in (typed, value.split("\n")))
    base = _indentation(first) - _indentation(meant)
    kept = len(value) - len(value.rstrip("\n")) - 1 if "+" in sign["how"] else 0
    how = "".join(STEP if each.isdigit() else each for each in sign["how"])
    lines = [*(line[base:] for line in typed), *[EMPTY_LINE] * kept]
    return ScalarPiece(value, head=f"{sign[0][0]}{how}", lines=lines)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _ordered(group: GroupPiece, place: KeyType | None) -> GroupPiece:
    """The keys as the format orders them; a comment above the first key of an entry stands above the entry."""
    if group.is_list:
        inner = place.entry if place else None
        return replace(group, pieces=[_lifted(_inside(each, inner)) for each in group.pieces])
    fields = fields_of(place.model) if place and place.model else {}
    pieces = {str(each.key): _inside(each, fields.get(str(each.key))) for each in group.pieces}
    return replace(group, pieces=[pieces[key] for key in keys_in_order(fields, pieces)])


def _inside(piece: Piece, place: KeyType | None) -> Piece:
    return piece if isinstance(piece.value, ScalarPiece) else replace(piece, value=_ordered(piece.value, place))


def _lifted(entry: Piece) -> Piece:
    group = entry.value
    if isinstance(group, ScalarPiece) or not group.pieces or not group.pieces[0].above:
        return entry
    first, *rest = group.pieces
    above = [*entry.above, *filter(None, first.above)]
    return replace(entry, value=replace(group, pieces=[replace(first, above=()), *rest]), above=above)
