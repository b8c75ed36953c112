"""Lists: state in the address, groups that sorting keeps, one row a person, more rows than a page holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from huifang.lists import Lists
from huifang.portal.listed import FIRST, Listed, rest_uri
from huifang.portal.listkinds import DUE_LIST, KINDS, ListKind
from huifang.portal.render import planned_pages
from huifang.portal.site import Site
from huifang.portal.view import View
from tests.portal.conftest import BUILT, Served, taken

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

browsing = [pytest.mark.browser, pytest.mark.slow]
ROWS = ".hf-list tbody tr[data-in]"


def shown(page: Page) -> int:
    return page.locator(f"{ROWS}:visible").count()


def heads(page: Page) -> list[str]:
    return page.locator(".hf-list tr.hf-group").all_inner_texts()


@pytest.fixture(scope="module")
def large(named: Lists) -> Site:
    made = Site(named, "zh", BUILT)
    planned_pages(made)
    return made


def test_the_file_and_the_numbered_pages_have_every_row_behind_the_first(large: Site) -> None:
    planned = planned_pages(large)
    rows = len(large.due)
    assert rows > 2 * FIRST
    rest = taken(large.beside[rest_uri(DUE_LIST.page, DUE_LIST)]())
    assert rest["by"] == list(DUE_LIST.filters)
    assert len(rest["rows"]) == rows - FIRST
    pages = [planned[uri].page().html for uri in Listed(View(large, "due.html"), DUE_LIST, large.due).pages]
    counts = [html.count("<tr data-in=") for html in pages]
    assert sum(counts) == rows
    assert max(counts) == FIRST
    for *_, cells in rest["rows"]:
        assert sum(cells in html for html in pages[1:]) >= 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_the_address_may_name_is_no_name_of_something_else(kind: ListKind) -> None:
    """A tab is told from a filter, and a filter from what else an address holds."""
    assert not {*kind.filters} & {"with", "sort", "one", *kind.tabs}
    assert all(re.fullmatch(r"[a-z_]+", name) for name in (*kind.filters, *kind.tabs))


class TestInABrowser:
    pytestmark = browsing

    def test_what_is_chosen_survives_reload_back_and_a_sent_link(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}due.html")
        page.click("[data-tab=overdue]")
        page.select_option("select[data-by=district]", "ja")
        page.locator("th[data-name=person] button").click()
        page.locator("th[data-name=person] button").click()
        rows = page.locator(ROWS).all_inner_texts()
        said = page.locator(".hf-said").inner_text()
        assert page.url.endswith("due.html#overdue&district=ja&sort=-person")
        assert "按编号、姓名倒序（各组之内）" in said
        for again in ("reload", "a sent link"):
            page.reload() if again == "reload" else page.goto(page.url)
            assert page.locator(ROWS).all_inner_texts() == rows
        page.locator(f"{ROWS} a").first.click()
        page.wait_for_url("**/people/*.html")
        page.go_back()
        expect(page.locator(".hf-said")).to_have_text(said)
        assert page.locator(ROWS).all_inner_texts() == rows
        assert page.locator("select[data-by=district]").input_value() == "ja"
        assert page.locator("[data-tab=overdue]").get_attribute("aria-pressed") == "true"

    def test_two_lists_of_a_page_have_each_their_part_of_the_address(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}districts/ja.html")
        page.click("[data-list=due] [data-tab=overdue]")
        page.click("[data-list=eligible] [data-tab=in_period]")
        assert page.url.endswith("#overdue&eligible:in_period")
        counts = [page.locator(f"[data-list={name}] tbody tr[data-in]").count() for name in ("due", "eligible")]
        page.reload()
        assert [page.locator(f"[data-list={name}] tbody tr[data-in]").count() for name in ("due", "eligible")] == counts
        page.click("[data-list=due] [data-tab='']")
        assert page.url.endswith("#eligible:in_period")

    def test_sorting_keeps_the_groups_and_leads_back(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}due.html")
        before, rows = heads(page), page.locator(ROWS).all_inner_texts()
        button = page.locator("th[data-name=due] button")
        button.click()
        button.click()
        assert heads(page) == before
        assert page.locator(ROWS).all_inner_texts() != rows
        button.click()
        assert (heads(page), page.locator(ROWS).all_inner_texts()) == (before, rows)
        assert "#" not in page.url

    def test_a_group_counts_what_stands_below_it(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}due.html#district=ja")
        counts = page.evaluate(
            """() => { const found = []; document.querySelectorAll(".hf-list tbody tr").forEach((row) => {
                 if (row.matches(".hf-group")) found.push([Number(/\\d+(?=\\D*$)/.exec(row.innerText)[0]), 0]);
                 else found[found.length - 1][1] += 1; }); return found; }"""
        )
        assert len(counts) > 1
        assert all(said == below for said, below in counts)

    def test_one_row_a_person_opens_on_demand(self, page: Page, sample_site: Served) -> None:
        page.goto(f"{sample_site.url}due.html")
        every = shown(page)
        page.check("[data-one]")
        folded, more = shown(page), [int(text[1:]) for text in page.locator(".hf-plus").all_inner_texts()]
        assert folded + sum(more) == every
        assert page.url.endswith("#one=1")
        page.locator(".hf-plus").first.click()
        assert shown(page) == folded + more[0]
        assert "一人一行" in page.locator(".hf-said").inner_text()

    def test_rows_behind_the_first_come_when_they_are_wanted(self, page: Page, named_site: Served, large: Site) -> None:
        page.goto(f"{named_site.url}due.html")
        assert shown(page) == FIRST
        assert page.locator(".hf-pages").first.is_hidden()
        page.click(".hf-show-more")
        expect(page.locator(ROWS)).to_have_count(2 * FIRST)
        page.fill("[data-with]", "TT-0051")
        mine = sum(row.person == "TT-0051" for row in large.due)
        expect(page.locator(ROWS)).to_have_count(mine)
        assert f"共 {len(large.due)} 行，显示 {mine} 行" in page.locator(".hf-said").inner_text()
        page.wait_for_function("location.hash === '#with=TT-0051'")

    def test_a_telephone_gets_more_on_demand(self, browser: Browser, named_site: Served) -> None:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{named_site.url}due.html")
        first = shown(page)
        assert 0 < first < FIRST
        assert page.evaluate("document.documentElement.scrollHeight") < 20 * 844
        page.click(".hf-show-more")
        assert shown(page) == 2 * first
        page.close()

    def test_from_a_folder_the_rows_behind_the_first_come_too(
        self, browser: Browser, named_site: Served, large: Site
    ) -> None:
        page = browser.new_page()
        page.goto((named_site.folder / "due.html").as_uri())
        page.fill("[data-with]", "TT-0051")
        expect(page.locator(ROWS)).to_have_count(sum(row.person == "TT-0051" for row in large.due))
        page.close()

    @pytest.mark.parametrize("scripts", [True, False])
    def test_without_scripts_or_the_file_the_rest_stands_on_numbered_pages(
        self, browser: Browser, named_site: Served, large: Site, *, scripts: bool
    ) -> None:
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.route("**/due.js", lambda route: route.abort())
        page.goto(f"{named_site.url}due.html{'#overdue' if scripts else ''}")
        if scripts:
            expect(page.locator(".hf-said")).to_contain_text("请看下方分页")
            page.click("[data-tab='']")
        total = shown(page)
        others = page.locator(".hf-pages").first.locator("a").evaluate_all("all => all.map(each => each.href)")
        for uri in others:
            page.goto(uri)
            total += shown(page)
        assert total == len(large.due)
        context.close()
