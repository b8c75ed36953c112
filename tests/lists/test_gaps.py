"""The gaps of a record before anybody writes them as rows: where each goes, what is put there, and whose it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from huifang.lists import Lists
from huifang.lists.gaps import GapSearch, GapSources, covers, key_of_field, revealed
from huifang.lists.record_gap import RecordGap
from huifang.lists.stubs import Stubs
from huifang.texts import say, words
from tests.rules.duties.making import ORGANIZATIONS
from tests.sound import (
    CODE,
    PERSON_PATH,
    Facts,
    Files,
    identities,
    measure,
    organizations,
    person,
    plan,
    register,
    sample_policy,
    visit,
)

if TYPE_CHECKING:
    from huifang.register import Key

EN, POLICY, NOTHING = words("en"), sample_policy(), say("nothing")
DAY = date(2026, 5, 6)
PATH = f"records/{PERSON_PATH}"
WARNING = measure("党内警告", "2026-03-02")
DIFFICULT = visit("2026-04-02", situation=["存在错误认识"])
PERHAPS = [measure("党内警告", "2022-03-07"), measure("党内警告", "2022-09-05")]  # a sum would last to 2024-03-07
CHANGED = [measure("政务警告", "2026-03-02", id="A"), measure("政务警告", "2026-04-02", replaces="A")]
GRASSROOTS = person(measure("政务警告", "2025-03-10"), category="基层组织人员")
HELPER = "{name: …, post: …, unit: …, from: …, to: null}"
Told = tuple[str, "Key", str | None, bool, bool, int | None]


def lists(files: Files, day: date = DAY) -> Lists:
    return Lists(register(files, POLICY), POLICY, day)


def gaps(files: Files, day: date = DAY) -> tuple[RecordGap, ...]:
    made = lists(files, day)
    sources = GapSources(made.register, made.programme, made.findings, made.obligations)
    return GapSearch(sources, Stubs(made.register)).all()


def typed(old: str, new: str, *measures: Facts, **more: Any) -> Files:
    """The sound person with something else in one place."""
    (text,) = person(*(measures or [WARNING]), **more).values()
    assert text.count(old) == 1
    return {PERSON_PATH: text.replace(old, new)}


@pytest.mark.parametrize(
    ("files", "day", "expected"),
    [  # gap, key, what is told, an entry, fillable, line
        (person(WARNING), DAY, []),
        (person(measure("党内警告", None)), DAY,
         [("decision-without-day", ("measures", 0, "decided_on"), None, False, True, 11)]),
        (person(measure("党内警告", "2026-03")), DAY,
         [("month-only", ("measures", 0, "decided_on"), "2026-03-…", False, True, None)]),
        (person(measure("停职检查", "2026-03-02")), DAY,
         [("measure-without-length", ("measures", 0, "months"), None, False, True, 11)]),
        (person(measure("停职检查", None)), DAY,
         [("decision-without-day", ("measures", 0, "decided_on"), None, False, True, 11),
          ("not-said", ("measures", 0, "months"), None, False, True, None)]),  # asked for as soon as the day is known
        (person(measure("党内警告", "2026-03-02", form=None)), DAY,
         [("measure-without-form", ("measures", 0, "form"), None, False, True, 11)]),
        (person(*CHANGED), DAY, [("change-without-rule", ("measures", 1, "replaces"), None, False, False, None)]),
        (person(*PERHAPS), date(2023, 12, 6), [("may-add-up", ("measures", 1, "stated_end"), None, False, True, None)]),
        (GRASSROOTS, date(2025, 5, 6), [("local-rule", (), None, False, False, None)]),
        (typed("rank: ", "rnk: "), DAY, [("unknown-key", ("rank",), None, False, False, 5)]),
        (typed("post: 科长", "post: …"), DAY, [("left-open", ("post",), None, False, True, 4)]),
        (person(WARNING, helpers=[]), DAY, [("helper-missing", ("helpers",), HELPER, True, True, None)]),
        (person(WARNING) | identities(), DAY, [("person-without-name", (CODE,), None, False, True, None)]),
        (person(WARNING) | DIFFICULT, DAY,
         [("difficulty-without-action", ("actions",), "{what: …, by: …, due: …}", True, True, 11)]),
        (person(measure("政务开除", "2026-03-02")), DAY,
         [("dismissal-without-leaving", ("left",), "{on: …, reason: 开除}", False, True, 1)]),
        (person(measure("政务开除", "2026-03-02"), left={"on": "2026-03-02", "reason": "开除"}), DAY, []),
    ],
)  # fmt: skip
def test_gaps(files: Files, day: date, expected: list[Told]) -> None:
    found = gaps(files, day)
    assert [(each.gap, each.key, each.told, each.entry, each.fillable, each.line) for each in found] == expected
    assert {each.person for each in found} <= {CODE}


def told(files: Files, day: date = DAY) -> tuple[str, str, str, str | None]:
    """Of the only gap."""
    (one,) = gaps(files, day)
    return EN(one.message), EN(one.fix), EN(one.why), one.body


PRACTICE = "practice may add the periods up, to 2024-03-07"
NO_RULE = "the policy has no rule for this change, so nobody knows from when the measure runs"
SAID = "local rules alone say what is barred"
MONTH = "the last day of the month is taken, so that no period ends too early; an order may stay open"


@pytest.mark.parametrize(
    ("files", "day", "expected"),
    [
        (person(*PERHAPS), date(2023, 12, 6),
         (PRACTICE, "ask the deciding body whether the periods add up", PRACTICE, None)),
        (person(*CHANGED), DAY,
         (NO_RULE, f"look up from where the changed measure runs: {NO_RULE.partition(',')[0]}", NO_RULE, None)),
        (GRASSROOTS, date(2025, 5, 6), (SAID, "ask what the local rules bar until 2025-09-10", SAID, None)),
        (person(measure("党内警告", "2026-03")), DAY,
         ("only the month of the decision is known: about 2026-03", "look it up, and write it in place of `…`", MONTH,
          None)),
        (person(WARNING, helpers=[]), DAY,
         ("no helper since the decision of 2026-03-02", "add an entry to `helpers`",
          "nobody talks with the person, and no reminder has a name", "tt-dw")),
    ],
)  # fmt: skip
def test_what_a_gap_says(files: Files, day: date, expected: tuple[str, str, str, str | None]) -> None:
    assert told(files, day) == expected


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("left.on", ("left", "on")),
        ("measures[0].decided_on", ("measures", 0, "decided_on")),
        ("measures[12]", ("measures", 12)),
        (PATH, ()),
    ],
)
def test_a_field_as_a_key(path: str, key: Key) -> None:
    assert key_of_field(path) == key


@pytest.mark.parametrize(
    ("gap", "path", "covered"),
    [
        (PATH, PATH, True),
        ("records/people/tt/TT-0001", PATH, True),  # the folder without a file
        ("records/people/tt/TT-000", PATH, False),
        (PATH, "records/people/tt/TT-0001", False),
        (PATH, "rank", False),  # a gap of the whole file answers for no key
    ],
)
def test_a_gap_of_a_whole_file(gap: str, path: str, covered: bool) -> None:
    one = RecordGap(gap="x", path=gap, key=(), message=NOTHING, fix=NOTHING, why=NOTHING)
    assert covers(one, lists(person(WARNING)).programme.cases[CODE], path) is covered


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ([WARNING], ()),
        ([measure("停职检查", "2026-03-02")], ()),  # that is missing already
        ([measure("停职检查", None)], ("measures[0].months",)),
        ([measure("党内警告", None)], ()),
        ([measure("停职检查", "2026-03-02"), measure("留党察看", None)], ("measures[1].probation_months",)),
    ],
)
def test_what_else_a_measure_without_a_day_lacks(measures: list[Facts], expected: tuple[str, ...]) -> None:
    assert revealed(lists(person(*measures)).programme.cases[CODE]) == expected


STATE, LAST = "whether the period is over; the state stays to be checked", "the last barred day"
YEAR = "whether the person counts in the coverage of a year"
BEFORE = [{"unit": "uu-unit", "supervised_by": "uu-jw", "from": "2020-01-01", "to": "2026-05-06"}]
UNDATED = measure("党内警告", None)
WW = organizations(("ww-jw", "示例丙区纪委监委", "纪检监察机关", None), district="ww", prefix=None)
Of = tuple[str | None, str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("files", "expected"),
    [  # person, district, unit, who owes it
        (person(UNDATED), (CODE, "tt", "tt-unit", "tt-jw")),
        (person(WARNING) | plan(2026, {"person": CODE, "month": "x"}, body="tt-pz"), (None, "tt", None, "tt-pz")),
        (person(WARNING) | plan(2026, {"person": CODE, "month": "x"}, body="uu-jw"), (None, "uu", None, "uu-jw")),
        (person(WARNING) | visit("2026-04-02", body="tt-pz", situation=["存在错误认识"]),
         (CODE, "tt", "tt-unit", "tt-pz")),
        (person(WARNING) | visit("2026-04-02", body=["x"]), (CODE, "tt", "tt-unit", "tt-jw")),
        (person(WARNING) | WW, (None, "ww", None, None)),
        (person(WARNING) | identities(), (CODE, "tt", "tt-unit", "tt-jw")),
        (person(WARNING, unit="x x"), (CODE, "tt", None, "tt-jw")),
        (person(WARNING, supervised_by="x x"), (CODE, "tt", "tt-unit", None)),
        (person(WARNING, rank="x", unit_history=BEFORE), (CODE, "uu", "uu-unit", "uu-jw")),  # of the day
    ],
)  # fmt: skip
def test_whose_a_gap_is(files: Files, expected: Of) -> None:
    row = lists({**ORGANIZATIONS, **files}).health[0]
    assert (row.person, row.district, row.unit, row.body) == expected


@pytest.mark.parametrize(
    ("files", "day", "blocks", "unblocks", "remaining"),
    [
        (person(UNDATED), DAY, [STATE, LAST, YEAR], 1, 0),
        (person(UNDATED, WARNING), DAY, [LAST, YEAR], 0, None),  # the other one bars for certain
        (person(measure("诫勉", None)), DAY, [STATE, LAST], 1, 0),  # no sanction, which coverage counts
        (person(measure("党内警告", "2026-03")), DAY, [MONTH], 0, None),
        (person(measure("停职检查", "2026-03-02")), DAY, [STATE, LAST], 1, 0),
        (person(*PERHAPS), date(2023, 12, 6), [STATE], 1, 0),
        (GRASSROOTS, date(2025, 5, 6), [STATE], 0, 0),  # nothing that is written into the record answers it
    ],
)
def test_what_a_gap_blocks(files: Files, day: date, blocks: list[str], unblocks: int, remaining: int | None) -> None:
    (row,) = lists(files, day).health
    assert ([EN(each) for each in row.blocks], row.unblocks, row.remaining) == (blocks, unblocks, remaining)
