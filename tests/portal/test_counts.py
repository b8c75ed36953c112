"""A number and the rows it leads to are the same; parts add up to the whole; on a register with every status."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

import pytest

from huifang.lists import DueRow, Lists
from huifang.lists.due import ORDER, in_order
from huifang.policy import words_of
from huifang.portal.districtlines import OF_A_DISTRICT, district_line, districts
from huifang.portal.facets import FACETS_OF, facets_of, rows_of_selection, selected
from huifang.portal.listed import Listed
from huifang.portal.listkinds import DUE_LIST, KINDS, ListKind
from huifang.portal.page import Page as MadePage
from huifang.portal.render import planned_pages, render
from huifang.portal.selection import DUE, NONE, Selection
from huifang.portal.site import Site
from huifang.portal.view import View
from huifang.register import load
from tests.portal.conftest import BUILT, DAY, REVISIONS, build, served
from tests.sound import SAMPLE, MemoryTree, sample_policy

if TYPE_CHECKING:
    from playwright.sync_api import Page

PUT_OFF = """\
deferrals:
  - {duty: feedback, from: 2026-11-01, until: 2026-12-31, reason: 病休, approved_by: ja-jw, approved_on: 2026-11-01}
informed_on"""
PERSON = "people/ja/JA-0012/person.md"
DUE_TABS = [Selection(DUE, tab) for tab in ("", *DUE_LIST.tabs)]


class EveryStatus(Site):
    """The sample as if each of its duties stood in every status, and one row nobody knows the district of."""

    @cached_property
    def due(self) -> tuple[DueRow, ...]:
        rows = self.lists.due()
        made = [
            replace(row, status=status.value, due_on=row.due_on, days_overdue=91) for row in rows for status in ORDER
        ]
        return in_order([*made, replace(made[0], person=None, district=None, unit=None, assignee=None)])


@pytest.fixture(scope="module")
def lists() -> Lists:
    """The sample, with a paper put off."""
    policy = sample_policy()
    files: dict[str, str | bytes] = {e.path: SAMPLE.read(e.path) for e in SAMPLE.entries() if e.kind == "file"}
    text = files[PERSON].decode()  # type: ignore[union-attr] # bytes
    assert "informed_on" in text
    files[PERSON] = text.replace("informed_on", PUT_OFF, 1)
    return Lists(load([MemoryTree(files)], words_of(policy)), policy, DAY, revisions=REVISIONS)


@pytest.fixture(scope="module")
def pages(lists: Lists) -> dict[str, MadePage]:
    return {page.uri: page for page in render(lists, "zh", BUILT)}


@pytest.fixture(scope="module")
def site(lists: Lists) -> Site:
    made = EveryStatus(lists, "zh", BUILT)
    planned_pages(made)
    return made


def test_every_duty_has_every_status(site: Site) -> None:
    duties = {row.duty for row in site.due}
    assert {(row.duty, row.status) for row in site.due} == {(duty, status.value) for duty in duties for status in ORDER}
    assert duties == set(site.lists.policy.labels["duty"])


@pytest.mark.parametrize("selection", DUE_TABS, ids=lambda each: each.tab or "all")
@pytest.mark.parametrize("by", DUE_LIST.filters)
def test_the_parts_of_a_number_add_up_to_it(site: Site, selection: Selection, by: str) -> None:
    values = {each.values[by] for each in facets_of(site, selection.page)}
    parts = [rows_of_selection(site, selection.of(by, value)) for value in values]
    assert sum(parts) == rows_of_selection(site, selection) == len(selected(site, selection))
    assert rows_of_selection(site, selection) > 0


@pytest.mark.parametrize("name", OF_A_DISTRICT)
def test_the_lines_of_districts_add_up_to_the_list(site: Site, name: str) -> None:
    lines = [district_line(site, district) for district in districts(site)]
    assert sum(rows_of_selection(site, line.numbers[name]) for line in lines) == rows_of_selection(
        site, OF_A_DISTRICT[name]
    )


def test_a_row_of_no_district_has_a_line(site: Site) -> None:
    assert [district_line(site, each).district for each in districts(site)][-1] is None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_tab_counts_what_its_selection_holds(site: Site, kind: ListKind) -> None:
    rows, _ = FACETS_OF[kind.page]
    listed = Listed(View(site, kind.page), kind, rows(site))
    assert {each.name: each.rows for each in listed.tabs} == {
        tab: n for tab in kind.tabs if (n := rows_of_selection(site, Selection(kind.page, tab)))
    }
    assert sum(every for _, every in listed.heads.values()) in {0, len(listed.rows)}


def test_an_address_says_tab_and_values() -> None:
    selection = Selection("due.html", "overdue").of("district", "ja").of("assignee", "示例 & 某")
    assert selection.address == "due.html#overdue&district=ja&assignee=示例%20%26%20某"
    assert Selection("due.html").of("district", NONE).address == "due.html#district=-"


class Numbers(HTMLParser):
    """The numbers of a page that lead to rows: where, and how many; and cells of numbers that lead nowhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, int]] = []
        self.bare: list[tuple[str, int]] = []
        self._n = self._cell = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "td":
            self._cell = given.get("data-label", "?") if "hf-n" in given.get("class", "").split() else ""
        if tag == "a" and given.get("class") == "hf-number":
            self._cell, self._n = "", given["data-n"]
            self.found.append((given["href"], int(self._n)))
        if not EXPLAINED.keys().isdisjoint(given.get("class", "").split()):
            self._cell = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._cell = ""
        if tag == "a":
            assert not self._n, "the reader sees another number"

    def handle_data(self, data: str) -> None:
        numbers = re.findall(r"\d+", data)
        if self._n in numbers:
            self._n = ""
        elif self._cell and numbers and int(numbers[0]):
            self.bare.append((self._cell, int(numbers[0])))


