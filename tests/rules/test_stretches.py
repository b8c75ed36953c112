"""The stretches in the normal scope: what comes between begins a new one, and each answer belongs to its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huifang.checks.selection import confirmed_too_early
from huifang.register import Register, known_on, projected
from huifang.rules.case import Case, make_case
from huifang.rules.programme import Programme
from huifang.rules.retention import is_hidden
from huifang.rules.states import State, state
from huifang.rules.stretches import free_from, stretches
from huifang.texts import words
from tests.rules.duties.making import ORGANIZATIONS, day, owed, programme, rows
from tests.sound import CODE, Files, measure, person, register, restricted, sample_policy

POLICY = sample_policy()
ONE_DAY = timedelta(days=1)

Row = tuple[str, str]
OLD = measure("党内严重警告", "2023-01-05")  # until 2024-07-05
LONG_AGO = measure("党内严重警告", "2020-01-05")  # until 2021-07-05
HOLD = {
    "since": "2025-12-10", "by": "tt-zz", "reason": "虚构", "document": "D1", "review_on": "2026-12-01",
    "until": "2026-12-09",
}  # fmt: skip
ANSWERED: dict[str, Any] = {"return_to_scope": [{"reminded_on": "2024-08-01", "confirmed_on": "2024-08-20"}]}
CASE = restricted(investigations=[{"opened_on": "2025-12-10", "closed_on": "2026-12-10"}])
SETTLED = restricted(violations=[{"on": "2025-12-10", "settled_on": "2026-12-10"}])
HELD_LATER: dict[str, Any] = {"held": [{"since": "2022-03-23", "by": "tt-zz", "until": "2023-02-21"}]}
LATE_ANSWER: dict[str, Any] = {"return_to_scope": [{"reminded_on": "2023-02-25", "confirmed_on": "2023-03-20"}]}
CLOSED: list[Row] = [("2024-08-05", "closed"), ("2024-08-31", "closed")]
LAPSED: list[Row] = [("2021-08-05", "lapsed")]
TABLE: tuple[tuple[str, Files, str, str, str | None, list[Row]], ...] = (  # as of, state, free from, both steps
    ("nothing came between", person(OLD), "2026-12-10", "period_over", "2024-07-06", [("2024-08-05", "overdue")]),
    ("nothing came between, answered", person(OLD, **ANSWERED), "2026-12-10", "period_over", "2024-07-06", CLOSED),
    ("held", person(OLD, **ANSWERED, held=[HOLD]), "2026-12-09", "held", "2026-12-10",
     [("2026-12-01", "overdue"), *CLOSED]),
    ("the hold is over", person(OLD, **ANSWERED, held=[HOLD]), "2026-12-10", "period_over", "2026-12-10",
     [("2026-12-01", "lapsed"), *CLOSED, ("2027-01-09", "upcoming")]),
    ("a case is open", person(OLD, **ANSWERED) | restricted(investigations=[{"opened_on": "2025-12-10"}]),
     "2026-12-09", "blocked", None, CLOSED),
    ("the case is closed", person(OLD, **ANSWERED) | CASE, "2026-12-10", "period_over", "2026-12-10",
     [*CLOSED, ("2027-01-09", "upcoming")]),
    ("a violation is settled", person(OLD, **ANSWERED) | SETTLED, "2026-12-10", "period_over", "2026-12-10",
     [*CLOSED, ("2027-01-09", "upcoming")]),
    ("no answer, before the hold", person(LONG_AGO, **HELD_LATER), "2022-03-22", "period_over", "2021-07-06",
     [("2021-08-05", "overdue")]),
    ("no answer, held", person(LONG_AGO, **HELD_LATER), "2022-04-01", "held", "2023-02-22",
     LAPSED),
    ("no answer, the hold is over", person(LONG_AGO, **HELD_LATER), "2023-02-22", "period_over", "2023-02-22",
     [*LAPSED, ("2023-03-24", "upcoming")]),
    ("answered in time after the hold", person(LONG_AGO, **HELD_LATER, **LATE_ANSWER), "2023-04-01", "period_over",
     "2023-02-22", [*LAPSED, ("2023-03-24", "closed"), ("2023-03-27", "closed")]),
    ("a further measure, revoked later", person(OLD, measure("党内警告", "2025-01-10", revoked_on="2025-03-01")),
     "2025-06-01", "period_over", "2025-03-01", [("2024-08-05", "lapsed"), ("2025-03-31", "overdue")]),
    ("lifted long after the end", person(measure("行政记过", "2016-03-10", lifted_on="2018-05-01")), "2020-06-01",
     "period_over", "2018-05-01", [("2020-01-31", "overdue")]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("files", "as_of", "expected", "free", "steps"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_what_comes_between(files: Files, as_of: str, expected: str, free: str | None, steps: list[Row]) -> None:
    made = programme(as_of, files)
    case = made.cases[CODE]
    assert (state(case).value, free_from(case)) == (expected, free and day(free))
    assert rows(made, "return-to-scope") == steps


def test_days_overdue_begin_with_the_stretch() -> None:
    """Who was held for a year comes back with a reminder that is not a year late already."""
    (_, _, *_, now) = owed(programme("2026-12-20", person(OLD, **ANSWERED, held=[HOLD])), "return-to-scope")
    assert (now.owner, now.opens_on, now.due_on) == ("tt-jw", date(2026, 12, 10), date(2027, 1, 9))


@pytest.mark.parametrize(
    ("files", "as_of", "hidden"),
    [
        (person(OLD, **ANSWERED), "2025-08-19", False),
        (person(OLD, **ANSWERED), "2025-08-20", True),
        (person(OLD, **ANSWERED, held=[HOLD]), "2025-12-09", True),
        (person(OLD, **ANSWERED, held=[HOLD]), "2025-12-10", False),
        (person(OLD, **ANSWERED, held=[HOLD]), "2026-12-10", False),
        (person(OLD, **ANSWERED) | CASE, "2026-12-10", False),
        (person(OLD, **ANSWERED) | SETTLED, "2027-12-10", False),
    ],
)
def test_an_earlier_confirmation_hides_nobody(files: Files, as_of: str, hidden: bool) -> None:
    assert is_hidden(programme(as_of, files).cases[CODE]) is hidden


AGAIN = measure("党内警告", "2025-01-10")  # until 2026-01-10


def confirmed(*days: str) -> dict[str, Any]:
    return {"return_to_scope": [{"confirmed_on": each} for each in days]}


@pytest.mark.parametrize(
    ("files", "as_of", "expected"),
    [
        (person(OLD, **ANSWERED), "2026-12-09", []),
        (person(OLD, **ANSWERED, held=[HOLD]), "2026-12-09", []),
        (person(OLD, **ANSWERED, held=[HOLD]), "2026-12-10", []),
        (person(OLD, **confirmed("2024-07-06", "2025-12-09", "2026-12-10"), held=[HOLD]), "2027-01-01", []),
        (person(OLD, **confirmed("2024-07-05")), "2027-01-01",
         ["confirmed on 2024-07-05, but free only from 2024-07-06"]),
        (person(OLD, AGAIN, **confirmed("2024-07-01")), "2025-06-01",  # that stretch is over, and so was the next
         ["confirmed on 2024-07-01, but free only from 2024-07-06"]),
        (person(OLD, AGAIN, **confirmed("2025-02-01")), "2025-06-01",
         ["confirmed on 2025-02-01, but free only from 2026-01-11"]),
        (person(OLD, **confirmed("2025-12-10"), held=[HOLD]), "2025-12-10",
         ["confirmed on 2025-12-10, but free only from 2026-12-10"]),
        (person(OLD, **confirmed("2026-01-10")) | restricted(investigations=[{"opened_on": "2025-12-10"}]),
         "2026-02-01", ["confirmed on 2026-01-10, although not back in the normal scope that day"]),
    ],
)  # fmt: skip
def test_a_confirmation_is_judged_by_its_own_day(files: Files, as_of: str, expected: list[str]) -> None:
    found = register({**ORGANIZATIONS, **files}, POLICY)
    told = confirmed_too_early(found, Programme(known_on(found, day(as_of)), POLICY))
    assert [words("en")(each.message) for each in told] == expected


DAYS = st.dates(date(2008, 1, 1), date(2026, 12, 31))
TYPES = [
    "党内警告", "党内严重警告", "留党察看", "开除党籍", "政务警告", "政务记过", "行政警告", "行政记过", "事业单位警告",
    "事业单位记过", "国企记过", "诫勉", "责令辞职", "停职检查", "批评教育",
]  # fmt: skip
DECIDED = DAYS.map(str) | DAYS.map(lambda each: str(each)[:7])
LATER = st.none() | st.integers(0, 900)


@st.composite
def measures(draw: st.DrawFn) -> dict[str, Any]:
    """A measure with any of the days that change it later."""
    decided = draw(DECIDED)
    first = date.fromisoformat(decided if len(decided) > 7 else f"{decided}-28")
    made: dict[str, Any] = measure(draw(st.sampled_from(TYPES)), decided)
    for key in ("revoked_on", "lifted_on", "rights_restored_on", "probation_extended_on"):
        days = draw(LATER)
        if days is not None:
            made[key] = str(first + timedelta(days=days + 10))
    if made["type"] == "留党察看" and draw(st.booleans()):
        made["probation_months"] = 12
    return made


@st.composite
def spans(draw: st.DrawFn, first: str, last: str, by: str | None = None) -> dict[str, Any]:
    """Days from one to another, or without an end."""
    begun, days = draw(st.dates(date(2010, 1, 1), date(2026, 12, 31))), draw(LATER)
    return {
        first: str(begun),
        **({} if days is None else {last: str(begun + timedelta(days=days))}),
        **({"by": by} if by else {}),
    }


@st.composite
def people(draw: st.DrawFn) -> Register:
    """A register with one person to whom anything may have happened."""
    more: dict[str, Any] = {"held": draw(st.lists(spans("since", "until", by="tt-zz"), max_size=2))}
    if draw(st.integers(0, 5)) == 0:
        more["left"] = {"on": str(draw(DAYS)), "reason": "退休"}
    facts: dict[str, Any] = {
        "investigations": draw(st.lists(spans("opened_on", "closed_on"), max_size=2)),
        "violations": draw(st.lists(spans("on", "settled_on"), max_size=1)),
    }
    files = person(*draw(st.lists(measures(), min_size=1, max_size=3)), **more) | restricted(**facts)
    return register({**ORGANIZATIONS, **files}, POLICY)


def fresh(found: Register, on: date) -> Case | None:
    """The case as of a day, computed from nothing else."""
    known = known_on(found, on)
    record = known.people.get(CODE)
    return None if record is None else make_case(known, record, POLICY)


def is_over(found: Register, on: date) -> bool:
    case = fresh(found, on)
    return case is not None and case.has_period and state(case) is State.PERIOD_OVER


@given(people(), DAYS, st.integers(0, 10_000))
def test_every_day_from_free_from_on_is_free(found: Register, on: date, chosen: int) -> None:
    """Each day judged by what was known on it; the day before the first is none of the stretch."""
    case = fresh(found, on)
    if case is None or not is_over(found, on):
        return
    free = free_from(case)
    assert free is not None
    length = (on - free).days
    looked_at = {0, 1, length, length // 2, chosen % (length + 1), *range(0, length, 23)}
    assert all(is_over(found, free + timedelta(days=min(each, length))) for each in looked_at)
    assert not is_over(found, free - ONE_DAY)


@given(people(), DAYS)
def test_free_from_ahead_comes_if_nothing_more_happens(found: Register, on: date) -> None:
    """On no day before it, and on none at all where there is no such day."""
    case = fresh(found, on)
    if case is None or is_over(found, on) or not case.has_period:
        return
    free, far = free_from(case), on + timedelta(days=3000)

    def is_free_then(later: date) -> bool:
        known = projected(found, on, later)
        return state(make_case(known, known.people[CODE], POLICY)) is State.PERIOD_OVER

    assert free is None or is_free_then(free)
    steps = range(1, ((free or far) - on).days, 17)
    assert not any(is_free_then(on + timedelta(days=each)) for each in steps)
    assert free is None or free == on + ONE_DAY or not is_free_then(free - ONE_DAY)


@given(people(), DAYS)
def test_the_stretches_are_the_free_days(found: Register, on: date) -> None:
    case = fresh(found, on)
    if case is None:
        return
    for first, last in stretches(case):
        assert is_over(found, first)
        assert not is_over(found, first - ONE_DAY)
        assert is_over(found, last or on)
        assert last is None or (last < on and not is_over(found, last + ONE_DAY))
