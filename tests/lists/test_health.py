"""Data health: the gaps of the sample; every stub pasted as it stands is an error, and filled in closes its gap."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from huifang.checks import CHECKS
from huifang.lists import HealthRow, Lists
from huifang.lists.gaps import FILLS, LOCAL_RULE, MAY_ADD_UP, covers, decides_length
from huifang.lists.record_gap import RecordGap
from huifang.lists.stubs import _between
from huifang.policy import words_of
from huifang.register import load
from huifang.texts import say, words
from tests.checks.changed import changed
from tests.checks.test_findings import DAY, ROWS, name
from tests.sound import POLICY, SAMPLE, TEST_DISTRICT, Block, Facts, MemoryTree, measure, person, sample_policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.register import Key

EN, ZH = words("en"), words("zh")
SAMPLE_DAY = date(2026, 11, 20)
SAMPLE_FILES = {each.path: SAMPLE.read(each.path).decode() for each in SAMPLE.entries() if each.kind == "file"}
CLOSING = "whether the period is over; the state stays to be checked"
LAST = "the last barred day"
ENDED = "  - {name: 施某示, post: 街道办事处副主任, unit: ja-street, from: 2025-11-20, to: 2026-08-31}"
NOBODY_YET = "  - {name: …, post: …, unit: …, from: …, to: null}"
IN_SAMPLE = (  # code, gap, line to line, stub, whom it unblocks, gaps besides, the first of what it blocks
    ("BI-0003", "probation-without-months", 16, 16, "    cause: 虚报工作数据\n    probation_months: …", 1, 0, CLOSING),
    ("BI-0008", "month-only", 12, 12, "    decided_on: 2024-05-…", 1, 0, CLOSING),
    ("SJ-0003", "decision-without-day", 12, 12, "    decided_on: …", 1, 0, CLOSING),
    ("SJ-0009", "measure-without-rule", 16, 16, "    cause: 设备采购验收不细\n    months: …", 1, 0, CLOSING),
    ("YI-0005", "may-add-up", 24, 24, "    cause: 前期合同管理不规范\n    stated_end: …", 1, 0, CLOSING),
    ("YI-0008", "measure-without-length", 16, 16, "    cause: 车辆例检把关不严\n    months: …", 1, 0, CLOSING),
    ("YI-0006", "local-rule", None, None, None, 0, 0, CLOSING),
    ("BI-0006", "dismissal-without-leaving", 16, 16, "helpers: []\nleft: {on: …, reason: 开除}", 0, None, None),
    ("SJ-0001", "month-only", 12, 12, "    decided_on: 2024-11-…", 0, None, None),
    ("SJ-0001", "month-only", 23, 23, "    decided_on: 2024-11-…", 0, None, None),
    ("JA-0008", "helper-missing", 31, 31, f"{ENDED}\n{NOBODY_YET}", 0, None, None),
    ("YI-0012", "measure-without-form", 14, 14, "    form: …", 0, None, None),
)  # fmt: skip
TYPED = {  # key -> what somebody writes in place of the sign
    "decided_on": "2025-02-10",
    "months": "6",
    "probation_months": "12",
    "stated_end": "2026-08-20",
    "form": "2",
    "removal_reason": "问责",
    "on": "2025-05-20",
    "to": "2024-12-31",
    "document": "示组〔2026〕3号",
    "name": "示例帮扶人",
    "review_on": "2026-08-01",
    "approved_on": "2025-06-01",
    "methods": "访谈",
    "what": "解释疏导",
    "by": "tt-jw",
    "due": "2025-06-30",
    "next_by": "2025-05-20",
    "opinion": "思想稳定。",
    "prefix": "UU",
    "post": "科长",
    "unit": "tt-unit",
    "from": "2025-02-20",
    "situation": "表现良好",
    "rank": "科级正职",
    "TT-0001": "示例甲一",
    "party_member": "true",
    "date": "2025-05-14",
    "topics": "思想汇报",
    "supervised_by": "tt-jw",
}
OPEN = re.compile(r"(?P<key>[\w-]+): (?P<before>\[?)(?P<month>\d{4}-\d{2}-)?…")


def lists(files: Mapping[str, str | bytes], day: date) -> Lists:
    """The lists of a register of these files."""
    policy = sample_policy()
    return Lists(load([MemoryTree(files)], words_of(policy)), policy, day)


def pasted(files: Mapping[str, Any], row: HealthRow, stub: str) -> dict[str, Any]:
    """The files with a stub in the place of the lines that it says."""
    path = row.path.partition("/")[2]
    lines = str(files.get(path, "")).splitlines(keepends=True)
    whole = [f"{line}\n" for line in stub.split("\n")]
    if row.last_line is None:
        lines = [*(line for line in lines if line.strip() != "{}"), *whole]
    else:
        lines[(row.line or 1) - 1 : row.last_line] = whole
    return {**files, path: "".join(lines)}


def filled(stub: str) -> str:
    """The stub with every sign replaced by a value."""

    def value(found: re.Match[str]) -> str:
        typed = TYPED[found["key"]]
        return f"{found['key']}: {found['before']}{found['month'] + '15' if found['month'] else typed}"

    return OPEN.sub(value, stub)


def errors(made: Lists) -> Counter[tuple[str, str]]:
    """What blocks a merge: check and path."""
    return Counter((each.check, each.place.path) for each in made.findings if each.severity.value == "error")


def same(rows: tuple[HealthRow, ...], row: HealthRow) -> list[HealthRow]:
    """The rows of the same place, whatever is found there."""
    return [each for each in rows if (each.path, each.field) == (row.path, row.field)]


def refused(made: Lists, row: HealthRow) -> bool:
    """Whether an error stands in the lines that were pasted."""
    first = row.line or 1
    lines = range(first, first + str(row.stub).count("\n") + 1)
    return any(
        each.severity.value == "error" and each.place.path == row.path and each.place.line in lines
        for each in made.findings
    )


def refuse_unchanged_and_take_filled(files: Mapping[str, Any], row: HealthRow, day: date) -> Lists:
    """Paste a stub as it stands, then filled in; the lists with it filled in."""
    assert row.stub is not None
    if "…" in row.stub:
        assert refused(lists(pasted(files, row, row.stub), day), row)
    after = lists(pasted(files, row, filled(row.stub)), day)
    assert not same(after.health, row), [each.stub for each in same(after.health, row)]
    assert not errors(after) - errors(lists(files, day))
    assert "…" not in filled(row.stub)
    return after


def test_gaps_of_the_sample() -> None:
    got = [
        (row.person, row.gap, row.line, row.last_line, row.stub, row.unblocks, row.remaining,
         EN(row.blocks[0]) if row.remaining is not None else None)
        for row in lists(SAMPLE_FILES, SAMPLE_DAY).health
    ]  # fmt: skip
    assert got == list(IN_SAMPLE)


@pytest.mark.parametrize("row", [row for row in lists(SAMPLE_FILES, SAMPLE_DAY).health if row.stub],
                         ids=lambda row: f"{row.person} {row.gap} {row.line}")  # fmt: skip
def test_stub_of_the_sample(row: HealthRow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each closes its gap; one that unblocks somebody gives that person a state."""
    for key, value in {"unit": row.unit or "", "from": "2026-09-01", "on": "2026-05-27"}.items():
        monkeypatch.setitem(TYPED, key, value)
    after = refuse_unchanged_and_take_filled(SAMPLE_FILES, row, SAMPLE_DAY)
    standing = after.eligible_of(row.person or "")
    if row.unblocks:
        assert standing is not None
        assert standing.state != "unknown"


