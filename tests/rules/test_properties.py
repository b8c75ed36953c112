"""What must hold for every person, whatever the measures: searched for counter-examples."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from huifang.register import Register, known_on
from huifang.rules.case import Case, make_case
from huifang.rules.conditions import conditions
from huifang.rules.obstacles import obstacles
from huifang.rules.period import SELECTION, last_barred
from huifang.rules.states import State, days_left, obstacles_now, state
from huifang.rules.stretches import free_from
from huifang.texts import words
from tests.sound import person, register, sample_policy

POLICY = sample_policy()
EN = words("en")
TYPES = [
    "党内警告",
    "党内严重警告",
    "撤销党内职务",
    "政务警告",
    "政务记过",
    "政务记大过",
    "政务撤职",
    "行政警告",
    "行政记过",
    "行政降级",
    "事业单位警告",
    "事业单位记过",
    "国企记过",
    "诫勉",
    "调整职务",
    "责令辞职",
]
DAYS = st.dates(date(2006, 1, 1), date(2027, 12, 31))
MEASURE = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES), "decided_on": DAYS.map(str)},
    optional={"matter": st.sampled_from(["M1", "M2"])},
)
MEASURES = st.lists(MEASURE, min_size=1, max_size=5)
CATEGORIES = ["公务员", "参公人员", "事业单位管理人员", "事业单位其他人员", "国企管理人员", "基层组织人员", "其他"]
PROBATION = st.fixed_dictionaries(
    {"type": st.just("留党察看"), "decided_on": DAYS.map(str)},
    optional={
        "probation_months": st.sampled_from(["12", "24"]),
        "probation_extended_on": DAYS.map(str),
        "rights_restored_on": DAYS.map(str),
        "matter": st.sampled_from(["M1", "M2"]),
    },
)
FAR = date(2045, 1, 1)
LAYER = date(2019, 6, 1)  # the first day on which selection rules add a bar


def made(measures: list[dict[str, Any]], **more: Any) -> Register:
    """A register with one person."""
    whole = [{"decided_by": "tt-jw", "form": "2", "id": f"m{number}", **each} for number, each in enumerate(measures)]
    return register(person(measures=whole, **{"helpers": [], **more}), POLICY)


def case_on(found: Register, day: date) -> Case | None:
    """The person's case on a day; None before the first decision."""
    known = known_on(found, day)
    person = known.people.get("TT-0001")
    return None if person is None else make_case(known, person, POLICY)


def case(measures: list[dict[str, Any]], day: date = FAR, **more: Any) -> Case:
    """The same, long after everything."""
    found = case_on(made(measures, **more), day)
    assert found is not None
    return found


@given(MEASURES, MEASURE)
def test_a_further_measure_frees_nobody_earlier(measures: list[dict[str, Any]], further: dict[str, Any]) -> None:
    less, more = case(measures), case([*measures, further])
    before, after = free_from(less), free_from(more)
    assert after is None or (before is not None and after >= before)
    if less.until is not None and more.until is not None:
        assert more.until >= less.until


@given(MEASURES, DAYS, st.integers(1, 40))
def test_between_two_facts_the_day_changes_only_states(measures: list[dict[str, Any]], day: date, days: int) -> None:
    found = made(measures)
    facts = {date.fromisoformat(each["decided_on"]) for each in measures}
    later = day + timedelta(days=days)
    one, other = case_on(found, day), case_on(found, later)
    if one is None or other is None or any(day < fact <= later for fact in {*facts, LAYER}):
        return
    assert (one.until, dict(one.bars), one.window, one.periods) == (
        other.until,
        dict(other.bars),
        other.window,
        other.periods,
    )
    assert free_from(one) == free_from(other)


@given(MEASURES)
def test_free_from_follows_until(measures: list[dict[str, Any]]) -> None:
    found = case(measures)
    free = free_from(found)
    if free is None or found.until is None:
        return
    assert free > found.until
    if not obstacles(found) and found.possible_until is None:
        assert free == found.until + timedelta(days=1)


