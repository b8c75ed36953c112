"""The cache of a history: whatever became of the file, the history is that of the repository, and the next run too."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.history.repositories import PERSON, Repository, chosen, started
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def told(repository: Repository, cache: Path | None) -> list[object]:
    history = repository.history(cache)
    return [history.commits, dict(history.files), chosen(history)]


def sql(*statements: str) -> Callable[[Path], None]:
    def run(file: Path) -> None:
        with sqlite3.connect(file) as connection:
            for each in statements:
                connection.execute(each)
        connection.close()

    return run


def replaced(old: str, new: str) -> Callable[[Path], None]:
    """Something else in what was read, which stood there."""

    def run(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection, connection:
            (found,) = connection.execute("SELECT count(*) FROM readings WHERE instr(data, ?)", (old,)).fetchone()
            assert found
            connection.execute("UPDATE readings SET data = replace(data, ?, ?)", (old, new))

    return run


def from_page_four_on(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[3 * 4096 :] = os.urandom(len(raw) - 3 * 4096)
    file.write_bytes(raw)


def one_byte_a_page(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    for at in range(4090, len(raw), 4096):
        raw[at] ^= 0xFF
    file.write_bytes(raw)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def link(file: Path) -> None:
    shutil.move(file, file.with_suffix(".other"))
    file.symlink_to(file.with_suffix(".other"))


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "pages": from_page_four_on,
    "bytes": one_byte_a_page,
    "truncated": cut,
    "garbage": lambda file: file.write_bytes(b"garbage" * 999),
    "empty": lambda file: file.write_bytes(b""),
    "folder": folder,
    "link": link,
    "pipe": pipe,
    "bad-json": sql("UPDATE readings SET data = '{bad'"),
    "null-data": sql("UPDATE readings SET data = NULL"),
    "blob-data": sql("UPDATE readings SET data = CAST(data AS BLOB)"),
    "author": replaced("甲 <a@example.invalid>", "丙 <c@example.invalid>"),
    "value": replaced('"副科长"', '"处长"'),
    "path": replaced("people/tt/TT-0001/person.md", "people/tt/TT-0009/person.md"),
    "state": replaced("null, null, []]", "{}, null, []]"),
    "sum": sql("UPDATE readings SET sum = 'x'"),
    "null-sum": sql("UPDATE readings SET sum = NULL"),
    "first-gone": sql("DELETE FROM readings WHERE rowid = 1"),
    "last-gone": sql("DELETE FROM readings WHERE rowid = 2"),
    "first-twice": sql("INSERT INTO readings SELECT * FROM readings WHERE rowid = 1"),
    "last-twice": sql("INSERT INTO readings SELECT * FROM readings WHERE rowid = 2"),
    "other-order": sql("UPDATE readings SET rowid = 3 WHERE rowid = 1"),
    "all-gone": sql("DELETE FROM readings"),
    "tip": sql("UPDATE readings SET tip = '1234567890123456789012345678901234567890' WHERE rowid = 2"),
    "no-tip": sql("UPDATE readings SET tip = NULL"),
    "no-since": sql("UPDATE readings SET since = NULL"),
    "no-table": sql("DROP TABLE readings"),
    "other-columns": sql("DROP TABLE readings", "CREATE TABLE readings (a, b)"),
    "more-columns": sql("ALTER TABLE readings ADD COLUMN more TEXT"),
    "marks": sql("UPDATE readings SET marks = '[]'"),
    "program": sql("UPDATE readings SET marks = replace(marks, '.', '0')"),
    "view": sql("ALTER TABLE readings RENAME TO kept", "CREATE VIEW readings AS SELECT * FROM kept"),
}


@dataclass(frozen=True)
class Kept:
    """A repository of which two readings are kept; at two commits what a cold reading tells."""

    repository: Repository
    cache: Path
    told: Mapping[str, list[object]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    repository, cache = started(folder / "office"), folder / "cache"
    repository.history(cache)
    post = repository.commit({PERSON_PATH: PERSON.replace("科长", "副科长")}, "post")
    told_by = {post: told(repository, None)}
    assert told(repository, cache) == told_by[post]
    back = repository.commit({PERSON_PATH: PERSON}, "back")
    told_by[back] = told(repository, None)
    return Kept(repository, cache, told_by)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_cache_tells_what_the_repository_tells(
    kept: Kept, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    """At once, and after the next commit."""
    cache = shutil.copytree(kept.cache, tmp_path / "cache")
    (file,) = cache.iterdir()
    damage(file)
    for commit, cold in kept.told.items():
        kept.repository.git("reset", "-q", "--hard", commit)
        assert told(kept.repository, cache) == cold


def test_what_was_kept_is_used(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the tests above would pass without any cache."""
    cold, cache = told(repository, tmp_path / "cache"), tmp_path / "cache"
    monkeypatch.setattr("huifang.history.history.read_log", None)
    assert told(repository, cache) == cold


def test_a_full_disk(repository: Repository) -> None:
    full = repository.root.parent / "full"
    full.symlink_to("/dev/full")
    assert told(repository, full) == told(repository, None)
