"""Field changes for the terminal and as JSON; the contract's CSV is that of every table."""

from __future__ import annotations

import io
import json
import shutil
import sys
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Line

from huifang.lists.changes import SIGNED, field_shown
from huifang.output.cells import UNKNOWN
from huifang.output.jsontext import dumps, envelope, row_data
from huifang.output.tabletext import WIDE
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.lists.table import Table
    from huifang.texts import Words

HEADS = (
    N_("date"),
    N_("author"),
    N_("path"),
    N_("field"),
    N_("from"),
    N_("to"),
    N_("signature"),
    N_("commit"),
    N_("merge request"),
)
LONGEST = 60  # characters of a value in the terminal
SHORT = 12  # characters of a commit
MINUTES = 16  # characters of an ISO time up to its minutes


def history_json(table: Table, words: Words) -> str:
    """The document of `history`; it has no as-of date."""
    rows = [row_data(row, table, words) for row in table.rows]
    return dumps({**envelope(table.heading, words), "as_of": None, "rows": rows})


def history_text(table: Table, words: Words, requests: Mapping[str, str]) -> str:
    """Newest first; `requests` are the merge requests by commit."""
    out = io.StringIO()
    terminal = sys.stdout.isatty()
    console = Console(file=out, width=shutil.get_terminal_size().columns if terminal else WIDE, color_system=None)
    console.print(Line(words(table.heading.title)))
    if table.rows:
        grid = Grid(show_lines=False, expand=False)
        for head in HEADS:
            grid.add_column(words.plain(head), overflow="fold")
        for row in table.rows:
            grid.add_row(*(Line(cell) for cell in _cells(row, words, requests)))
        console.print(grid)
        console.print(Line(words(say("{n} rows", n=len(table.rows)))))
    else:
        console.print(Line(words(table.heading.empty)))
    for notice in table.heading.notice:
        console.print(Line(words(notice)))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _cells(row: Any, words: Words, requests: Mapping[str, str]) -> Iterator[str]:  # noqa: ANN401 - a row of history
    yield row.date[:MINUTES].replace("T", " ")
    yield row.author.partition(" <")[0]
    yield row.path
    yield field_shown(row.field, words)
    yield value_shown(row.old)
    yield value_shown(row.new)
    yield words.plain(SIGNED[row.signed])
    yield row.commit[:SHORT]
    yield requests.get(row.commit, "")


def value_shown(value: object) -> str:
    """A value in one line, cut where it is long."""
    if value is None:
        return UNKNOWN
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
