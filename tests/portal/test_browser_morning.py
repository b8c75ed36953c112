"""Morning pages in a browser: whose page it remembers, that it works without, numbers that lead to rows, telephones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.portal.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BODY = "morning/ja-jw.html"
REFUSING = (
    """Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }});"""
)


@pytest.fixture
def fresh(page: Page, sample_site: Served) -> Page:
    """A browser that remembers nobody."""
    page.goto(f"{sample_site.url}morning.html")
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    return page


def test_what_is_clicked_once_opens_first_from_then_on(fresh: Page, sample_site: Served) -> None:
    page = fresh
    page.goto(f"{sample_site.url}morning.html")
    assert page.url.endswith("morning.html")
    page.click("text=甲区纪委监委 >> nth=0")
    page.wait_for_url(f"**/{BODY}")
    page.goto(f"{sample_site.url}index.html")
    link = page.locator(".hf-mine a")
    expect(link).to_have_text("我的晨报：甲区纪委监委")
    link.click()
    page.wait_for_url(f"**/{BODY}")
    page.goto(f"{sample_site.url}due.html")
    page.click("nav >> text=我的晨报")
    page.wait_for_url(f"**/{BODY}")


def test_another_is_chosen_and_the_choice_forgotten(fresh: Page, sample_site: Served) -> None:
    page = fresh
    page.goto(f"{sample_site.url}{BODY}")
    page.click(".hf-mine button")
    expect(page.locator(".hf-mine button")).to_have_attribute("aria-pressed", "true")
    page.click("text=选择地区、机关")
    page.wait_for_url("**/morning.html#choose")
    page.click(".hf-chosen >> text=乙区纪委监委 >> nth=0")
    page.wait_for_url("**/morning/yi-jw.html")
    page.reload()
    page.click(".hf-mine button[aria-pressed=true]")
    page.goto(f"{sample_site.url}morning.html")
    page.wait_for_timeout(100)
    assert page.url.endswith("morning.html")
    page.goto(f"{sample_site.url}index.html")
    assert page.locator(".hf-mine a").count() == 0


@pytest.mark.parametrize(
    "stored",
    [
        "x",
        "[]",
        '{"uri": 1}',
        '{"uri": "javascript:alert(1)", "name": "x"}',
        '{"uri": "//elsewhere.invalid/morning/x.html", "name": "x"}',
        '{"uri": "morning/gone.html", "name": "gone"}',
    ],
)
def test_what_is_remembered_leads_nowhere_but_to_a_page_that_is_there(
    fresh: Page, sample_site: Served, stored: str
) -> None:
    page = fresh
    page.goto(f"{sample_site.url}morning.html")
    page.evaluate(
        "text => localStorage.setItem('huifang.morning ' + new URL('.', location.href).pathname, text)", stored
    )
    page.goto(f"{sample_site.url}index.html")
    page.goto(f"{sample_site.url}morning.html")
    page.wait_for_timeout(100)
    assert page.url == f"{sample_site.url}morning.html"


def test_where_nothing_may_be_remembered_the_links_work(browser: Browser, sample_site: Served) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script(REFUSING)
    page.goto(f"{sample_site.url}morning.html")
    page.click(".hf-chosen >> text=甲区纪委监委 >> nth=0")
    page.wait_for_url(f"**/{BODY}")
    assert page.locator(".hf-mine button").count() == 0
    assert set(wrong) <= {"no"}  # the theme asks for the colours that were chosen, and is told the same
    page.close()


def test_from_a_folder_and_without_scripts_the_pages_are_the_same(browser: Browser, sample_site: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sample_site.folder / "morning.html").as_uri())
    page.click(".hf-chosen >> text=甲区纪委监委 >> nth=0")
    assert page.url.endswith(BODY)
    assert page.locator(".hf-block").count() == 7
    context.close()


@pytest.mark.parametrize("uri", ["index.html", BODY, "morning/d.ja.html", "leader.html", "morning.html"])
def test_on_a_telephone_nothing_is_outside(browser: Browser, sample_site: Served, uri: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{sample_site.url}{uri}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.documentElement.scrollHeight") < 20 * 844
    page.close()


def test_the_blocks_stand_in_the_order_of_the_morning(page: Page, sample_site: Served) -> None:
    page.goto(f"{sample_site.url}{BODY}")
    names = page.locator(".hf-block, #changed").evaluate_all("all => all.map(each => each.id)")
    assert names == ["new", "today", "week", "papers", "freed", "soon", "gap", "changed"]
