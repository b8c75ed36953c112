"""A person without a helper: when the month begins, who owes it, and what ends it."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.texts import words
from tests.rules.duties.making import owed, programme, rows
from tests.sound import HELPER, measure, person


def helper(first: str, to: str | None = None, unit: str = "tt-unit", name: str = "示例帮扶人") -> dict[str, Any]:
    return {**HELPER, "name": name, "unit": unit, "from": first, "to": to}


NO_MOVE: list[dict[str, Any]] = []
MOVED = [{"unit": "tt-other", "from": "2020-01-01", "to": "2025-12-31"}]  # to tt-unit on 2026-01-01
CASES: tuple[tuple[str, list[dict[str, Any]], list[dict[str, Any]], str, list[tuple[str, str]]], ...] = (
    ("helper from before the decision", [helper("2025-01-01")], NO_MOVE, "2026-06-01", []),
    ("on the day of the decision", [helper("2025-08-12")], NO_MOVE, "2026-06-01", []),
    ("none yet, inside the month", [], NO_MOVE, "2025-09-11", [("2025-09-12", "upcoming")]),
    ("none, on the due day", [], NO_MOVE, "2025-09-12", [("2025-09-12", "due")]),
    ("none, the day after", [], NO_MOVE, "2025-09-13", [("2025-09-12", "overdue")]),
    ("none, to the last barred day", [], NO_MOVE, "2027-02-12", [("2025-09-12", "overdue")]),
    ("none, the period is over", [], NO_MOVE, "2027-02-13", [("2025-09-12", "lapsed")]),
    ("named on the due day", [helper("2025-09-12")], NO_MOVE, "2025-12-01", [("2025-09-12", "closed")]),
    ("named tomorrow", [helper("2025-09-14")], NO_MOVE, "2025-09-13", [("2025-09-12", "overdue")]),
    (
        "of a unit that is neither the person's nor above it",
        [helper("2025-01-01", unit="tt-other")],
        NO_MOVE,
        "2025-09-13",
        [("2025-09-12", "overdue")],
    ),
    ("of a unit above", [helper("2025-01-01", unit="tt-dw")], NO_MOVE, "2025-09-13", []),
    ("still active on the last day", [helper("2025-01-01", "2026-01-31")], NO_MOVE, "2026-01-31", []),
    (
        "ended: one month from the last day",
        [helper("2025-01-01", "2026-01-31")],
        NO_MOVE,
        "2026-03-01",
        [("2026-02-28", "overdue")],
    ),
    (
        "ended, and a new one three days later",
        [helper("2025-01-01", "2026-01-31"), helper("2026-02-03", name="示例二")],
        NO_MOVE,
        "2026-06-01",
        [("2026-02-28", "closed")],
    ),
    (
        "ended, and a new one the day after",
        [helper("2025-01-01", "2026-01-31"), helper("2026-02-01", name="示例二")],
        NO_MOVE,
        "2026-06-01",
        [],
    ),
    (
        "moved: the appointment ended with the unit",
        [helper("2025-01-01", unit="tt-other")],
        MOVED,
        "2026-02-02",
        [("2026-02-01", "overdue")],
    ),
    (
        "moved: also one from above both units",
        [helper("2025-01-01", unit="tt-dw")],
        MOVED,
        "2026-01-15",
        [("2026-02-01", "upcoming")],
    ),
    (
        "moved: the new unit's helper was named before",
        [helper("2025-01-01", unit="tt-other"), helper("2025-12-20", name="示例二")],
        MOVED,
        "2026-02-02",
        [],
    ),
    (
        "moved: the old unit's gap is the old unit's",
        [],
        MOVED,
        "2026-02-02",
        [("2025-09-12", "lapsed"), ("2026-02-01", "overdue")],
    ),
    ("two active", [helper("2025-01-01"), helper("2025-02-01", name="示例二")], NO_MOVE, "2026-06-01", []),
)


@pytest.mark.parametrize(
    ("helpers", "history", "as_of", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_gaps(
    helpers: list[dict[str, Any]], history: list[dict[str, Any]], as_of: str, expected: list[tuple[str, str]]
) -> None:
    """党内严重警告 2025-08-12: every stretch without a helper, with its due day."""
    assert rows(programme(as_of, person(helpers=helpers, unit_history=history)), "helper-missing") == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-06-30", []),
        ("2025-07-01", [("2025-08-01", "upcoming")]),
        ("2025-08-02", [("2025-08-01", "overdue")]),
    ],
)
def test_before_the_register(as_of: str, expected: list[tuple[str, str]]) -> None:
    """People affected on the register's first day: the month begins there."""
    made = programme(as_of, person(measure("党内严重警告", "2024-10-10"), unit="uu-unit", helpers=[]))
    assert rows(made, "helper-missing") == expected


TWICE = [measure("党内警告", "2022-03-10"), measure("党内警告", "2025-03-10", id="A")]


@pytest.mark.parametrize(
    ("measures", "helpers", "history", "expected"),
    [
        (TWICE, [], NO_MOVE,
         [("no helper since the decision of 2022-03-10", "measures[0]"),
          ("no helper since the decision of 2025-03-10", "A")]),
        (TWICE[1:], [helper("2025-03-10", "2025-06-30")], NO_MOVE,
         [("no helper since the last one ended on 2025-06-30", "helpers[0]")]),
        (TWICE[1:], [helper("2025-01-01", "2025-12-31", unit="tt-other")], MOVED,
         [("no helper since the move to the present unit on 2026-01-01", "unit_history[0]")]),
        ([measure("党内警告", "2019-12-01")], [], NO_MOVE,
         [("no helper on 2020-01-01, when the register of the district began", None)]),
    ],
)  # fmt: skip
def test_why_there_is_none(
    measures: list[dict[str, Any]],
    helpers: list[dict[str, Any]],
    history: list[dict[str, Any]],
    expected: list[tuple[str, str | None]],
) -> None:
    made = programme("2026-02-01", person(*measures, helpers=helpers, unit_history=history))
    assert [(words("en")(each.reason), each.item) for each in owed(made, "helper-missing")] == expected
