"""Two due lists compared: a row is known by who owes what for which entry, and an entry may move in its record."""

from __future__ import annotations

from functools import partial

import pytest

from huifang.lists import DueRow
from huifang.past.difference import of_due, row_changes
from huifang.texts import Text, say
from tests.rules.duties.making import day


def row(item: str | None, due_on: str = "2026-11-20", period: str | None = "announced") -> DueRow:
    """A row about one person; with another item or day."""
    return DueRow(
        person="JA-0001", district="ja", unit="ja-archive", duty="execution", period=period, item=item,
        status="due", due_on=day(due_on), days_overdue=0, owner="ja-dw", assignee=None, record="a/person.md",
        reason=Text("示例"), rule="示例", source=say("{rule}", rule="示例"), certainty="SECONDARY",
    )  # fmt: skip


old, new = partial(row, due_on="2026-10-01"), partial(row, due_on="2026-12-01")
CASES: tuple[tuple[str, list[DueRow], list[DueRow], tuple[int, int, int]], ...] = (
    # before, after, how many appeared, vanished, changed
    ("nothing", [old("measures[0]")], [old("measures[0]")], (0, 0, 0)),
    ("an entry before it came", [old("measures[0]")], [new("measures[0]"), old("measures[1]")], (1, 0, 0)),
    ("an entry before it went", [new("measures[0]"), old("measures[1]")], [old("measures[0]")], (0, 1, 0)),
    (
        "two changed places",
        [old("measures[0]"), new("measures[1]")],
        [new("measures[0]"), old("measures[1]")],
        (0, 0, 0),
    ),
    ("the entry differs", [old("measures[0]")], [new("measures[0]")], (0, 0, 1)),
    ("it moved and differs", [old("measures[0]")], [new("measures[1]")], (1, 1, 0)),
    ("a second one alike", [old("measures[0]")], [old("measures[0]"), old("measures[1]")], (1, 0, 0)),
    ("an id is no place", [old("A1")], [old("A2")], (1, 1, 0)),
    ("another period", [old("measures[0]")], [old("measures[0]", period="executed")], (1, 1, 0)),
    ("without an item", [old(None)], [new(None)], (0, 0, 1)),
)


@pytest.mark.parametrize(("before", "after", "expected"), [each[1:] for each in CASES], ids=[each[0] for each in CASES])
def test_row_changes(before: list[DueRow], after: list[DueRow], expected: tuple[int, int, int]) -> None:
    found = row_changes(before, after, of_due)
    assert (len(found.appeared), len(found.vanished), len(found.changed)) == expected
