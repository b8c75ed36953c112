"""What was agreed, what was promised, and what the person raised."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.duties.making import owed, programme, rows
from tests.sound import Files, person, restricted, talk, visit

AGREED = {"what": "示例措施", "by": "tt-unit", "due": "2026-04-30"}
ACTION: tuple[tuple[str, list[Files], str, list[tuple[str, str]]], ...] = (
    ("no due day, no duty", [visit("2026-03-20", actions=[{"what": "示例措施"}])], "2026-12-31", []),
    ("more than 90 days ahead", [visit("2026-01-20", actions=[AGREED])], "2026-01-29", [("2026-04-30", "later")]),
    ("90 days ahead", [visit("2026-01-20", actions=[AGREED])], "2026-01-30", [("2026-04-30", "upcoming")]),
    ("due day", [visit("2026-03-20", actions=[AGREED])], "2026-04-30", [("2026-04-30", "due")]),
    ("day after", [visit("2026-03-20", actions=[AGREED])], "2026-05-01", [("2026-04-30", "overdue")]),
    (
        "done",
        [visit("2026-03-20", actions=[{**AGREED, "done": "2026-05-01"}])],
        "2026-05-01",
        [("2026-04-30", "closed")],
    ),
    (
        "done tomorrow",
        [visit("2026-03-20", actions=[{**AGREED, "done": "2026-05-02"}])],
        "2026-05-01",
        [("2026-04-30", "overdue")],
    ),
    ("of a talk", [talk("2026-03-20", actions=[AGREED])], "2026-05-01", [("2026-04-30", "overdue")]),
    ("next contact", [visit("2026-03-20", next_by="2026-04-19")], "2026-04-20", [("2026-04-19", "overdue")]),
    (
        "next contact: a talk",
        [visit("2026-03-20", next_by="2026-04-19"), talk("2026-04-20")],
        "2026-04-20",
        [("2026-04-19", "closed")],
    ),
    (
        "next contact: an attempt is none",
        [talk("2026-03-20", next_by="2026-04-19"), visit("2026-04-10", outcome="unreachable")],
        "2026-04-19",
        [("2026-04-19", "due")],
    ),
    (
        "next contact: not the same day",
        [visit("2026-03-20", next_by="2026-04-19"), talk("2026-03-20")],
        "2026-04-19",
        [("2026-04-19", "due")],
    ),
)


@pytest.mark.parametrize(("files", "as_of", "expected"), [row[1:] for row in ACTION], ids=[row[0] for row in ACTION])
def test_action(files: list[Files], as_of: str, expected: list[tuple[str, str]]) -> None:
    """Every action of a visit or talk with its status."""
    assert rows(programme(as_of, person(), *files), "action") == expected


OWNERS: tuple[tuple[str, Files, str, str | None], ...] = (
    ("the body named", visit("2026-03-20", actions=[AGREED]), "tt-unit", None),
    ("visit: nobody named", visit("2026-03-20", actions=[{**AGREED, "by": None}]), "tt-jw", None),
    ("visit: a person named", visit("2026-03-20", actions=[{**AGREED, "by": "示例丙"}]), "tt-jw", "示例丙"),
    ("visit: next contact", visit("2026-03-20", next_by="2026-04-19"), "tt-jw", None),
    ("talk: next contact", talk("2026-03-20", next_by="2026-04-19"), "tt-dz", "示例帮扶人"),
)


@pytest.mark.parametrize(("contact", "owner", "assignee"), [row[1:] for row in OWNERS], ids=[row[0] for row in OWNERS])
def test_owner_of_an_action(contact: Files, owner: str, assignee: str | None) -> None:
    """Its `by`; without a body there, who made the contact."""
    (mine,) = owed(programme("2026-04-01", person(), contact), "action")
    assert (mine.owner, mine.assignee) == (owner, assignee)


def raised(on: str, settled_on: str | None = None, to: str = "tt-jw") -> dict[str, Any]:
    return {"kind": "问题", "handover": "SL-001", "handed_to": to, "on": on, "settled_on": settled_on}


ISSUE: tuple[tuple[str, dict[str, Any], str, list[tuple[str, str]]], ...] = (
    ("handed over", raised("2026-03-20"), "2026-03-20", [("2026-05-19", "upcoming")]),
    ("day 60", raised("2026-03-20"), "2026-05-19", [("2026-05-19", "due")]),
    ("day 61", raised("2026-03-20"), "2026-05-20", [("2026-05-19", "overdue")]),
    ("settled", raised("2026-03-20", "2026-05-20"), "2026-05-20", [("2026-05-19", "closed")]),
    ("settled tomorrow", raised("2026-03-20", "2026-05-21"), "2026-05-20", [("2026-05-19", "overdue")]),
    ("handed over tomorrow", raised("2026-03-21"), "2026-03-20", []),
)


@pytest.mark.parametrize(("issue", "as_of", "expected"), [row[1:] for row in ISSUE], ids=[row[0] for row in ISSUE])
def test_issue(issue: dict[str, Any], as_of: str, expected: list[tuple[str, str]]) -> None:
    """One issue until it is settled."""
    assert rows(programme(as_of, person(), restricted(issues_raised=[issue])), "issue") == expected