ENDS = (  # who, which gap, the last day on which it is one
    ("YI-0005", "may-add-up", date(2027, 1, 9)),
    ("YI-0006", "local-rule", date(2027, 4, 22)),
)


@pytest.mark.parametrize(("who", "gap", "last"), ENDS)
def test_what_has_to_be_asked_ends_with_the_day_in_question(who: str, gap: str, last: date) -> None:
    for day, there in ((last, True), (last + timedelta(days=1), False)):
        assert any((row.person, row.gap) == (who, gap) for row in lists(SAMPLE_FILES, day).health) == there


GAPS = [row for row in ROWS if row["check"] in FILLS and "late" not in row.get("why", "")]


@pytest.mark.parametrize("row", GAPS, ids=name)
def test_stub_of_each_check(row: dict[str, Any]) -> None:
    """A register with one gap of each kind that a check finds."""
    files, day = changed(row["change"]), row.get("day", DAY)
    (mine,) = [each for each in lists(files, day).health if each.check == row["check"]]
    if mine.path.startswith("records/restricted/"):
        assert (mine.stub, mine.last_line) == (None, None)  # no line of restricted facts is shown
        return
    refuse_unchanged_and_take_filled(files, mine, day)


UNREAD = (  # what differs in the sound register, the check, the stub, whom it unblocks, gaps besides
    ({"person": ["decided_on: 2025-02-10", "decided_on: 去年春天"]}, "bad-decision-day", "    decided_on: …", 1, 0),
    ({"person": ["decided_on: 2025-02-10", "decided_on: 2025年2月10日"]}, "bad-decision-day",
     "    decided_on: 2025-02-10", 1, 0),
    ({"person": ["type: 党内警告", "type: 党内警告处分决定"]}, "unknown-word", "  - type: …", 1, 0),
    ({"person": ["    decided_on: 2025-02-10\n", ""]}, "missing-key",
     "  - type: 党内警告\n    decided_on: …", 1, 0),
    ({"person": ["decided_on: 2025-02-10", "Decided_on: 2025-02-10"]}, "unknown-key",
     "    decided_on: 2025-02-10", 1, 0),
    ({"person": ["post: 科长", "post：科长"]}, "full-width-colon", "post: 科长", 1, 0),
    ({"person": ["supervised_by: tt-jw\n", ""]}, "missing-key", "management: 区管\nsupervised_by: …", 0, None),
    ({"person": ["party_member: true", "party_member: 党员吗"]}, "bad-flag", "party_member: …", 0, None),
    ({"visit": ["outcome: held\n", ""]}, "missing-key", "body: tt-jw\noutcome: …", 0, None),
    ({"plan": ["month: 5", "month: 五月份吧"]}, "bad-number", "  - {person: TT-0001, month: …}", 0, None),
)  # fmt: skip


