"""Every kind of page for everybody: axe finds nothing serious, light and dark, on a screen and on a telephone."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from tests.portal.test_browser import PAGES, SIZES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.portal.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
SERIOUS = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.filter(
    each => ['serious', 'critical'].includes(each.impact)).map(each => each.id + ': ' + each.nodes[0].html))"""
SCHEMES = ("light", "dark")
DEEPER = ("morning.html", "leader.html", "calendar.html", "editors.html", "register.html", "handbook/browse.html")
COLOURS = """() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector(
    '.hf-empty, .hf-closing, .hf h1')).color]"""


def opened(browser: Browser, size: tuple[int, int], scheme: str) -> Page:
    """A window of a size for somebody whose system prefers a scheme; the policy of pages would refuse axe."""
    viewport = {"width": size[0], "height": size[1]}
    return browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True).new_page()  # type: ignore[arg-type]


def serious(page: Page) -> list[str]:
    """What axe finds on the page as it is."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(SERIOUS)
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_nothing_serious_on_any_kind_of_page(
    browser: Browser, sample_site: Served, size: tuple[int, int], scheme: str
) -> None:
    page = opened(browser, size, scheme)
    found = {}
    for uri in (*PAGES, *(uri for uri in DEEPER if (sample_site.folder / uri).exists())):
        page.goto(f"{sample_site.url}{uri}")
        if wrong := serious(page):
            found[uri] = wrong
    page.context.close()
    assert found == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_nothing_serious_with_the_search_open(
    browser: Browser, sample_site: Served, size: tuple[int, int], scheme: str
) -> None:
    page = opened(browser, size, scheme)
    page.goto(f"{sample_site.url}index.html")
    page.keyboard.press("/")
    page.keyboard.type("甲")
    page.wait_for_selector("[role=option]")
    found = serious(page)
    page.context.close()
    assert found == []


def test_the_system_says_which_scheme_and_the_button_changes_it(browser: Browser, sample_site: Served) -> None:
    page = opened(browser, SIZES[0], "dark")
    page.goto(f"{sample_site.url}index.html")
    dark = page.evaluate(COLOURS)
    page.locator("label[for^=__palette]:visible").click()
    page.wait_for_function("document.body.getAttribute('data-md-color-scheme') == 'default'")
    light = page.evaluate(COLOURS)
    page.goto(f"{sample_site.url}due.html")
    kept = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    page.context.close()
    assert dark[0] != light[0]
    assert dark[1] != light[1]
    assert kept == "default"
