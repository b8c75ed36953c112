"""CSV for other programs: the keys of the contract as heading, nested values as JSON; no cell can become a formula."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from huifang.output.jsontext import row_data
from huifang.texts.formulas import like_formula
from huifang.texts.invisible import visible

if TYPE_CHECKING:
    from huifang.lists.table import Table
    from huifang.texts import Words

MARK = "\ufeff"  # spreadsheets take a file without it for another encoding


def csv_text(table: Table, words: Words) -> str:
    """The rows, also when there are none: then the heading alone."""
    out = io.StringIO()
    heads = [column.name for column in table.columns]
    if table.names is not None and "person" in heads:
        heads.append("name")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    for row in table.rows:
        data = row_data(row, table, words)
        writer.writerow([_cell(data[head]) for head in heads])
    return visible(out.getvalue())


def csv_file(text: str) -> bytes:
    """CSV text as a file for spreadsheets."""
    return f"{MARK}{text}".encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        if all(isinstance(part, str) for part in value) and isinstance(value, list):
            return _guarded("; ".join(value))
        return json.dumps(value, ensure_ascii=False)
    return _guarded(value) if isinstance(value, str) else str(value)


def _guarded(text: str) -> str:
    """A text that a spreadsheet might take for a formula gets an apostrophe in front."""
    return f"'{text}" if like_formula(text) else text