@pytest.mark.parametrize(("change", "check", "stub", "unblocks", "remaining"), UNREAD, ids=lambda each: str(each)[:60])
def test_stub_of_what_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, change: Facts, check: str, stub: str, unblocks: int, remaining: int | None
) -> None:
    """What is certain stands in the stub; anything else is left open, also where something else was typed."""
    monkeypatch.setitem(TYPED, "type", "党内警告")
    monkeypatch.setitem(TYPED, "outcome", "held")
    monkeypatch.setitem(TYPED, "month", "5")
    files = changed(change)
    (mine,) = [each for each in lists(files, DAY).health if each.check == check]
    assert (mine.stub, mine.unblocks, mine.remaining) == (stub, unblocks, remaining)
    refuse_unchanged_and_take_filled(files, mine, DAY)


WITHOUT_STUB = (  # what only somebody who looks at the file can mend
    ({"person": ["post: 科长\n", "<<<<<<< HEAD\npost: 科长\n=======\npost: 局长\n>>>>>>> other\n"]}, "conflict-marker"),
    ({"person": ["post: 科长", "post: [科长"]}, "bad-yaml"),
    ({"person": None}, "missing-person-file"),
    ({"person": ["decided_on: 2025-02-10", "decidedon: 2025-02-10"]}, "unknown-key"),
)


@pytest.mark.parametrize(("change", "check"), WITHOUT_STUB)
def test_no_stub(change: Facts, check: str) -> None:
    """The gap is told with what to do, and keeps the person waiting; nothing is guessed."""
    found = [each for each in lists(changed(change), DAY).health if each.check == check]
    assert {(each.person, each.stub, each.last_line) for each in found} == {("TT-0001", None, None)}
    assert {each.remaining for each in found} == {len(found) - 1}
    assert all(each.fix.template for each in found)


PROBATION, SUSPENSION = "留党察看", "停职检查"
SEVERAL = (  # measures, then field, whom it unblocks and gaps besides of each row
    ([measure(PROBATION, None, form=3)], [("decided_on", 0, 1), ("probation_months", 0, 1)]),
    ([measure(SUSPENSION, None, form=None)], [("decided_on", 0, 1), ("months", 0, 1), ("form", 0, None)]),
    ([measure("免职", "2025-02-10", form=3)], [("removal_reason", 1, 0)]),
    ([measure(), measure(decided_on=None)], [("decided_on", 0, None)]),  # the other one bars for certain
    ([measure(decided_on=None), measure(decided_on=None)], [("decided_on", 0, 1), ("decided_on", 0, 1)]),
)


