"""Field changes for the terminal and as JSON; the contract's CSV is that of every table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from huifang.output.cells import UNKNOWN
from huifang.output.jsontext import dumps, envelope, row_data
from huifang.output.terminal_grid import GridColumn, terminal_grid, terminal_width
from huifang.past.commits import names_told, others_of
from huifang.past.rows import SIGNED, field_shown
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.lists.table import Table
    from huifang.texts import Words

HEADS = (
    N_("committed"),
    N_("written"),
    N_("author"),
    N_("beside the author"),
    N_("path"),
    N_("field"),
    N_("from"),
    N_("to"),
    N_("signature"),
    N_("commit"),
    N_("merge request"),
)
OPTIONAL = ("written", "beside the author")  # they stand there only where they differ
LOOSE = ("author", "beside the author", "from", "to", "merge request")  # may be wrapped; the other columns stay whole
LONGEST = 60  # characters of a value in the terminal
SHORT = 12  # characters of a commit
MINUTES = 16  # characters of an ISO time up to its minutes


def history_json(table: Table, words: Words) -> str:
    """The document of `history`; it has no as-of date."""
    rows = [row_data(row, table, words) for row in table.rows]
    return dumps({**envelope(table.heading, words), "as_of": None, "rows": rows})


def history_text(table: Table, words: Words, requests: Mapping[str, str]) -> str:
    """Newest first; `requests` are the merge requests by commit."""
    lines = [words(table.heading.title)]
    if table.rows:
        called = names_told(row.author for row in table.rows)
        rows = [tuple(_cells(row, called, words, requests)) for row in table.rows]
        kept = [at for at, head in enumerate(HEADS) if head not in OPTIONAL or any(row[at] for row in rows)]
        heads = [GridColumn(words.plain(HEADS[at]), whole=HEADS[at] not in LOOSE) for at in kept]
        lines += terminal_grid(heads, [[row[at] for at in kept] for row in rows], terminal_width(), words)
        lines.append(words(say("{n} rows", n=len(table.rows))))
    else:
        lines.append(words(table.heading.empty))
    lines += [words(notice) for notice in table.heading.notice]
    return "".join(f"{line}\n" for line in lines)


def _cells(
    row: Any,  # noqa: ANN401 - a row of history
    called: Mapping[str, str],
    words: Words,
    requests: Mapping[str, str],
) -> Iterator[str]:
    committed, written = (each[:MINUTES].replace("T", " ") for each in (row.committed, row.date))
    yield committed
    yield written if written != committed else ""
    yield called[row.author]
    yield words(say("{parts}", parts=others_of(row.author, row.committer, row.signer, row.merger)))
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
