"""Last day inside, first day outside: the edges of states, lifting, figures and erasure that no other table has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from huifang.lists.eligible import measures_in_row
from huifang.register import Register, Span
from huifang.register.days import union
from huifang.register.register import Records
from huifang.rules.duties import obligations
from huifang.rules.erasure import Ground, standing_of
from huifang.rules.figures import first_visit_days, promoted, visited, year_of
from huifang.rules.forecast import months_ahead
from huifang.rules.honours import heaviest_of, honours
from huifang.rules.manual_check import by_hand
from huifang.rules.obstacles import obstacles
from huifang.rules.states import has_a_running_bar, is_out_of_service, obstacles_now, state
from huifang.rules.statistics import statistics
from huifang.rules.stretches import free_from, stretches
from huifang.rules.talk_grid import mark
from huifang.texts import words
from tests.rules.duties.making import ORGANIZATIONS, day, owed, programme
from tests.sound import CODE, Files, measure, person, register, sample_policy, talk, visit

if TYPE_CHECKING:
    from huifang.rules.case import Case

EN, POLICY, LATE = words("en"), sample_policy(), "2030-01-01"
WARNING = measure("党内警告", "2022-03-10")  # until 2023-03-10


def case(as_of: str, *measures: dict[str, object], **more: Any) -> Case:
    return programme(as_of, person(*measures, **more)).cases[CODE]


def left(on: str) -> dict[str, Any]:
    return {"left": {"on": on, "reason": "退休"}}


@pytest.mark.parametrize(("on", "out"), [("2025-11-30", False), ("2025-12-01", True), ("2025-12-02", True)])
def test_out_of_service_from_the_day_of_leaving(on: str, out: bool) -> None:
    assert is_out_of_service(case(LATE, WARNING, **left("2025-12-01")).on(day(on))) is out


@pytest.mark.parametrize(
    ("on", "bars"), [("2022-03-09", False), ("2022-03-10", True), ("2023-03-10", True), ("2023-03-11", False)]
)
def test_a_bar_runs_from_the_decision_to_the_last_barred_day(on: str, bars: bool) -> None:
    assert has_a_running_bar(case(LATE, WARNING).on(day(on))) is bars


# 事业单位 sanctions from 2012-09-01 to 2023-11-05 could be lifted before their end: the day before is the last barred
EARLY = measure("事业单位记过", "2020-03-10", lifted_on="2020-09-10")  # until 2021-03-10 without it
STAFF = {"category": "事业单位其他人员"}


@pytest.mark.parametrize(
    ("lifted_on", "until"),
    [("2021-03-09", "2021-03-08"), ("2021-03-10", "2021-03-10"), ("2021-03-11", "2021-03-10")],
)
def test_lifted_before_the_end(lifted_on: str, until: str) -> None:
    assert case(LATE, {**EARLY, "lifted_on": lifted_on}, **STAFF).until == day(until)


def test_a_month_has_the_rule_of_its_last_day_in_the_row_too() -> None:
    """A dismissal has no period; the Act is of 2018-03-20."""
    found = measures_in_row(case(LATE, measure("政务开除", "2018-03")))
    assert found[0]["rule"] == "government-dismissal-2018"


def test_a_month_counts_from_its_last_day_for_the_rule_of_early_liftings_too() -> None:
    """From 2023-11-06 there is no early lifting."""
    found = case(LATE, measure("事业单位警告", "2023-11", lifted_on="2023-11-03"), **STAFF)
    assert found.until == day("2024-05-30")


@pytest.mark.parametrize(
    ("second", "until"),
    [  # the first is over on 2020-09-09; a sum runs from the end of what still runs on the day of the new decision
        ("2020-09-08", "2020-09-09"),
        ("2020-09-09", "2020-09-09"),
        ("2020-09-10", "2021-03-10"),
        ("2020-09-11", "2021-03-11"),
    ],
)
def test_a_second_sanction_about_an_early_lifting(second: str, until: str) -> None:
    found = case(LATE, EARLY, measure("事业单位警告", second), **STAFF)
    assert found.until == day(until)


@pytest.mark.parametrize(
    ("lifted_on", "until"),
    [("2020-09-10", "2020-09-09"), ("2020-09-11", "2020-09-10"), ("2020-09-12", "2020-09-11")],
)
def test_an_early_lifting_ends_the_whole_chain(lifted_on: str, until: str) -> None:
    """The first runs to 2020-09-10, the sum to 2021-03-10."""
    second = measure("事业单位警告", "2020-06-10", lifted_on=lifted_on)
    assert case(LATE, measure("事业单位警告", "2020-03-10"), second, **STAFF).until == day(until)


@pytest.mark.parametrize(
    ("decided", "kind", "until", "possible"),
    [  # Party: side by side before 2024, a sum since then, behind what still runs on the day
        (["2023-01-05", "2023-06-05", "2024-06-05"], "sum", "2025-06-05", "2026-01-05"),
        (["2023-01-05", "2023-06-05", "2024-06-06"], "side_by_side", "2025-06-06", "2026-01-05"),
        (["2022-12-05", "2023-12-04", "2024-06-05"], "sum", "2025-12-04", "2025-12-05"),
        (["2022-12-05", "2023-12-05", "2024-06-05"], "sum", "2025-12-05", None),
    ],
)
def test_behind_a_period_that_runs(decided: list[str], kind: str, until: str, possible: str | None) -> None:
    found = case(LATE, *(measure("党内警告", each) for each in decided))
    assert found.links[-1].kind == kind
    assert (found.until, found.possible_until) == (day(until), possible and day(possible))


@pytest.mark.parametrize(("second", "until"), [("2024-02-05", "2025-02-05"), ("2024-02-06", "2026-02-05")])
def test_on_one_day_nothing_adds(second: str, until: str) -> None:
    found = case(LATE, measure("党内警告", "2024-02-05"), measure("党内警告", second))
    assert found.until == day(until)


@pytest.mark.parametrize(
    ("decided_on", "until", "cut"), [("2011-07-09", "2015-07-09", True), ("2011-07-10", "2015-07-10", False)]
)
def test_a_sum_that_the_cap_cuts_by_a_day(decided_on: str, until: str, cut: bool) -> None:
    """2014-01-10 and 18 months are 2015-07-10; 48 months from the decision may be a day less."""
    found = case(LATE, measure("行政警告", "2010-01-10", months=48), measure("行政记大过", decided_on))
    assert (found.until, found.links[-1].by_hand) == (day(until), cut)


@pytest.mark.parametrize(
    ("on", "expected"), [("2017-01-09", "blocked"), ("2017-01-10", "period_over"), ("2017-02-10", "period_over")]
)
@pytest.mark.parametrize("order", [1, -1])
def test_the_first_lifting_on_or_after_the_end_lifts_the_whole_chain(on: str, expected: str, order: int) -> None:
    """The sum ends on 2016-09-10."""
    two = [measure("行政警告", "2015-09-10", lifted_on="2017-01-10"),
           measure("行政警告", "2015-10-10", lifted_on="2017-02-10")]  # fmt: skip
    found = case(on, *two[::order])
    assert state(found).value == expected
    assert [each.lifted for each in found.endings] == [day("2017-01-10") if expected != "blocked" else None]


@pytest.mark.parametrize(
    ("lifted_on", "blocked"),
    [("2017-03-10", []), ("2017-03-11", []), ("2017-03-12", ["2017-03-11"]), ("2017-03-13", ["2017-03-12"])],
)
def test_blocked_until_the_day_before_lifting(lifted_on: str, blocked: list[str]) -> None:
    found = case(LATE, measure("行政记过", "2016-03-10", lifted_on=lifted_on))
    assert [str(each.span.last) for each in obstacles(found)] == blocked
    assert not blocked or obstacles(found)[0].span.first == day("2017-03-11")


@pytest.mark.parametrize(
    ("until", "spans"), [("2023-03-10", []), ("2023-03-11", [("2023-03-11", "2023-03-11")])], ids=["in", "after"]
)
def test_a_hold_that_ends_with_the_period_never_begins(until: str, spans: list[tuple[str, str]]) -> None:
    found = case(LATE, WARNING, held=[{"since": "2023-01-01", "by": "tt-zz", "until": until}])
    assert [(str(each.span.first), str(each.span.last)) for each in obstacles(found)] == spans


@pytest.mark.parametrize(
    ("on", "said"),
    [("2023-09-29", ""), ("2023-09-30", ""), ("2023-10-01", "; review overdue by 1 days"),
     ("2023-10-02", "; review overdue by 2 days")],
)  # fmt: skip
def test_a_review_is_overdue_from_the_day_after(on: str, said: str) -> None:
    found = case(on, WARNING, held=[{"since": "2023-04-01", "by": "tt-zz", "review_on": "2023-09-30"}])
    (hold,) = obstacles_now(found)
    assert EN(hold.reason).partition("示例区委组织部")[2] == said


@pytest.mark.parametrize(("on", "hand"), [("2025-07-10", True), ("2025-07-11", False)])
def test_local_rules_are_looked_up_while_they_may_bar(on: str, hand: bool) -> None:
    found = [EN(each) for each in by_hand(case(on, measure("政务警告", "2025-01-10"), category="基层组织人员"))]
    assert any("local rules" in each for each in found) is hand


PARTY = measure("党内严重警告", "2019-03-10")  # until 2020-09-10


@pytest.mark.parametrize(
    ("as_of", "measures", "hand"),
    [
        ("2016-06-01", [measure("行政记过", "2016-03-10")], False),  # by decision, which will be missing
        ("2017-06-01", [measure("行政记过", "2016-03-10")], False),  # and is
        ("2019-06-01", [measure("行政记过", "2018-08-10")], True),  # the rule changed on that day
        ("2019-06-01", [measure("行政记过", "2018-08-10"), PARTY], False),  # but another one decides
        ("2025-06-01", [measure("行政记过", "2025-03-10")], False),
    ],
)
def test_a_lifting_is_looked_up_where_it_decides(as_of: str, measures: list[dict[str, object]], hand: bool) -> None:
    found = [EN(each) for each in by_hand(case(as_of, *measures))]
    assert any("whether a lifting decision is needed" in each for each in found) is hand


SIDE_BY_SIDE = [measure("党内警告", "2019-01-10"), measure("党内警告", "2019-06-10")]  # until 2020-06-10


@pytest.mark.parametrize(
    ("more", "hand"),
    [([], True), ([measure("政务撤职", "2019-06-12")], False), ([measure("党内警告", "2019-07-12")], True)],
)
def test_how_periods_combine_is_looked_up_where_it_decides(more: list[dict[str, object]], hand: bool) -> None:
    found = [EN(each) for each in by_hand(case("2019-09-01", *SIDE_BY_SIDE, *more))]
    assert any("how the periods combine" in each for each in found) is hand


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (measure("党内警告", "2022-03-10", stated_end="2023-03-09"), True),
        (measure("党内警告", "2022-03-10", stated_end="2023-03-10"), False),
        (measure("停职检查", "2022-03-10", stated_end="2022-09-10"), False),  # there is nothing to compare it with
        (measure("留党察看", "2022-03-10", probation_months=12, stated_end="2025-03-09"), False),  # nor before rights
    ],
)
def test_a_stated_end_that_differs_is_looked_up(one: dict[str, object], told: bool) -> None:
    found = [EN(each) for each in by_hand(case("2022-06-01", one))]
    assert any("differs from the computed one" in each for each in found) is told


@pytest.mark.parametrize(
    ("restored", "expected"),
    [  # rights lost until 2023-03-10; what stands in between is a stretch of its own
        ({}, [("2023-03-11", None)]),
        ({"held": [{"since": "2025-01-01", "by": "tt-zz", "until": "2025-12-31"}]},
         [("2023-03-11", "2024-12-31"), ("2026-01-01", None)]),
        ({"held": [{"since": "2025-01-01", "by": "tt-zz"}]}, [("2023-03-11", "2024-12-31")]),
        ({"held": [{"since": "2030-01-01", "by": "tt-zz"}]}, [("2023-03-11", "2029-12-31")]),
        ({"held": [{"since": "2023-03-11", "by": "tt-zz", "until": "2029-12-31"}]}, [("2030-01-01", None)]),
        ({"held": [{"since": "2023-03-11", "by": "tt-zz", "until": "2030-01-01"}]}, []),
    ],
)  # fmt: skip
def test_stretches_up_to_the_day(restored: dict[str, Any], expected: list[tuple[str, str | None]]) -> None:
    found = stretches(case(LATE, WARNING, **restored))
    assert [(str(span.first), span.last and str(span.last)) for span in found] == expected


@pytest.mark.parametrize(("as_of", "count"), [("2023-03-09", 0), ("2023-03-10", 0), ("2023-03-11", 1)])
def test_no_stretch_before_its_first_day(as_of: str, count: int) -> None:
    assert len(stretches(case(as_of, WARNING))) == count


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2025-08-11", None), ("2025-08-12", "running"), ("2025-09-02", "running"), ("2025-09-03", "kept")],
)
def test_the_mark_of_a_quarter(on: str, expected: str | None) -> None:
    found = owed(programme(LATE, person(), talk("2025-09-03")), "talk")
    (mine,) = [each for each in found if each.period == "2025Q3"]
    assert mark(mine, day(on)) == expected


@pytest.mark.parametrize(
    ("decided_on", "on", "key"),
    [("2026-03-05", "2026-03-04", "党内警告"), ("2026-03-05", "2026-03-05", "党内严重警告"),
     ("2026-03", "2026-03-30", "党内警告"), ("2026-03", "2026-03-31", "党内严重警告"),
     (None, "2026-03-31", "党内警告")],
)  # fmt: skip
def test_the_heaviest_measure_by_the_day_of_the_visit(decided_on: str | None, on: str, key: str) -> None:
    two = measure("党内警告", "2025-12-10"), measure("党内严重警告", decided_on)
    made = programme("2026-11-20", person(*two), visit(on))
    found = statistics(made, obligations(made))
    assert [row.key for row in found if (row.figure, row.by) == ("visited", "measure") and row.people] == [key]


@pytest.mark.parametrize(
    ("until", "free"), [("2029-12-31", "2030-01-01"), ("2030-01-01", "2030-01-02"), ("2030-01-02", "2030-01-03")]
)
def test_free_from_the_day_after_a_hold(until: str, free: str) -> None:
    found = case(LATE, WARNING, held=[{"since": "2024-01-01", "by": "tt-zz", "until": until}])
    assert (free_from(found), state(found).value == "held") == (day(free), until >= LATE)


@pytest.mark.parametrize(
    ("on", "since"), [("2025-09-30", "2015-01-05"), ("2025-10-01", "2025-10-01"), ("2025-10-02", "2025-10-01")]
)
def test_a_stay_ends_with_the_day_of_the_move(on: str, since: str) -> None:
    before = {"unit": "tt-other", "post": "科长", "rank": "科级正职", "category": "公务员", "supervised_by": "tt-jw",
              "from": "2015-01-05", "to": "2025-09-30"}  # fmt: skip
    found = programme(on, person(unit_history=[before])).followed[CODE].stays
    assert found[-1].span == (day(since), None)


# figures of a year ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "days"), [("2025-08-11", []), ("2025-08-12", [0]), ("2025-08-13", [1]), ("2025-08-14", [2])]
)
def test_days_to_the_first_visit_since_the_decision(on: str, days: list[int]) -> None:
    made = programme("2025-12-31", person(), visit(on))
    assert [each.value for each in first_visit_days(year_of(made, []))] == days


@pytest.mark.parametrize(("on", "days"), [("2025-08-30", []), ("2025-08-31", [0]), ("2025-09-02", [2])])
def test_days_to_the_first_visit_count_from_a_months_last_day(on: str, days: list[int]) -> None:
    made = programme("2025-12-31", person(measure("党内警告", "2025-08")), visit(on))
    assert [each.value for each in first_visit_days(year_of(made, []))] == days


@pytest.mark.parametrize(
    ("on", "counted"), [("2025-12-31", False), ("2026-01-01", True), ("2026-11-20", True), ("2026-11-21", False)]
)
def test_a_year_up_to_the_as_of_date(on: str, counted: bool) -> None:
    year = year_of(programme("2026-11-20", person()), [])
    assert (day(on) in year) is counted
    assert list(visited(year)) == []


@pytest.mark.parametrize(("on", "counted"), [("2026-03-05", False), ("2026-03-06", True), ("2026-03-07", True)])
def test_promoted_after_a_visit(on: str, counted: bool) -> None:
    one = {"on": on, "kind": "提拔", "from_rank": "科级副职", "post": "局长", "unit": "tt-unit", "rank": "科级正职"}
    made = programme("2026-11-20", person(appointments=[one]), visit("2026-03-05"))
    assert len(list(promoted(year_of(made, [])))) == counted


def test_people_stand_where_their_last_event_is() -> None:
    """The last by its day, not by its place in the file; of one day the last in the file."""
    first, second, third = (
        {"on": on, "kind": "提拔", "from_rank": rank, "post": "局长", "unit": "tt-unit", "rank": "处级正职"}
        for on, rank in (("2026-09-02", "科级副职"), ("2026-09-02", "科级正职"), ("2026-09-01", "处级副职"))
    )
    made = programme("2026-11-20", person(appointments=[first, second, third]), visit("2026-03-05"))
    found = [row for row in statistics(made, ()) if (row.figure, row.by) == ("promoted", "rank")]
    assert {row.key: row.people for row in found} == {"科级副职": 0, "科级正职": 1, "处级副职": 0}


def files(*measures: dict[str, object], **more: Any) -> Register:
    return register({**ORGANIZATIONS, **person(*measures, **more)}, POLICY)


@pytest.mark.parametrize(
    ("decided_on", "month"),
    [("2025-01-14", None), ("2025-01-15", "2026-01"), ("2025-01-16", "2026-01"), ("2025-02-27", "2026-02"),
     ("2025-02-28", None)],
)  # fmt: skip
def test_who_becomes_free_in_the_months_ahead(decided_on: str, month: str | None) -> None:
    """As of 2026-01-15, two months: free from tomorrow to the last day of February."""
    found = months_ahead(files(measure("党内警告", decided_on)), POLICY, date(2026, 1, 15), 2)
    assert [row.month for row in found if row.freed] == ([month] if month else [])


@pytest.mark.parametrize(
    ("due", "month"),
    [("2026-01-15", None), ("2026-01-16", "2026-01"), ("2026-02-28", "2026-02"), ("2026-03-01", None)],
)
def test_what_is_due_in_the_months_ahead(due: str, month: str | None) -> None:
    found: Files = {**ORGANIZATIONS, **person(), **visit("2026-01-05", actions=[{"what": "虚构", "due": due}])}
    rows = months_ahead(register(found, POLICY), POLICY, date(2026, 1, 15), 2)
    assert [row.month for row in rows if row.duty == "action"] == ([month] if month else [])


@pytest.mark.parametrize(("year", "named"), [(2021, False), (2022, True), (2023, False)])
def test_honours_go_by_calendar_years(year: int, named: bool) -> None:
    (one,) = honours(case(LATE, WARNING).person, POLICY)
    assert (one.first_year, one.last_year) == (2022, 2022)
    assert (heaviest_of([one], year, POLICY) is not None) is named


PROBATION = measure("留党察看", "2022-03-10")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (measure("党内警告", "2022-03"), [(2022, 2022, "no_excellent")]),
        (measure("党内警告", None), []),
        (measure("事业单位记过", "2023-11", category="事业单位其他人员"), [(2023, 2023, "comment_only")]),
        (PROBATION, [(2022, 2022, "unfit"), (2023, 2024, "comment_only")]),
        ({**PROBATION, "probation_months": 12}, [(2022, 2022, "unfit"), (2023, 2023, "comment_only")]),
        ({**PROBATION, "probation_months": 24}, [(2022, 2022, "unfit"), (2023, 2024, "comment_only")]),
        ({**PROBATION, "probation_months": 12, "probation_extended_on": "2023-03-01"},
         [(2022, 2022, "unfit"), (2023, 2024, "comment_only")]),
    ],
)  # fmt: skip
def test_the_years_of_an_appraisal(one: dict[str, object], expected: list[tuple[int, int, str]]) -> None:
    found = list(honours(case(LATE, one).person, POLICY))
    assert [(each.first_year, each.last_year, each.effect) for each in found] == expected
    assert [each.until for each in found] == [date(last, 12, 31) for _, last, _ in expected]


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_in_a_year_the_heavier_counts(order: int) -> None:
    two = [measure("党内警告", "2022-03-10"), measure("党内严重警告", "2022-05-10")][::order]
    found = list(honours(case(LATE, *two).person, POLICY))
    one = heaviest_of(found, 2022, POLICY)
    assert one is not None
    assert one.effect == "comment_only"


@pytest.mark.parametrize(
    ("on", "revoked_on", "ground"),
    [
        ("2026-02-28", "2026-03-01", None),
        ("2026-03-01", "2026-03-01", Ground.REVOKED),
        ("2026-03-02", "2026-03-01", Ground.REVOKED),
        ("2025-08-11", "2025-08-11", None),  # not decided yet
        ("2025-08-12", "2025-08-12", Ground.REVOKED),
    ],
)
def test_revoked_by_the_day(on: str, revoked_on: str, ground: Ground | None) -> None:
    made = files(measure("党内严重警告", "2025-08-12", revoked_on=revoked_on))
    assert standing_of(made, POLICY, CODE, day(on)).ground is ground


@pytest.mark.parametrize(
    ("on", "ground"), [("2026-11-30", None), ("2026-12-01", Ground.RETENTION), ("2026-12-02", Ground.RETENTION)]
)
def test_past_retention_by_the_day(on: str, ground: Ground | None) -> None:
    found = standing_of(files(WARNING, **left("2025-12-01")), POLICY, CODE, day(on))
    assert (found.ground, found.since) == (ground, day("2026-12-01"))


@pytest.mark.parametrize(
    ("measures", "in_force"),
    [
        ([WARNING], 1),
        ([WARNING, measure("党内警告", "2025-03-10", revoked_on="2025-05-01")], 1),
        ([WARNING, measure("党内警告", "2025-03-10", revoked_on="2026-12-02")], 2),  # of tomorrow
        (
            [measure("党内警告", "2026-12-02"), measure("党内警告", "2026-12-03", revoked_on="2026-12-04")],
            2,
        ),  # both are
        ([measure("党内警告", None), WARNING], 2),
    ],
)
def test_what_is_in_force_when_a_name_may_be_erased(measures: list[dict[str, object]], in_force: int) -> None:
    found = standing_of(files(*measures), POLICY, CODE, day("2026-12-01"))
    assert (found.ground, len(found.in_force), found.unread) == (None, in_force, ())


@pytest.mark.parametrize(
    ("made", "ground", "unread"),
    [
        (files(WARNING), None, ()),
        (register({**ORGANIZATIONS, **person(code="TT-0002")}, POLICY), Ground.GONE, ()),
        (register({**ORGANIZATIONS, **visit("2026-03-02")}, POLICY), None, (f"records/people/tt/{CODE}/person.md",)),
        (Register([], Records(folders={CODE: "records/x"})), None, ("records/x",)),  # whatever reading made of it
        (files(WARNING, left="x"), None, ("left",)),
    ],
)
def test_of_whom_nothing_can_be_said(made: Register, ground: Ground | None, unread: tuple[str, ...]) -> None:
    """A folder without a person's file, or a file that cannot be read whole, gives no ground to erase anything."""
    found = standing_of(made, POLICY, CODE, day("2026-12-01"))
    assert (found.ground, found.unread, found.since) == (ground, unread, None)


@pytest.mark.parametrize(("on", "inside"), [(9, False), (10, True), (20, True), (21, False)])
def test_a_span_counts_both_ends(on: int, inside: bool) -> None:
    assert (date(2026, 3, on) in Span(date(2026, 3, 10), date(2026, 3, 20))) is inside


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(1, 10), (11, 20)], [(1, 20)]),  # they touch
        ([(1, 10), (12, 20)], [(1, 10), (12, 20)]),
        ([(12, 20), (1, 10)], [(1, 10), (12, 20)]),
        ([(1, 10), (10, 20)], [(1, 20)]),
        ([(1, 20), (5, 20)], [(1, 20)]),
        ([(1, 20), (5, 21)], [(1, 21)]),
        ([(1, 20), (5, 10)], [(1, 20)]),
        ([(1, None), (5, 10)], [(1, None)]),
        ([(1, 10), (5, None)], [(1, None)]),
    ],
)
def test_spans_that_touch_are_one(spans: list[tuple[int, int | None]], expected: list[tuple[int, int | None]]) -> None:
    made = [Span(date(2026, 3, first), date(2026, 3, last) if last else None) for first, last in spans]
    assert [(each.first.day, each.last and each.last.day) for each in union(made)] == expected
