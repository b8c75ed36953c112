"""From which day on nobody finds a person on a page: the last day that shows and the first that hides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huifang.rules.retention import hidden_from, is_hidden
from tests.rules.duties.making import day, programme
from tests.sound import CODE, Files, measure, person

OLD = measure("党内严重警告", "2023-01-05")  # until 2024-07-05
HOLD: dict[str, Any] = {"held": [{"since": "2025-12-10", "by": "tt-zz", "until": "2026-12-09"}]}
AS_OF = "2030-01-01"


def confirmed(*days: str, **more: Any) -> Files:
    return person(OLD, return_to_scope=[{"confirmed_on": each} for each in days], **more)


def left(on: str) -> dict[str, Any]:
    return {"left": {"on": on, "reason": "退休"}}


@pytest.mark.parametrize(
    ("files", "first"),
    [
        (person(OLD), None),
        (person(OLD, return_to_scope=[{"reminded_on": "2024-08-01"}]), None),
        (confirmed("2030-01-02"), None),  # nobody knows it yet
        (confirmed("2024-07-05"), None),  # the last barred day: too early, it closes nothing
        (confirmed("2024-07-06"), "2025-07-06"),
        (confirmed("2024-07-06", "2024-09-30"), "2025-09-30"),
        (confirmed("2024-09-30", "2024-07-06"), "2025-09-30"),
        (confirmed("2024-08-31", **HOLD), None),
        (confirmed("2024-08-31", "2026-12-09", **HOLD), None),
        (confirmed("2024-08-31", "2026-12-10", **HOLD), "2027-12-10"),
        (person(OLD, **left("2025-02-28")), "2026-02-28"),
        (confirmed("2024-08-20", **left("2025-03-01")), "2026-03-01"),
        (confirmed("2025-03-01", **left("2024-08-20")), "2026-03-01"),
        (confirmed("2025-03-01", "2025-01-01", **left("2024-08-20")), "2026-03-01"),
    ],
)
def test_hidden_from(files: Files, first: str | None) -> None:
    case = programme(AS_OF, files).cases[CODE]
    assert (hidden_from(case), is_hidden(case)) == (first and day(first), first is not None)


@pytest.mark.parametrize("files", [confirmed("2024-07-06"), person(OLD, **left("2025-02-28"))])
def test_the_last_day_shown_and_the_first_hidden(files: Files) -> None:
    first = hidden_from(programme(AS_OF, files).cases[CODE])
    assert first is not None
    days = (first - timedelta(days=1), first)
    assert [is_hidden(programme(str(each), files).cases[CODE]) for each in days] == [False, True]
