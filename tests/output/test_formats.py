"""Every format writes every list in both languages: all its rows, the same bytes twice, no sign for a terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar, Component
from openpyxl import load_workbook

from huifang.lists import CLOSING, CoverageRow, DueRow, EligibleRow, Lists, Scope, StatRow
from huifang.output import CALENDAR_FORMATS, FILE_FORMATS, FORMATS
from huifang.texts import Language, words
from tests import sound
from tests.portal.conftest import LANGUAGES, lists_of, person
from tests.sound import text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TWO = {f"people/tt/TT-000{number}/person.md": person(f"TT-000{number}", "示纪〔2026〕1号") for number in (1, 2)}
LISTS = lists_of({**TWO})
TABLES = {
    "due": (DueRow, LISTS.due()),
    "eligible": (EligibleRow, LISTS.eligible),
    "coverage": (CoverageRow, LISTS.coverage),
    "stats": (StatRow, LISTS.stats),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verb", TABLES)
@pytest.mark.parametrize("form", FORMATS)
def test_every_row_is_written(form: str, verb: str, lang: Language) -> None:
    row_type, rows = TABLES[verb]
    text, again, empty = (FORMATS[form](LISTS.table(verb, row_type, each), words(lang)) for each in (rows, rows, ()))
    assert [each for each in ("TT-0001", "TT-0002") if verb in ("due", "eligible") and each not in text] == []
    assert text == again
    assert len(text.splitlines()) - len(empty.splitlines()) >= len(rows)
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def sheet_of(verb: str, lists: Lists, rows: tuple[object, ...], *, names: bool = False) -> tuple[Worksheet, Worksheet]:
    """The rows and what is said about them, as somebody opens them."""
    content = FILE_FORMATS["xlsx"](lists.table(verb, TABLES[verb][0], rows, names=names), words("zh"))
    listed, about = load_workbook(io.BytesIO(content)).worksheets
    return listed, about


@pytest.mark.parametrize("verb", TABLES)
def test_a_workbook_has_every_row_its_heads_and_the_closing_sentence(verb: str) -> None:
    rows = TABLES[verb][1]
    sheet, about = sheet_of(verb, LISTS, rows)
    assert sheet.max_row == 1 + (len(rows) or 1) + len(LISTS.heading(verb).notice)
    assert about["A1"].value == f"{words('zh')(LISTS.heading(verb).title)}（截至 2026-11-20）"
    empty, about = sheet_of(verb, LISTS, ())
    assert [cell.value for cell in empty[1]] == [cell.value for cell in sheet[1]]
    assert words("zh")(LISTS.heading(verb).empty) == empty["A2"].value
    assert about["A2"].value == "共 0 行"
    if verb == "eligible":
        assert sheet.cell(sheet.max_row, 1).value == words("zh")(CLOSING)


def test_cells_are_days_numbers_and_texts_and_a_reason_stands_in_its_column() -> None:
    sheet, _ = sheet_of("due", LISTS, LISTS.due())
    heads = [cell.value for cell in sheet[1]]
    first = dict(zip(heads, sheet[2], strict=True))
    assert isinstance(first["到期日"].value, datetime)
    assert isinstance(first["逾期天数"].value, int)
    assert first["理由"].value == words("zh")(LISTS.due()[0].reason)


@pytest.mark.parametrize(
    ("scope", "told"),
    [(Scope(), "全部各行，未作筛选"), (Scope(people=frozenset({"TT-0001"})), "人员：TT-0001")],
    ids=["all", "chosen"],
)
def test_what_was_chosen_stands_in_a_workbook(scope: Scope, told: str) -> None:
    lists = Lists(LISTS.register, LISTS.policy, LISTS.day, scope=scope)
    _, about = sheet_of("due", lists, lists.due())
    assert about["A3"].value == told


@pytest.mark.parametrize("names", [False, True])
def test_names_stand_in_a_workbook_only_where_asked_for(*, names: bool) -> None:
    assert ("姓名" in {cell.value for cell in sheet_of("due", LISTS, LISTS.due(), names=names)[0][1]}) is names


def test_a_formula_stays_text() -> None:
    row = replace(LISTS.due()[0], assignee="＝cmd|' /C calc'!A0")
    sheet, _ = sheet_of("due", LISTS, (row,))
    cell = next(cell for cell in sheet[2] if cell.value == row.assignee)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize("form", [*FILE_FORMATS, *CALENDAR_FORMATS])
def test_files_have_no_clock(form: str) -> None:
    table = LISTS.table("due", DueRow, LISTS.calendar())
    write = {**FILE_FORMATS, **CALENDAR_FORMATS}[form]
    assert write(table, words("zh")) == write(table, words("zh"))


def events(lists: Lists, *, names: bool = False) -> dict[str, Component]:
    """UID -> event, as a program for calendars reads them."""
    content = CALENDAR_FORMATS["ics"](lists.table("due", DueRow, lists.calendar(), names=names), words("zh"))
    return {str(each["UID"]): each for each in Calendar.from_ical(content).walk("VEVENT")}


def test_a_calendar_has_whole_days_no_names_and_takes_back_what_is_settled() -> None:
    talk = {"people/tt/TT-0001/2026-05-06-talk.md": text(sound.talk("2026-05-06"))}
    names = {"identities/tt.yml": "TT-0001: 示例甲\n"}
    before, after = (events(lists_of({**TWO, **names, **more})) for more in ({}, talk))
    assert set(before) <= set(after)
    cancelled = {uid for uid, each in after.items() if each["STATUS"] == "CANCELLED"}
    told = {uid: str(each["SUMMARY"]) for uid, each in before.items()}
    assert {told[uid] for uid in cancelled if uid in told} == {"TT-0001 季度谈心谈话 2026Q2"}
    for each in after.values():
        assert each.decoded("DTEND") - each.decoded("DTSTART") == timedelta(days=1)
        assert type(each.decoded("DTSTART")) is date
        assert "示例甲" not in each.to_ical().decode()
    named = events(lists_of({**TWO, **names}), names=True)
    assert any("示例甲" in str(each["SUMMARY"]) for each in named.values())
    assert set(named) == set(before)
