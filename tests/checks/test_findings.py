"""One wrong place in a sound register gives one finding; its place, sentence and fix are pinned here."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from huifang.checks import CHECKS
from huifang.texts import words
from tests.checks.changed import changed, found, replaced
from tests.mending import mended

DAY = date(2025, 11, 20)  # inside the period of the sound person
FOLDER = Path(__file__).parent / "findings"
EN, ZH = words("en"), words("zh")
NOT_MENDED = {"papers": 122, "choice": 11, "elsewhere": 17}  # somebody must look it up; must choose; in another file


def rows(*names: str) -> list[dict[str, Any]]:
    """The rows of some files."""
    return [row for name in names for row in yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))]


ROWS = rows("policy", "files", "organizations", "measures", "people", "contacts")


def name(row: dict[str, Any]) -> str:
    """What a failing row is called."""
    return ": ".join(str(row[key]) for key in ("check", "why") if key in row)


def pinned(row: dict[str, Any]) -> list[str | int]:
    """Path, line and column; in a rule the line is named by what stands there, so that another rule moves no row."""
    path, line, column = row["place"]
    if isinstance(line, str | list):
        typed, which = (line, 1) if isinstance(line, str) else line
        lines = str(changed(row["change"])[path.removeprefix("records/")]).splitlines()
        line = [number for number, each in enumerate(lines, start=1) if each.strip() == typed][which - 1]
    return [path, line, column]


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_finding(row: dict[str, Any]) -> None:
    """The change gives this finding; `also` names what it gives besides, pinned in a row of its own."""
    got = found(row["change"], row.get("day", DAY))
    (mine,) = [each for each in got if each.check == row["check"]]
    place = mine.place
    assert [place.path, place.line, place.column] == pinned(row)
    assert (place.field, mine.severity) == (row["field"], row["severity"])
    assert (EN(mine.message), EN(mine.fix)) == (row["message"], row["fix"])
    assert [ZH(mine.message), ZH(mine.fix)] == row["zh"]
    assert sorted(each.check for each in got if each is not mine) == row.get("also", [])


@pytest.mark.parametrize("row", [row for row in ROWS if row["mended"] not in NOT_MENDED], ids=name)
def test_fix_fixes(row: dict[str, Any]) -> None:
    """The finding is gone with its fix carried out, and no other has come."""
    day, path = row.get("day", DAY), row["place"][0].partition("/")[2]
    before = found(row["change"], day)
    (mine,) = [each for each in before if each.check == row["check"]]
    new = mended(str(changed(row["change"])[path]), mine)
    assert ("edit" if mine.edit else "text") == row["mended"]
    after = found(replaced(row["change"], path, new), day)
    assert not Counter(each.check for each in after) - Counter(each.check for each in before if each is not mine)


def test_fixes_that_need_somebody() -> None:
    """No more of them than are counted here."""
    got = Counter(row["mended"] for row in ROWS)
    assert {how: got[how] for how in NOT_MENDED} == NOT_MENDED


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
