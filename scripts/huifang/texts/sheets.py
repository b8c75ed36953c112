"""Cells of a workbook that we make: no text becomes a formula, days are days, columns are wide enough."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from huifang.texts.formulas import like_formula

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

UNWRITTEN = re.compile(r"[\x00-\x08\x0b-\x1f]")  # what XML cannot hold
DAY_FORMAT, TEXT_FORMAT = "yyyy-mm-dd", "@"
LEAST = 8  # characters of a column
LONGEST = 32_000  # characters of a cell; a workbook holds 32,767
FIRST_DAY = date(1904, 1, 2)  # earlier days are not the same in every spreadsheet, and are written as text


def writable(text: str) -> str:
    """A text as a workbook can hold it."""
    return UNWRITTEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def put_cell(sheet: Worksheet, row: int, column: int, value: Any, shown: str = "") -> Cell | MergedCell:  # noqa: ANN401 - what a cell holds
    """A value in a cell; a text stays a text whatever it begins with."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        _put_text(cell, value)
    elif isinstance(value, date) and not isinstance(value, datetime) and value < FIRST_DAY:
        _put_text(cell, value.isoformat())
    else:
        cell.value = value
        cell.number_format = shown or (DAY_FORMAT if isinstance(value, date) else cell.number_format)
    return cell


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    cell.value = writable(text)[:LONGEST]
    cell.data_type = "s"  # never a formula, whatever it begins with
    cell.number_format = TEXT_FORMAT
    if like_formula(text):
        cell.quotePrefix = True  # the apostrophe that spreadsheets keep when somebody edits the cell


def widths(sheet: Worksheet, most: int) -> None:
    """Columns as wide as their longest line, up to a limit."""
    for number, column in enumerate(sheet.iter_cols(), start=1):
        lines = [line for cell in column if cell.value is not None for line in str(cell.value).split("\n")]
        wide = max(map(_wide, lines), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = max(LEAST, min(wide + 2, most))


def _wide(text: str) -> int:
    """The characters of a line, Chinese ones counted twice."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
