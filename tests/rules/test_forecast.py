"""What the coming months bring if nothing more is done."""

from __future__ import annotations

from datetime import date

import pytest

from huifang.rules.forecast import MonthAhead, months_ahead
from tests.rules.test_properties import POLICY
from tests.sound import Files, measure, person, register

DAY = date(2026, 1, 15)


def people(*decided: str) -> Files:
    """One person for each decision day, all with a Party warning."""
    made: Files = {}
    for number, day in enumerate(decided, start=1):
        code = f"TT-{number:04}"
        helper = {"name": "示例帮扶人", "unit": "tt-dw", "from": day}
        made |= person(measure("党内警告", day), code=code, helpers=[helper])
    return made


def rows(*decided: str, months: int = 12) -> list[MonthAhead]:
    return list(months_ahead(register(people(*decided), POLICY), POLICY, DAY, months))


def test_somebody_becomes_free_in_the_month_after_the_last_barred_day() -> None:
    """2025-03-31 + 12 months: barred to 2026-03-31, free from 1 April."""
    freed = {row.month: row.freed for row in rows("2025-03-31") if row.duty is None and row.freed}
    assert freed == {"2026-04": 1}


def test_each_quarter_of_the_window_brings_a_talk() -> None:
    """2025-09-10 to 2026-09-10: the running quarter and two more; the third quarter is due at the window's end."""
    talks = {row.month: row.due for row in rows("2025-09-10") if row.duty == "talk"}
    assert talks == {"2026-03": 1, "2026-06": 1, "2026-09": 1}


def test_needed_visits_reach_the_quota_by_december() -> None:
    """Ten people sanctioned in 2025: three must be visited; one a month from January on is enough."""
    found = [row for row in rows(*["2025-09-10"] * 10) if row.duty is None and row.body == "tt-jw"]
    assert found[0].coverage_rate == 0
    assert [row.needed for row in found[:12]] == [1] * 10 + [2, 3]
    assert sum(row.needed is not None for row in found) == 12


def test_next_year_has_its_own_base() -> None:
    """From January on the people sanctioned in the two years before count."""
    found = [row for row in rows("2025-09-10", months=14) if row.duty is None and row.body == "tt-jw"]
    assert [row.month for row in found][-2:] == ["2027-01", "2027-02"]
    assert found[-1].coverage_rate == 0


def test_a_later_fact_is_not_seen() -> None:
    """A decision after the as-of date is in no month."""
    assert rows("2026-02-01") == []


def test_no_month_twice() -> None:
    found = rows("2025-03-31", "2025-09-10")
    keys = [(row.month, row.body, row.duty) for row in found]
    assert len(keys) == len(set(keys))


def test_execution_falls_due_in_its_months() -> None:
    """Decided on 2025-12-20: announced and executed by 2026-01-20, reported by 2026-06-20."""
    due = {row.month: row.due for row in rows("2025-12-20") if row.duty == "execution"}
    assert due == {"2026-01": 2, "2026-06": 1}


def beyond_reach(left: int, reachable: int) -> list[MonthAhead]:
    """People sanctioned in 2025 of whom some left before they could be visited."""
    files = people(*["2025-09-10"] * (left + reachable))
    for path in list(files)[:left]:
        files[path] = files[path].replace("helpers:", "left: {on: 2026-01-02, reason: 退休}\nhelpers:")
    return [row for row in months_ahead(register(files, POLICY), POLICY, DAY, 12) if row.duty is None and row.due == 0]


@pytest.mark.parametrize(
    ("left", "reachable", "short"),
    [(0, 11, None), (7, 4, None), (8, 3, 1), (10, 1, 3), (11, 0, 4)],  # a base of 11: 4 are to be visited
)
def test_beyond_reach_there_is_no_number_but_how_many_short(left: int, reachable: int, short: int | None) -> None:
    rows_ = [row for row in beyond_reach(left, reachable) if row.coverage_rate is not None]
    told = {str(dict(row.reason.values)["short"]) if row.reason else None for row in rows_}
    assert len(rows_) == 12
    assert told == {None if short is None else str(short)}
    assert {row.needed is None for row in rows_} == {short is not None}
