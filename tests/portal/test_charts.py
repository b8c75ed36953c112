"""Charts: numbers become lengths and places that can be checked by hand; what a drawing says is said in words too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from huifang.portal.charts.bars import BarPart, in_a_row, one_over_another
from huifang.portal.charts.columns import TALL, TOP, month_columns
from huifang.portal.charts.heat import heat, heat_legend
from tests.portal.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from huifang.portal.page import Page as MadePage

ROWS: tuple[
    tuple[list[tuple[str, int]], int, list[tuple[str, int, int]]], ...
] = (  # parts, the most that is drawn, how long each is: nothing is drawn of nothing, of something a unit at least
    ([], 0, []),
    ([("base", 0)], 0, []),
    ([("base", 0), ("done", 0)], 5, []),
    ([("base", 5)], 5, [("base", 0, 1000)]),
    ([("done", 1), ("missed", 3)], 4, [("done", 0, 250), ("missed", 250, 750)]),
    ([("done", 1), ("missed", 0), ("late", 2)], 3, [("done", 0, 333), ("late", 333, 667)]),
    ([("done", 1)], 5000, [("done", 0, 1)]),
)


@pytest.mark.parametrize(("parts", "most", "drawn"), ROWS)
def test_parts_in_a_row_follow_one_another_without_a_gap(
    parts: list[tuple[str, int]], most: int, drawn: list[tuple[str, int, int]]
) -> None:
    assert in_a_row(parts, most) == [BarPart(*each) for each in drawn]


def test_parts_one_over_another_begin_at_the_same_place() -> None:
    assert one_over_another([("base", 4), ("done", 1)], 4) == [BarPart("base", 0, 1000), BarPart("done", 0, 250)]


def test_columns_stand_on_the_ground_and_say_the_year_where_it_is_new() -> None:
    first, second, third = month_columns(["2025-12", "2026-01", "2026-02"], [{"a": 2, "b": 2}, {"a": 0}, {"a": 1}])
    assert [(each.month, each.year, each.n) for each in (first, second, third)] == [
        ("12", "2025", 4), ("1", "2026", 0), ("2", "", 1),
    ]  # fmt: skip
    lower, upper = first.parts
    assert (lower.y + lower.height, upper.y + upper.height, upper.y) == (TOP + TALL, lower.y, TOP)
    assert second.parts == []
    assert third.parts[0].height * 4 == pytest.approx(TALL, abs=4)


STEPS = (  # number, largest, step
    (0, 0, 0), (None, 7, 0), (0, 7, 0), (1, 1, 5), (1, 5, 1), (2, 5, 2), (5, 5, 5), (1, 100, 1), (20, 100, 1),
    (21, 100, 2), (100, 100, 5),
)  # fmt: skip


@pytest.mark.parametrize(("n", "most", "step"), STEPS)
def test_the_ground_of_a_cell_is_one_of_five_steps(n: int | None, most: int, step: int) -> None:
    assert heat(n, most) == step


@pytest.mark.parametrize("most", range(12))
def test_the_legend_has_every_number_once(most: int) -> None:
    told = [n for _, low, high in heat_legend(most) for n in range(low, high + 1)]
    assert told == list(range(1, most + 1))
    assert all(heat(n, most) == step for step, low, high in heat_legend(most) for n in range(low, high + 1))


A4 = 703  # dots: 210 mm less the margins, at 96 an inch
OUTSIDE = """() => Array.from(document.querySelectorAll('.hf table, .hf svg, .hf .hf-bars')).filter(
  (each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1
).map((each) => each.outerHTML.slice(0, 200))"""
DRAWN = ("statistics.html", "forecast.html", "coverage.html", "talks.html")


def test_a_drawing_is_said_in_words(pages: dict[str, MadePage]) -> None:
    """One with a title and every figure in a sentence; or one that nobody needs, for its line says the same."""
    for uri in DRAWN:
        for svg in re.findall(r"<svg.*?</svg>", pages[uri].html, re.DOTALL):
            if 'role="img"' in svg:
                title, desc = re.search(r"<title[^>]*>(.+?)</title>\s*<desc[^>]*>(.+?)</desc>", svg, re.DOTALL).groups()  # type: ignore[union-attr] # else it fails
                shown = re.findall(r'<text x="\d+" y="\d+">(\d+)</text>', svg)
                assert title.strip()
                assert len(shown) == len(re.findall(r"\d{4}-\d{2}: ", desc)) == 12
            else:
                assert 'aria-hidden="true"' in svg, uri


def test_a_line_of_bars_has_its_numbers_beside_it(pages: dict[str, MadePage]) -> None:
    for uri in DRAWN:
        lines = re.findall(r'<li[^>]*><span class="hf-bar-name">.*?</li>', pages[uri].html, re.DOTALL)
        assert lines or uri == "forecast.html", uri
        assert all(re.search(r"<b>.*?\d", line) for line in lines), uri


def test_what_is_empty_is_not_drawn(pages: dict[str, MadePage]) -> None:
    html = pages["statistics.html"].html
    assert "—" not in html.partition("hf-stamp")[2].replace("— ", "")
    assert not re.search(r'<rect[^>]*(?:width|height)="0"', html)
    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        for head in re.findall(r'<tr class="hf-total">.*?</tr>', table, re.DOTALL):
            assert not re.search(r'<td class="hf-n">0</td>', head), "a column of nothing"


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("uri", DRAWN)
def test_nothing_of_a_drawn_page_is_cut_off(page: Page, sample_site: Served, uri: str) -> None:
    """On a telephone nothing is wider than the screen; on paper every table stands within its sheet."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{sample_site.url}{uri}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.set_viewport_size({"width": A4, "height": 1000})
    page.emulate_media(media="print")
    outside = page.evaluate(OUTSIDE)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1366, "height": 768})
    assert not outside
