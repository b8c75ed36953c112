"""The duty return-to-scope, case by case: the step that is open on each day, as worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huifang.rules.duties import obligations
from huifang.rules.obligation import Status, days_overdue, status
from huifang.rules.programme import Programme
from tests.rules.test_periods import cases, known, typed
from tests.sound import sample_policy

POLICY = sample_policy()
FILES = sorted((Path(__file__).parent / "stretches").glob("*.yml"))
ROWS = [(case, day, row) for file in FILES for case in cases(file) for day, row in case["expect"].items()]
IDS = [f"{case['name']} on {day}" for case, day, _ in ROWS]
OVER = (Status.CLOSED, Status.LAPSED, Status.LATER)
STAGES = {"1-remind": "remind", "2-confirm": "confirm"}
OWNERS = {"remind": "tt-jw", "confirm": "tt-dw"}  # who supervises; the committee above the unit


def open_steps(case: dict[str, Any], day: date) -> list[dict[str, Any]]:
    """The steps that are owed and neither done nor lapsed, in the words of the cases."""
    made = Programme(known(case, day, POLICY), POLICY)
    mine = [each for each in obligations(made) if each.duty == "return-to-scope" and status(each, day) not in OVER]
    return [
        {
            "stage": STAGES[stage],
            "due_on": each.due_on,
            "status": status(each, day).value,
            "days_overdue": days_overdue(each, day),
            "owner": each.owner,
        }
        for each in mine
        if (stage := each.key.rpartition("-" + each.key[-10:])[0]) in STAGES
    ]


@pytest.mark.parametrize(("case", "day", "expected"), ROWS, ids=IDS)
def test_return_to_scope_of_a_worked_case(case: dict[str, Any], day: str, expected: dict[str, Any]) -> None:
    """At most one step is open, owed by the one whose turn it is."""
    wanted = [] if expected == {"duty": "none"} else [{**expected, "owner": OWNERS[expected["stage"]]}]
    assert typed(open_steps(case, date.fromisoformat(day))) == wanted, f"by {case['source']}: {case['why']}"
