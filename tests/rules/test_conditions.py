"""Each condition: met, not met or unknown, with the article it rests on and what would change it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huifang.rules.case import Case, make_case
from huifang.rules.conditions import CONDITIONS, conditions
from huifang.rules.states import State, state
from huifang.texts import words
from tests.memory import register
from tests.rules.test_periods import PATH, known
from tests.rules.test_properties import POLICY

EN = words("en")
NAMES = ("period", "investigation", "violation", "rights", "lifting", "hold", "service", "data")
WARNING = {"type": "党内警告", "decided_on": "2025-03-10"}
OVER, RUNNING = date(2026, 3, 11), date(2026, 3, 10)
OPEN = {"restricted": {"investigations": [{"opened_on": "2026-03-01"}]}}
SETTLED = {"restricted": {"violations": [{"on": "2026-03-01", "settled_on": "2026-03-11"}]}}
UNSETTLED = {"restricted": {"violations": [{"on": "2026-03-01"}]}}
CLEAN: dict[str, Any] = {"restricted": {"investigations": []}}
PROBATION = {"type": "留党察看", "decided_on": "2024-03-10", "probation_months": "12"}
HELD = {"held": [{"since": "2026-03-11", "by": "tt-zz"}]}


def case(day: date, *measures: dict[str, Any], **more: Any) -> Case:
    """One person's case on a day."""
    found = known({"measures": list(measures), **more}, day, POLICY)
    return make_case(found, found.people["TT-0001"], POLICY)


TABLE: tuple[
    tuple[str, date, list[Any], dict[str, Any], dict[str, Any]], ...
] = (  # what, day, measures, more, the conditions that are not met (False) or unknown (None)
    ("nothing stands against", OVER, [WARNING], CLEAN, {}),
    ("the period runs", RUNNING, [WARNING], CLEAN, {"period": False}),
    ("without restricted/ nobody knows", OVER, [WARNING], {}, {"investigation": None, "violation": None}),
    ("an open investigation", OVER, [WARNING], OPEN, {"investigation": False}),
    ("an unsettled violation", OVER, [WARNING], UNSETTLED, {"violation": False}),
    ("settled that very day", OVER, [WARNING], SETTLED, {}),
    ("rights not restored", date(2025, 3, 11), [PROBATION], CLEAN, {"period": None, "rights": False}),
    ("probation runs", date(2025, 3, 10), [PROBATION], CLEAN, {"period": False, "rights": False}),
    ("held by a decision", OVER, [WARNING], CLEAN | HELD, {"hold": False}),
    ("left", OVER, [WARNING], CLEAN | {"left": {"on": "2026-03-11", "reason": "退休"}}, {"service": False}),
    ("no day of decision", OVER, [{"type": "党内警告", "decided_on": None}], CLEAN, {"period": None, "data": None}),
    (
        "lifting missing",
        date(2017, 3, 11),
        [{"type": "行政记过", "decided_on": "2016-03-10"}],
        CLEAN,
        {"lifting": False},
    ),
    (
        "lifting will be needed",
        date(2017, 3, 10),
        [{"type": "行政记过", "decided_on": "2016-03-10"}],
        CLEAN,
        {"period": False, "lifting": None},
    ),
    (
        "a sum that practice may make",
        date(2021, 8, 1),
        [{"type": "政务警告", "decided_on": "2020-10-10"}, {"type": "政务警告", "decided_on": "2021-01-10"}],
        CLEAN,
        {"period": None},
    ),
)


@pytest.mark.parametrize(("what", "day", "measures", "more", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_conditions(what: str, day: date, measures: list[Any], more: dict[str, Any], expected: dict[str, Any]) -> None:
    found = conditions(case(day, *measures, **more))
    assert tuple(each.condition for each in found) == NAMES, what
    assert {each.condition: each.met for each in found if each.met is not True} == expected


def test_every_condition_names_its_article() -> None:
    for each in conditions(case(OVER, WARNING)):
        assert (each.article is None) == (each.condition in ("rights", "lifting")), each.condition
        assert each.article is None or EN(each.article)


def test_nothing_is_met_where_the_record_cannot_be_read() -> None:
    """An unread key is never quietly a yes."""
    found = register({PATH: "---\nbroken: [\n---\n"}, POLICY).as_of(OVER)
    made = make_case(found, found.people["TT-0001"], POLICY)
    assert {each.met for each in conditions(made)} == {None}


def test_only_the_longer_period_is_told() -> None:
    """Where the longer of two decides, the shorter is not marked."""
    longer = {"type": "党内严重警告", "decided_on": "2025-03-10"}
    admonition = {"type": "诫勉", "decided_on": "2025-03-10"}
    first = conditions(case(date(2025, 6, 1), admonition, longer))[0]
    assert (first.met, first.dates["until"]) == (False, date(2026, 9, 10))
    assert first.article is not None
    assert "中国共产党纪律处分条例" in EN(first.article)
    assert first.remedy is not None
    assert EN(first.remedy) == "ends by itself after 2026-09-10"


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_all_met_is_period_over(row: tuple[Any, ...]) -> None:
    """The state and the conditions never contradict each other, where restricted facts are at hand."""
    _, day, measures, more, expected = row
    if "restricted" in more:
        assert (state(case(day, *measures, **more)) is State.PERIOD_OVER) == (not expected)


def test_table_is_complete() -> None:
    told = {name for row in TABLE for name in row[4]}
    assert told == set(NAMES)
    assert len(CONDITIONS) == len(NAMES)
