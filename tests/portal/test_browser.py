"""The portal in a browser: filters, numbers, no foreign request, nothing refused by the policy of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.portal.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZES = ((1366, 768), (390, 844))
KINDS = ("index", "due", "eligible", "ending", "people", "coverage", "forecast", "statistics", "health", "findings",
         "policy", "sources", "talks", "ahead",
         "checks", "format")  # fmt: skip
PAGES = (*(f"{kind}.html" for kind in KINDS), "people/SJ-0001.html", "answer/SJ-0001.html", "units/ja-jw.html",
         "districts/ja.html", "counted/visited.html", "statistics/measure.html", "handbook/index.html",
         "404.html")  # fmt: skip


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
    check = (link.get_attribute("href") or "").partition("#")[2]
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
    page.locator("details summary").first.click()
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
    assert page.locator(".hf-search").is_hidden()
    assert page.locator(".hf-banner").is_visible()
    assert page.locator("tbody tr[data-in] td").first.is_visible()
    page.emulate_media(media="screen")
