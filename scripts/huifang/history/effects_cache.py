"""What commits did to the lists, kept for the next run; a row that is not as it was written throws the file away."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from huifang import __version__
from huifang.history.cache import CacheFile, row_sum
from huifang.past.effects import Effect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from huifang.git_access.place import GitPlace

SCHEMA = "2"
TABLE = "CREATE TABLE IF NOT EXISTS effects (name TEXT PRIMARY KEY, marks TEXT, day TEXT, data TEXT, sum TEXT)"
INSERT = "INSERT OR REPLACE INTO effects VALUES (?, ?, ?, ?, ?)"
Told = tuple[date, tuple[Effect, ...]]


class EffectsCache(CacheFile):
    """The file of one history; a commit is known by its hash, and with it all that led to it.

    `ways` are the steps by which the register came to its folder: with others it lay elsewhere in earlier commits.
    """

    def __init__(self, folder: Path, place: GitPlace, ways: Sequence[Sequence[str]] | None) -> None:
        name = hashlib.sha256(f"{place.folder()}\0{place.inside}".encode(errors="surrogateescape")).hexdigest()
        super().__init__(folder / f"effects-{name[:16]}.sqlite", (__version__, SCHEMA, name, json.dumps(ways)))

    def read(self) -> dict[str, Told]:
        """Hash of a commit -> its day and what it did; nothing where it cannot be used."""
        if not self._path.is_file():
            return {}
        try:
            with self._opened() as connection:
                rows = connection.execute("SELECT * FROM effects").fetchall()
            return dict(map(self._read, rows))
        except (sqlite3.Error, ValueError, TypeError) as problem:
            self._throw_away(problem)
        except OSError:
            pass
        return {}

    def add(self, found: Mapping[str, Told]) -> None:
        """Keep what was computed, all of it or nothing."""
        if self._path.exists() and not self._path.is_file():
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._opened() as connection, connection:
                connection.execute(TABLE)
                connection.executemany(INSERT, (self._row(name, *told) for name, told in found.items()))
        except (sqlite3.Error, ValueError, TypeError) as problem:
            self._throw_away(problem)
        except OSError:
            pass

    def _row(self, name: str, day: date, effects: tuple[Effect, ...]) -> tuple[str, ...]:
        row = (name, self._marks, day.isoformat(), json.dumps(effects, ensure_ascii=False))
        return (*row, row_sum(row))

    def _read(self, row: tuple[str, ...]) -> tuple[str, Told]:
        """One row; ValueError where it is not as it was written, or by another program."""
        name, marks, day, data, told = row
        if told != row_sum(row[:-1]) or marks != self._marks:
            raise ValueError
        return name, (date.fromisoformat(day), tuple(_effect(*each) for each in json.loads(data)))


def _effect(kind: str, person: str, day: str, what: str, before: list[str], after: list[str]) -> Effect:
    return Effect(kind, person, day, what, tuple(before), tuple(after))
