"""Months of which no day is known: on which days of the other measure the order, or a sum, stays open."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.duties.making import programme
from tests.sound import CODE, measure, person

MARCH = measure("党内警告", "2024-03")  # some day from 2024-03-01 to 2024-03-31
JANUARY = measure("党内警告", "2024-01")  # until a day from 2025-01-01 to 2025-01-31
LATER = measure("党内警告", "2025-01")
CAUTION = measure("诫勉", "2024-03", id="A")  # nothing adds to it: only a change asks for the order
SHORT = measure("党内警告", "2024-03-31", stated_end="2024-04-15")


@pytest.mark.parametrize(
    ("first", "second", "vague"),
    [
        # the days overlap
        (measure("党内警告", "2024-02-29"), MARCH, []),
        (measure("党内警告", "2024-03-01"), MARCH, [1]),
        (measure("党内警告", "2024-03-31"), MARCH, [1]),
        (measure("党内警告", "2024-04-01"), MARCH, []),
        (measure("党内严重警告", "2024-02"), MARCH, []),
        (measure("党内严重警告", "2024-03"), MARCH, [0, 1]),
        # the new month lies inside the old period, partly inside it, or after it
        (measure("党内警告", "2024-01-31"), LATER, []),
        (measure("党内警告", "2024-01-30"), LATER, [1]),
        (measure("党内警告", "2024-01-01"), LATER, [1]),
        (measure("党内警告", "2023-12-31"), LATER, []),
        (SHORT, measure("党内警告", "2024-04"), [1]),
        # the old period ends on a day that depends on the month
        (JANUARY, measure("党内警告", "2025-01-01"), []),
        (JANUARY, measure("党内警告", "2025-01-02"), [0]),
        (JANUARY, measure("党内警告", "2025-01-31"), [0]),
        (JANUARY, measure("党内警告", "2025-02-01"), []),
        # a change asks for one order alone
        (CAUTION, measure("诫勉", "2024-03-31", replaces="A"), [0]),
        (measure("诫勉", "2024-03-31", id="A"), measure("诫勉", "2024-03", replaces="A"), [1]),
    ],
)
def test_open_order(first: dict[str, Any], second: dict[str, Any], vague: list[int]) -> None:
    for order in (1, -1):  # the order of the file means nothing
        case = programme("2030-01-01", person(*(first, second)[::order])).cases[CODE]
        months = [key for key in case.missing if key.endswith("].decided_on")]
        found = [int(key.partition("[")[2].partition("]")[0]) for key in months]
        assert sorted(found if order == 1 else [1 - each for each in found]) == vague
