"""Last day inside, first day outside: the edges of periods, combinations and conditions that no other table has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from huifang.register import Span
from huifang.rules.combination import combinations
from huifang.rules.conditions import in_service, period_over
from huifang.rules.coverage import Quota
from huifang.rules.deferrals import counting, put_off, undeferred
from huifang.texts import words
from tests.rules.duties.making import day, plan, programme
from tests.sound import CODE, measure, person, sample_policy

if TYPE_CHECKING:
    from huifang.register.models import Person
    from huifang.rules.case import Case

EN, POLICY = words("en"), sample_policy()
LATE = "2030-01-01"
OLD = measure("党内警告", "2022-03-10", id="A")  # until 2023-03-10
SERIOUS = measure("党内严重警告", "2022-03-10", id="A")  # until 2023-09-10
MARCH = Span(date(2026, 3, 1), date(2026, 3, 31))
Measures = list[dict[str, object]]


def case(as_of: str, measures: Measures, **more: Any) -> Case:
    return programme(as_of, person(*measures, **more)).cases[CODE]


@pytest.mark.parametrize(
    ("one", "other"), [("2026-03-10", "2026-03-10"), ("2026-03-10", "2026-03-11"), ("2026-03-10", "2026-03-12")]
)
@pytest.mark.parametrize("order", [1, -1])
def test_a_bar_ends_with_the_later_of_two(one: str, other: str, order: int) -> None:
    two = [measure("党内警告", "2025-03-10", stated_end=one), measure("政务警告", "2025-03-10", stated_end=other)]
    found = case("2025-06-01", two[::order])
    assert (found.bars["promotion"], found.until) == (day(other), day(other))


@pytest.mark.parametrize(
    ("second", "possible"),  # until 2025-07-10, and six months more than that where practice adds
    [("2025-07-08", "2026-01-10"), ("2025-07-09", "2026-01-10"), ("2025-07-10", None), ("2025-07-11", None)],
)
def test_a_possible_sum_reaches_farther_than_the_certain_end(second: str, possible: str | None) -> None:
    found = case(LATE, [measure("政务警告", "2025-01-10"), measure("政务警告", second)])
    assert found.possible_until == (possible and day(possible))


@pytest.mark.parametrize(
    ("old", "new", "until"),
    [
        # lighter: from the old decision; barred at least to the day before the change
        (SERIOUS, measure("党内警告", "2023-03-10", replaces="A"), "2023-03-10"),
        (SERIOUS, measure("党内警告", "2023-03-11", replaces="A"), "2023-03-10"),
        (SERIOUS, measure("党内警告", "2023-03-12", replaces="A"), "2023-03-11"),
        (SERIOUS, measure("党内警告", "2023-09-10", replaces="A"), "2023-09-09"),
        (SERIOUS, measure("党内警告", "2023-09-11", replaces="A"), "2023-09-10"),
        (SERIOUS, measure("党内警告", "2023-09-12", replaces="A"), "2023-09-10"),
        # of the same kind: no heavier one, so from the old decision too
        (OLD, measure("党内警告", "2023-05-10", replaces="A", months=24), "2024-03-10"),
        # heavier: from the old decision while that runs, else what is more of it, from the new one
        (OLD, measure("党内严重警告", "2023-03-10", replaces="A"), "2023-09-10"),
        (OLD, measure("党内严重警告", "2023-03-11", replaces="A"), "2023-09-11"),
        # of an old one whose length no edition says, all of the new one is more
        (
            measure("党内警告", "1990-03-10", id="A", stated_end="1991-03-10"),
            measure("党内严重警告", "2024-03-10", replaces="A"),
            "2025-09-10",
        ),
    ],
)
def test_a_changed_measure(old: dict[str, object], new: dict[str, object], until: str) -> None:
    assert case(LATE, [old, new]).until == day(until)


@pytest.mark.parametrize(
    ("old", "new", "probation_end"),
    [
        ("开除党籍", "留党察看", "2023-03-10"),  # from the decision on expulsion
        ("党内警告", "留党察看", "2023-05-10"),  # from the change
        ("留党察看", "留党察看", "2023-05-10"),  # no expulsion either
    ],
)
def test_changed_to_probation(old: str, new: str, probation_end: str) -> None:
    first = measure(old, "2022-03-10", id="A", **({"probation_months": 24} if old == new else {}))
    found = case("2022-06-01", [first, measure(new, "2022-05-10", replaces="A", probation_months=12)])
    assert [each.probation_end for each in found.open_probation] == [day(probation_end)]


@pytest.mark.parametrize(
    ("old", "new"), [("党内严重警告", "党内警告"), ("党内警告", "党内严重警告"), ("开除党籍", "留党察看")]
)
def test_changed_before_any_edition_that_the_policy_knows(old: str, new: str) -> None:
    """Nothing is computed of the new one: neither its length nor the end of a probation."""
    two = [measure(old, "1990-03-10", id="A"), measure(new, "1990-05-10", replaces="A")]
    found = case("1990-06-01", two)
    made = next(each for each in found.periods if each.index == 1)
    assert (made.start, made.until, made.probation_end) == (day("1990-05-10"), None, None)
    assert found.until is None
    assert found.missing == ("measures[1].months",)


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ([measure("党内警告", "2024-03-10"), measure("政务警告", "2025-03-11")], []),
        ([measure("党内警告", "2024-03-10"), measure("政务警告", "2025-03-10")], ["later_end"]),
        ([measure("党内警告", "2024-03-10", stated_end="2024-03-10"), measure("政务警告", "2024-03-11")], []),
        (
            [measure("党内警告", "2024-03-10", stated_end="2024-03-10"), measure("政务警告", "2024-03-10")],
            ["later_end"],
        ),
    ],
)
def test_two_systems_meet(measures: Measures, expected: list[str]) -> None:
    assert [each.kind for each in combinations(case(LATE, measures))] == expected


TWO = [measure("党内警告", "2024-03-10"), measure("党内警告", "2024-09-10")]  # together until 2026-03-10


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        (TWO, [("sum", (0, 1), "2026-03-10")]),
        ([*TWO, measure("政务警告", "2025-05-10")],
         [("sum", (0, 1), "2026-03-10"), ("later_end", (0, 1, 2), "2026-03-10")]),
        ([measure("政务警告", "2025-05-10"), *TWO],
         [("sum", (1, 2), "2026-03-10"), ("later_end", (0, 1, 2), "2026-03-10")]),
        ([*TWO, measure("政务记大过", "2026-03-10")],
         [("sum", (0, 1), "2026-03-10"), ("later_end", (0, 1, 2), "2027-09-10")]),
        ([*TWO, measure("政务警告", "2026-03-11")], [("sum", (0, 1), "2026-03-10")]),
        ([*TWO, measure("政务警告", "2025-05-10", id="A"), measure("政务记过", "2025-06-10", replaces="A")],
         [("replaced", (2, 3), "None"), ("sum", (0, 1), "2026-03-10"), ("later_end", (0, 1, 2, 3), "None")]),
    ],
)  # fmt: skip
def test_which_measures_go_together(measures: Measures, expected: list[tuple[str, tuple[int, ...], str]]) -> None:
    found = [(each.kind, each.measures, str(each.until)) for each in combinations(case(LATE, measures))]
    assert found == expected


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("党内严重警告", "党内警告", "changed-lighter"),
        ("政务记过", "政务警告", None),  # no rule: what joins measures of two systems is told
    ],
)
def test_the_rule_of_a_change_is_told(one: str, other: str, rule: str | None) -> None:
    two = [measure(one, "2024-03-10", id="A"), measure(other, "2024-05-10", replaces="A")]
    found = next(each for each in combinations(case(LATE, two)) if each.kind == "replaced")
    assert found.rule.id == (rule or POLICY.stacking.across[0].id)


FOR_A_YEAR = measure("留党察看", "2025-03-10", probation_months=12)  # barred to 2026-03-10 for certain


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ([FOR_A_YEAR, measure("政务警告", "2025-03-10")], [0]),  # which ends before that
        ([FOR_A_YEAR, measure("政务记过", "2025-03-10")], [0, 1]),  # on the same day
        ([FOR_A_YEAR, measure("政务撤职", "2025-03-10")], [0, 1]),  # after it; of the probation the end is not known
        ([measure("党内警告", "2025-03-10"), measure("政务撤职", "2025-03-10")], [1]),
        ([measure("党内警告", "2025-03-10"), measure("政务警告", None)], [0, 1]),
    ],
)
def test_which_measures_decide(measures: Measures, expected: list[int]) -> None:
    assert [each.index for each in case("2025-06-01", measures).deciding()] == expected


EARLY_END, LATE_END = measure("政务开除", "2025-03-10"), measure("行政开除", "2025-05-10")
MONTH_END = measure("政务开除", "2025-02")


@pytest.mark.parametrize(
    ("measures", "dismissed", "left"),
    [
        ([EARLY_END], "2025-03-10", "2025-03-10"),
        ([LATE_END, EARLY_END], "2025-03-10", "2025-03-10"),
        ([LATE_END], "2025-05-10", "2025-04-01"),  # retired before
        ([MONTH_END, LATE_END], "2025-02-28", "2025-02-28"),
        ([{**EARLY_END, "id": "A"}, measure("政务撤职", "2025-06-10", replaces="A")], None, "2025-04-01"),
        ([{**EARLY_END, "decided_on": None}], None, "2025-04-01"),
    ],
)
def test_the_first_of_what_ends_service(measures: Measures, dismissed: str | None, left: str) -> None:
    found = case(LATE, measures, left={"on": "2025-04-01", "reason": "退休"})
    assert (found.dismissed_on, found.left_on) == (dismissed and day(dismissed), day(left))


LOCAL = [  # Party: until 2023-09-05, perhaps 2024-03-07; the Act bars nothing here, local rules may until 2023-11-10
    measure("党内警告", "2022-03-07"),
    measure("党内警告", "2022-09-05"),
    measure("政务警告", "2023-05-10"),
]


@pytest.mark.parametrize(
    ("as_of", "remedy"),
    [
        ("2023-09-05", "ends by itself after 2023-11-10"),  # the local rule counts for `until`
        ("2023-09-06", "ask what the local rules bar until 2023-11-10"),
        ("2023-11-10", "ask what the local rules bar until 2023-11-10"),
        ("2023-11-11", "ask the deciding body whether the periods add up"),
        ("2024-03-07", "ask the deciding body whether the periods add up"),
        ("2024-03-08", None),
    ],
)
def test_what_ends_a_period(as_of: str, remedy: str | None) -> None:
    found = period_over(case(as_of, LOCAL, category="基层组织人员"))
    assert (found.remedy and EN(found.remedy)) == remedy


@pytest.mark.parametrize(("on", "met"), [("2025-11-30", True), ("2025-12-01", False), ("2025-12-02", False)])
def test_in_service_to_the_day_before_leaving(on: str, met: bool) -> None:
    found = case(LATE, [OLD], left={"on": "2025-12-01", "reason": "退休"})
    assert in_service(found.on(day(on))).met is met


@pytest.mark.parametrize(("base", "reached"), [(0, None), (1, 10), (4, 11), (7, None)])
def test_the_day_on_which_coverage_was_reached(base: int, reached: int | None) -> None:
    """Of one, one and two visits, of four and seven people."""
    visited = {"TT-0001": date(2026, 3, 11), "TT-0002": date(2026, 3, 10)}
    quota = Quota("tt-jw", 2026, POLICY.on(date(2026, 1, 1)).coverage, [str(each) for each in range(base)], visited)
    assert quota.reached_on == (reached and date(2026, 3, reached))


def deferred(since: str, until: str, duty: str = "talk") -> Person:
    one = {"duty": duty, "from": since, "until": until, "reason": "病休", "approved_by": "tt-jw",
           "approved_on": "2026-01-01"}  # fmt: skip
    return programme(LATE, person(deferrals=[one])).known.people[CODE]


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [("2026-02-10", "2026-02-09", False), ("2026-02-10", "2026-02-10", True), ("2026-02-10", "2026-08-10", True),
     ("2026-02-10", "2026-08-11", False)],
)  # fmt: skip
def test_a_deferral_counts(since: str, until: str, counts: bool) -> None:
    assert bool(list(counting(deferred(since, until), "talk", day("2026-03-31"), POLICY))) is counts


@pytest.mark.parametrize(
    ("due", "moved"),
    [("2026-02-09", False), ("2026-02-10", True), ("2026-02-20", True), ("2026-02-21", False)],
)
def test_a_due_day_inside_a_deferral_moves_behind_it(due: str, moved: bool) -> None:
    found = put_off(deferred("2026-02-10", "2026-02-20", "visit"), "visit", day(due), POLICY)
    assert found == ((day("2026-02-21"), day("2026-02-20")) if moved else (day(due), None))


@pytest.mark.parametrize(
    ("since", "until", "left"),
    [("2026-02-28", "2026-02-28", 31), ("2026-02-28", "2026-03-01", 30), ("2026-03-31", "2026-03-31", 30),
     ("2026-03-31", "2026-04-30", 30), ("2026-04-01", "2026-04-30", 31), ("2026-03-10", "2026-03-20", 20)],
)  # fmt: skip
def test_days_that_a_deferral_takes_away(since: str, until: str, left: int) -> None:
    assert undeferred(deferred(since, until), (MARCH,), MARCH, day("2026-03-31"), POLICY) == left


@pytest.mark.parametrize(("on", "known"), [("2026-02-01", 0), ("2026-02-02", 1), ("2026-02-03", 1)])
def test_a_plan_is_known_from_its_approval(on: str, known: int) -> None:
    assert len(programme(on, person(), plan(2026, (CODE, 3), approved_on="2026-02-02")).known.plans) == known
