"""The head of a sheet: which row it is, and which key of the record each heading means; none is guessed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from openpyxl.utils import get_column_letter

from huifang.editing.ledger.columns import SheetKind, kinds, sheet_kind
from huifang.editing.ledger.headings import (
    BRACKETED,
    COMPUTED,
    FAMILIES,
    LEFT_ALONE,
    NEUTRAL,
    TWO_IN_ONE,
    bare,
    heading_spellings,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.editing.ledger.book import LedgerSheet, Merge
    from huifang.editing.ledger.columns import LedgerColumn
    from huifang.editing.ledger.mapping import SheetMapping

SEARCHED = 30  # rows in which a head may begin
FEWEST = 3  # headings that make a head
Why = Literal["", "mapped", "ignored", "computed", "two", "twice", "unknown"]
UNDECIDED = ("two", "twice", "unknown")  # of these somebody must say what they are before anything is written


@dataclass(frozen=True, slots=True)
class SheetHeading:
    """One heading of a sheet: where it stands, what it says, and the column that it means."""

    at: int
    text: str
    column: LedgerColumn | None = None
    slot: str = ""  # of a list: which of several entries in the row
    family: str = ""  # of a measure: the family that the heading names
    why: Why = ""

    @property
    def letter(self) -> str:
        """The column as spreadsheets name it."""
        return str(get_column_letter(self.at))


@dataclass(frozen=True)
class LedgerHead:
    """The head of a sheet: its rows and its headings."""

    kind: SheetKind
    first: int
    last: int
    headings: tuple[SheetHeading, ...]

    @cached_property
    def by_column(self) -> Mapping[int, SheetHeading]:
        """Column -> heading, of those that mean something."""
        return {each.at: each for each in self.headings if each.column is not None}

    @property
    def undecided(self) -> tuple[SheetHeading, ...]:
        """Headings that nobody has said what to do with."""
        return tuple(each for each in self.headings if each.why in UNDECIDED)

    def has(self, *paths: str) -> bool:
        """Whether there is a column for each of these keys."""
        found = {each.column.path for each in self.headings if each.column is not None}
        return found.issuperset(paths)


def head_of(sheet: LedgerSheet, mapped: SheetMapping | None = None) -> LedgerHead | None:
    """The head of a sheet; None where no row has enough headings that are known."""
    named = sheet_kind((mapped and mapped.kind) or sheet.title)
    best: tuple[tuple[int, int, int], LedgerHead] | None = None
    top = [row for row, _ in sheet.cells]
    for first in sorted(set(top))[:SEARCHED]:
        for last in (first, first + 1):
            texts = _texts(sheet, first, last)
            for kind in (named,) if named else _likely(texts):
                found = _head(kind, first, last, texts, mapped)
                known = sum(1 for each in found.headings if each.why in ("", "mapped"))
                score = (known, -len(found.undecided), first - last)
                if known >= FEWEST and found.has_person and (best is None or score > best[0]):
                    best = score, found
    return best[1] if best else None


def _likely(texts: Mapping[int, tuple[str, str]]) -> tuple[SheetKind, ...]:
    """The kinds that a sheet without one of our titles may be: of visits or talks where a column gives their day."""
    said = {bare(each) for pair in texts.values() for each in (*pair, "".join(pair))}
    for kind in reversed(kinds()):
        day = kind.column("date")
        if kind.group in ("talk", "visit") and day and said.intersection(map(bare, day.names)):
            return (kind,)
    return kinds()[:1]


def _texts(sheet: LedgerSheet, first: int, last: int) -> dict[int, tuple[str, str]]:
    """Column -> the words above the heading, and the heading; one row has no words above."""
    spread = {first: _spread(sheet, first), last: _spread(sheet, last)}
    found = {}
    for column in sorted({*spread[first], *spread[last]}):
        above, below = spread[first].get(column, ""), spread[last].get(column, "")
        if first == last or not below or above == below:
            found[column] = ("", above or below)
        else:
            found[column] = (above, below)
    return found


def _spread(sheet: LedgerSheet, row: int) -> dict[int, str]:
    """The texts of a row, those of merged cells in each of their columns."""
    found = {column: _plain(sheet, row, column) for at, column in sheet.cells if at == row}
    for merge in sheet.merges:
        if merge.top <= row <= merge.bottom and merge.right - merge.left < SEARCHED * 10:
            text = _plain(sheet, merge.top, merge.left)
            found |= dict.fromkeys(range(merge.left, merge.right + 1), text) if text else {}
    return {column: text for column, text in found.items() if text}


def _plain(sheet: LedgerSheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return "".join(str(cell.value).split()) if cell is not None and isinstance(cell.value, str) else ""


def _head(
    kind: SheetKind, first: int, last: int, texts: Mapping[int, tuple[str, str]], mapped: SheetMapping | None
) -> _Found:
    counts: Counter[str] = Counter()
    made = []
    for at, (above, text) in texts.items():
        made.append(_heading(kind, at, above, text, mapped, counts))
    return _Found(kind, first, last, tuple(made))


class _Found(LedgerHead):
    """A head that may be one: it is where a column says whom each row is about."""

    @property
    def has_person(self) -> bool:
        """Whether a column says so."""
        return any(self.has(path) for path in ("code", "name", "unit"))


def _heading(
    kind: SheetKind, at: int, above: str, text: str, mapped: SheetMapping | None, counts: Counter[str]
) -> SheetHeading:
    whole = f"{above}{text}"
    said = mapped.columns.get(whole) if mapped else None
    if said is None:
        column, number, family, why = meant(kind, above, text)
    else:
        column, number, family, why = _mapped(kind, said)
    if column is None:
        return SheetHeading(at, whole, why=why)
    if not column.listed:
        counts[column.path] += 1
        return (
            SheetHeading(at, whole, column, why=why)
            if counts[column.path] == 1
            else SheetHeading(at, whole, why="twice")
        )
    if not number and not family:
        counts[column.path] += 1
        number = counts[column.path]
    return SheetHeading(at, whole, column, family or str(number), family, why)


Meaning = tuple["LedgerColumn | None", int, str, Why]


def _mapped(kind: SheetKind, said: str) -> Meaning:
    """What the mapping file says: a key, with a number behind it for the second of several, or nothing to take."""
    path, _, number = said.partition("#")
    column = kind.column(path)
    return column, int(number) if number.isdecimal() else 0, "", "mapped" if column else "ignored"


def meant(kind: SheetKind, above: str, text: str) -> Meaning:
    """The column that a heading means in a kind of sheet, with its number and family; else why it means none."""
    known, group = _index(kind.id), bare(above)
    for heading, number in (
        *(heading_spellings(f"{_subject(group)}{text}") if group else ()),
        *heading_spellings(text),
    ):
        alone = bool(group) and not heading.startswith(_subject(group))
        if alone and not _is_neutral(group):
            continue
        if heading in known:
            return known[heading], number or _number_of(group), "", ""
        if (family := _of_family(kind, heading)) is not None:
            return *family, ""
    whole = [each.heading for each in heading_spellings(text)]
    for headings, why in ((TWO_IN_ONE, "two"), (COMPUTED, "computed"), (LEFT_ALONE, "ignored")):
        if any(each in headings for each in whole):
            return None, 0, "", why  # type: ignore[return-value] # one of the words of Why
    return None, 0, "", "unknown"


def _subject(group: str) -> str:
    """What a heading above others is about: 帮扶人情况 is about 帮扶人."""
    short = BRACKETED.sub("", group)
    for ending in ("基本情况", "情况", "信息"):
        short = short.removesuffix(ending)
    return short.removesuffix("决定") if short == "处分决定" else short


def _is_neutral(group: str) -> bool:
    return any(each.heading in NEUTRAL or _subject(each.heading) in NEUTRAL for each in heading_spellings(group))


def _number_of(group: str) -> int:
    return max((each.number for each in heading_spellings(group)), default=0) if group else 0


def _of_family(kind: SheetKind, heading: str) -> tuple[LedgerColumn, int, str] | None:
    """The column of a measure whose heading names a family: 党纪处分时间."""
    known = _index(kind.id)
    for begins, family in FAMILIES.items():
        if heading.startswith(begins):
            rest = heading.removeprefix(begins)
            for typed in (rest or "处分", f"处分{rest}", f"处理{rest}"):
                column = known.get(typed)
                if column is not None and column.key[0] == "measures":
                    return column, 0, family
    return None


@cache
def _index(kind: str) -> Mapping[str, LedgerColumn]:
    """Every spelling of a kind's headings, and its keys."""
    found: dict[str, LedgerColumn] = {}
    sheet = next(each for each in kinds() if each.id == kind)
    for column in sheet.columns:
        for name in column.names:
            found.setdefault(bare(name), column)
    for column in sheet.columns:
        found.setdefault(bare(column.path), column)
    return found


def merged_above(merges: tuple[Merge, ...]) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Cell of a merged column -> the cell that holds its value; none of those merged over several columns."""
    return {
        (row, merge.left): (merge.top, merge.left)
        for merge in merges
        if merge.left == merge.right
        for row in range(merge.top + 1, merge.bottom + 1)
    }
