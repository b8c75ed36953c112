"""The two duties of a body: the yearly plan, and coverage."""

from __future__ import annotations

import pytest

from tests.rules.duties.making import people_of, plan, programme, rows
from tests.sound import Files, measure, person, visit

PLAN: tuple[tuple[str, list[Files], str, list[tuple[str, str]]], ...] = (
    ("nobody sanctioned before", people_of(1, "2026-01-05"), "2026-12-31", []),
    ("from the first day of the year", people_of(1), "2026-01-01", [("2026-03-31", "upcoming")]),
    ("due day", people_of(1), "2026-03-31", [("2026-03-31", "due")]),
    ("day after", people_of(1), "2026-04-01", [("2026-03-31", "overdue")]),
    ("to the year's end", people_of(1), "2026-12-31", [("2026-03-31", "overdue")]),
    (
        "then missed; the next year asks again",
        people_of(1),
        "2027-01-01",
        [("2026-03-31", "missed"), ("2027-03-31", "upcoming")],
    ),
    ("filed late", [*people_of(1), plan(2026, approved_on="2026-06-01")], "2026-06-01", [("2026-03-31", "closed")]),
    ("filed without a day", [*people_of(1), plan(2026, approved_on=None)], "2026-01-01", [("2026-03-31", "closed")]),
    (
        "approved when it was missed",
        [*people_of(1), plan(2026, approved_on="2027-01-01")],
        "2027-01-01",
        [("2026-03-31", "missed"), ("2027-03-31", "upcoming")],
    ),
    ("of another body", [*people_of(1), plan(2026, body="tt-pz")], "2026-04-01", [("2026-03-31", "overdue")]),
    (
        "due before the register began",
        people_of(1, "2024-03-04", unit="uu-unit", supervised_by="uu-jw"),
        "2025-12-31",
        [],
    ),
    ("handling is no sanction", [person(measure("诫勉", "2025-03-04"))], "2026-04-01", []),
)


@pytest.mark.parametrize(("files", "as_of", "expected"), [row[1:] for row in PLAN], ids=[row[0] for row in PLAN])
def test_plan(files: list[Files], as_of: str, expected: list[tuple[str, str]]) -> None:
    """A body with a base needs a plan by 31 March."""
    assert rows(programme(as_of, *files), "plan") == expected


COVERAGE: tuple[tuple[str, list[str], str, tuple[str, str]], ...] = (
    # 4 people in the base: 2 to visit
    ("nobody yet", [], "2026-01-01", ("2026-12-31", "upcoming")),
    ("one of two", ["0001:2026-05-06"], "2026-12-31", ("2026-12-31", "due")),
    ("one person twice is one", ["0001:2026-05-06", "0001:2026-08-06"], "2026-12-31", ("2026-12-31", "due")),
    ("two", ["0001:2026-05-06", "0003:2026-12-31"], "2026-12-31", ("2026-12-31", "closed")),
    ("overdue from 1 January", ["0001:2026-05-06"], "2027-01-01", ("2026-12-31", "overdue")),
    ("to 31 March", ["0001:2026-05-06"], "2027-03-31", ("2026-12-31", "overdue")),
    ("then missed", ["0001:2026-05-06"], "2027-04-01", ("2026-12-31", "missed")),
    ("a later visit never counts", ["0001:2026-05-06", "0002:2027-01-01"], "2027-04-01", ("2026-12-31", "missed")),
)


@pytest.mark.parametrize(
    ("visits", "as_of", "expected"), [row[1:] for row in COVERAGE], ids=[row[0] for row in COVERAGE]
)
def test_coverage(visits: list[str], as_of: str, expected: tuple[str, str]) -> None:
    """The year 2026."""
    made = [visit(on, code=f"TT-{number}") for number, on in (each.split(":") for each in visits)]
    assert rows(programme(as_of, *people_of(4), *made), "coverage")[0] == expected
