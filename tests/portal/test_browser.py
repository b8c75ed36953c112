"""The portal in a browser: look-up, search, filters, no foreign request, nothing refused by the policy of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.portal.conftest import NAMES, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZES = ((1366, 768), (390, 844))
KINDS = ("index", "due", "eligible", "ending", "people", "coverage", "forecast", "statistics", "health", "findings",
         "policy", "talks", "ahead",
         "checks", "format")  # fmt: skip
PAGES = (*(f"{kind}.html" for kind in KINDS), "people/SJ-0001.html", "answer/SJ-0001.html", "units/ja-jw.html",
         "districts/ja.html", "counted/visited.html", "statistics/measure.html", "handbook/index.html",
         "404.html")  # fmt: skip


def looked_up(page: Page, text: str) -> list[str]:
    """What the look-up offers for a text."""
    page.fill("#hf-q", text)
    page.wait_for_selector("#hf-hits:not([hidden]) li")
    return page.locator("#hf-hits li[role=option]").all_inner_texts()


def test_everybody_is_found_by_the_whole_name(page: Page, named_site: Served) -> None:
    assert len(NAMES) >= 50
    page.goto(f"{named_site.url}index.html")
    for number, name in enumerate(NAMES, 1):
        hits = looked_up(page, name)
        assert hits, name
        assert hits[0].startswith(f"TT-{number:04} {name}"), (name, hits)
        assert all(name in hit for hit in hits), (name, hits)


PARTS = (  # what somebody types, and who must be offered: exactly those whose name or data holds it
    ("甲买提", [name for name in NAMES if "甲买提" in name]),
    ("·", [name for name in NAMES if "·" in name]),
    ("示例・乙", ["示例·乙买提"]),  # another middle dot
    ("𠮷", [name for name in NAMES if "𠮷" in name]),
    ("㛃", ["例㛃"]),
    ("TT-0003", [NAMES[2]]),
    ("tt-0003", [NAMES[2]]),
    ("TT-0003", [NAMES[2]]),  # full width
    ("tt0003", [NAMES[2]]),  # without the hyphen
    ("TT–0003", [NAMES[2]]),  # another hyphen
    ("〔2026〕105号", [NAMES[5]]),
    ("[2026]105", [NAMES[5]]),  # other brackets
    ("示纪（2026）105", [NAMES[5]]),
    ("示例 买提 丙", ["示例·丙买提"]),  # several words: all of them
    ("买示", ["买示例"]),
)


@pytest.mark.parametrize(("typed", "names"), PARTS)
def test_parts_find_exactly_who_holds_them(page: Page, named_site: Served, typed: str, names: list[str]) -> None:
    page.goto(f"{named_site.url}policy.html")
    offered = looked_up(page, typed)
    found = [re.sub(r"^TT-\d{4} |示例区档案局$", "", hit).strip() for hit in offered]
    assert sorted(found) == sorted(names)


def test_a_unit_finds_its_people(page: Page, named_site: Served) -> None:
    page.goto(f"{named_site.url}index.html")
    assert len(looked_up(page, "示例区档案局")) == 30  # and a line that says there are more
    assert page.locator("#hf-hits li").count() == 31


def test_the_keyboard_is_enough(page: Page, named_site: Served) -> None:
    page.goto(f"{named_site.url}index.html")
    looked_up(page, "买提")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#hf-hits li[aria-selected=true]").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/*.html")
    assert page.locator("h1").inner_text().split()[0] == chosen.split()[0]


def test_escape_closes_and_nobody_is_said(page: Page, named_site: Served) -> None:
    page.goto(f"{named_site.url}index.html")
    assert looked_up(page, "无此人") == []
    assert page.locator("#hf-hits li").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#hf-hits").is_hidden()


SEARCHED = (  # a query in the theme's search, and the page that must come
    ("影响期", "handbook/"),
    ("甲区档案局", "units/ja-archive.html"),
    ("派驻第一", "units/ja-pz1.html"),
    ("公务员法", "policy.html"),
    ("谈心谈话", "handbook/"),
)


@pytest.mark.parametrize(("typed", "expected"), SEARCHED)
def test_the_theme_search_finds_chinese(page: Page, sample_site: Served, typed: str, expected: str) -> None:
    page.goto(f"{sample_site.url}index.html")
    page.fill(".md-search__input", typed)
    page.keyboard.press("Space")  # the theme listens to keys
    page.wait_for_selector(".md-search-result__item a", timeout=15_000)
    links = page.eval_on_selector_all(".md-search-result__link", "all => all.map(each => each.href)")
    assert any(expected in link for link in links[:8]), links  # two pages of rules speak of each word


@pytest.mark.parametrize("uri", PAGES)
def test_no_page_breaks_its_policy_or_asks_elsewhere(page: Page, sample_site: Served, uri: str) -> None:
    """The window of the test fails on any foreign request, refused script or error."""
    page.goto(f"{sample_site.url}{uri}")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_page_is_wider_than_the_screen(browser: Browser, sample_site: Served, width: int, height: int) -> None:
    made = browser.new_page(viewport={"width": width, "height": height})
    wide = []
    for uri in PAGES:
        made.goto(f"{sample_site.url}{uri}")
        if made.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(uri)
    made.close()
    assert not wide


def test_a_tab_shows_what_it_counts(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}due.html")
    for tab in page.locator("[data-tab]").all()[1:]:
        tab.click()
        (count, *_) = map(int, re.findall(r"\d+", tab.inner_text()))
        assert page.locator("tbody tr[data-in]:visible").count() == count


def test_a_number_on_the_home_page_leads_to_the_rows_it_counts(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}index.html")
    link = page.locator('.hf-strip a[href="due.html#overdue"]')
    count = int(link.locator("b").inner_text())
    link.click()
    page.wait_for_url("**/due.html#overdue")
    assert page.locator("tbody tr[data-in]:visible").count() == count


def test_a_gap_leads_to_its_check(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}health.html")
    link = page.locator("#gaps a[href^='checks.html#']").first
    check = link.inner_text()
    link.click()
    page.wait_for_url(f"**/checks.html#{check}")
    assert page.locator(f"tr[id='{check}']").is_visible()


def test_filters_are_told_as_a_sentence(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}due.html")
    every = page.locator("tbody tr[data-in]").count()
    page.select_option("select[data-by=district]", "ja")
    shown = page.locator("tbody tr[data-in]:visible").count()
    said = page.locator(".hf-said").inner_text()
    assert 0 < shown < every
    assert str(shown) in said
    assert str(every) in said
    assert "甲区" in said


def test_days_sort_as_days_and_unknown_comes_last(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}eligible.html")
    for _ in range(2):
        page.locator("th[data-sort=day] button").first.click()
        days = page.locator("tbody td:nth-child(4)").all_inner_texts()
        known = [day[:10] for day in days if not day.startswith("—")]
        assert known in (sorted(known), sorted(known, reverse=True))
        assert not any(day.startswith("—") for day in days[: len(known)])


def test_numbers_sort_as_numbers(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}coverage.html")
    page.locator("th[data-sort=number] button").first.click()
    values = [int(text) for text in page.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert values == sorted(values)


def test_without_scripts_every_row_stands(browser: Browser, sample_site: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    made = context.new_page()
    made.goto(f"{sample_site.url}due.html")
    rows = made.locator("tbody tr[data-in]")
    assert rows.count() > 0
    assert made.locator("tbody tr[data-in]:visible").count() == rows.count()
    assert made.locator(".hf-tools").first.is_hidden()
    context.close()


def test_paper_keeps_reasons_and_drops_controls(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}due.html")
    page.emulate_media(media="print")
    assert page.locator(".hf-tools").first.is_hidden()
    assert page.locator(".hf-lookup").is_hidden()
    assert page.locator(".hf-banner").is_visible()
    assert page.locator("tbody tr[data-in] td").first.is_visible()
    page.emulate_media(media="screen")
