"""The workbook of rejected rows: as they stand in the ledger, the reasons beside them; corrected it is read again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from huifang.editing.ledger.headings import OURS
from huifang.texts.sheets import put_cell, widths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from huifang.editing.ledger.rows import Rejected, SheetRows
    from huifang.texts import Words

WRONG = PatternFill("solid", fgColor="FFF2CC")
MOST_WIDE, FAILED = 60, "#VALUE!"


def rejects_book(sheets: Iterable[SheetRows], rejected: Sequence[Rejected], words: Words) -> bytes:
    """The workbook, a sheet for each that has such rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for found in sheets:
        mine = [each for each in rejected if each.sheet == found.sheet.title]
        if mine:
            _sheet(book, found, mine, words)
    if not book.worksheets:
        book.create_sheet("—")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, found: SheetRows, rejected: Sequence[Rejected], words: Words) -> None:
    sheet = book.create_sheet(found.sheet.title)
    heads = [heading for heading in found.head.headings if heading.text not in OURS]
    titles = [*OURS, *(heading.text for heading in heads)]
    for at, title in enumerate(titles, start=1):
        put_cell(sheet, 1, at, title).font = Font(bold=True)
    by_row: dict[int, list[Rejected]] = {}
    for each in rejected:
        by_row.setdefault(each.row, []).append(each)
    for line, (number, reasons) in enumerate(sorted(by_row.items()), start=2):
        told = ("\n".join(each.place for each in reasons), "\n".join(words(each.reason) for each in reasons),
                "\n".join(words(each.fix) for each in reasons))  # fmt: skip
        for at, text in enumerate(told, start=1):
            put_cell(sheet, line, at, text).alignment = Alignment(wrap_text=True, vertical="top")
        for at, heading in enumerate(heads, start=len(OURS) + 1):
            cell = found.cell_of(number, heading.at)
            if cell is None:
                continue
            made = put_cell(sheet, line, at, cell.value, cell.format)
            if cell.state:  # a cell that says nothing stays one that cannot be taken
                made.value = FAILED
            if any(each.cell == f"{heading.letter}{number}" for each in reasons):
                made.fill = WRONG
    widths(sheet, MOST_WIDE)
    sheet.freeze_panes = "A2"
