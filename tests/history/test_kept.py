"""The cache of a history: whatever became of the file, the history is that of the repository, and the next run too."""

from __future__ import annotations

import os
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.history.repositories import PERSON, Repository, chosen
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from collections.abc import Callable
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
    "bad-json": sql("UPDATE fields SET old = '{bad'"),
    "no-parents": sql("UPDATE commits SET parents = NULL"),
    "no-hash": sql("UPDATE commits SET hash = NULL"),
    "author": sql("UPDATE commits SET author = '丙 <c@example.invalid>'"),
    "value": sql("UPDATE fields SET new = '\"处长\"' WHERE field = 'post'"),
    "path": sql("UPDATE files SET path = 'people/tt/TT-0009/person.md'"),
    "state": sql("UPDATE states SET value = '{}'"),
    "sum": sql("UPDATE commits SET sum = 'x'"),
    "row-gone": sql("DELETE FROM fields WHERE rowid = 1"),
    "row-twice": sql("INSERT INTO fields SELECT * FROM fields WHERE rowid = 1"),
    "row-moved": sql("UPDATE commits SET number = number + 1"),
    "all-gone": sql("DELETE FROM commits", "DELETE FROM files", "DELETE FROM fields"),
    "tip": sql("UPDATE meta SET value = '1234567890123456789012345678901234567890' WHERE key = 'tip'"),
    "no-tip": sql("DELETE FROM meta WHERE key = 'tip'"),
    "no-rows": sql("DELETE FROM meta WHERE key = 'rows'"),
    "null-meta": sql("UPDATE meta SET value = NULL"),
    "no-meta": sql("DROP TABLE meta"),
    "no-table": sql("DROP TABLE states"),
    "other-columns": sql("DROP TABLE files", "CREATE TABLE files (a, b)"),
    "more-columns": sql("ALTER TABLE fields ADD COLUMN more TEXT"),
    "program": sql("UPDATE meta SET value = '0.0' WHERE key = 'program'"),
    "schema": sql("UPDATE meta SET value = '0' WHERE key = 'schema'"),
    "view": sql("ALTER TABLE files RENAME TO kept", "CREATE VIEW files AS SELECT * FROM kept"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_cache_tells_what_the_repository_tells(
    repository: Repository, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    repository.commit({PERSON_PATH: PERSON.replace("科长", "副科长")}, "post")
    cold, cache = told(repository, None), tmp_path / "cache"
    assert told(repository, cache) == cold
    (file,) = cache.iterdir()
    damage(file)
    assert told(repository, cache) == cold
    repository.commit({PERSON_PATH: PERSON}, "back")
    assert told(repository, cache) == told(repository, None)


def test_what_was_kept_is_used(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the tests above would pass without any cache."""
    cold, cache = told(repository, tmp_path / "cache"), tmp_path / "cache"
    monkeypatch.setattr("huifang.history.history.read_log", None)
    assert told(repository, cache) == cold


def test_a_full_disk(repository: Repository) -> None:
    full = repository.root.parent / "full"
    full.symlink_to("/dev/full")
    assert told(repository, full) == told(repository, None)
