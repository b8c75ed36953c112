"""A list for the terminal: title, rows, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.lists.table import no_commit
from huifang.output.cells import cell
from huifang.output.terminal_grid import GridColumn, terminal_grid, terminal_width
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.lists.table import Column, Heading, Table
    from huifang.texts import Words

NAME = N_("name")
NUMBERS = ("number", "rate")
WHOLE = (*NUMBERS, "code", "day", "path", "flag")  # kinds of cells that are never broken


def table_text(table: Table, words: Words) -> str:
    """Title, rows and the line that says what they rest on; an empty list is a sentence."""
    heading = table.heading
    lines = [words(say("{title}, as of {day}", title=heading.title, day=heading.as_of))]
    if table.rows:
        lines += [*_lines(table, words), words(say("{n} rows", n=len(table.rows)))]
    else:
        lines.append(words(heading.empty))
    lines.append(footer(heading, words))
    return "".join(f"{line}\n" for line in lines)


def _lines(table: Table, words: Words) -> list[str]:
    columns = [column for column in table.columns if column.shown]
    heads: list[GridColumn] = []
    for column in columns:
        label = words.plain(column.label)
        heads.append(GridColumn(label, whole=column.kind in WHOLE, right=column.kind in NUMBERS))
        if _named(column, table):
            heads.append(GridColumn(words.plain(NAME), whole=True))
    rows = [list(_cells(row, columns, table, words)) for row in table.rows]
    return terminal_grid(heads, rows, terminal_width(), words)


def _cells(row: object, columns: list[Column], table: Table, words: Words) -> Iterator[str]:
    for column in columns:
        yield cell(row, column, table, words)
        if _named(column, table) and table.names is not None:
            yield table.names.get(getattr(row, column.name) or "", "")


def _named(column: Column, table: Table) -> bool:
    """Whether a name stands behind this column."""
    return table.names is not None and column.name == "person"


def footer(heading: Heading, words: Words) -> str:
    """As-of date, records, policy, and the notices."""
    revision = heading.revision[:12] if heading.revision else words(no_commit(heading.dirty))
    mark = words(say(" (changed since)")) if heading.dirty and heading.revision else ""
    line = say(
        "Records {revision}{mark} · policy {policy}", revision=revision, mark=mark, policy=heading.policy_version
    )
    return "\n".join([words(line), *(words(each) for each in heading.notice)])
