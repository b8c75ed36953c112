"""The rows of a sheet as values of records, each with its cell; what cannot be taken is reported by its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from huifang.editing.ledger.heads import merged_above
from huifang.editing.ledger.taken import CellError
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.editing.ledger.book import LedgerCell, LedgerSheet
    from huifang.editing.ledger.cells import CellWords
    from huifang.editing.ledger.columns import LedgerColumn, SheetKind
    from huifang.editing.ledger.heads import LedgerHead, SheetHeading
    from huifang.editing.ledger.taken import Taken
    from huifang.editing.writing import Raw
    from huifang.texts import Text

NO_ROW = re.compile(
    r"(?:合计|总计|小计|填表|制表|填报|审核|审批|备注[:：]|注[:：]|说明[:：]|单位负责人|联系人|打印日期|（?此页|第.+页)"
)
NEW = "new"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A cell because of which a row is not taken: why, and what to type."""

    sheet: str
    row: int
    cell: str
    reason: Text
    fix: Text

    @property
    def place(self) -> str:
        """The cell as spreadsheets name it: 台账!C7."""
        return f"{self.sheet}!{self.cell}"


@dataclass
class Entry:
    """Values with the cells they came from."""

    values: dict[str, Raw] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # key -> cell
    marked: set[str] = field(default_factory=set)  # keys that the ledger says are to be confirmed

    def put(self, key: str, taken: Taken, place: str) -> None:
        """Take a value in, and what its words say beside."""
        for each, value in ((key, taken.value), *taken.more.items()):
            if (value is not None or taken.none) and each not in self.values:
                self.values[each], self.places[each] = value, place
        if taken.marked:
            self.marked.add(key)
            self.places.setdefault(key, place)


