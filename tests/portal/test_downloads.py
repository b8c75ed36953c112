"""What somebody takes away: chosen rows as CSV, whole lists as workbooks, calendars; as on the page."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from huifang.lists import DueRow, Lists
from huifang.output import CALENDAR_FORMATS, FILE_FORMATS
from huifang.output.document import document_file
from huifang.output.findings import findings_json
from huifang.output.jsontext import json_text
from huifang.portal.assets import data
from huifang.portal.assignees import Assignee
from huifang.portal.downloads import WHOLE, calendar_uri, calendars, document_uri, workbook_uri
from huifang.portal.facets import rows_of_selection
from huifang.portal.folder import write_portal
from huifang.portal.pages.calendar import month
from huifang.portal.render import planned_pages
from huifang.portal.request import PortalContents
from huifang.portal.site import Site
from huifang.portal.writers import FileWriters
from huifang.texts import words
from tests.portal.conftest import BUILT, DAY, Served, build, lists_of, person, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

WRITERS = FileWriters(FILE_FORMATS["xlsx"], CALENDAR_FORMATS["ics"], document_file)
MARK = b"\xef\xbb\xbf"


@pytest.fixture(scope="module")
def site(sample: Lists) -> Site:
    made = Site(sample, "zh", BUILT, writers=WRITERS)
    planned_pages(made)
    return made


def sheet(site: Site, verb: str) -> list[tuple[object, ...]]:
    """The rows of a workbook as somebody opens it."""
    content = site.beside[workbook_uri(verb)]()
    return [tuple(row) for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)]


@pytest.mark.parametrize("verb", WHOLE)
def test_a_workbook_has_the_rows_of_the_page(site: Site, verb: str) -> None:
    head, *rows = sheet(site, verb)
    expected = list(WHOLE[verb][1](site))
    notices = len(site.lists.heading(verb).notice)
    assert len(rows) - notices == max(1, len(expected))
    if "编号" in head and "姓名" in head:
        codes = [row[head.index("编号")] for row in rows[: len(expected)]]
        assert codes == [row.person for row in expected]
        assert all(
            site.names.get(str(code)) == row[head.index("姓名")] for code, row in zip(codes, rows, strict=False) if code
        )


@pytest.mark.parametrize("verb", WHOLE)
def test_the_document_is_that_of_the_command_without_names(site: Site, sample: Lists, verb: str) -> None:
    """Rows of the page, redacted as it is; else letter for letter what `--format json` gives."""
    row_type, rows = WHOLE[verb]
    table = sample.table(verb, row_type, tuple(map(site.redaction.value, rows(site))))
    content = site.beside[document_uri(verb)]().decode()
    assert content == (findings_json if verb == "validate" else json_text)(table, words("zh"))
    told = json.loads(content)
    assert len(told["findings" if verb == "validate" else "rows"]) == len(rows(site))
    assert not [name for name in site.names.values() if name in content]


def test_nobody_who_stands_on_no_page_stands_in_a_file() -> None:
    left = person("TT-0001", "示纪〔2026〕1号").replace(
        "helpers: []", "helpers: []\nleft: {on: 2026-06-15, reason: 退休}"
    )
    files: dict[str, str | bytes] = {"people/tt/TT-0001/person.md": left,
                                     "people/tt/TT-0002/person.md": person("TT-0002", "示纪〔2026〕2号"),
                                     "identities/tt.yml": "TT-0001: 示例甲\nTT-0002: 示例乙\n"}  # fmt: skip
    made = Site(lists_of(files, date(2027, 7, 1)), "zh", BUILT, writers=WRITERS)
    planned_pages(made)
    for verb in WHOLE:
        told = str(sheet(made, verb)) + made.beside[document_uri(verb)]().decode()
        assert "TT-0001" not in told
        assert "示例甲" not in told
    assert not [uri for uri in made.beside if uri.endswith(".ics") and b"TT-0001" in made.beside[uri]()]


def test_each_body_helper_and_officer_has_a_calendar_of_exactly_the_duties(site: Site) -> None:
    owners = {Assignee(row.owner) for row in site.due} | {
        Assignee(row.owner, row.assignee) for row in site.due if row.assignee
    }
    assert owners <= set(calendars(site))
    for who in owners:
        read = Calendar.from_ical(site.beside[calendar_uri(who)]())
        confirmed = [each for each in read.walk("VEVENT") if each["STATUS"] == "CONFIRMED"]
        assert len(confirmed) == rows_of_selection(site, who.selection)
        assert len(confirmed) == sum(row.owner == who.body and who.name in {"", row.assignee} for row in site.due)
        assert not [name for name in site.names.values() if name in read.to_ical().decode()]


def test_the_file_of_a_helper_says_no_name() -> None:
    uris = [calendar_uri(Assignee(*who)) for who in (("ja-jw", "王某"), ("ja-jw", "李某"), ("yi-jw", "王某"))]
    assert calendar_uri(Assignee("ja-jw")) == "calendars/ja-jw.ics"
    assert all(re.fullmatch(r"calendars/p\.[0-9a-f]{12}\.ics", uri) for uri in uris)
    assert len(set(uris)) == len(uris)  # of one name in two bodies are two


def test_without_writers_there_are_no_files_and_no_links(sample: Lists) -> None:
    made = Site(sample, "zh", BUILT)
    pages = planned_pages(made)
    assert not [uri for uri in data(made) if uri.endswith((".xlsx", ".ics", "stats.json"))]
    assert ".ics" not in pages["calendar.html"].page().html.partition("hf-closing")[0].partition("<h1>")[2]


def test_both_adapters_ship_the_same_files(site: Site, sample: Lists, tmp_path: Path) -> None:
    write_portal(sample, tmp_path, "zh", BUILT, writers=WRITERS)
    for uri in site.beside:
        assert (tmp_path / uri).read_bytes() == site.beside[uri](), uri


MONTHS = (  # first day, weeks, where the first stands in its week
    (date(2026, 11, 1), 6, 6),
    (date(2027, 2, 1), 4, 0),
    (date(2028, 2, 1), 5, 1),  # a leap year
)


@pytest.mark.parametrize(("first", "weeks", "place"), MONTHS)
def test_a_month_has_each_of_its_days_once(first: date, weeks: int, place: int) -> None:
    made = month(first, {first: 2})
    days = [each for week in made.weeks for each in week if each]
    assert [each.day.day for each in days] == list(range(1, len(days) + 1))
    assert len(made.weeks) == weeks
    assert made.weeks[0][place] == days[0]
    assert days[0].due is not None
    assert days[0].due.address == f"due.html#day={first}"
    assert not [each for each in days[1:] if each.due]


@pytest.fixture(scope="module")
def with_formulas(sample: Lists, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample, where a helper's name begins as formulas do."""
    signs = ("＝A1", "+1", "−2", "@x", "王某")

    class Dangerous(Lists):
        def due(self, within: int | None = None) -> tuple[DueRow, ...]:
            return tuple(replace(row, assignee=signs[at % len(signs)]) for at, row in enumerate(super().due(within)))

    lists = Dangerous(sample.register, sample.policy, DAY, revisions=sample.revisions)
    with pytest.MonkeyPatch.context() as patch:
        folder = build(PortalContents(lists, writers=WRITERS), tmp_path_factory.mktemp("formulas"), "zh", patch)
        yield from served(folder)


