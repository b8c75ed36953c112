"""The window of a person: from the decision to the last barred day, up to the day before leaving."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.duties.making import day, programme
from tests.sound import CODE, measure, person

SERIOUS = measure("党内严重警告", "2025-08-12")  # until 2027-02-12
PROBATION = measure("留党察看", "2025-08-12", probation_months=12)
WARNING = measure("党内警告", "2022-03-10", id="A")  # until 2023-03-10
Spans = list[tuple[str, str | None]]


def left(on: str) -> dict[str, Any]:
    return {"left": {"on": on, "reason": "退休"}}


@pytest.mark.parametrize(
    ("measures", "more", "expected"),
    [
        ([measure("通报批评", "2025-08-12")], {}, []),
        ([measure("党内警告", None)], {}, []),
        ([measure("党内警告", "2025-08-12", stated_end="2025-08-11")], {}, []),
        ([measure("党内警告", "2025-08-12", stated_end="2025-08-12")], {}, [("2025-08-12", "2025-08-12")]),
        ([SERIOUS], {}, [("2025-08-12", "2027-02-12")]),
        ([SERIOUS], left("2025-08-12"), []),  # nobody follows up who leaves on the day of the decision
        ([SERIOUS], left("2025-08-13"), [("2025-08-12", "2025-08-12")]),
        ([SERIOUS], left("2027-02-12"), [("2025-08-12", "2027-02-11")]),
        ([SERIOUS], left("2027-02-13"), [("2025-08-12", "2027-02-12")]),
        ([PROBATION], {}, [("2025-08-12", None)]),
        ([PROBATION], left("2026-05-01"), [("2025-08-12", "2026-04-30")]),
        ([SERIOUS, PROBATION], left("2025-08-12"), []),
        ([WARNING, measure("党内警告", "2023-03-11")], {}, [("2022-03-10", "2024-03-11")]),
        ([WARNING, measure("党内警告", "2023-03-12")], {},
         [("2022-03-10", "2023-03-10"), ("2023-03-12", "2024-03-12")]),
        ([WARNING, measure("党内警告", "2023-03-12")], left("2023-03-12"), [("2022-03-10", "2023-03-10")]),
        # replaced by a heavier one in or after its period: each from its own decision
        ([WARNING, measure("党内严重警告", "2023-03-10", replaces="A")], {}, [("2022-03-10", "2023-09-10")]),
        ([WARNING, measure("党内严重警告", "2023-05-10", replaces="A")], {},
         [("2022-03-10", "2023-03-10"), ("2023-05-10", "2023-11-10")]),
        # replaced by a lighter one whose period, counted from the old decision, was over by then
        ([measure("党内严重警告", "2022-03-10", id="A"), measure("党内警告", "2023-04-10", replaces="A")], {},
         [("2022-03-10", "2023-04-09")]),
        ([measure("党内严重警告", "2022-03-10", id="A"), measure("党内警告", "2023-03-10", replaces="A")], {},
         [("2022-03-10", "2023-03-10")]),
    ],
)  # fmt: skip
def test_window(measures: list[dict[str, object]], more: dict[str, Any], expected: Spans) -> None:
    case = programme("2028-01-01", person(*measures, **more)).cases[CODE]
    assert [(str(span.first), span.last and str(span.last)) for span in case.window] == expected


@pytest.mark.parametrize(
    ("on", "out"), [("2025-08-11", True), ("2025-08-12", True), ("2025-08-13", False)], ids=["before", "on", "after"]
)
def test_out_of_service_from_the_day_of_leaving(on: str, out: bool) -> None:
    case = programme("2025-08-12", person(measure("党内警告", "2025-01-10"), **left(on))).cases[CODE]
    assert (case.left_on is not None) is out
    assert case.left_on in (None, day(on))
