"""The rows behind the figures: each number of the statistics and of the forecast counts exactly its rows."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from huifang.lists import Lists
from huifang.lists.counted import OF_A_DAY, WITHOUT_ROWS, CountedRow
from huifang.policy import words_of
from huifang.register import load
from huifang.rules.figures import FIGURES
from huifang.rules.statistics import AVERAGES, OVERLAPPING, VISITS
from tests.sound import SAMPLE, sample_policy

MONTHS = 12


@pytest.fixture(scope="module")
def lists() -> Lists:
    policy = sample_policy()
    return Lists(load([SAMPLE], words_of(policy)), policy, date(2026, 11, 20))


def of(lists: Lists, figure: str, by: str, key: str) -> list[CountedRow]:
    """The rows of the year that a number of the statistics is about."""
    rows = lists.counted_in(figure, by) if by in OVERLAPPING else lists.counted(figure, MONTHS)
    return [row for row in rows if row.this_year and row.keys.get(by, "all") == key]


@pytest.mark.parametrize("figure", [each for each in FIGURES if each not in WITHOUT_ROWS])
def test_a_number_of_the_statistics_counts_its_rows(lists: Lists, figure: str) -> None:
    found = [row for row in lists.stats if row.figure == figure]
    assert found
    for row in found:
        rows = of(lists, figure, row.by, row.key)
        last = [each for each in rows if each.last]
        # where people add up somebody counts at the last event alone, else in each part once
        assert row.people == len(last)
        assert row.visits == (len(rows) if figure in VISITS else None)
        if figure in AVERAGES:
            values = [each.value or 0 for each in rows]
            assert row.value is None or abs(row.value - sum(values) / len(values)) <= 1 / 2
        elif row.value is not None:
            assert row.value == len(rows) == sum(each.value or 0 for each in rows)


@pytest.mark.parametrize("figure", OF_A_DAY)
def test_the_months_of_the_year_add_up_to_its_figure(lists: Lists, figure: str) -> None:
    (total,) = [row for row in lists.stats if row.figure == figure and row.by == "all"]
    rows = lists.counted(figure, MONTHS)
    months = Counter(f"{row.day:%Y-%m}" for row in rows)
    assert sum(n for month, n in months.items() if month.startswith("2026")) == (
        total.visits if total.visits is not None else total.value
    )
    assert set(months) <= {"2025-12", *(f"2026-{month:02}" for month in range(1, 12))}
    assert all(row.this_year is (row.day.year == 2026) for row in rows)


def test_what_people_reported_has_no_rows(lists: Lists) -> None:
    assert [lists.counted(figure, MONTHS) for figure in WITHOUT_ROWS] == [(), ()]


def test_a_number_of_the_forecast_counts_its_rows(lists: Lists) -> None:
    counted = Counter((f"{row.due_on:%Y-%m}", row.owner, row.duty) for row in lists.ahead(MONTHS))
    assert counted == {(row.month, row.body, row.duty): row.due for row in lists.forecast(MONTHS) if row.duty}
    assert sum(counted.values()) > 100