@pytest.mark.slow
@pytest.mark.browser
def test_the_chosen_rows_come_as_csv(page: Page, with_formulas: Served) -> None:
    page.goto(f"{with_formulas.url}due.html#overdue&district=ja&sort=-person")
    said, rows = page.locator(".hf-said").inner_text(), page.locator(".hf-list tbody tr[data-in]")
    with page.expect_download() as waiting:
        page.click("[data-csv]")
    assert waiting.value.suggested_filename == "待办清单 2026-11-20.csv"
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(MARK)
    head, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert (
        " ".join(head)
        == "编号 姓名 单位 重点对象 事项 期间 到期日 办理情况 责任单位 责任人 上次联系 理由 依据 下一步 文件"
    )
    count = rows.count()
    chosen, (blank, last, stamp) = lines[:count], lines[count:]
    assert (blank, last) == ([], [said])
    assert "2026-11-20" in stamp[0]
    assert [line[0] for line in chosen] == page.locator(".hf-list tbody .hf-code").all_inner_texts()
    names = {line[head.index("责任人")] for line in chosen}
    assert names <= {"'＝A1", "'+1", "'−2", "'@x", "王某"}
    assert len(names) > 1


@pytest.mark.slow
@pytest.mark.browser
def test_whole_lists_and_calendars_are_linked_and_there(page: Page, with_formulas: Served) -> None:
    for uri, kind in (("due.html", ".xlsx"), ("statistics.html", ".json"), ("eligible.html", ".json"),
                      ("coverage.html", ".xlsx"), ("statistics.html", ".xlsx"),
                      ("forecast.html", ".xlsx"), ("calendar.html", ".ics"), ("units/ja-jw.html", ".ics")):  # fmt: skip
        page.goto(f"{with_formulas.url}{uri}")
        link = page.locator(f'a[download][href$="{kind}"]').first
        with page.expect_download() as waiting:
            link.click()
        assert Path(waiting.value.path()).stat().st_size > 0
        assert waiting.value.suggested_filename.endswith(kind)
