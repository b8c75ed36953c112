"""The pages of the past in a browser, on a demonstration with years of history."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.portal.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZES = ((1366, 768), (390, 844))
PAGES = ("index.html", "changes.html", "changes/2026-06.html", "editors.html", "month-ends.html",
         "month-ends/2026-06.html", "since.html", "audit.html")  # fmt: skip


@pytest.mark.parametrize("uri", PAGES)
def test_no_page_breaks_its_policy_or_asks_elsewhere(page: Page, past_site: Served, uri: str) -> None:
    page.goto(f"{past_site.url}{uri}")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_page_is_wider_than_the_screen(browser: Browser, past_site: Served, width: int, height: int) -> None:
    made = browser.new_page(viewport={"width": width, "height": height})
    wide = []
    for uri in PAGES:
        made.goto(f"{past_site.url}{uri}")
        for summary in made.locator("summary").all()[:20]:
            summary.click()
        if made.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(uri)
    made.close()
    assert not wide


def test_from_a_row_to_the_commit_that_made_it_so(page: Page, past_site: Served) -> None:
    """From a month's end over a cause to the change itself, its field and its author."""
    page.goto(f"{past_site.url}month-ends.html")
    page.locator("tbody a").first.click()
    page.wait_for_url("**/month-ends/*.html")
    cause = page.locator("#differing table a[href*='changes/']").first
    author = cause.inner_text().split(" ", 1)[1]
    cause.click()
    page.wait_for_url(re.compile(r"/changes/\d{4}-\d{2}\.html#c-"))
    section = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert author in section.inner_text()
    assert section.locator("tbody tr").count() > 0


def test_the_home_page_tells_what_changed(page: Page, past_site: Served) -> None:
    """As many items as the number says."""
    page.goto(f"{past_site.url}index.html")
    number = page.locator("#changed h2 a[data-n]").get_attribute("data-n")
    assert number is not None
    assert page.locator("#changed .hf-item").count() == int(number) > 0


def test_a_check_leads_to_what_it_found(page: Page, past_site: Served) -> None:
    page.goto(f"{past_site.url}audit.html")
    link = page.locator("a[href='#record-deleted']")
    link.click()
    heading = page.locator("#record-deleted")
    assert heading.is_visible()
    found = page.locator("#record-deleted + details")
    found.locator("summary").click()
    count = re.search(r"\d+", found.locator("summary").inner_text())
    assert count is not None
    assert found.locator("tbody tr").count() == int(count[0])


def test_a_person_of_the_audit_leads_to_what_was_found_and_done(page: Page, past_site: Served) -> None:
    """From the count of a person to as many findings on the person's page, and to what commits did to the rows."""
    page.goto(f"{past_site.url}audit.html")
    link = page.locator("#by-person + table a[href$='#audit']").first
    count = re.search(r"\d+", link.inner_text())
    link.click()
    page.wait_for_url("**/people/*.html#audit")
    found = page.locator("#audit + details")
    found.locator("summary").click()
    assert count is not None
    assert found.locator("tbody tr").count() == int(count[0])
    found.locator("a[href*='audit.html#']").first.click()
    page.wait_for_url("**/audit.html#*")
    assert page.locator(f"[id='{page.url.partition('#')[2]}']").is_visible()
    page.go_back()
    done = page.locator("#effects + details")
    done.locator("summary").click()
    rows = done.locator("section tbody tr")
    assert rows.count() > 0
    assert all(row.locator("td").count() == 3 for row in rows.all()[:20])


def test_editors_sort_by_what_they_changed(page: Page, past_site: Served) -> None:
    page.goto(f"{past_site.url}editors.html")
    page.locator("th[data-sort=number] button").first.click()
    values = [int(text) for text in page.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert values == sorted(values)
    assert len(values) > 50
