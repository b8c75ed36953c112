"""Ledgers into a register: five offices' shapes, a second run, who is registered, what is refused and where."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from huifang.checks import findings
from huifang.editing import NotWrittenError
from huifang.editing.ledger.put import put, with_names
from huifang.policy import words_of
from huifang.register import FolderTree, load
from huifang.texts import words
from tests.editing.ledgers.offices import OFFICES, new
from tests.sound import sample_policy

if TYPE_CHECKING:
    from openpyxl import Workbook

    from tests.editing.ledgers.conftest import Office

DAY = date(2026, 7, 1)
PERSON = "people/tt/TT-0001/person.md"
HEADS = ("姓名", "单位", "职务", "处分种类", "处分时间", "处分机关")
GOOD = ("测试人甲", "示例区档案局", "科员", "党内警告", "2025-08-12", "示例区纪委监委")
TAKEN = {"plain": 2, "merged": 1, "columns": 2, "families": 2, "wrong": 1}  # people of each office


def ledger(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> Workbook:
    """A ledger of these rows."""
    book, sheet = new("台账")
    for row in (heads, *rows):
        sheet.append(row)
    return book


def one(**changed: Any) -> Workbook:
    """A ledger of one row, sound but for what is changed."""
    return ledger(tuple(changed.get(head, value) for head, value in zip(HEADS, GOOD, strict=True)))


@pytest.mark.parametrize("name", OFFICES)
def test_an_office_is_taken_and_its_records_are_sound(office: Office, name: str) -> None:
    outcome = office.take(OFFICES[name]())
    register = load([FolderTree(office.folder)], words_of(sample_policy()))
    assert len(register.people) == len(register.names) == TAKEN[name]
    assert len(outcome.rows) == (8 if name == "wrong" else 0)
    assert not [each for each in findings(register, sample_policy(), DAY) if each.severity == "error"]


@pytest.mark.parametrize("name", OFFICES)
def test_a_second_run_changes_nothing(office: Office, name: str) -> None:
    office.take(OFFICES[name]())
    before = office.files()
    again = office.take(OFFICES[name]())
    assert office.files() == before
    assert (again.new, again.changes, len(again.unchanged)) == ({}, [], TAKEN[name])


@pytest.mark.parametrize("name", OFFICES)
def test_a_name_stands_in_identities_alone(office: Office, name: str) -> None:
    office.take(OFFICES[name]())
    files = office.files()
    holding = {path for path, raw in files.items() if "测试人".encode() in raw}
    assert holding == {"identities/tt.yml"}


SEVERAL = {  # the office -> the measures of each person
    "merged": [[("党内严重警告", "2024-03-01"), ("政务降级", "2024-03-01")]],
    "columns": [[("诫勉", "2025-06"), ("党内警告", "2025-12-01")], [("诫勉", "2025-07-03")]],
    "families": [[("党内警告", "2025-05-06")], [("政务记大过", "2025-05-07")]],
}


@pytest.mark.parametrize("name", SEVERAL)
def test_what_several_rows_columns_and_families_say(office: Office, name: str) -> None:
    office.take(OFFICES[name]())
    people = load([FolderTree(office.folder)], words_of(sample_policy())).people.values()
    assert [[(each.type, str(each.decided_on)) for each in person.measures] for person in people] == SEVERAL[name]


DAYS = (  # what the cell holds, the day that is taken
    ("2025-08-12", "2025-08-12"),
    ("2025年8月12日", "2025-08-12"),
    ("2025.8.12", "2025-08-12"),
    ("2025/08/12", "2025-08-12"),
    ("20250812", "2025-08-12"),
    (20250812, "2025-08-12"),
    (45881, "2025-08-12"),
    (date(2025, 8, 12), "2025-08-12"),
    (datetime.fromisoformat("2025-08-12T09:30"), "2025-08-12"),
    ("２０２５年８月１２日", "2025-08-12"),
    ("二〇二五年八月十二日", "2025-08-12"),
    ("2025年8月", "2025-08"),
    ("2025-8", "2025-08"),
    (2025.8, "2025-08"),
    ("2025-08-12（待核实）", "2025-08-12"),
    (None, "None"),
    ("不详", "None"),
)


@pytest.mark.parametrize(("typed", "day"), DAYS)
def test_a_day(office: Office, typed: Any, day: str) -> None:
    office.take(one(处分时间=typed))
    person = load([FolderTree(office.folder)], words_of(sample_policy())).people["TT-0001"]
    assert str(person.measures[0].decided_on) == day


REFUSED = (  # the column that is changed, what it holds, the cell, a part of the reason or fix
    ("处分时间", "25.8.12", "台账!E2", "2025-08-12"),
    ("处分时间", "8月12日", "台账!E2", "08-12"),
    ("处分时间", "2025", "台账!E2", "2025"),
    ("处分时间", 2025.1, "台账!E2", "2025-01, 2025-10"),
    ("处分时间", "12/08/2025", "台账!E2", "2025-12-08, 2025-08-12"),
    ("处分时间", "45881", "台账!E2", "2025-08-12"),
    ("处分时间", "2025-02-30", "台账!E2", "28"),
    ("处分时间", "=TODAY()", "台账!E2", "formula"),
    ("处分时间", "#REF!", "台账!E2", "failed"),
    ("单位", "档案局", "台账!B2", "示例区档案局（tt-unit）"),
    ("单位", "别处的单位", "台账!B2", "there is no unit"),
    ("单位", None, "台账!A2", "unit is not given"),
    ("处分种类", "警告", "台账!D2", "党内警告, 政务警告"),
    ("处分种类", "党内警示", "台账!D2", "党内警告"),
    ("处分种类", "党内警告、政务记过", "台账!D2", "several measures"),
    ("处分种类", None, "台账!E2", "kind of the measure"),
    ("职务", date(2025, 3, 5), "台账!C2", "took this for a day"),
    ("职务", 1.5, "台账!C2", "fraction"),
    ("姓名", None, "台账!A2", "neither a code nor a name"),
)


@pytest.mark.parametrize(("head", "typed", "cell", "part"), REFUSED)
def test_a_cell_that_cannot_be_taken(office: Office, head: str, typed: Any, cell: str, part: str) -> None:
    outcome = office.take(one(**{head: typed}))
    told = [(each.place, f"{words('en')(each.reason)} {words('en')(each.fix)}") for each in outcome.rejected]
    assert (outcome.files, outcome.names) == ({}, {})
    assert any(place == cell and part in text for place, text in told), told


@pytest.mark.parametrize(
    ("second", "cell"),
    [
        ((*GOOD[:3], "政务记过", "25.8.12", GOOD[5]), "台账!E3"),
        (("测试人甲", "示例区档案局", "副科长", "政务记过", *GOOD[4:]), "台账!C3"),  # another post
    ],
    ids=["a day nobody can read", "another post"],
)
def test_a_person_is_taken_whole_or_not_at_all(office: Office, second: tuple[object, ...], cell: str) -> None:
    outcome = office.plan(ledger(GOOD, second))
    assert outcome.files == {}
    assert outcome.rows == {("台账", 2), ("台账", 3)}
    assert [each.place for each in outcome.rejected][:1] == [cell]


WHO = (  # name and unit of a second ledger's row, its code, what becomes of it
    ("测试人甲", "示例区档案局", None, "unchanged"),
    ("测试人 甲", "示例区档案局", None, "unchanged"),
    ("测试人乙", "示例区档案局", "TT-0001", "rejected"),  # another name
    ("测试人甲", "示例区委组织部", "TT-0001", "changes"),
    ("测试人乙", "示例区委组织部", "XX-0001", "rejected"),
    ("测试人乙", "示例区委组织部", "TT-0009", "new"),
    ("测试人乙", "示例区委组织部", None, "new"),
)


@pytest.mark.parametrize(("name", "unit", "code", "becomes"), WHO)
def test_who_is_registered(office: Office, name: str, unit: str, code: str | None, becomes: str) -> None:
    office.take(ledger(GOOD))
    row = (code, name, unit, *GOOD[2:])
    outcome = office.plan(ledger(row, heads=("编号", *HEADS)))
    found = {each for each in ("new", "changes", "unchanged", "rejected") if getattr(outcome, each)}
    assert found == {becomes}


def test_the_same_name_elsewhere_is_told_with_what_speaks_for_it(office: Office) -> None:
    office.take(ledger(GOOD))
    other = ("测试人甲", "示例区委组织部", "科长", "诫勉", "2025-01-02", "示例区纪委监委")
    (told,) = office.plan(ledger(other)).rejected
    assert "TT-0001（示例区档案局）" in words("zh")(told.reason)
    assert "测试人甲" not in words("zh")(told.reason)
    assert list(office.plan(ledger(("新", *other), heads=("编号", *HEADS))).new) == ["people/tt/TT-0002/person.md"]


def test_two_of_one_name_in_a_ledger(office: Office) -> None:
    rows = (GOOD, ("测试人甲", "示例区委组织部", *GOOD[2:]))
    assert office.plan(ledger(*rows)).rows == {("台账", 2), ("台账", 3)}
    coded = [("新", *row) for row in rows]
    assert len(office.plan(ledger(*coded, heads=("编号", *HEADS))).new) == 2


def test_additions_only_when_asked_and_nothing_is_written_over(office: Office) -> None:
    office.take(ledger(GOOD))
    path = office.folder / PERSON
    path.write_text(path.read_text(encoding="utf-8") + "本单位写的一段话。\n", encoding="utf-8")
    more = ledger(("测试人甲", "示例区档案局", "处长", *GOOD[3:]), (*GOOD[:2], "处长", "诫勉", "2026-01-05", GOOD[5]))
    before = path.read_text(encoding="utf-8")
    office.take(more)
    assert path.read_text(encoding="utf-8") == before
    office.update = True
    outcome = office.take(more)
    text = path.read_text(encoding="utf-8")
    assert [(each.key, each.old, each.new) for each in outcome.changes[0].differing] == [("post", "科员", "处长")]
    assert "post: 科员" in text
    assert re.findall(r"type: (\S+)", text) == ["党内警告", "诫勉"]
    assert text.endswith("本单位写的一段话。\n")


def test_all_files_or_none(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = office.plan(OFFICES["plain"]())
    before = office.files()
    monkeypatch.setattr("huifang.editing.ledger.put.with_names", refuse)
    with pytest.raises(OSError, match="full"):
        put(office.folder, outcome)
    assert office.files() == before
    assert not (office.folder / "people").exists()


def refuse(*_: object) -> bytes:
    """A disk that is full."""
    raise OSError(28, "full")


NAME_FILES = (  # what the file holds, what it holds with one more name; None where it is left alone
    (None, b"TT-0002: \xe7\x94\xb2\n"),
    (b"TT-0001: a\n", b"TT-0001: a\nTT-0002: \xe7\x94\xb2\n"),
    (b"# c\r\nTT-0001: a", b"# c\r\nTT-0001: a\r\nTT-0002: \xe7\x94\xb2\r\n"),
    (b"{TT-0001: a}\n", None),
    (b"TT-0001: [\n", None),
)


@pytest.mark.parametrize(("before", "after"), NAME_FILES)
def test_a_file_of_names_keeps_every_byte(before: bytes | None, after: bytes | None) -> None:
    if after is None:
        with pytest.raises(NotWrittenError):
            with_names(before, {"TT-0002": "甲"}, "identities/tt.yml")
    else:
        assert with_names(before, {"TT-0002": "甲"}, "identities/tt.yml") == after


CONTACT = ("编号", "谈话日期", "谈话人", "谈话内容", "谈话记录")


def test_talks_and_visits_of_a_ledger(office: Office) -> None:
    office.take(ledger(GOOD))
    talks = ledger(("TT-0001", "2026年3月5日", "王某", "心理疏导、工作情况", "谈了工作。"), heads=CONTACT)
    visits = ledger(
        ("测试人甲", "2026.3.20", "示例区纪委监委", "已开展", "李某、赵某", "访谈、查阅资料", "是", "表现良好"),
        heads=("姓名", "回访日期", "回访机关", "回访结果", "回访人员", "回访方式", "与本人谈话", "分类情形"),
    )
    outcomes = [office.take(each) for each in (talks, visits, talks, visits)]
    assert [list(each.new) for each in outcomes] == [
        ["people/tt/TT-0001/2026-03-05-talk.md"], ["people/tt/TT-0001/2026-03-20-visit.md"], [], []
    ]  # fmt: skip
    register = load([FolderTree(office.folder)], words_of(sample_policy()))
    assert [each.name for each in register.visits["TT-0001"][0].visitors] == ["李某", "赵某"]
    assert not [each for each in findings(register, sample_policy(), DAY) if each.severity == "error"]
