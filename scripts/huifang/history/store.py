"""What was read of a history, as tables in memory: JSON values only. `kept` puts them into the user's cache folder."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from huifang.history.commit import Commit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MEMORY = ":memory:"
TABLES = {
    "meta": ("key TEXT PRIMARY KEY", "value TEXT"),
    "commits": ("number INTEGER", "hash TEXT", "parents TEXT", "author TEXT", "authored TEXT", "committer TEXT",
                "committed TEXT", "seconds INTEGER", "signed TEXT", "signer TEXT", "subject TEXT", "request TEXT",
                "reviewers TEXT"),
    "files": ("number INTEGER", "path TEXT", "old TEXT", "new TEXT"),
    "fields": ("number INTEGER", "path TEXT", "person TEXT", "field TEXT", "old TEXT", "new TEXT"),
    "states": ("number INTEGER", "what TEXT", "value TEXT"),
}  # fmt: skip
INDEXES = (
    "CREATE INDEX files_of ON files (number)",
    "CREATE INDEX fields_of ON fields (number)",
    "CREATE INDEX fields_about ON fields (person)",
)
FILLED = ("commits", "files", "fields", "states")
WIDTHS = {table: len(columns) for table, columns in TABLES.items()}
Row = tuple[Any, ...]
State = tuple[int, str, Any]  # number of a commit, of what, JSON data: see `inherited`


class FieldRow(NamedTuple):
    """One field in one commit; `field` None is the whole record. Values are JSON data."""

    number: int
    path: str
    person: str | None
    field: str | None
    old: Any
    new: Any


class HistoryReading(NamedTuple):
    """What was read in one go, up to `tip`; `since` is the tip that it was read from, None where it was everything."""

    since: str | None
    tip: str
    commits: Sequence[Commit]
    files: Sequence[tuple[int, str, str | None, str | None]]
    fields: Sequence[FieldRow]
    states: Sequence[State]


class Store:
    """The tables of one history, in memory, so that no other run changes them while somebody asks."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(MEMORY)
        with self._connection:
            make(self._connection)

    @property
    def tip(self) -> str | None:
        """The commit up to which it was read."""
        found = self._connection.execute("SELECT value FROM meta WHERE key = 'tip'").fetchone()
        return found[0] if found else None

    def add(self, read: HistoryReading) -> None:
        """Take in what was read."""
        with self._connection as into:
            if read.since is None:
                for table in FILLED:
                    into.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of this list
            self.fill(flat(read))
            into.execute("INSERT OR REPLACE INTO meta VALUES ('tip', ?)", (read.tip,))

    def restore(self, rows: Mapping[str, Iterable[Row]], tip: str) -> None:
        """What an earlier run had."""
        with self._connection as into:
            self.fill(rows)
            into.execute("INSERT OR REPLACE INTO meta VALUES ('tip', ?)", (tip,))

    def fill(self, rows: Mapping[str, Iterable[Row]]) -> None:
        """Take in rows as they are kept: table -> its rows."""
        for table, values in rows.items():
            marks = ", ".join("?" * WIDTHS[table])
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - as above

    def count(self) -> int:
        """How many commits are kept."""
        return int(self._connection.execute("SELECT count(*) FROM commits").fetchone()[0])

    def commits(self) -> list[Commit]:
        """Every commit in the order of reading."""
        return [_commit(row) for row in self._connection.execute("SELECT * FROM commits ORDER BY number")]

    def files(self, number: int) -> list[tuple[str, str | None, str | None]]:
        """What one commit did to files: path, old and new blob."""
        asked = "SELECT path, old, new FROM files WHERE number = ? ORDER BY rowid"
        return self._connection.execute(asked, (number,)).fetchall()

    def all_files(self) -> Iterator[tuple[int, str, str | None, str | None]]:
        """What every commit did to files: number, path, old and new blob."""
        yield from self._connection.execute("SELECT * FROM files ORDER BY number, rowid")

    def told_files(self) -> frozenset[tuple[int, str]]:
        """Commit and path of every field change."""
        return frozenset(self._connection.execute("SELECT DISTINCT number, path FROM fields"))

    def states(self, what: str) -> dict[int, Any]:
        """What was kept of commits by the number; see `inherited`."""
        found = self._connection.execute("SELECT number, value FROM states WHERE what = ?", (what,))
        return {number: _data(value) for number, value in found}

    def fields(self, person: str | None = None) -> Iterator[FieldRow]:
        """Every field change in the order of reading; `person` those of one code."""
        asked, values = "SELECT * FROM fields", ()
        if person is not None:
            asked, values = f"{asked} WHERE person = ?", (person,)  # type: ignore[assignment] # one value or none
        with closing(self._connection.execute(f"{asked} ORDER BY rowid", values)) as found:
            for number, path, code, field, old, new in found:
                yield FieldRow(number, path, code, field, _data(old), _data(new))


def make(connection: sqlite3.Connection, *more: str) -> None:
    """The tables, each with further columns."""
    for table, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {table} ({', '.join((*columns, *more))})")
    if not more:
        for statement in INDEXES:
            connection.execute(statement)


def flat(read: HistoryReading) -> dict[str, list[Row]]:
    """What was read as rows: table -> its rows."""
    return {
        "commits": [_flat(each) for each in read.commits],
        "files": [tuple(each) for each in read.files],
        "fields": [(*row[:4], _json(row.old), _json(row.new)) for row in read.fields],
        "states": [(number, what, _json(value)) for number, what, value in read.states],
    }


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _data(text: str | None) -> Any:  # noqa: ANN401 - JSON data
    return None if text is None else json.loads(text)


def _flat(commit: Commit) -> Row:
    return (
        commit.number,
        commit.hash,
        " ".join(commit.parents),
        commit.author,
        commit.authored,
        commit.committer,
        commit.committed,
        commit.seconds,
        commit.signed,
        commit.signer,
        commit.subject,
        commit.request,
        json.dumps(commit.reviewers, ensure_ascii=False),
    )


def _commit(row: tuple[Any, ...]) -> Commit:
    values = list(row)
    values[2], values[-1] = tuple(values[2].split()), tuple(json.loads(values[-1])) if values[-1] != "[]" else ()
    return Commit(*values)
