"""A change of the supervising body is confirmed by the receiving one."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.rules.obligation import status
from tests.rules.duties.making import owed, programme, rows
from tests.sound import Files, measure, person

OLD: dict[str, Any] = {"unit": "tt-unit", "supervised_by": "tt-pz", "from": "2015-01-01", "to": "2026-03-04"}


def moved(**more: Any) -> Files:
    """Somebody whom another body supervised up to 2026-03-04."""
    return person(unit_history=[{**OLD, **more}])


def new_district(to: str) -> Files:
    """Decided before the register of the person's district, which begins on 2025-07-01."""
    old = {**OLD, "unit": "uu-unit", "supervised_by": "uu-jw", "to": to}
    return person(measure("党内警告", "2025-02-03"), unit="uu-unit", unit_history=[old])


LEFT = {"on": "2026-03-05", "reason": "辞职"}
NOTHING: tuple[tuple[str, Files, str], ...] = (
    ("the last day of the old body", moved(), "2026-03-04"),
    ("the same body in another post", moved(supervised_by="tt-jw"), "2026-09-01"),
    ("the entry says nothing of a body", moved(supervised_by=None), "2026-09-01"),
    ("the entry has no end", moved(to=None), "2026-09-01"),
    ("before the first decision", moved(to="2025-08-10"), "2026-09-01"),
    ("on the day of the first decision", moved(to="2025-08-11"), "2026-09-01"),
    ("the day before the register", new_district("2025-06-29"), "2026-09-01"),
    ("left that very day", person(unit_history=[OLD], left=LEFT), "2026-03-05"),
)


@pytest.mark.parametrize(("files", "as_of"), [row[1:] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_nobody_owes_a_transfer(files: Files, as_of: str) -> None:
    assert rows(programme(as_of, files), "transfer") == []


STATUS: tuple[tuple[str, Files, str, str], ...] = (
    # the change is on 2026-03-05, so it is due on 2026-03-20
    ("the day of the change", moved(), "2026-03-05", "upcoming"),
    ("15 days after", moved(), "2026-03-20", "due"),
    ("16 days after", moved(), "2026-03-21", "overdue"),
    ("confirmed tomorrow", moved(received_on="2026-03-22"), "2026-03-21", "overdue"),
    ("confirmed late", moved(received_on="2026-03-22"), "2026-03-22", "closed"),
    ("confirmed on the day of the change", moved(received_on="2026-03-05"), "2026-03-05", "closed"),
    ("the day before leaving", person(unit_history=[OLD], left={**LEFT, "on": "2026-04-01"}), "2026-03-31", "overdue"),
    ("from leaving on", person(unit_history=[OLD], left={**LEFT, "on": "2026-04-01"}), "2026-04-01", "lapsed"),
    ("the first day of the register", new_district("2025-06-30"), "2025-07-16", "due"),
    ("the day after the first decision", moved(to="2025-08-12"), "2025-08-28", "due"),
)


@pytest.mark.parametrize(("files", "as_of", "expected"), [row[1:] for row in STATUS], ids=[row[0] for row in STATUS])
def test_status(files: Files, as_of: str, expected: str) -> None:
    made = programme(as_of, files)
    assert [status(each, made.day).value for each in owed(made, "transfer")] == [expected]
