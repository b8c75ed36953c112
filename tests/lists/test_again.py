"""Rows computed anew for those alone whose facts differ are the rows that are computed whole."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from huifang.lists import Lists
from huifang.past.recomputed import Rows, recomputed_rows, rows_of
from huifang.policy import words_of
from huifang.register import load
from huifang_demo import demo_files
from tests.sound import SAMPLE, MemoryTree, sample_policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from huifang.register import Register

PEOPLE = 80
DAYS = (date(2024, 12, 31), date(2025, 9, 30), date(2026, 10, 31))
Files = dict[str, str]


@cache
def demo() -> Files:
    """The files of a demonstration."""
    return dict(demo_files(PEOPLE, 5, sample_policy()))


def read(files: Files) -> Register:
    """The register of these files."""
    policy = {path: SAMPLE.read(path) for path in ("policy/vocabulary.yml",)}
    return load([MemoryTree({**policy, **files})], words_of(sample_policy()))


def some(files: Files, dice: Random, part: str, count: int) -> list[str]:
    """Some files whose path holds a text."""
    return dice.sample(sorted(path for path in files if part in path), count)


def other_days(files: Files, dice: Random) -> None:
    for path in some(files, dice, "person.md", 5):
        files[path] = files[path].replace("decided_on: 202", "decided_on: 201", 1)


def lost_visits(files: Files, dice: Random) -> None:
    for path in some(files, dice, "-visit.md", 6) + some(files, dice, "-talk.md", 6):
        del files[path]


def people_gone(files: Files, dice: Random) -> None:
    for path in some(files, dice, "person.md", 3):
        for each in [name for name in files if name.startswith(path.removesuffix("person.md"))]:
            del files[each]


def broken(files: Files, dice: Random) -> None:
    for path in some(files, dice, "person.md", 2) + some(files, dice, "-visit.md", 2):
        files[path] = files[path].replace("---\n", "---\n\tx\n", 1)


def no_plans(files: Files, dice: Random) -> None:
    for path in some(files, dice, "plans/", 2):
        del files[path]


def other_plan(files: Files, dice: Random) -> None:
    for path in some(files, dice, "plans/", 2):
        files[path] = files[path].replace("month: ", "month: 1", 1).replace("month: 11", "month: 2")


def no_cases(files: Files, dice: Random) -> None:
    for path in some(files, dice, "restricted/", 1):
        del files[path]


def other_district(files: Files, dice: Random) -> None:
    for path in some(files, dice, "organizations/", 1):
        files[path] = files[path].replace("register_from: 2024", "register_from: 2025").replace("2023", "2024")


def nothing(_files: Files, _dice: Random) -> None:
    pass


DONE = (other_days, lost_visits, people_gone, broken, no_plans, other_plan, no_cases, other_district, nothing)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("doing", DONE, ids=lambda each: each.__name__)
def test_rows_are_those_that_are_computed_whole(doing: Callable[[Files, Random], None], day: date) -> None:
    changed = dict(demo())
    doing(changed, Random(day.toordinal()))  # noqa: S311 - the same each time on purpose
    assert (changed != demo()) is (doing is not nothing)
    one, other = (Lists(read(files), sample_policy(), day) for files in (demo(), changed))
    whole: Rows = rows_of(other)
    assert recomputed_rows(one, rows_of(one), Lists(other.register, sample_policy(), day)) == whole


def test_who_has_the_same_facts_keeps_the_row() -> None:
    changed = dict(demo())
    lost_visits(changed, Random(1))  # noqa: S311 - as above
    one, other = (Lists(read(files), sample_policy(), DAYS[-1]) for files in (demo(), changed))
    known = rows_of(one)
    again = recomputed_rows(one, known, other)
    kept = {id(row) for row in known.eligible} & {id(row) for row in again.eligible}
    assert PEOPLE / 2 < len(kept) < len(known.eligible)
