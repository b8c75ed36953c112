"""The report of an evidence pack in a browser: it asks for nothing, fits the screen, and prints on A4."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from huifang.commands.main import main
from tests.history.repositories import VISIT, VISIT_PATH, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
A4 = (595, 842)  # points


@pytest.fixture
def report(tmp_path: Path) -> str:
    """The address of a report with everything in it."""
    office = started(tmp_path / "office")
    office.commit({VISIT_PATH: VISIT.replace("平稳。", "<script>window.wrong=1</script>")})
    typed = ("--district", "tt", "--until", "2026-04-15", "--output", str(tmp_path / "pack"))
    assert main(["audit", "pack", "--records", str(office.records), *typed]) == 0
    return (tmp_path / "pack" / "report.html").as_uri()


def test_it_asks_for_nothing_and_runs_nothing(browser: Browser, report: str) -> None:
    page, wrong = browser.new_page(), []
    page.on("request", lambda asked: wrong.append(asked.url) if asked.url != report else None)
    page.on("console", lambda said: wrong.append(said.text))
    page.goto(report)
    assert page.evaluate("window.wrong") is None
    assert wrong == []
    page.close()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_it_is_not_wider_than_the_screen(browser: Browser, report: str, width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(report)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_it_prints_on_a4_with_everybody_on_a_page_of_their_own(browser: Browser, report: str) -> None:
    page = browser.new_page()
    page.goto(report)
    parts = page.locator("section.part").count()
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    sizes = re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)[.\d]*\]", printed)
    assert {(int(wide), int(high)) for wide, high in sizes} <= {A4, (594, 841), (595, 841), (594, 842), (596, 842)}
    assert len(sizes) > parts
