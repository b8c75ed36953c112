"""What was decided about a person while a bar ran: the days on which a rise is told, and which are none."""

from __future__ import annotations

import pytest

from huifang.checks.selection import appointed_inside_period, appointed_while_blocked
from huifang.register import known_on
from huifang.rules.programme import Programme
from huifang.texts import words
from tests.rules.duties.making import ORGANIZATIONS, day
from tests.sound import Facts, measure, person, register, sample_policy

POLICY = sample_policy()
PROBATION = measure("留党察看", "2024-03-10", probation_months=12, form=3)
WARNING = measure("党内警告", "2025-03-10")
BARRED, OUTSTANDING = (
    "while barred from: ",
    "although: probation ended on 2025-03-10; the Party rights are not restored",
)


@pytest.mark.parametrize(
    ("on", "one", "kind", "told"),
    [
        ("2024-03-09", PROBATION, "提拔", None),
        ("2024-03-10", PROBATION, "提拔", BARRED),
        ("2025-03-10", PROBATION, "提拔", BARRED),
        ("2025-03-11", PROBATION, "提拔", OUTSTANDING),
        ("2025-03-10", WARNING, "提拔", BARRED),
        ("2025-03-10", WARNING, "平级任用", None),
        ("2026-03-10", WARNING, "晋升职级", BARRED),
        ("2026-03-11", WARNING, "提拔", None),
        ("2025-06-01", measure("停职检查", "2025-03-10"), "提拔", None),  # nobody knows how long it bars
        ("2025-06-01", measure("党内警告", None), "提拔", None),
        ("2025-06-01", measure("留党察看", "2025-03-10", form=3), "提拔", BARRED),  # it runs a year for certain
    ],
)
def test_a_rise(on: str, one: Facts, kind: str, told: str | None) -> None:
    rise = {"on": on, "kind": kind, "post": "局长", "unit": "tt-unit", "rank": "科级正职"}
    made = register({**ORGANIZATIONS, **person(one, appointments=[rise])}, POLICY)
    asked = Programme(known_on(made, day("2027-01-01")), POLICY)
    found = [*appointed_inside_period(made, asked), *appointed_while_blocked(made, asked)]
    assert [words("en")(each.message).partition(", ")[2].startswith(told or "") for each in found] == [True] * bool(
        told
    )
