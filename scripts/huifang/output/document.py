"""A list as the document that the command gives with `--format json`, for a file beside a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.lists.rows import FindingRow
from huifang.output.findings import findings_json
from huifang.output.jsontext import json_text

if TYPE_CHECKING:
    from huifang.lists.table import Table
    from huifang.texts import Words


def document_file(table: Table, words: Words) -> bytes:
    """The document, as bytes."""
    text = findings_json(table, words) if table.row_type is FindingRow else json_text(table, words)
    return text.encode()
