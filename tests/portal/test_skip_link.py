"""The first key leads past the navigation: on pages of both adapters, on the handbook's, and where there is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from huifang.portal.folder import write_portal
from tests.portal.conftest import BUILT, Served, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from huifang.lists import Lists

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = ("index.html", "due.html", "people/SJ-0001.html", "statistics/measure.html", "morning.html")
BY_MKDOCS = (*PAGES, "handbook/index.html", "handbook/edit.html")
INSIDE = "document.activeElement.closest('article') !== null"


@pytest.fixture(scope="module")
def plain_site(sample: Lists, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample as the adapter without MkDocs writes it."""
    folder = tmp_path_factory.mktemp("plain")
    write_portal(sample, folder, "zh", BUILT)
    (folder / "favicon.ico").write_bytes(b"")  # a browser asks a server for it
    yield from served(folder)


def skip(page: Page, url: str) -> None:
    """Tab to the link, follow it by Enter."""
    page.goto(url)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert (link.get_attribute("href") or "").startswith("#")
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0"), "it cannot be seen"
    assert not page.evaluate(INSIDE)
    page.keyboard.press("Enter")
    page.locator("article :focus").wait_for(state="attached")  # no longer on the link: a voice reads on from here
    page.keyboard.press("Tab")
    assert page.evaluate(INSIDE), "the next key leads out of the content"


@pytest.mark.parametrize("uri", BY_MKDOCS)
def test_it_leads_to_the_content(page: Page, sample_site: Served, uri: str) -> None:
    skip(page, f"{sample_site.url}{uri}")


@pytest.mark.parametrize("uri", PAGES)
def test_so_it_does_without_mkdocs(page: Page, plain_site: Served, uri: str) -> None:
    skip(page, f"{plain_site.url}{uri}")
