"""What was read of a history, kept for the next run in the user's cache folder; it is never believed unseen.

Every row carries a checksum, and so does how many there are: a file that was damaged anywhere is thrown away as a
whole and made again, and so is one of another program, another format or another register. All of it is looked at
before any of it is used. A run that cannot read or write it does without.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from huifang.history.store import FILLED, WIDTHS, Store, flat, make

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from huifang.history.store import HistoryReading, Row

PATIENCE = 5.0  # seconds to wait for another run that writes
SUM = 8  # bytes
ROWS, TIP = "rows", "tip"
OTHERS = (  # what is no damage: somebody else writes, or nobody may, or there is no room
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM,
)  # fmt: skip
PRIMARY = 0xFF  # the part of an error code that says which kind it is


class DamagedError(sqlite3.DatabaseError):
    """What stands there is not what was written."""


class HistoryCache:
    """The file of one history; `marks` say of what and by what it was made."""

    def __init__(self, path: Path, marks: Mapping[str, str]) -> None:
        self._path, self._marks = path, dict(marks)

    def store(self) -> Store:
        """What was kept; an empty store where that is nothing, or cannot be used."""
        if not self._path.is_file():
            return Store()
        try:
            with self._opened() as connection:
                return self._read(connection)
        except (sqlite3.Error, ValueError, TypeError, LookupError) as problem:
            self._throw_away(problem)
        except OSError:
            pass
        return Store()

    def add(self, read: HistoryReading) -> None:
        """Keep what was read, all of it or nothing; nothing where another run kept something else meanwhile."""
        if self._path.exists() and not self._path.is_file():
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._opened() as connection, connection:
                connection.execute("BEGIN IMMEDIATE")
                self._add(connection, read)
        except (sqlite3.Error, ValueError, TypeError) as problem:
            self._throw_away(problem)
        except OSError:
            pass

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=PATIENCE)) as connection:
            yield connection

    def _read(self, connection: sqlite3.Connection) -> Store:
        """Every row into memory, each looked at; DamagedError where one is not as it was written."""
        connection.execute("BEGIN")  # one state of the file, whoever writes meanwhile
        meta = _meta(connection)
        if any(meta.get(key) != mark for key, mark in self._marks.items()):
            raise DamagedError
        store = Store()
        rows = {table: list(_checked(connection, table)) for table in FILLED}
        if json.loads(meta[ROWS]) != {table: len(found) for table, found in rows.items()}:
            raise DamagedError
        store.restore(rows, meta[TIP])
        return store

    def _add(self, connection: sqlite3.Connection, read: HistoryReading) -> None:
        try:
            meta = _meta(connection)
        except sqlite3.Error:
            meta = {}
        if read.since is None:
            meta = dict(self._marks)
            for table in _tables(connection):
                connection.execute(f'DROP TABLE "{table}"')
            make(connection, "sum TEXT")
        elif meta.get(TIP) != read.since or any(meta.get(key) != mark for key, mark in self._marks.items()):
            return
        counts: dict[str, int] = json.loads(meta.get(ROWS, "{}"))
        for table, rows in flat(read).items():
            _insert(connection, table, rows)
            counts[table] = counts.get(table, 0) + len(rows)
        connection.execute("DELETE FROM meta")
        _insert(connection, "meta", list((meta | {TIP: read.tip, ROWS: json.dumps(counts)}).items()))

    def _throw_away(self, problem: Exception) -> None:
        code = getattr(problem, "sqlite_errorcode", None)
        if code is None or code & PRIMARY not in OTHERS:
            with suppress(OSError):
                self._path.unlink()


def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    marks = ", ".join("?" * (WIDTHS[table] + 1))
    given = ((*row, _sum(table, row)) for row in rows)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", given)  # noqa: S608 - a name of TABLES


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(_checked(connection, "meta"))


def _checked(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    """The rows of a table in the order of writing; its index is not asked, which may say something else."""
    for *row, found in connection.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY rowid"):  # noqa: S608 - as above
        if len(row) != WIDTHS[table] or found != _sum(table, tuple(row)):
            raise DamagedError
        yield tuple(row)


def _sum(table: str, row: Row) -> str:
    return hashlib.blake2b(repr((table, row)).encode(), digest_size=SUM).hexdigest()


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
