"""What the coming months bring if nothing more is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from huifang.rules.forecast import MonthAhead, months_ahead
from tests.rules.test_properties import POLICY
from tests.sound import Facts, Files, measure, person, register, talk

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


def freed(found: list[MonthAhead]) -> dict[str, int]:
    return {row.month: row.freed for row in found if row.duty is None and row.freed}


def due_of(duty: str) -> Callable[[list[MonthAhead]], dict[str, int]]:
    return lambda found: {row.month: row.due for row in found if row.duty == duty}


def needed(found: list[MonthAhead]) -> list[int | None]:
    """The visits that each month needs, of the discipline body."""
    return [row.needed for row in found if row.duty is None and row.body == "tt-jw"]


def doubled(found: list[MonthAhead]) -> list[tuple[str, str, str | None]]:
    keys = [(row.month, row.body, row.duty) for row in found]
    return [key for key in set(keys) if keys.count(key) > 1]


AHEAD: tuple[tuple[str, tuple[str, ...], int, Callable[[list[MonthAhead]], object], object], ...] = (
    # what, days of decision, months ahead, asked, answer
    ("a decision after the as-of date is in no month", ("2026-02-01",), 12, list, []),
    ("no month twice", ("2025-03-31", "2025-09-10"), 12, doubled, []),
    # barred to 2026-03-31, free from 1 April
    ("free in the month after the last barred day", ("2025-03-31",), 12, freed, {"2026-04": 1}),
    # the months end on 2026-03-31: free on that day, or on the day after
    ("free on the last day of the months ahead", ("2025-03-30",), 3, freed, {"2026-03": 1}),
    ("free on the day after", ("2025-03-31",), 3, freed, {}),
    # reported by 2026-03-31, or by the day after
    ("due on the last day of the months ahead", ("2025-09-30",), 3, due_of("execution"), {"2026-03": 1}),
    ("due on the day after", ("2025-10-01",), 3, due_of("execution"), {}),
    # to 2026-09-10: the running quarter and two more; the third quarter is due at the window's end
    ("each quarter of the window brings a talk", ("2025-09-10",), 12, due_of("talk"),
     {"2026-03": 1, "2026-06": 1, "2026-09": 1}),
    # announced and executed by 2026-01-20, reported by 2026-06-20
    ("execution falls due in its months", ("2025-12-20",), 12, due_of("execution"), {"2026-01": 2, "2026-06": 1}),
    # of ten people three must be visited; one a month from January on is enough, and no month of the next year
    ("needed visits reach the quota by December", ("2025-09-10",) * 10, 12, needed, [1] * 10 + [2, 3]),
    # from January on the people sanctioned in the two years before count
    ("next year has its own base", ("2025-09-10",), 14,
     lambda found: [(row.month, row.coverage_rate) for row in found if row.duty is None and row.body == "tt-jw"][-2:],
     [("2027-01", 0), ("2027-02", 0)]),
)  # fmt: skip


@pytest.mark.parametrize(("decided", "months", "asked", "answer"), [row[1:] for row in AHEAD],
                         ids=[row[0] for row in AHEAD])  # fmt: skip
def test_what_lies_ahead(
    decided: tuple[str, ...], months: int, asked: Callable[[list[MonthAhead]], object], answer: object
) -> None:
    assert asked(rows(*decided, months=months)) == answer


DEFERRED: Facts = {"deferrals": [{"duty": "talk", "from": "2026-01-01", "until": "2026-03-31", "reason": "病休",
                           "approved_by": "tt-dw", "approved_on": "2026-01-05"}]}  # fmt: skip
LEFT: Facts = {"left": {"on": "2026-01-02", "reason": "退休"}}
WARNED = measure("党内警告", "2025-09-10", announced_on="2025-10-01", executed_on="2025-10-01",
                 execution_reported_on="2025-11-01")  # fmt: skip
TALKS = {"2026-03": 1, "2026-06": 1, "2026-09": 1}


@pytest.mark.parametrize(
    ("files", "duty", "answer"),
    [
        (person(WARNED), "talk", TALKS),
        (person(WARNED), "execution", {}),  # done
        ({**person(WARNED), **talk("2026-01-10")}, "talk", {"2026-06": 1, "2026-09": 1}),  # this quarter's is held
        ({**person(WARNED), **talk("2026-01-16")}, "talk", TALKS),  # tomorrow's is not seen
        (person(WARNED, **DEFERRED), "talk", {"2026-06": 1, "2026-09": 1}),  # this quarter's is not owed
        (person(WARNED, **LEFT), "talk", {}),  # who left owes none
        (people(*["2025-09-10"] * 10), "coverage", {}),  # that has columns of its own
    ],
)
def test_which_duties_lie_ahead(files: Files, duty: str, answer: dict[str, int]) -> None:
    assert due_of(duty)(list(months_ahead(register(files, POLICY), POLICY, DAY, 12))) == answer


@pytest.mark.parametrize(
    ("files", "answer"),
    [
        (person(WARNED), {"2026-09": 1}),
        ({**person(WARNED), **person(WARNED, code="TT-0002")}, {"2026-09": 2}),
        (person(WARNED, **LEFT), {}),
        (person(measure("党内警告", "2024-09-10")), {}),  # free already
    ],
)
def test_who_becomes_free(files: Files, answer: dict[str, int]) -> None:
    assert freed(list(months_ahead(register(files, POLICY), POLICY, DAY, 12))) == answer


def test_a_month_of_a_body_without_coverage_tells_who_becomes_free() -> None:
    """Decided this year: not in the base of it, so there is no rate and no number of people to visit."""
    made = person(measure("党内警告", "2026-01-10", stated_end="2026-06-10"))
    found = [each for each in months_ahead(register(made, POLICY), POLICY, DAY, 12) if each.duty is None]
    assert found == [MonthAhead("2026-06", "tt-jw", None, 0, 1, None, None)]


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