@given(MEASURES, st.integers(-3, 3))
def test_states_turn_on_their_day(measures: list[dict[str, Any]], shift: int) -> None:
    """In the period up to `until`; free on `free_from` and not the day before."""
    found = case(measures)
    free = free_from(found)
    if found.until is None or free is None:
        return
    register_ = made(measures)
    on_until, on_free = case_on(register_, found.until), case_on(register_, free)
    assert on_until is not None
    assert on_free is not None
    assert state(on_until) is State.IN_PERIOD
    assert days_left(on_until) == 0
    assert state(on_free) is State.PERIOD_OVER
    before = case_on(register_, free - timedelta(days=1))
    assert before is None or state(before) is not State.PERIOD_OVER
    near = case_on(register_, found.until + timedelta(days=shift))
    assert near is None or (days_left(near) or 0) >= 0


@given(MEASURES, st.randoms(use_true_random=False))
def test_the_order_of_the_list_has_no_meaning(measures: list[dict[str, Any]], random: Any) -> None:
    named = [{"id": f"m{number}", **each} for number, each in enumerate(measures)]
    shuffled = random.sample(named, len(named))
    one, other = case(named), case(shuffled)
    assert (state(one), one.until, free_from(one), dict(one.bars)) == (
        state(other),
        other.until,
        free_from(other),
        dict(other.bars),
    )
    assert {each.reason for each in obstacles_now(one)} == {each.reason for each in obstacles_now(other)}
    assert one.possible_until == other.possible_until
    assert one.window == other.window
    ends = {each.measure.id: (each.until, each.possible) for each in one.periods}
    assert ends == {each.measure.id: (each.until, each.possible) for each in other.periods}


@given(DAYS, st.integers(1, 120), st.integers(1, 60), st.sampled_from(["civil_code", "start_counts"]))
def test_a_longer_sanction_never_ends_earlier(start: date, months: int, more: int, convention: Any) -> None:
    assert last_barred(start, months + more, convention) > last_barred(start, months, convention)
    assert last_barred(start + timedelta(days=1), months, convention) >= last_barred(start, months, convention)


@given(DAYS, st.integers(1, 120))
def test_conventions_differ_by_a_day_at_most(start: date, months: int) -> None:
    late, early = last_barred(start, months, "civil_code"), last_barred(start, months, "start_counts")
    assert late - early in (timedelta(0), timedelta(days=1))


@given(MEASURES, st.integers(1, 48), st.integers(1, 24))
def test_longer_set_months_never_free_earlier(measures: list[dict[str, Any]], months: int, more: int) -> None:
    first, *others = measures
    short = case([{**first, "months": str(months)}, *others])
    long = case([{**first, "months": str(months + more)}, *others])
    assert short.until is None or long.until is None or long.until >= short.until


@given(st.lists(st.one_of(MEASURE, PROBATION), min_size=1, max_size=4), st.sampled_from(CATEGORIES), DAYS)
def test_conditions_agree_with_the_calculation(measures: list[dict[str, Any]], category: str, day: date) -> None:
    """Each date and remedy of a condition is the one of the measure that decides it."""
    one = case_on(made(measures, category=category), day)
    if one is None:
        return
    found = {each.condition: each for each in conditions(one)}
    period, probations = found["period"], {each.probation_end for each in one.open_probation}
    assert period.dates.get("until") in ({one.until} if period.met is not True else {one.until, None})
    assert period.dates.get("probation_end") in {None, *probations}
    assert found["rights"].dates.get("probation_end") in {None, *probations}
    ends = {each.last for each in one.endings} | {each.until for each in one.periods}
    assert found["lifting"].dates.get("until") in {None, *ends}
    asked = {name: EN(each.remedy) for name, each in found.items() if each.remedy is not None}
    assert {text.removeprefix("add ") for text in asked.values() if text.startswith("add ")} <= set(one.missing)
    if "ends by itself" in asked.get("period", ""):
        assert (one.until, state(one)) == (one.last_end, State.IN_PERIOD)
    assert (period.met is False) == (state(one) is State.IN_PERIOD)


@given(st.lists(st.one_of(MEASURE, PROBATION), min_size=1, max_size=4), st.sampled_from(CATEGORIES), DAYS)
def test_every_bar_has_a_rule_that_gives_it(measures: list[dict[str, Any]], category: str, day: date) -> None:
    """No bar without its text; rank grades for civil servants as long as anything is barred for certain."""
    one = case_on(made(measures, category=category), day)
    if one is None:
        return
    assert set(one.bars) == set(one.bar_rules)
    selecting = {bar: end for bar, end in one.bars.items() if bar in SELECTION}
    if category in CATEGORIES[:2] and day >= LAYER and any(end is None or end >= day for end in selecting.values()):
        ends = selecting["rank_grade"]
        assert ends is None or ends >= day
