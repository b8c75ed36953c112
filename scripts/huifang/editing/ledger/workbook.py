"""The workbook of a ledger: a sheet a kind, with lists to choose words and units from; or an empty one to fill in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from huifang.editing.ledger.columns import kinds
from huifang.editing.ledger.export import NO, YES
from huifang.texts import say
from huifang.texts.sheets import put_cell, widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from huifang.editing.ledger.columns import LedgerColumn
    from huifang.editing.ledger.export import Ledger

WORDS_SHEET, ABOUT_SHEET = "词表", "说明"
HEAD = PatternFill("solid", fgColor="DDEBF7")
NEEDED = PatternFill("solid", fgColor="FCE4D6")
MOST_WIDE, TEMPLATE_ROWS = 40, 1000
NEEDED_PATHS = ("name", "unit", "rank", "category", "party_member", "management", "supervised_by", "measures.type",
                "measures.decided_on", "measures.decided_by", "measures.form", "date", "body", "outcome",
                "helper")  # fmt: skip


def ledger_book(ledger: Ledger) -> bytes:
    """The workbook: a sheet a kind, what to know, and the words of the lists to choose from."""
    book = Workbook()
    book.remove(book.worksheets[0])
    choices = _Choices(ledger)
    for kind in kinds():
        heads, rows, columns = ledger.table(kind)
        if rows or ledger.template or kind.group == "people":
            _sheet(book.create_sheet(kind.title), heads, rows, columns, choices)
    _about(book.create_sheet(ABOUT_SHEET), ledger)
    choices.write(book.create_sheet(WORDS_SHEET))
    book[WORDS_SHEET].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(
    sheet: Worksheet, heads: Sequence[str], rows: Sequence[Sequence[Any]], columns: Sequence[LedgerColumn],
    choices: _Choices,
) -> None:  # fmt: skip
    for at, head in enumerate(heads, start=1):
        cell = put_cell(sheet, 1, at, head)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
        cell.fill = NEEDED if columns[at - 1].path in NEEDED_PATHS else HEAD
    for line, row in enumerate(rows, start=2):
        for at, value in enumerate(row, start=1):
            if value is not None:
                put_cell(sheet, line, at, value)
    last = max(len(rows) + 1, TEMPLATE_ROWS)
    for at, column in enumerate(columns, start=1):
        letter = get_column_letter(at)
        if column.how in ("text", "code", "name"):
            sheet.column_dimensions[letter].number_format = "@"  # what looks like a day or a number stays as typed
        if (source := choices.range_of(column)) is not None:
            strict = column.how in ("word", "unit", "flag")
            chosen = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=strict)
            chosen.error, chosen.errorTitle = choices.refusal, heads[at - 1]
            chosen.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(chosen)
    widths(sheet, MOST_WIDE)
    sheet.freeze_panes, sheet.auto_filter.ref = "C2", f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"


class _Choices:
    """The lists from which cells are chosen: a column of the sheet of words each."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.refusal = ledger.words(say("choose one from the list"))
        self.lists: dict[str, list[str]] = {}

    def range_of(self, column: LedgerColumn) -> str | None:
        """The cells that hold what may stand in a column; None where anything may."""
        name = column.words if column.how == "word" else {"unit": "unit", "flag": "flag"}.get(column.how, "")
        if not name:
            return None
        if name not in self.lists:
            self.lists[name] = self._values(name)
        letter = get_column_letter(list(self.lists).index(name) + 1)
        return f"={WORDS_SHEET}!${letter}$2:${letter}${len(self.lists[name]) + 1}" if self.lists[name] else None

    def _values(self, name: str) -> list[str]:
        if name == "flag":
            return [YES, NO]
        if name == "unit":
            return list(self.ledger.called.values())
        return [self.ledger.word(name, each) for each in self.ledger.policy.labels[name]]

    def write(self, sheet: Worksheet) -> None:
        """The sheet of words."""
        for at, (name, values) in enumerate(self.lists.items(), start=1):
            for line, value in enumerate((f"# {name}", *values), start=1):
                put_cell(sheet, line, at, value)


def _about(sheet: Worksheet, ledger: Ledger) -> None:
    for line, text in enumerate(ledger.about, start=1):
        put_cell(sheet, line, 1, ledger.words(text)).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 100