NOT_ROWS = {  # cells whose number counts no rows of a list, by page: why
    "coverage.html": {"应访", "还差", "覆盖率"},  # asked for by the quota, not people by name
    "leader.html": {"本年应办", "已办", "其中迟办", "?"},  # of the year, done too; month ends have pages
}
EXPLAINED = {  # the class of a number that has no rows -> the sentence that says why, on the same page
    "hf-average": "平均天数按本年首次被回访的人员计算",
    "hf-away": "“+n”是保留期已过、不再显示的人员，仍在统计之内",
    "hf-restricted": "反映的问题和建议属于限制知悉内容，不列明细",
}
COVERAGE_COPIES = ("index.html", "coverage/", "districts/", "units/")
SMALL = re.compile(r"少于 \d+")  # a unit with few people: the number is the limit below which none is shown


def test_every_number_of_a_table_leads_somewhere_or_counts_no_rows(pages: dict[str, MadePage]) -> None:
    bare = {}
    for uri, page in pages.items():
        allowed = NOT_ROWS.get(uri, set()) | (NOT_ROWS["coverage.html"] if uri.startswith(COVERAGE_COPIES) else set())
        bare[uri] = {label for label, _ in Numbers(SMALL.sub("", page.html)).bare} - allowed
    assert not {uri: labels for uri, labels in bare.items() if labels}


DRAWN = re.compile(r"<span>(?:([^<]*) )?<b>(.*?)</b>")  # a number beside a bar, with its words
COMPUTED = {"应访", "还差", "每月须回访"}  # by the quota: the page says of what, and nobody stands behind them by name


def test_every_number_beside_a_bar_leads_to_its_rows_or_is_computed(pages: dict[str, MadePage]) -> None:
    found = [(uri, *drawn) for uri, page in pages.items() for drawn in DRAWN.findall(page.html)]
    bare = {words for _, words, number in found if "hf-number" not in number and "hf-away" not in number}
    assert {uri for uri, *_ in found} >= {"statistics.html", "forecast.html", "coverage.html", "talks.html"}
    assert bare == COMPUTED


def test_a_number_without_rows_says_why(pages: dict[str, MadePage]) -> None:
    found = {name: [page for page in pages.values() if re.search(rf'[" ]{name}"', page.html)] for name in EXPLAINED}
    assert all(found.values())
    for name, mine in found.items():
        assert all(EXPLAINED[name] in page.html for page in mine), name


COUNT = """async () => {
  await new Promise((done) => setTimeout(done));  // where only the anchor is new the lists follow in the next turn
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return Array.from(document.querySelectorAll(".hf-list")[0].querySelectorAll("tbody tr[data-in]")).filter(
    (row) => row.offsetParent !== null).length;
  const hidden = Array.from(place.querySelectorAll("[data-hidden]")).map((each) => Number(each.dataset.hidden));
  const items = place.querySelectorAll(".hf-item").length || place.querySelectorAll("tbody tr:not(.hf-group)").length;
  return items + hidden.reduce((sum, each) => sum + each, 0);
}"""


def numbers_of(pages: dict[str, MadePage]) -> dict[str, dict[int, str]]:
    """Every number of every page that leads to rows: where, how many, and a page that says so."""
    found: dict[str, dict[int, str]] = {}
    for uri, page in pages.items():
        for href, n in Numbers(page.html).found:
            found.setdefault(normpath(join(dirname(uri), href)) if href[0] != "#" else uri + href, {})[n] = uri
    return found


def test_no_two_pages_say_different_numbers_of_the_same_rows(pages: dict[str, MadePage]) -> None:
    numbers = numbers_of(pages)
    assert not {address: said for address, said in numbers.items() if len(said) > 1}
    assert {uri.partition("/")[0] for said in numbers.values() for uri in said.values()} >= {
        "index.html", "people.html", "ending.html", "checks.html", "districts", "units"
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.browser
def test_each_number_of_each_page_leads_to_its_rows(
    pages: dict[str, MadePage], lists: Lists, page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = served(build(lists, tmp_path_factory.mktemp("counts"), "zh", patch))
        url = next(shown).url
        for address, said in sorted(numbers_of(pages).items()):
            page.goto(url + address)
            page.wait_for_load_state()
            (number,) = said
            assert page.evaluate(COUNT) == number, (address, said)
