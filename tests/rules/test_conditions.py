"""Each condition: met, not met or unknown, with the article it rests on and what would change it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huifang.register import known_on
from huifang.rules.case import Case, make_case
from huifang.rules.conditions import CONDITIONS, conditions
from huifang.rules.states import State, state
from huifang.texts import words
from tests.rules.test_periods import known
from tests.rules.test_properties import POLICY
from tests.sound import PERSON_PATH, register

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
    found = known_on(register({PERSON_PATH: "---\nbroken: [\n---\n"}, POLICY), OVER)
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


# the article that applies to this person on this day ----------------------------------------------------------------
ACT, SELECTION = "公职人员政务处分法 (2020), Art. {}", "党政领导干部选拔任用工作条例 ({}), Art. 24"
EARLY, RANK = "党政领导干部选拔任用工作条例 (2002)", "公务员职务与职级并行规定 (2019), Art. 21"
MEASURES = "受到处理或者处分党员帮扶回访工作办法（试行） (2019)"
MANAGER = {"person": {"category": "事业单位管理人员"}}
MOVED = {"unit_history": [{"unit": "tt-unit", "post": "主任", "rank": "科级正职", "category": "事业单位管理人员",
                           "supervised_by": "tt-jw", "from": "2010-01-05", "to": "2020-01-31"}]}  # fmt: skip
BACK = {"unit_history": [MOVED["unit_history"][0] | {"category": "公务员"}]}
TEN_YEARS = {"type": "党内严重警告", "decided_on": "2013-01-05"}
CITED: tuple[tuple[str, str, Any, dict[str, Any], str, str | None], ...] = (
    ("of a Party sanction there is no lifting", "2025-06-01", WARNING, {}, "lifting", None),
    ("nor of an admonition", "2025-06-01", {"type": "诫勉", "decided_on": "2025-03-10"}, MANAGER, "lifting", None),
    ("nor of handling", "2025-06-01", {"type": "调整职务", "decided_on": "2025-03-10"}, {}, "lifting", None),
    ("no rights of who never was on probation", "2025-06-01", WARNING, {}, "rights", None),
    ("政务 lifts itself", "2025-06-01", {"type": "政务记过", "decided_on": "2025-03-10"}, {}, "lifting",
     ACT.format(26)),
    ("国企 by the Act", "2024-08-01", {"type": "国企警告", "decided_on": "2024-02-01"}, {}, "lifting", ACT.format(26)),
    ("国企 not yet by its regulation, which was in force when the period ended", "2024-08-31",
     {"type": "国企警告", "decided_on": "2024-03-10"}, {}, "lifting", ACT.format(26)),
    ("国企 by its regulation", "2025-06-01", {"type": "国企记过", "decided_on": "2025-03-10"}, {}, "lifting",
     "国有企业管理人员处分条例 (2024), Art. 37"),
    ("行政 as it was", "2018-01-01", {"type": "行政记过", "decided_on": "2016-03-10"}, {}, "lifting",
     "行政机关公务员处分条例 (2007), Arts. 9, 39 and 45"),
    ("行政 today", "2025-06-01", {"type": "行政记过", "decided_on": "2025-03-10"}, {}, "lifting",
     "公务员法 (2018), Art. 65"),
    ("managers of institutions", "2025-06-01", {"type": "事业单位记过", "decided_on": "2025-03-10"}, MANAGER, "lifting",
     ACT.format(26)),
    ("before any list of cases", "2014-01-14", TEN_YEARS, {}, "investigation", EARLY),
    ("the regulation of 2014", "2014-01-15", TEN_YEARS, {}, "investigation", SELECTION.format(2014)),
    ("not yet the regulation of 2019", "2019-03-02", TEN_YEARS, {}, "investigation", SELECTION.format(2014)),
    ("the regulation of 2019", "2019-03-03", TEN_YEARS, {}, "investigation", SELECTION.format(2019)),
    ("not yet the rank grades", "2019-05-31", TEN_YEARS, {}, "hold", SELECTION.format(2019)),
    ("the rank grades", "2019-06-01", TEN_YEARS, {}, "hold", f"{SELECTION.format(2019)}; {RANK}"),
    ("of civil servants alone", "2019-06-01", TEN_YEARS, MANAGER, "hold", SELECTION.format(2019)),
    ("the last day as a manager", "2020-01-31", TEN_YEARS, MOVED, "hold", SELECTION.format(2019)),
    ("the first day as a civil servant", "2020-02-01", TEN_YEARS, MOVED, "hold", f"{SELECTION.format(2019)}; {RANK}"),
    ("the last day as a civil servant", "2020-01-31", TEN_YEARS, MOVED | MANAGER | BACK, "hold",
     f"{SELECTION.format(2019)}; {RANK}"),
    ("the first day as a manager", "2020-02-01", TEN_YEARS, MOVED | MANAGER | BACK, "hold", SELECTION.format(2019)),
    ("not yet the Act", "2020-06-30", TEN_YEARS, {}, "investigation", f"{SELECTION.format(2019)}; {RANK}"),
    ("the Act", "2020-07-01", TEN_YEARS, {}, "investigation", f"{ACT.format(52)}; {SELECTION.format(2019)}; {RANK}"),
    ("not yet the Measures", "2019-06-30", TEN_YEARS, MANAGER, "violation", SELECTION.format(2019)),
    ("the Measures, and what bars", "2019-07-01", TEN_YEARS, MANAGER, "violation",
     f"{MEASURES}; {SELECTION.format(2019)}"),
    ("probation of 2015", "2020-01-01", {"type": "留党察看", "decided_on": "2018-09-30", "probation_months": "24"}, {},
     "rights", "中国共产党纪律处分条例 (2015), Art. 11"),
    ("probation of 2018", "2020-01-01", {"type": "留党察看", "decided_on": "2018-10-01", "probation_months": "24"}, {},
     "rights", "中国共产党纪律处分条例 (2018), Art. 12"),
    ("retired", "2026-01-01", WARNING, {"left": {"on": "2025-12-01", "reason": "退休"}}, "service", ACT.format(27)),
    ("transferred: no text", "2026-01-01", WARNING, {"left": {"on": "2025-12-01", "reason": "调出"}}, "service",
     "只列在职人员；制度未明确，系统默认设定"),
    ("dismissed", "2026-01-01", {"type": "政务开除", "decided_on": "2025-12-01"}, {}, "service", ACT.format(26)),
)  # fmt: skip


@pytest.mark.parametrize(("what", "day", "measure", "more", "name", "article"), CITED, ids=[row[0] for row in CITED])
def test_article(what: str, day: str, measure: Any, more: dict[str, Any], name: str, article: str | None) -> None:
    found = {each.condition: each for each in conditions(case(date.fromisoformat(day), measure, **more))}[name]
    assert (None if found.article is None else EN(found.article)) == article, what
    if article is None:
        assert (found.met, found.remedy and words("zh")(found.remedy)) == (True, "不涉及")


# date and remedy come from the measure that decides -----------------------------------------------------------------
OPEN_PROBATION = {"type": "留党察看", "decided_on": "2025-06-01", "probation_months": "12"}
LATER_WARNING = {"type": "党内警告", "decided_on": "2025-12-01"}
RESTORE = "the period runs from the day on which the Party rights are restored"
DECIDED: tuple[tuple[str, str, list[Any], dict[str, str], str], ...] = (
    ("a government removal that ends later", "2025-11-01",
     [OPEN_PROBATION, {"type": "政务撤职", "decided_on": "2025-06-08"}],
     {"since": "2025-06-01", "probation_end": "2026-06-01"}, RESTORE),
    ("a warning inside the probation gives no end", "2025-12-02", [OPEN_PROBATION, LATER_WARNING],
     {"since": "2025-06-01", "probation_end": "2026-06-01"}, RESTORE),
    ("no length of the probation", "2025-11-01", [{"type": "留党察看", "decided_on": "2025-06-01"}],
     {"since": "2025-06-01"}, "add measures[0].probation_months"),
    ("no day of decision beside a longer one", "2025-11-01",
     [{"type": "党内警告", "decided_on": None}, {"type": "党内严重警告", "decided_on": "2025-06-01"}],
     {}, "add measures[0].decided_on"),
    ("of two unknown ends the one that may lie farthest, in whatever order they stand", "2025-11-01",
     [{"type": "停职检查", "decided_on": "2025-06-01"}, {"type": "党内警告", "decided_on": None}],
     {}, "add measures[1].decided_on"),
    ("the longer of two", "2025-11-01",
     [{"type": "党内警告", "decided_on": "2025-06-01"}, {"type": "政务撤职", "decided_on": "2025-06-08"}],
     {"since": "2025-06-08", "until": "2027-06-08"}, "ends by itself after 2027-06-08"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "day", "measures", "dates", "remedy"), DECIDED, ids=[row[0] for row in DECIDED])
def test_what_decides_the_period(what: str, day: str, measures: list[Any], dates: dict[str, str], remedy: str) -> None:
    found = conditions(case(date.fromisoformat(day), *measures))[0]
    assert {name: str(each) for name, each in found.dates.items()} == dates, what
    assert found.remedy is not None
    assert EN(found.remedy) == remedy


# everything that a condition says ------------------------------------------------------------------------------------
SHORTER, LONGER = (
    {"type": "留党察看", "decided_on": "2024-03-10", "probation_months": "12"},
    {"type": "留党察看", "decided_on": "2024-06-10", "probation_months": "24"},
)
RESTORED = SHORTER | {"rights_restored_on": "2025-03-20"}
TO_LIFT = {"type": "行政记过", "decided_on": "2016-03-10"}
LIFTED = {"type": "行政警告", "decided_on": "2018-03-10", "lifted_on": "2018-10-01"}
DISMISSED = {"type": "政务开除", "decided_on": "2025-12-01"}
TWO_WARNINGS = [{"type": "政务警告", "decided_on": day} for day in ("2020-10-10", "2021-01-10")]
PAST_HELD = {"held": [{"since": "2026-03-11", "by": "tt-zz", "until": "2026-12-31"}]}
RETIRED = {"left": {"on": "2026-01-02", "reason": "退休"}}
RECORD = "record `rights_restored_on` when the rights are restored by decision"
NEVER = "does not concern this person"
PARTY_12, REGULATION = "中国共产党纪律处分条例 (2023), Art. 12", "行政机关公务员处分条例 (2007), Arts. 9, 39 and 45"
Said = tuple[bool | None, str | None, dict[str, str], str | None]
SAID: tuple[tuple[str, str, str, list[Any], dict[str, Any], Said], ...] = (
    ("no period at all", "period", "2025-06-01", [{"type": "通报批评", "decided_on": "2025-03-10"}], {},
     (True, SELECTION.format(2019), {}, NEVER)),
    ("over", "period", "2026-06-01", [WARNING], {},
     (True, "中国共产党纪律处分条例 (2023), Art. 10", {"since": "2025-03-10", "until": "2026-03-10"}, None)),
    ("a sum that practice may make", "period", "2021-08-01", TWO_WARNINGS, {},
     (None, "公职人员政务处分法 (2020), Arts. 8 and 19",
      {"since": "2021-01-10", "until": "2021-07-10", "possible_until": "2021-10-10"},
      "ask the deciding body whether the periods add up")),
    ("an open probation", "period", "2025-03-11", [SHORTER], {},
     (None, PARTY_12, {"since": "2024-03-10", "probation_end": "2025-03-10"}, RESTORE)),
    ("the later of two probations", "rights", "2024-09-01", [SHORTER, LONGER], {},
     (False, PARTY_12, {"probation_end": "2026-06-10"}, RECORD)),
    ("in whatever order they stand", "rights", "2024-09-01", [LONGER, SHORTER], {},
     (False, PARTY_12, {"probation_end": "2026-06-10"}, RECORD)),
    ("restored", "rights", "2026-09-01", [RESTORED], {},
     (True, PARTY_12, {"rights_restored_on": "2025-03-20"}, None)),
    ("one restored, one open", "rights", "2026-09-01", [RESTORED, LONGER], {},
     (False, PARTY_12, {"probation_end": "2026-06-10"}, RECORD)),
    ("a probation changed to expulsion", "rights", "2026-01-01",
     [SHORTER | {"id": "A"}, {"type": "开除党籍", "decided_on": "2025-01-01", "replaces": "A"}], {},
     (True, None, {}, NEVER)),
    ("one that is still to be lifted, one that is lifted", "lifting", "2019-01-01", [TO_LIFT, LIFTED], {},
     (False, REGULATION, {"until": "2017-03-10"}, "record `lifted_on`; 示例区纪委监委 decides")),
    ("in whatever order", "lifting", "2019-01-01", [LIFTED, TO_LIFT], {},
     (False, REGULATION, {"until": "2017-03-10"}, "record `lifted_on`; 示例区纪委监委 decides")),
    ("lifted, the last of two", "lifting", "2019-01-01", [LIFTED, TO_LIFT | {"lifted_on": "2017-04-01"}], {},
     (True, REGULATION, {"until": "2018-09-10", "lifted_on": "2018-10-01"}, None)),
    ("two that lift themselves: the last", "lifting", "2025-06-01",
     [{"type": "国企记过", "decided_on": "2025-03-10"}, {"type": "政务记过", "decided_on": "2024-10-10"}], {},
     (True, "国有企业管理人员处分条例 (2024), Art. 37", {"until": "2026-03-10"}, None)),
    ("held", "hold", "2026-04-01", [WARNING], PAST_HELD,
     (False, f"{SELECTION.format(2019)}; {RANK}", {"since": "2026-03-11", "until": "2026-12-31"},
      "when the body that holds ends it, or at its review")),
    ("held no more", "hold", "2027-01-01", [WARNING], PAST_HELD,
     (True, f"{SELECTION.format(2019)}; {RANK}", {}, None)),
    ("dismissed before the day of leaving", "service", "2026-04-01", [DISMISSED], RETIRED,
     (False, ACT.format(26), {"left_on": "2025-12-01"}, None)),
    ("dismissed after leaving", "service", "2026-04-01", [DISMISSED | {"decided_on": "2026-02-01"}], RETIRED,
     (False, ACT.format(27), {"left_on": "2026-01-02"}, None)),
    ("an open case", "investigation", "2026-03-12", [WARNING], OPEN,
     (False, f"{ACT.format(52)}; {SELECTION.format(2019)}; {RANK}", {"since": "2026-03-01"},
      "when the investigation is closed")),
    ("a violation", "violation", "2026-03-12", [WARNING], UNSETTLED,
     (False, f"{MEASURES}; {SELECTION.format(2019)}; {RANK}", {"since": "2026-03-01"},
      "when the matter handed over is settled")),
    ("nobody knows", "violation", "2026-03-12", [WARNING], {},
     (None, f"{MEASURES}; {SELECTION.format(2019)}; {RANK}", {}, "the written opinion of the discipline body decides")),
    ("something is missing", "data", "2025-11-01", [{"type": "停职检查", "decided_on": "2025-06-01"}], {},
     (None, "缺项列为待核；制度未明确，系统默认设定", {}, "add measures[0].months")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("what", "name", "day", "measures", "more", "said"), SAID, ids=[f"{row[1]}: {row[0]}" for row in SAID]
)
def test_what_is_said(what: str, name: str, day: str, measures: list[Any], more: dict[str, Any], said: Said) -> None:
    found = {each.condition: each for each in conditions(case(date.fromisoformat(day), *measures, **more))}[name]
    dates = {key: str(each) for key, each in found.dates.items()}
    article, remedy = found.article and EN(found.article), found.remedy and EN(found.remedy)
    assert (found.met, article, dates, remedy) == said, what
