"""Feedback, archive, personnel: what a held visit leaves to do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.duties.making import programme, rows
from tests.sound import OFFICERS, person, visit

CASES: tuple[tuple[str, dict[str, Any], str, str, list[tuple[str, str]]], ...] = (
    # a visit on 2026-03-20: what, more of the visit, as-of, duty, expected
    ("on its day", {}, "2026-03-20", "feedback", [("2026-04-04", "upcoming")]),
    ("day 15", {}, "2026-04-04", "feedback", [("2026-04-04", "due")]),
    ("day 16", {}, "2026-04-05", "feedback", [("2026-04-04", "overdue")]),
    ("never missed", {}, "2030-01-01", "feedback", [("2026-04-04", "overdue")]),
    ("told", {"feedback_to_unit": {"on": "2026-04-05"}}, "2026-04-05", "feedback", [("2026-04-04", "closed")]),
    (
        "told tomorrow",
        {"feedback_to_unit": {"on": "2026-04-06"}},
        "2026-04-05",
        "feedback",
        [("2026-04-04", "overdue")],
    ),
    (
        "told on a day nobody wrote down",
        {"feedback_to_unit": {"on": None}},
        "2026-04-05",
        "feedback",
        [("2026-04-04", "overdue")],
    ),
    ("day 30", {}, "2026-04-19", "archive", [("2026-04-19", "due")]),
    (
        "filed",
        {"opinion": "示例意见", "archived": {"on": "2026-04-19"}},
        "2026-04-20",
        "archive",
        [("2026-04-19", "closed")],
    ),
    (
        "filed without an opinion",
        {"archived": {"on": "2026-04-01"}},
        "2026-04-20",
        "archive",
        [("2026-04-19", "overdue")],
    ),
    ("day 30", {}, "2026-04-19", "personnel", [("2026-04-19", "due")]),
    ("given", {"given_to_personnel": {"on": "2026-04-01"}}, "2026-04-20", "personnel", [("2026-04-19", "closed")]),
    (
        "one officer: held all the same",
        {"visitors": OFFICERS[:1]},
        "2026-04-05",
        "feedback",
        [("2026-04-04", "overdue")],
    ),
    ("not reached", {"outcome": "unreachable"}, "2026-04-05", "feedback", []),
    ("refused", {"outcome": "refused"}, "2026-04-20", "archive", []),
    ("of a committee", {"body": "tt-dw"}, "2026-04-05", "feedback", []),
)


@pytest.mark.parametrize(
    ("more", "as_of", "duty", "expected"), [row[1:] for row in CASES], ids=[f"{row[3]}: {row[0]}" for row in CASES]
)
def test_papers(more: dict[str, Any], as_of: str, duty: str, expected: list[tuple[str, str]]) -> None:
    """Each of the three by itself."""
    assert rows(programme(as_of, person(), visit("2026-03-20", **more)), duty) == expected
