"""A list for the terminal, drawn by rich."""

from __future__ import annotations

import io
import shutil
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Line

from huifang.output.cells import cell
from huifang.texts import N_, say

if TYPE_CHECKING:
    from huifang.lists.table import Heading, Table
    from huifang.texts import Words

WIDE = 200  # characters where there is no terminal
NAME = N_("name")
NUMBERS = ("number", "rate")


def table_text(table: Table, words: Words) -> str:
    """Title, rows and the line that says what they rest on; an empty list is a sentence."""
    out = io.StringIO()
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else WIDE
    console = Console(file=out, width=width, force_terminal=terminal, color_system="auto" if terminal else None)
    heading = table.heading
    console.print(Line(words(say("{title}, as of {day}", title=heading.title, day=heading.as_of)), style="bold"))
    if table.rows:
        console.print(_grid(table, words))
        console.print(Line(words(say("{n} rows", n=len(table.rows)))))
    else:
        console.print(Line(words(heading.empty)))
    console.print(Line(footer(heading, words)))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _grid(table: Table, words: Words) -> Grid:
    grid = Grid(show_lines=False, expand=False)
    columns = [column for column in table.columns if column.shown]
    named = table.names is not None and any(column.name == "person" for column in columns)
    for column in columns:
        grid.add_column(
            words.plain(column.label), justify="right" if column.kind in NUMBERS else "left", overflow="fold"
        )
        if named and column.name == "person":
            grid.add_column(words.plain(NAME))
    for row in table.rows:
        cells = []
        for column in columns:
            cells.append(Line(cell(row, column, table, words)))
            if named and column.name == "person" and table.names is not None:
                cells.append(Line(table.names.get(getattr(row, "person") or "", "")))  # noqa: B009 - any row type
        grid.add_row(*cells)
    return grid


def footer(heading: Heading, words: Words) -> str:
    """As-of date, records, policy, and the notices."""
    revision = heading.revision[:12] if heading.revision else words(say("no Git"))
    mark = words(say(" (changed since)")) if heading.dirty and heading.revision else ""
    line = say(
        "Records {revision}{mark} · policy {policy}", revision=revision, mark=mark, policy=heading.policy_version
    )
    return "\n".join([words(line), *(words(each) for each in heading.notice)])
