"""Whatever somebody types into any text of a register stays text: in every page, in what the theme prints, in data."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from huifang.lists import Lists
from huifang.policy import words_of
from huifang.portal.folder import write_portal
from huifang.portal.search.data import DATA
from huifang.register import load
from tests.portal import hostile
from tests.portal.conftest import DAY, REVISIONS, Served, build, served, taken
from tests.sound import MemoryTree, sample_policy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
LANGUAGES = ("zh", "en")
TWICE = re.compile(r"&amp;(?:lt|gt|quot|#34|#39|amp);")
KINDS = (
    "index",
    "due",
    "people",
    "people/JA-0001",
    "answer/JA-0001",
    "units/ja-jw",
    "units/ja-archive",
    "districts/ja",
    "coverage",
    "statistics",
    "findings",
    "policy",
    "404",
    "handbook/index",
)


class Typed(HTMLParser):
    """The elements of a page that came out of a text: there must be none."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id") == "hf-typed" or given.get("src") == "x" or "onerror" in given:
            self.found.append(tag)
        if tag == "meta" and given.get("http-equiv") == "refresh":
            self.found.append(tag)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and "window.typed" in data:
            self.found.append("script")


@pytest.fixture(scope="module")
def lists() -> Lists:
    policy = sample_policy()
    return Lists(load([MemoryTree(hostile.register())], words_of(policy)), policy, DAY, revisions=REVISIONS)


@pytest.fixture(scope="module", params=LANGUAGES)
def site(lists: Lists, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        yield from served(build(lists, tmp_path_factory.mktemp(f"hostile-{request.param}"), request.param, patch))


def test_no_element_of_a_page_was_typed(site: Served) -> None:
    pages = list(site.folder.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert Typed(text).found == [], path
        assert not TWICE.search(text), path


def test_every_text_reaches_a_page(site: Served) -> None:
    """Else this file would test nothing of it."""
    text = unescape("".join(path.read_text(encoding="utf-8") for path in site.folder.rglob("*.html")))
    told = set(re.findall(r'window\.typed="([a-z_]+)"', text))
    language = {"name", "name_en"}
    assert told - language >= {"post", "document", "cause", "thinking", "opinion", "what", "helper", "text", "item"}
    assert told & language


def test_the_search_knows_texts_as_they_were_typed(site: Served) -> None:
    data = taken((site.folder / DATA).read_bytes())
    for names in (data["units"], *([each[0] for each in data["entries"][kind]] for kind in ("helpers", "documents"))):
        assert any("<b id=hf-typed>" in name for name in names)
        assert not any(TWICE.search(name) or "&lt;" in name for name in names)


def test_the_plain_folder_does_the_same(lists: Lists, tmp_path: Path) -> None:
    assert not any(write_portal(lists, tmp_path, "en").values())
    for path in tmp_path.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert Typed(text).found == [], path
        assert not TWICE.search(text), path


@pytest.mark.browser
def test_nothing_of_it_runs(site: Served, page: Page) -> None:
    for kind in KINDS:
        page.goto(f"{site.url}{kind}.html")
        assert page.evaluate("window.typed") is None, kind
        assert page.locator("#hf-typed").count() == 0, kind
        assert page.url.startswith(site.url), kind


@pytest.mark.browser
def test_titles_and_results_read_as_they_were_typed(site: Served, page: Page) -> None:
    page.goto(f"{site.url}units/ja-archive.html")
    assert "</title><b id=hf-typed>粗</b><script>" in page.title()
    assert "<b id=hf-typed>" in page.locator("header .md-ellipsis").first.inner_text()
    for asked in ("hf-typed", "粗"):
        page.locator("#hf-q").fill(asked)
        page.wait_for_selector("#hf-hits mark")
        groups = page.locator(".hf-kind").all_inner_texts()
        assert len(groups) >= 4
        assert sum("<b id=hf-typed>" in group for group in groups) >= 4
    assert page.locator("#hf-typed").count() == 0
    assert page.evaluate("window.typed") is None
