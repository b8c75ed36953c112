"""Lists on paper: they lie across, nothing stands outside the sheet, eight sheets a hundred rows at most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.portal.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")
BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
ROWS = "document.querySelectorAll('.hf-table tbody tr:not(.hf-group)').length"
MOST = 8  # sheets a hundred rows
HEADS = 2  # sheets for what is not a row: title, sentences, closing
ACROSS = 1062  # pixels of a sheet that lies across, without its margins
UPRIGHT = 703
OUTSIDE = """(width) => Array.from(document.querySelectorAll('.hf *')).filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && box.height && box.right > width + 1;
}).map(each => each.outerHTML.slice(0, 80)).slice(0, 3)"""
LISTS = ("due", "eligible", "ending", "people", "talks", "districts/ja", "units/ja-jw", "health", "counted/visited")
OTHERS = ("index", "people/SJ-0001", "answer/SJ-0001", "morning", "coverage")
FIGURES = ("statistics", "forecast", "leader")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_lies_across_and_takes_few_sheets(browser: Browser, sample_site: Served, name: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{sample_site.url}{name}.html")
    rows = page.evaluate(ROWS)
    made = page.pdf(prefer_css_page_size=True)
    page.close()
    assert {float(width) > float(height) for width, height in BOX.findall(made)} == {True}
    assert len(SHEET.findall(made)) <= -(-rows * MOST // 100) + (HEADS if rows < 50 else 0)


@pytest.mark.parametrize(
    ("name", "width"), [*((each, ACROSS) for each in (*LISTS, *FIGURES)), *((each, UPRIGHT) for each in OTHERS)]
)
def test_nothing_stands_outside_the_sheet(browser: Browser, sample_site: Served, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(f"{sample_site.url}{name}.html")
    page.emulate_media(media="print")
    found = page.evaluate(OUTSIDE, width)
    page.close()
    assert found == []


def test_paper_is_light_and_repeats_its_heads(browser: Browser, sample_site: Served) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{sample_site.url}due.html")
    page.emulate_media(media="print")
    shown = page.evaluate("""() => [getComputedStyle(document.body).backgroundColor,
        getComputedStyle(document.querySelector('.hf-table thead')).display,
        getComputedStyle(document.querySelector('.hf-table thead th button')).display,
        getComputedStyle(document.documentElement).getPropertyValue('--hf-text').trim()]""")
    page.close()
    assert shown[1:] == ["table-header-group", "contents", "#111"]
