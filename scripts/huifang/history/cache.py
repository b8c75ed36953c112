"""What was read of a history, kept for the next run in the user's cache folder, and checked before it is used.

Each reading is a row with a checksum that goes on where the one before it ended: a file that was damaged anywhere is
thrown away as a whole and made again, and so is one of another program, another format or another register. All of
it is looked at before any of it is used. A run that cannot read or write it does without.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from huifang.git_access.raw_log import ChangedFile
from huifang.past.commits import Commit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PATIENCE = 5.0  # seconds to wait for another run that writes
SUM = 8  # bytes
OTHERS = (  # errors that mean no damage: somebody else writes, or nobody may, or there is no room
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM,
)  # fmt: skip
PRIMARY = 0xFF  # the part of an error code that says which kind it is
TABLE = "CREATE TABLE readings (marks TEXT, since TEXT, tip TEXT, data TEXT, sum TEXT)"


class CommitReading(NamedTuple):
    """What was read of one commit, as JSON has it but for the commit and its files."""

    commit: Commit
    files: Sequence[ChangedFile]  # that it changed itself, or may have
    fields: Sequence[tuple[str, str | None, str | None, Any, Any]]  # each a FieldChange without the commit
    broken: Any  # what cannot be read, where that is more or less than in the first parent
    inside: str | None  # where the register lies, if elsewhere than there
    outside: Sequence[ChangedFile]  # records of people that lie elsewhere in the repository


class HistoryReading(NamedTuple):
    """What was read in one go, up to `tip`; `since` is the tip that it was read from, None where it was everything.

    `ways` are the steps by which the register came to where it lies; None where they lead elsewhere.
    """

    since: str | None = None
    tip: str | None = None
    ways: Sequence[Sequence[str]] | None = None
    commits: Sequence[CommitReading] = ()

    def then(self, later: HistoryReading) -> HistoryReading:
        """With what was read later on."""
        if later.since is None:
            return later
        return self._replace(tip=later.tip, commits=[*self.commits, *later.commits])


NOTHING = HistoryReading()


class CacheFile:
    """A file that can be thrown away at any time; `marks` say of what and by what it was made."""

    def __init__(self, path: Path, marks: Sequence[str]) -> None:
        self._path, self._marks = path, json.dumps(marks)

    def _opened(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(self._path, timeout=PATIENCE))

    def _throw_away(self, problem: Exception) -> None:
        code = getattr(problem, "sqlite_errorcode", None)
        if code is None or code & PRIMARY not in OTHERS:
            with suppress(OSError):
                self._path.unlink()


class HistoryCache(CacheFile):
    """The file of one history."""

    def read(self) -> HistoryReading:
        """What was kept; nothing where it cannot be used."""
        if not self._path.is_file():
            return NOTHING
        try:
            with self._opened() as connection:
                return self._all(connection)
        except (sqlite3.Error, ValueError, TypeError) as problem:
            self._throw_away(problem)
        except OSError:
            pass
        return NOTHING

    def add(self, read: HistoryReading) -> None:
        """Keep what was read, all of it or nothing; nothing where another run kept something else meanwhile."""
        if self._path.exists() and not self._path.is_file():
            return
        row = (self._marks, read.since, read.tip, json.dumps(read[2:], ensure_ascii=False))
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._opened() as connection, connection:
                connection.execute("BEGIN IMMEDIATE")
                if read.since is None:
                    connection.execute("DROP TABLE IF EXISTS readings")
                    connection.execute(TABLE)
                elif _ends(connection) != row[:2]:
                    return
                connection.execute("INSERT INTO readings VALUES (?, ?, ?, ?, ?)", (*row, row_sum(row)))
        except (sqlite3.Error, ValueError, TypeError) as problem:
            self._throw_away(problem)
        except OSError:
            pass

    def _all(self, connection: sqlite3.Connection) -> HistoryReading:
        """Every reading after the other; ValueError where one is not as it was written."""
        found = NOTHING
        for *row, told in connection.execute("SELECT * FROM readings ORDER BY rowid"):
            marks, since, tip, data = row
            if told != row_sum(row) or (marks, since) != (self._marks, found.tip):
                raise ValueError
            ways, commits = json.loads(data)
            found = found.then(HistoryReading(since, tip, ways, [_read(each) for each in commits]))
        return found


def _ends(connection: sqlite3.Connection) -> tuple[str, str] | None:
    """By what and up to where the last reading was made."""
    found: tuple[str, str] | None = connection.execute(
        "SELECT marks, tip FROM readings ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    return found


def row_sum(row: Sequence[str | None]) -> str:
    """By which a row is known to be as it was written."""
    made = hashlib.blake2b(digest_size=SUM)
    for each in row:
        made.update(f"{each}\0".encode())
    return made.hexdigest()


def _read(data: Sequence[Any]) -> CommitReading:
    commit, files, fields, broken, inside, outside = data
    found = Commit(*commit)
    found = found._replace(parents=tuple(found.parents), reviewers=tuple(found.reviewers))
    own, others = ([ChangedFile(*each) for each in some] for some in (files, outside))
    return CommitReading(found, own, fields, broken, inside, others)
