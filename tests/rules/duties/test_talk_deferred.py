"""Deferred talks: which deferrals count, and what they take away."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.rules.obligation import status
from tests.rules.duties.making import owed, programme
from tests.sound import person


def deferral(first: str, until: str, approved_on: str | None, duty: str = "talk") -> dict[str, Any]:
    return {
        "duty": duty,
        "from": first,
        "until": until,
        "reason": "病休",
        "approved_by": "tt-jw",
        "approved_on": approved_on,
    }


DEFERRED: tuple[tuple[str, dict[str, Any], str, str, bool], ...] = (
    ("30 days are left", deferral("2026-01-31", "2026-03-31", "2026-01-20"), "2026-02-10", "upcoming", True),
    ("29 days are left", deferral("2026-01-30", "2026-03-31", "2026-01-20"), "2026-02-10", "deferred", True),
    (
        "29 days are left, on the quarter's last day",
        deferral("2026-01-30", "2026-03-31", "2026-01-20"),
        "2026-03-31",
        "deferred",
        True,
    ),
    (
        "29 days are left, quarter over: in the grid only",
        deferral("2026-01-30", "2026-03-31", "2026-01-20"),
        "2026-04-01",
        "deferred",
        False,
    ),
    ("approved on the due day", deferral("2026-01-01", "2026-03-31", "2026-03-31"), "2026-03-31", "deferred", True),
    ("approved after the due day", deferral("2026-01-01", "2026-03-31", "2026-04-01"), "2026-04-01", "overdue", True),
    (
        "approval of tomorrow is not seen",
        deferral("2026-01-01", "2026-03-31", "2026-02-11"),
        "2026-02-10",
        "upcoming",
        True,
    ),
    ("never approved", deferral("2026-01-01", "2026-03-31", None), "2026-04-01", "overdue", True),
    ("six months", deferral("2025-10-01", "2026-04-01", "2025-09-30"), "2026-02-10", "deferred", True),
    ("six months and a day", deferral("2025-10-01", "2026-04-02", "2025-09-30"), "2026-02-10", "upcoming", True),
    ("of another duty", deferral("2026-01-01", "2026-03-31", "2026-01-01", "visit"), "2026-02-10", "upcoming", True),
)


@pytest.mark.parametrize(
    ("deferred", "as_of", "expected", "listed"), [row[1:] for row in DEFERRED], ids=[row[0] for row in DEFERRED]
)
def test_deferral(deferred: dict[str, Any], as_of: str, expected: str, listed: bool) -> None:
    """2026Q1, deferred or not."""
    made = programme(as_of, person(deferrals=[deferred]))
    (mine,) = [each for each in owed(made, "talk") if each.period == "2026Q1"]
    assert (status(mine, made.day).value, mine.listed) == (expected, listed)
