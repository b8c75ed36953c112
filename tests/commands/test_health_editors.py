"""Who last wrote the file of a gap: as the history up to what is shown has it; nobody where there is none."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.history.repositories import COMMON, PERSON, SECOND, Repository
from tests.sound import PERSON_PATH, put

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.running import Command

VAGUE = PERSON.replace("form: 2", "form: null")
DAY = ("--as-of", "2026-07-01", "--format", "json")


def editors(huifang: Command, records: Path, *more: str) -> list[str | None]:
    """Of every gap."""
    answer = huifang("health", "--records", records, *DAY, *more)
    assert answer.code == 0, answer.err
    return [row["editor"] for row in answer.data["rows"]]


def test_the_last_author_up_to_what_is_shown(huifang: Command, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "office")
    repository.root.mkdir()
    repository.git("init", "-q", "-b", "main")
    first = repository.commit({**COMMON, PERSON_PATH: VAGUE})
    assert editors(huifang, repository.records) == ["甲"]
    repository.commit({PERSON_PATH: VAGUE.replace("post: ", "post: 副")}, who=SECOND)
    repository.commit({"plans/2026-tt-jw.yml": "body: tt-jw\nyear: 2026\nvisits: []\n"})  # another file
    assert editors(huifang, repository.records) == ["乙"]
    assert editors(huifang, repository.records, "--at", first) == ["甲"]
    source = repository.root.as_uri()
    subprocess.run(["git", "clone", "-q", "--depth", "1", source, str(tmp_path / "part")], check=True)
    assert editors(huifang, tmp_path / "part/records") == [None]  # a part of the history says nothing for sure


def test_without_git_nobody_is_named(huifang: Command, tmp_path: Path) -> None:
    records = put(tmp_path / "records", {**COMMON, PERSON_PATH: VAGUE})
    assert editors(huifang, records) == [None]
