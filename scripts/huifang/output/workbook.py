"""A list as a workbook: rows with typed cells, what was chosen, the day, the notices; equal rows, equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from huifang.output.cells import cell
from huifang.output.tabletext import NAME, footer
from huifang.texts import N_, say
from huifang.texts.invisible import visible
from huifang.texts.sheets import put_cell, widths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from huifang.lists.table import Column, Table
    from huifang.texts import Words

ABOUT = N_("about this list")
HEAD = PatternFill("solid", fgColor="DDEBF7")
MOST_WIDE = 48
NO_SHEET = re.compile(r"[\\/*?:\[\]]")  # what the name of a sheet must not hold
LONGEST_NAME = 31
SHOWN_AS = {"rate": "0.0%"}
TYPED = ("number", "rate", "day")  # kinds whose cells are no text
SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
EPOCH = (1980, 1, 1, 0, 0, 0)  # no file of a zip is older


def workbook(table: Table, words: Words) -> bytes:
    """The list with its heads, also when it is empty; what it rests on stands in a sheet of its own."""
    book = Workbook()
    sheet, about = book.worksheets[0], book.create_sheet(words.plain(ABOUT))
    sheet.title = NO_SHEET.sub(" ", words(table.heading.title))[:LONGEST_NAME]
    _rows(sheet, table, words)
    for line, text in enumerate(_about(table, words), start=1):
        put_cell(about, line, 1, text)
    widths(about, 2 * MOST_WIDE)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue(), table.heading.as_of.isoformat())


def _rows(sheet: Worksheet, table: Table, words: Words) -> None:
    columns = [column for column in table.columns if column.kind != "data"]
    heads = [head for column in columns for head in _heads(column, table, words)]
    for at, head in enumerate(heads, start=1):
        made = put_cell(sheet, 1, at, head)
        made.font, made.fill, made.alignment = Font(bold=True), HEAD, Alignment(wrap_text=True, vertical="center")
    for line, row in enumerate(table.rows, start=2):
        for at, (value, shown) in enumerate(_cells(row, columns, table, words), start=1):
            if value is not None:
                put_cell(sheet, line, at, value, shown).alignment = Alignment(wrap_text=True, vertical="top")
    widths(sheet, MOST_WIDE)
    sheet.freeze_panes, sheet.auto_filter.ref = "B2", f"A1:{get_column_letter(len(heads))}{len(table.rows) + 1}"
    last = len(table.rows) + 2
    if not table.rows:
        put_cell(sheet, last, 1, words(table.heading.empty))
        last += 1
    for at, sentence in enumerate(table.heading.notice):
        put_cell(sheet, last + at, 1, words(sentence))


def _heads(column: Column, table: Table, words: Words) -> list[str]:
    named = table.names is not None and column.name == "person"
    return [words.plain(column.label), *([words.plain(NAME)] if named else [])]


def _cells(row: object, columns: list[Column], table: Table, words: Words) -> Iterator[tuple[Any, str]]:
    """Each cell with how it is shown; what is unknown is an empty one."""
    for column in columns:
        value = getattr(row, column.name)
        if value is None or value == ():
            yield None, ""
        elif column.kind in TYPED:
            yield value, SHOWN_AS.get(column.kind, "")
        else:
            yield visible(cell(row, column, table, words)), ""
        if table.names is not None and column.name == "person":
            yield table.names.get(value or ""), ""


def _about(table: Table, words: Words) -> Iterator[str]:
    heading = table.heading
    yield words(say("{title}, as of {day}", title=heading.title, day=heading.as_of))
    yield words(say("{n} rows", n=len(table.rows)))
    yield from map(words, heading.chosen or (say("all rows: nothing was left out"),))
    yield from footer(heading, words).split("\n")


def _without_clock(made: bytes, day: str) -> bytes:
    """The same workbook, whenever it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.infolist():
            content = source.read(each)
            if each.filename == "docProps/core.xml":
                content = SAVED.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode() + rb"\g<2>", content)
            target.writestr(zipfile.ZipInfo(each.filename, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
