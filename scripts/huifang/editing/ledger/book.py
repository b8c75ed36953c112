"""A workbook as cells: opened with care, for it comes from anybody; formulas give the values they were saved with."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from huifang.texts import ToldError, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from huifang.texts import Text

LARGEST, LARGEST_INSIDE, MOST_PARTS = 50 << 20, 300 << 20, 2_000  # bytes, bytes unpacked, files in the archive
MOST_CELLS, MOST_MERGED = 2_000_000, 200_000  # of a sheet
OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # of Office before 2007; also of a workbook with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?\"")
CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
DOCTYPE = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")  # how a workbook writes a character that XML cannot
OTHERS = {
    ".xls": "Excel 97-2003 (.xls)", ".et": "WPS (.et)", ".csv": "CSV", ".ods": "OpenDocument (.ods)",
    ".xlsm": "Excel (.xlsm)", ".xlsb": "Excel (.xlsb)", ".txt": "text", ".tsv": "text", ".docx": "Word (.docx)",
    ".doc": "Word (.doc)", ".wps": "WPS (.wps)",
}  # fmt: skip


class UnreadableBookError(ToldError):
    """A file that is no workbook we can read; the sentence says why, and what to do."""


class LedgerCell(NamedTuple):
    """What a cell holds, with its number format; `state` says when there is nothing to read."""

    value: Any
    format: str = "General"
    state: str = ""  # "", "formula" (never computed), "error"


class Merge(NamedTuple):
    """A range of merged cells."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class LedgerSheet:
    """A sheet: its cells that hold something by row and column (from 1), what is merged and what is hidden."""

    title: str
    cells: Mapping[tuple[int, int], LedgerCell]
    merges: tuple[Merge, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class LedgerBook:
    """A workbook that was read; `mac` where days are counted from 1904."""

    sheets: tuple[LedgerSheet, ...]
    mac: bool = False
    notes: tuple[Text, ...] = field(default=())


def open_book(path: Path) -> LedgerBook:
    """The workbook of a file; UnreadableBookError with a way out, OSError where the file cannot be read."""
    suffix = path.suffix.lower()
    if suffix in OTHERS:
        raise UnreadableBookError(_save_as(path.name, OTHERS[suffix]))
    if path.stat().st_size > LARGEST:
        raise UnreadableBookError(say("{file} is larger than {size} MB; split it", file=path.name, size=LARGEST >> 20))
    raw = path.read_bytes()
    if raw.startswith(OLD_FORMAT):
        if ENCRYPTED in raw:
            raise UnreadableBookError(say("{file} has a password; save a copy without one, and name that",
                                          file=path.name))  # fmt: skip
        raise UnreadableBookError(_save_as(path.name, "Excel 97-2003 (.xls)"))
    try:
        linked = _refuse_hostile(raw, path.name)
        return _read(raw, linked=linked)
    except UnreadableBookError:
        raise
    except Exception as problem:  # openpyxl raises what it happens to raise
        message = say("{file} is no workbook that can be read; open it in Excel or WPS and save it as .xlsx again",
                      file=path.name)  # fmt: skip
        raise UnreadableBookError(message) from problem


def _save_as(name: str, kind: str) -> Text:
    return say("{file} is {kind}; open it in Excel or WPS, save it as “Excel 工作簿 (*.xlsx)”, and name that file",
               file=name, kind=kind)  # fmt: skip


def _refuse_hostile(raw: bytes, name: str) -> bool:
    """UnreadableBookError for what would not end or fill the memory; whether other workbooks are linked to."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST_INSIDE:
            raise UnreadableBookError(say("{file} unpacks to far more than a ledger holds and is not opened",
                                          file=name))  # fmt: skip
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _refuse_part(part.filename, archive.read(part), name)
        return any(each.filename.startswith("xl/externalLinks/") for each in parts)


def _refuse_part(part: str, content: bytes, name: str) -> None:
    if any(sign in content for sign in DOCTYPE):
        raise UnreadableBookError(say("{file} declares entities, as no workbook of an office does; it is not opened",
                                      file=name))  # fmt: skip
    if not part.startswith("xl/worksheets/"):
        return
    merged = 0
    for left, top, right, bottom in MERGE.findall(content):
        merged += _span(left, right or left) * (int(bottom or top) - int(top) + 1)
    if merged > MOST_MERGED or sum(1 for _ in CELL.finditer(content)) > MOST_CELLS:
        raise UnreadableBookError(
            say("a sheet of {file} has far more cells than a ledger; delete the empty rows and columns beside the "
                "table, and save it again", file=name)
        )  # fmt: skip


def _span(left: bytes, right: bytes) -> int:
    return column_index_from_string(right.decode()) - column_index_from_string(left.decode()) + 1


def _read(raw: bytes, *, linked: bool) -> LedgerBook:
    book = _load(raw, values=False)
    sheets = [each for each in book.worksheets if hasattr(each, "_cells")]
    computed = None
    if any(cell.data_type == "f" for sheet in sheets for cell in _cells(sheet)):
        computed = _load(raw, values=True)
    notes = [say("it is linked to other workbooks; the values it was saved with are taken")] if linked else []
    made = tuple(_sheet(each, computed[each.title] if computed else None) for each in sheets)
    return LedgerBook(made, book.epoch == CALENDAR_MAC_1904, tuple(notes))


def _load(raw: bytes, *, values: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that no reader of values needs
        return openpyxl.load_workbook(io.BytesIO(raw), data_only=values, keep_links=False)


def _cells(sheet: Worksheet) -> Iterator[Any]:
    """The cells that are there: asked for by rows and columns, all that could be would be made."""
    yield from sheet._cells.values()  # noqa: SLF001 - there is no other way to the cells alone


def _sheet(sheet: Worksheet, computed: Any) -> LedgerSheet:  # noqa: ANN401 - a sheet of the other reading, or None
    values = {} if computed is None else {(each.row, each.column): each for each in _cells(computed)}
    cells = {}
    for each in _cells(sheet):
        found = _cell(each, values.get((each.row, each.column)))
        if found is not None:
            cells[each.row, each.column] = found
    merges = tuple(Merge(each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges)
    rows = tuple(sorted(number for number, each in sheet.row_dimensions.items() if each.hidden))
    columns = {number for each in sheet.column_dimensions.values() if each.hidden
               for number in range(each.min or 0, min(each.max or 0, 1024) + 1) if number}  # fmt: skip
    return LedgerSheet(sheet.title, dict(sorted(cells.items())), merges, rows, tuple(sorted(columns)),
                       sheet.sheet_state != "visible")  # fmt: skip


def _cell(cell: Any, computed: Any) -> LedgerCell | None:  # noqa: ANN401 - cells of openpyxl
    value, kind = cell.value, cell.data_type
    if kind == "f":
        if computed is None or computed.value is None:
            return LedgerCell("", state="formula")
        value, kind = computed.value, computed.data_type
    if kind == "e":
        return LedgerCell(str(value), state="error")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        value = ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return LedgerCell(value, str(cell.number_format or "General"))
