"""One wrong place in a sound register gives one finding; its place, sentence and fix are pinned here."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from huifang.checks import CHECKS
from huifang.texts import words
from tests.checks.sound import found

DAY = date(2025, 11, 20)  # inside the period of the sound person
FOLDER = Path(__file__).parent / "findings"
EN = words("en")


def rows(*names: str) -> list[dict[str, Any]]:
    """The rows of some files."""
    return [row for name in names for row in yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))]


ROWS = rows("policy", "files", "organizations", "measures", "people", "contacts")


def name(row: dict[str, Any]) -> str:
    """What a failing row is called."""
    return ": ".join(str(row[key]) for key in ("check", "why") if key in row)


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_finding(row: dict[str, Any]) -> None:
    """The change gives this finding; `also` names what it gives besides, pinned in a row of its own."""
    got = found(row["change"], row.get("day", DAY))
    (mine,) = [each for each in got if each.check == row["check"]]
    place = mine.place
    assert [place.path, place.line, place.column] == row["place"]
    assert (place.field, mine.severity) == (row["field"], row["severity"])
    assert (EN(mine.message), EN(mine.fix)) == (row["message"], row["fix"])
    assert sorted(each.check for each in got if each is not mine) == row.get("also", [])


@pytest.mark.parametrize("row", rows("nothing"), ids=name)
def test_nothing(row: dict[str, Any]) -> None:
    """Odd and right: nothing is found."""
    assert [(each.check, EN(each.message)) for each in found(row["change"], row.get("day", DAY))] == []


@pytest.mark.parametrize("row", rows("unread"), ids=name)
def test_unread(row: dict[str, Any]) -> None:
    """Only reading speaks of what it could not read."""
    assert [each.check for each in found(row["change"], DAY)] == row["only"]


ELSEWHERE = {  # these need a repository: tests/commands/test_tracked.py, test_repositories.py
    "tracked-names",
    "tracked-stranger",
    "untracked-stranger",
}


def test_every_check_has_a_row() -> None:
    """The table is closed: a check without a row, or a row without a check, fails."""
    assert {row["check"] for row in ROWS} | ELSEWHERE == {check.id for check in CHECKS}


def test_severity_is_that_of_the_table() -> None:
    """What a check yields is as grave as the table says."""
    table = {check.id: check.severity for check in CHECKS if check.id not in ELSEWHERE}
    assert {row["check"]: row["severity"] for row in ROWS} == table
