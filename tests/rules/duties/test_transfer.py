"""A change of the supervising body is confirmed by the receiving one."""

from __future__ import annotations

from typing import Any

import pytest

from huifang.rules.obligation import status
from huifang.texts import words
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


def test_each_body_answers_for_its_own_change() -> None:
    """The entry that ended owes it, whatever the order of the file; the body that then began is the owner."""
    again = {"unit": "tt-unit", "supervised_by": "uu-jw", "from": "2026-03-05", "to": "2026-05-31"}
    found = owed(programme("2026-06-01", person(unit_history=[again, OLD])), "transfer")
    assert [(each.item, each.owner, each.due_on.isoformat()) for each in found] == [
        ("unit_history[1]", "uu-jw", "2026-03-20"),
        ("unit_history[0]", "tt-jw", "2026-06-16"),
    ]


def test_the_reason_in_both_languages() -> None:
    (found,) = owed(programme("2026-03-05", moved()), "transfer")
    assert words("en")(found.reason) == (
        "supervised by 示例区纪委监委 instead of 示例区派驻组 since 2026-03-05; confirm within 15 days"
    )
    assert words("zh")(found.reason) == "2026-03-05起由示例区纪委监委负责回访，原为示例区派驻组；15日内确认接收"


def test_it_can_be_deferred() -> None:
    put_off = {"duty": "transfer", "from": "2026-03-20", "until": "2026-04-30", "reason": "其他"}
    files = person(unit_history=[OLD], deferrals=[{**put_off, "approved_on": "2026-03-20"}])
    assert rows(programme("2026-04-30", files), "transfer") == [("2026-05-01", "deferred")]