@dataclass
class LedgerRow:
    """A row that was read: whom it is about, its values, and what could not be taken."""

    sheet: str
    number: int
    kind: SheetKind
    own: Entry = field(default_factory=Entry)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    problems: list[Rejected] = field(default_factory=list)
    has: frozenset[str] = frozenset()  # the keys that have a column

    @property
    def code(self) -> str:
        """The person's code; "" where the row gives none, `new` where it says that there is none."""
        return str(self.own.values.get("code") or "")

    @property
    def name(self) -> str:
        """The person's name, or ""."""
        return str(self.own.values.get("name") or "")

    def place_of(self, key: str) -> str:
        """The cell of a key; the row's first where it has none."""
        return self.own.places.get(key, f"A{self.number}")

    def refuse(self, key: str, reason: Text, fix: Text) -> Rejected:
        """This row is not taken because of a key."""
        return Rejected(self.sheet, self.number, self.place_of(key), reason, fix)


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet, and those that are passed over because they are no rows of the table."""

    sheet: LedgerSheet
    head: LedgerHead
    rows: tuple[LedgerRow, ...]
    passed: tuple[int, ...]

    def cell_of(self, row: int, column: int) -> LedgerCell | None:
        """A cell of a row, that of a merged column in each of its rows."""
        return self.sheet.cells.get(self._above.get((row, column), (row, column)))

    @cached_property
    def _above(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        return merged_above(self.sheet.merges)


def ledger_rows(sheet: LedgerSheet, head: LedgerHead, words: CellWords) -> SheetRows:
    """Every row below the head."""
    above = merged_above(sheet.merges)
    cells: dict[int, dict[int, LedgerCell]] = {}
    own: dict[int, set[int]] = {}
    for (row, column), cell in sheet.cells.items():
        cells.setdefault(row, {})[column] = cell
        own.setdefault(row, set()).add(column)
    for (row, column), source in above.items():
        if source in sheet.cells and source[0] > head.last:
            cells.setdefault(row, {}).setdefault(column, sheet.cells[source])
    made, passed = [], []
    for number in sorted(each for each in cells if each > head.last):
        found = cells[number]
        if _is_no_row(found, own.get(number, set()), head):
            passed.append(number)
            continue
        if any(column in head.by_column for column in found):
            made.append(_RowReader(sheet, head, words, number).read(found))
    return SheetRows(sheet, head, tuple(made), tuple(passed))


def _is_no_row(found: Mapping[int, LedgerCell], own: set[int], head: LedgerHead) -> bool:
    """A heading between rows, a sum, a line for signatures, the head once more."""
    texts = [str(cell.value).strip() for _, cell in sorted(found.items())]
    if NO_ROW.match(texts[0]) or (len(found) == 1 and own):
        return True
    known = {each.at: each.text for each in head.headings}
    same = sum(1 for at, cell in found.items() if "".join(str(cell.value).split()) in known.get(at, "\0"))
    return same > len(found) // 2 and same > 1


class _RowReader:
    """Reads one row."""

    def __init__(self, sheet: LedgerSheet, head: LedgerHead, words: CellWords, number: int) -> None:
        self.sheet, self.head, self.words = sheet, head, words
        has = frozenset(each.column.path for each in head.headings if each.column)
        self.row = LedgerRow(sheet.title, number, head.kind, has=has)
        self.slots: dict[tuple[str, str], Entry] = {}

    def read(self, found: Mapping[int, LedgerCell]) -> LedgerRow:
        """The row with its values."""
        self._refuse_merged()
        for at, heading in self.head.by_column.items():
            if at in found:
                self._cell(heading, found[at])
        self._share()
        for (key, _slot), entry in self.slots.items():
            if entry.values or entry.marked:
                self.row.entries.setdefault(key, []).append(entry)
        return self.row

    def _cell(self, heading: SheetHeading, cell: LedgerCell) -> None:
        column = heading.column
        if column is None:
            return
        place = f"{heading.letter}{self.row.number}"
        try:
            taken = self.words.read(column, cell, heading.family)
        except CellError as problem:
            self.row.problems.append(Rejected(self.sheet.title, self.row.number, place, problem.reason, problem.fix))
            self.row.own.places.setdefault(column.path, place)
            return
        if taken.value == "false" and column.default:
            return
        self._entry(column, heading).put(column.key[-1] if column.listed else column.path, taken, place)

    def _entry(self, column: LedgerColumn, heading: SheetHeading) -> Entry:
        if not column.listed:
            return self.row.own
        return self.slots.setdefault((column.key[0], heading.slot), Entry())

    def _share(self) -> None:
        """Columns of a day or document beside those of several families belong to the one that is filled in."""
        typed = {each.slot for each in self.head.headings if each.column and each.column.path == "measures.type"}
        mine = {slot for key, slot in self.slots if key == "measures"}
        shared = self.slots.get(("measures", "1"))
        if shared is None or not typed or "1" in typed or not shared.values:
            return
        filled = [slot for slot in sorted(mine - {"1"}) if "type" in self.slots["measures", slot].values]
        if len(filled) == 1:
            entry = self.slots["measures", filled[0]]
            for key, value in shared.values.items():
                if key not in entry.values:
                    entry.values[key], entry.places[key] = value, shared.places[key]
            entry.marked |= shared.marked
        elif filled:
            reason = say("the row gives several measures, and one day or document for all of them")
            fix = say("give each measure a row or columns of its own")
            place = next(iter(shared.places.values()))
            self.row.problems.append(Rejected(self.sheet.title, self.row.number, place, reason, fix))
        else:
            return
        del self.slots["measures", "1"]

    def _refuse_merged(self) -> None:
        """A cell that is merged over several columns says one thing where two are asked."""
        for merge in self.sheet.merges:
            across = [at for at in self.head.by_column if merge.left <= at <= merge.right]
            if merge.top <= self.row.number <= merge.bottom and len(across) > 1 and self._says(merge.top, merge.left):
                place = f"{get_column_letter(merge.left)}{merge.top}"
                self.row.problems.append(
                    Rejected(self.sheet.title, self.row.number, place, say("one cell is merged over several columns"),
                             say("split it, and fill in each column"))
                )  # fmt: skip

    def _says(self, row: int, column: int) -> bool:
        return (row, column) in self.sheet.cells
