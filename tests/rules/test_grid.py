"""The grid of talks: marks and counts, from the obligations alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from huifang.rules.duties import obligations
from huifang.rules.talk_grid import Counts, talk_grid
from tests.rules.duties.making import programme
from tests.sound import Files, measure, person, sample_policy, talk

TALKS = [talk("2025-09-03"), talk("2025-12-31"), talk("2026-04-07", makes_up_for="2026Q1"), talk("2026-06-30")]
DEFERRED = {"duty": "talk", "from": "2026-01-10", "until": "2026-03-31", "reason": "产假", "approved_on": "2026-01-05"}
NONE = Counts(owed=0, kept=0, late=0, missed=0, deferred=0, running=0)
CASES: tuple[tuple[str, list[Files], str, str, Counts], ...] = (
    ("nothing owed yet", [person()], "2025-08-12", "25Q3 running", replace(NONE, running=1)),
    ("due day", [person()], "2025-09-30", "25Q3 running", replace(NONE, running=1)),
    ("day after", [person()], "2025-10-01", "25Q3 missed, 25Q4 running", replace(NONE, owed=1, missed=1, running=1)),
    (
        "kept in the running quarter",
        [person(), talk("2025-09-03")],
        "2025-09-10",
        "25Q3 kept",
        replace(NONE, owed=1, kept=1),
    ),
    (
        "in time, made up, in time",
        [person(), *TALKS],
        "2026-07-01",
        "25Q3 kept, 25Q4 kept, 26Q1 late, 26Q2 kept, 26Q3 running",
        replace(NONE, owed=4, kept=4, late=1, running=1),
    ),
    (
        "before the make-up",
        [person(), *TALKS],
        "2026-04-06",
        "25Q3 kept, 25Q4 kept, 26Q1 missed, 26Q2 running",
        replace(NONE, owed=3, kept=2, missed=1, running=1),
    ),
    (
        "deferred",
        [person(deferrals=[DEFERRED])],
        "2026-04-01",
        "25Q3 missed, 25Q4 missed, 26Q1 deferred, 26Q2 running",
        replace(NONE, owed=2, missed=2, deferred=1, running=1),
    ),
    (
        "26 days of the first quarter are not owed; the last is due on the last barred day",
        [person(measure("政务警告", "2025-09-05"))],
        "2026-12-01",
        "25Q3 not_owed, 25Q4 missed, 26Q1 missed",
        replace(NONE, owed=2, missed=2),
    ),
    (
        "after leaving the old ones stay",
        [person(left={"on": "2026-02-01", "reason": "退休"}), talk("2025-11-03")],
        "2027-01-01",
        "25Q3 missed, 25Q4 kept, 26Q1 missed",
        replace(NONE, owed=3, kept=1, missed=2),
    ),
)


@pytest.mark.parametrize(
    ("files", "as_of", "marks", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_grid(files: list[Files], as_of: str, marks: str, expected: Counts) -> None:
    """One person's row: 应 = 实 + 缺, the running quarter and 缓 apart."""
    made = programme(as_of, *files)
    (row,) = talk_grid(made, obligations(made))
    assert ", ".join(f"{quarter[2:]} {mark}" for quarter, mark in row.marks.items()) == marks
    assert row.counts == expected
    assert row.counts.owed == row.counts.kept + row.counts.missed


def test_nobody_without_a_window() -> None:
    made = programme("2026-01-01", person(measure("通报批评", "2025-05-06")))
    assert talk_grid(made, obligations(made)) == ()


def test_marks_have_labels() -> None:
    made = programme("2026-12-01", person(measure("政务警告", "2025-09-05"), deferrals=[DEFERRED]))
    (row,) = talk_grid(made, obligations(made))
    assert set(row.marks.values()) <= set(sample_policy().labels["grid"])
