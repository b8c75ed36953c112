"""`validate` for a forge: paths begin at the root of the repository, wherever the register lies in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import Command
from tests.history.repositories import started
from tests.sound import ONE, put

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = {**ONE, "people/tt/TT-0001/person.md": ONE["people/tt/TT-0001/person.md"].replace("2026-01-15", "2026-01-35")}
PLACES = (("records", "records/"), ("city/records", "city/records/"), ("city/other", "city/other/"), (".", ""))


def paths(huifang: Command, records: Path, form: str) -> list[str]:
    """Every path of a person's file in the report."""
    found = huifang("validate", "--records", records, "--format", form)
    assert found.code == 1
    text = found.out.decode()
    if form == "gitlab":
        return [each["location"]["path"] for each in json.loads(text)]
    return re.findall(r'file="?([^",]+)', text)


@pytest.mark.parametrize("form", ["gitlab", "junit", "github"])
@pytest.mark.parametrize(("place", "root"), PLACES)
def test_in_a_repository(huifang: Command, tmp_path: Path, place: str, root: str, form: str) -> None:
    office = started(tmp_path / "office", BROKEN, place)
    found = paths(huifang, office.records, form)
    assert f"{root}people/tt/TT-0001/person.md" in found
    assert all(each.startswith(root) for each in found)


def test_in_none(huifang: Command, tmp_path: Path) -> None:
    records = put(tmp_path / "records", BROKEN)
    assert "records/people/tt/TT-0001/person.md" in paths(huifang, records, "gitlab")