@pytest.mark.parametrize(("measures", "told"), SEVERAL)
def test_gaps_of_one_person(measures: list[Facts], told: list[tuple[str, int, int | None]]) -> None:
    """One of several of the same person unblocks nobody alone; filled in one after the other they do."""
    files: dict[str, Any] = {**POLICY, **TEST_DISTRICT, **person(*map(Block, measures))}
    rows = lists(files, DAY).health
    assert [((row.field or "").rpartition(".")[2], row.unblocks, row.remaining) for row in rows] == told
    for row in rows:
        (again,) = same(lists(files, DAY).health, row)
        files = pasted(files, again, filled(again.stub or ""))
    assert lists(files, DAY).health == ()
    standing = lists(files, DAY).eligible_of("TT-0001")
    assert standing is not None
    assert standing.state != "unknown"


def test_where_an_entry_is_put_and_what_stands_there_is_no_answer() -> None:
    assert {check for check, each in FILLS.items() if each.entry} == {"difficulty-without-action"}
    assert {check for check, each in FILLS.items() if each.over} == {
        "person-without-name", "left-open", "unconfirmed-value"
    }  # fmt: skip
    nothing = say("nothing")
    gap = RecordGap(gap="x", path="x", key=(), message=nothing, fix=nothing, why=nothing)
    assert (gap.entry, gap.fillable) == (False, True)


NO_GAPS = {  # of a record or a rule something is there too much
    "family-without-rules",
    "missing-word",
    "restricted-without-person",
    "rule-without-version",
}


def test_a_check_of_something_missing_is_a_gap() -> None:
    """Whoever adds one says how it is filled; its row among the findings is pasted above."""
    checks = {check.id for check in CHECKS}
    named = {each for each in checks if re.search(r"without|missing|unconfirmed|open", each)}
    assert named - set(FILLS) == NO_GAPS
    assert set(FILLS) <= checks


PERHAPS = [measure("党内警告", "2022-03-07"), measure("党内警告", "2022-09-05")]  # a sum would last to 2024-03-07
LOCAL = [measure("政务警告", "2025-03-10")]  # the local rules may bar to 2025-09-10


@pytest.mark.parametrize(
    ("measures", "more", "day", "told"),
    [
        (PERHAPS, {}, date(2024, 3, 7), 1),
        (PERHAPS, {}, date(2024, 3, 8), 0),
        (LOCAL, {"category": "基层组织人员"}, date(2025, 9, 10), 1),
        (LOCAL, {"category": "基层组织人员"}, date(2025, 9, 11), 0),
    ],
)
def test_what_only_others_can_say_is_a_gap_to_its_last_day(
    measures: list[Facts], more: Facts, day: date, told: int
) -> None:
    files: dict[str, Any] = {**POLICY, **TEST_DISTRICT, **person(*map(Block, measures), **more)}
    assert sum(row.gap in {MAY_ADD_UP, LOCAL_RULE} for row in lists(files, day).health) == told


@pytest.mark.parametrize(
    ("key", "path", "covered", "decides"),
    [
        ((), "measures[0].months", False, False),  # a whole file answers for no field
        (("left",), "left.on", True, False),
        (("left",), "left", True, False),
        (("left",), "helpers", False, False),
        (("measures", 0), "measures[0].months", True, False),
        (("measures", 0, "months"), "measures[0].months", True, True),
        (("measures", 0, "form"), "measures[0].months", False, False),
        (("measures", 1, "months"), "measures[0].months", False, False),
    ],
)
def test_what_a_gap_answers(key: Key, path: str, covered: bool, decides: bool) -> None:
    made = lists({**POLICY, **TEST_DISTRICT, **person(measure("停职检查", "2025-03-10"))}, DAY)
    case, nothing = made.programme.cases["TT-0001"], say("nothing")
    gap = RecordGap(gap="x", path=case.person.path, key=key, message=nothing, fix=nothing, why=nothing)
    assert (covers(gap, case, path), decides_length(gap, case)) == (covered, decides)


@pytest.mark.parametrize(
    ("old", "new", "stub"),
    [
        ("a\n", "a\n", (None, None, None)),
        ("b\n", "a\nb\n", (1, 1, "a\nb")),  # no line before it, so the one behind it
        ("a\nc\n", "a\nb\nc\n", (1, 1, "a\nb")),
        ("a\n", "a\nb\n", (1, 1, "a\nb")),
        ("a\nc\nd\n", "a\nb\nd\n", (2, 2, "b")),
    ],
)
def test_lines_to_paste(old: str, new: str, stub: tuple[int | None, int | None, str | None]) -> None:
    found = _between(old, new)
    assert (found.line, found.last_line, found.text) == stub
