"""Findings as text for people (`path:line:column`) and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.output.check_links import check_addresses
from huifang.output.jsontext import dumps, envelope, row_data
from huifang.output.printable import one_line
from huifang.texts import say

if TYPE_CHECKING:
    from huifang.lists.rows import FindingRow
    from huifang.lists.table import Table
    from huifang.texts import Words


def findings_text(table: Table, words: Words) -> str:
    """One finding in two lines: where and what, then what to do; the counts last."""
    lines = [line for row in table.rows for line in _finding(row, table, words)]
    errors = sum(row.severity == "error" for row in table.rows)
    counts = say("{errors} errors, {warnings} warnings", errors=errors, warnings=len(table.rows) - errors)
    addresses = check_addresses(table.rows, table.portal)
    if addresses:
        lines += [words(say("What the checks ask, and why:"))]
        lines += [one_line(f"    [{check}] {address}") for check, address in addresses.items()]
    lines += [words(counts), *(words(each) for each in table.heading.notice)]
    return "\n".join(lines) + "\n"


def _finding(row: FindingRow, table: Table, words: Words) -> list[str]:
    severity = words(table.policy.label("severity", row.severity))
    field = f"{row.field}: " if row.field else ""
    told = f"{place_of(row)}: {severity} [{row.check}] {field}{words(row.message)}"
    return [one_line(told), one_line(f"    → {words(row.fix)}")]


def place_of(row: FindingRow) -> str:
    """Where a finding stands: path, line and column, as far as they are known."""
    return ":".join(str(part) for part in (row.path, row.line, row.column) if part is not None)


def findings_json(table: Table, words: Words) -> str:
    """The document of `validate`: rows stand under `findings`."""
    return dumps({**envelope(table.heading, words), "findings": [row_data(row, table, words) for row in table.rows]})
