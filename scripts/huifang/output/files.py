"""Lists as files that are no text. What writes them is loaded when it is used: each takes as long as a whole verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.lists.rows import FindingRow
from huifang.output.findings import findings_json
from huifang.output.jsontext import json_text

if TYPE_CHECKING:
    from huifang.lists.table import Table
    from huifang.texts import Words


def workbook_file(table: Table, words: Words) -> bytes:
    """The list as a workbook (.xlsx)."""
    from huifang.output.workbook import workbook  # noqa: PLC0415 - as the module says

    return workbook(table, words)


def document_file(table: Table, words: Words) -> bytes:
    """The document that the command gives with `--format json`."""
    text = findings_json(table, words) if table.row_type is FindingRow else json_text(table, words)
    return text.encode()


def calendar_file(table: Table, words: Words) -> bytes:
    """Duties as a calendar (.ics)."""
    from huifang.output.calendartext import calendar  # noqa: PLC0415 - as above

    return calendar(table, words)
