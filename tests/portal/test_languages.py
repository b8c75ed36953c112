"""In the English portal what is Chinese says so: every page of both adapters, the rows beside them, and the search."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from huifang.portal.folder import write_portal
from huifang.portal.languages import is_chinese, with_chinese_marked
from tests.portal.conftest import BUILT, Served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from huifang.lists import Lists

HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U000323af]")
VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "wbr", "path", "line", "rect"))
TITLE = ["html", "head", "title"]  # the name of a page is one text: a name in it cannot be marked


class Walk(HTMLParser):
    """The texts of a page with the language that they stand in."""

    def __init__(self, html: str, lang: str = "") -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", lang)]
        self.texts: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        names = [name for name, _ in self.open[1:]]
        if names != TITLE and not {"script", "style"} & set(names):
            self.texts.append((self.open[-1][1], data))


def unmarked(html: str) -> list[str]:
    """The texts with Chinese that stand in another language."""
    return [text for lang, text in Walk(html).texts if lang != "zh" and HAN.search(text)]


MARKED = (  # a part of a page -> the same with its marks
    ("<b>plain</b>", "<b>plain</b>"),
    ("<td>甲区图书馆</td>", '<td lang="zh">甲区图书馆</td>'),
    ("<td>\n示纪〔2026〕12号\n</td>", '<td lang="zh">\n示纪〔2026〕12号\n</td>'),
    ('<td data-label="unit">甲区</td>', '<td data-label="unit"><span lang="zh">甲区</span></td>'),
    ("<li>by 甲区 and 乙区。</li>", '<li>by <span lang="zh">甲区</span> and <span lang="zh">乙区。</span></li>'),
    ("<p>2026年3月 到 TT-1</p>", '<p><span lang="zh">2026年3月</span> <span lang="zh">到</span> TT-1</p>'),
    ("<option>甲区 (3)</option>", '<option lang="zh">甲区 (3)</option>'),
    ("<svg><title>甲区: 3</title></svg>", '<svg><title lang="zh">甲区: 3</title></svg>'),
    ("<br>示例<br>", '<br><span lang="zh">示例</span><br>'),
    ("</b>𠮷例<i>x</i>", '</b><span lang="zh">𠮷例</span><i>x</i>'),
    ('<div lang="zh"><div>甲</div>乙</div>丙', '<div lang="zh"><div>甲</div>乙</div><span lang="zh">丙</span>'),
    ('<script>say("甲")</script><!-- 甲 -->', '<script>say("甲")</script><!-- 甲 -->'),
    ('<a title="甲">x</a>', '<a title="甲">x</a>'),
    ("甲", '<span lang="zh">甲</span>'),
    ("a &lt;甲&gt;", 'a &lt;<span lang="zh">甲</span>&gt;'),
)


@pytest.mark.parametrize(("html", "expected"), MARKED)
def test_the_mark_stands_on_what_is_chinese(html: str, expected: str) -> None:
    assert with_chinese_marked(html, "en") == expected
    assert with_chinese_marked(html, "zh") == html


@pytest.mark.parametrize("html", [row[1] for row in MARKED])
def test_what_is_marked_stays(html: str) -> None:
    assert with_chinese_marked(html, "en") == html


@pytest.mark.parametrize(("html", "chinese"), [
    ("<p>执行 <code>huifang due</code>，看到期清单。</p>", True),
    ("<p>Run <code>huifang due</code>, see the list (到期).</p>", False),
    ('<p class="x y z w v u t">到期</p>', True),
])  # fmt: skip
def test_a_written_page_has_the_language_of_most_of_it(html: str, *, chinese: bool) -> None:
    assert is_chinese(html) is chinese


def wrong(folder: Path) -> dict[str, list[str]]:
    """Page -> its texts that do not say that they are Chinese."""
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 300, "not the whole sample"
    found = {str(path.relative_to(folder)): unmarked(path.read_text(encoding="utf-8")) for path in pages}
    return {name: texts for name, texts in found.items() if texts}


@pytest.mark.slow
def test_every_english_page_marks_its_chinese(english_site: Served) -> None:
    assert wrong(english_site.folder) == {}


@pytest.mark.slow
def test_the_folder_does_too(sample: Lists, tmp_path: Path) -> None:
    write_portal(sample, tmp_path, "en", BUILT)
    assert wrong(tmp_path) == {}


@pytest.mark.slow
def test_the_handbook_is_chinese_as_a_whole(english_site: Served) -> None:
    for path in (english_site.folder / "handbook").glob("*.html"):
        html = path.read_text(encoding="utf-8")
        (heading,) = re.findall(r"<h1[^>]*>", html)
        assert "lang" not in heading, path
        assert html.index('<div lang="zh">') < html.index(heading), path


@pytest.mark.slow
def test_a_chinese_page_says_it_once(sample_site: Served) -> None:
    for path in sample_site.folder.rglob("*.html"):
        assert (
            path.read_text(encoding="utf-8").count('lang="zh') + path.read_text(encoding="utf-8").count("lang=zh") == 1
        ), path


@pytest.mark.browser
@pytest.mark.slow
def test_hits_say_it_too(browser: Browser, english_site: Served) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(english_site.url)
    page.keyboard.press("/")
    page.keyboard.type("示例")
    page.wait_for_selector(".hf-hit")
    assert unmarked(page.locator("#hf-hits").inner_html()) == []
    assert page.locator("#hf-hits mark [lang=zh]").first.inner_text() == "示例"
    page.close()
