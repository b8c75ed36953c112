"""What was read of a history, kept in SQLite: JSON values only, in the user's cache folder or in memory."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from huifang.history.commit import Commit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

MEMORY = ":memory:"
FILLED = ("commits", "files", "fields", "states")
PATIENCE = 5.0  # seconds to wait for another run that writes
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE commits (number INTEGER PRIMARY KEY, hash TEXT, parents TEXT, author TEXT, authored TEXT, committer TEXT,
  committed TEXT, seconds INTEGER, signed TEXT, signer TEXT, subject TEXT, request TEXT, reviewers TEXT);
CREATE TABLE files (number INTEGER, path TEXT, old TEXT, new TEXT);
CREATE TABLE fields (number INTEGER, path TEXT, person TEXT, field TEXT, old TEXT, new TEXT);
CREATE TABLE states (number INTEGER, what TEXT, value TEXT);
CREATE INDEX files_of ON files (number);
CREATE INDEX fields_of ON fields (number);
CREATE INDEX fields_about ON fields (person);
"""


State = tuple[int, str, Any]  # number of a commit, of what, JSON data: see `inherited`


class FieldRow(NamedTuple):
    """One field in one commit; `field` None is the whole record. Values are JSON data."""

    number: int
    path: str
    person: str | None
    field: str | None
    old: Any
    new: Any


class Reading(NamedTuple):
    """What was read in one go, up to `tip`; `since` is the tip that it was read from, None where it was everything."""

    since: str | None
    tip: str
    commits: Sequence[Commit]
    files: Sequence[tuple[int, str, str | None, str | None]]
    fields: Sequence[FieldRow]
    states: Sequence[State]


class OvertakenError(Exception):
    """Another run kept something else meanwhile, so what was read does not fit to it."""


class Store:
    """The tables of one history. `opened` never fails for want of a cache: then they are kept in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def opened(cls, path: Path | None, marks: Mapping[str, str]) -> Store:
        """The store at a path, empty where it was made of something else, by another program, or cannot be read."""
        if path is not None:
            for _ in range(2):
                try:
                    return cls._at(path, marks)
                except (sqlite3.OperationalError, OSError):  # locked, full, not ours: others may use it
                    break
                except sqlite3.Error:
                    if not _removed(path):
                        break
        connection = sqlite3.connect(MEMORY)
        with connection:
            _make(connection, marks)
        return cls(connection)

    @classmethod
    def _at(cls, path: Path, marks: Mapping[str, str]) -> Store:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=PATIENCE)
        try:
            if not _is_ours(connection, marks):
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    if not _is_ours(connection, marks):  # nor did another run make it meanwhile
                        _make(connection, marks)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    def close(self) -> None:
        """Done with it."""
        self._connection.close()

    def copied(self) -> Store:
        """The same in memory, so that no other run changes it while somebody asks."""
        connection = sqlite3.connect(MEMORY)
        self._connection.backup(connection)
        return Store(connection)

    @property
    def tip(self) -> str | None:
        """The commit up to which it was read."""
        found = self._connection.execute("SELECT value FROM meta WHERE key = 'tip'").fetchone()
        return found[0] if found else None

    def add(self, read: Reading) -> None:
        """Keep what was read, all of it or nothing; OvertakenError where another run was faster."""
        with self._connection as into:
            into.execute("BEGIN IMMEDIATE")
            if read.since is None:
                for table in FILLED:
                    into.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of this list
            elif self.tip != read.since:
                raise OvertakenError
            into.executemany(
                "INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_flat, read.commits)
            )
            into.executemany("INSERT INTO files VALUES (?, ?, ?, ?)", read.files)
            rows = ((*row[:4], _json(row.old), _json(row.new)) for row in read.fields)
            into.executemany("INSERT INTO fields VALUES (?, ?, ?, ?, ?, ?)", rows)
            states = ((number, what, _json(value)) for number, what, value in read.states)
            into.executemany("INSERT INTO states VALUES (?, ?, ?)", states)
            into.execute("INSERT OR REPLACE INTO meta VALUES ('tip', ?)", (read.tip,))

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


def _is_ours(connection: sqlite3.Connection, marks: Mapping[str, str]) -> bool:
    """Whether the tables are those of this program for this history."""
    if not set(FILLED).issubset(_tables(connection)):
        return False
    found = dict(connection.execute("SELECT key, value FROM meta"))
    return all(found.get(key) == mark for key, mark in marks.items())


def _make(connection: sqlite3.Connection, marks: Mapping[str, str]) -> None:
    """New tables in place of whatever is there."""
    for name in _tables(connection):
        connection.execute(f'DROP TABLE "{name}"')
    for statement in TABLES.split(";"):
        connection.execute(statement)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", marks.items())


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _removed(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _data(text: str | None) -> Any:  # noqa: ANN401 - JSON data
    return None if text is None else json.loads(text)


def _flat(commit: Commit) -> tuple[object, ...]:
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
