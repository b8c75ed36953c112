"""Whatever somebody writes into a record, the page shows it as text."""

from __future__ import annotations

from html import unescape

import pytest

from huifang.portal.freetext import to_html
from huifang.portal.render import render
from huifang.register.narrative import is_plain
from tests.portal.conftest import lists_of, person

HARMLESS = (  # what comes out where nothing is wrong
    ("", ""),
    ("示例一段。", "<p>示例一段。</p>"),
    ("一段。\n\n又一段。", "<p>一段。</p>\n<p>又一段。</p>"),
    ("**重点**", "<p><strong>重点</strong></p>"),
    ("## 一人一策", "<h3>一人一策</h3>"),
    ("- 一\n- 二", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>"),
    (
        "[办法](https://example.org/a)",
        '<p><a href="https://example.org/a" rel="noopener noreferrer nofollow">办法</a></p>',
    ),
)
ATTACKS = (  # what somebody typed, and what must not be on the page
    ("<script>alert(1)</script>", "<script>alert"),
    ("<img src=x onerror=alert(1)>", "<img"),
    ("![图](https://example.org/a.png)", "<img"),
    ("[x](javascript:alert(1))", 'href="javascript'),
    ("[x](JaVaScRiPt&#58;alert(1))", 'href="JaVa'),
    ("[x](data:text/html;base64,PHNjcmlwdD4=)", 'href="data'),
    ("<javascript:alert(1)>", 'href="javascript'),
    ("[x](vbscript:msgbox(1))", 'href="vbscript'),
    ("[x](../JA-0018.html)", 'href="../JA-0018'),
    ("[x](//example.org)", 'href="//example'),
    ("文字\n{: onclick=alert(1) }", "<p onclick"),
    ("# 标题 {: #duties onclick=alert(1) }", "<h3 onclick"),
    ("<div onmouseover=alert(1)>x</div>", "<div onmouseover"),
    ("<svg/onload=alert(1)>", "<svg/onload"),
    ("<style>*{display:none}</style>", "<style>*"),
    ("<iframe src=//example.org></iframe>", "<iframe src"),
    ('<a href="https://example.org" style="position:fixed">x</a>', '<a href="https://example.org"'),
    ("<!-- <script>alert(1)</script> -->", "<script>alert"),
    ("`<script>alert(1)</script>`", "<script>alert"),
    ("{{ v.site.lists.register }} {% raw %}", "huifang.register"),
)


@pytest.mark.parametrize(("typed", "shown"), HARMLESS)
def test_shown(typed: str, shown: str) -> None:
    assert to_html(typed) == shown


@pytest.mark.parametrize(("typed", "harm"), ATTACKS, ids=[row[0][:30] for row in ATTACKS])
def test_sanitised(typed: str, harm: str) -> None:
    assert harm not in to_html(typed)


@pytest.mark.parametrize(("typed", "harm"), ATTACKS, ids=[row[0][:30] for row in ATTACKS])
def test_nothing_reaches_the_page(typed: str, harm: str) -> None:
    """In the free text, in a line of the front matter and in a name alike."""
    line = typed.replace("\n", " ").replace("'", "''")
    text = person("TT-0001", "示纪〔2026〕1号", body=typed).replace("post: 科长", f"post: '{line}'")
    lists = lists_of({"people/tt/TT-0001/person.md": text, "identities/tt.yml": f"TT-0001: '{line}'\n"})
    (made,) = [page for page in render(lists, "en") if page.uri == "people/TT-0001.html"]
    assert harm not in made.html


def test_braces_stay_braces() -> None:
    assert "{{ 7 * 7 }}" in to_html("{{ 7 * 7 }}")


@pytest.mark.parametrize("typed", ["示例一段,\"引号\"和'撇号'。", "一行\n二行", "示例 – 甲;2026-03-05"])
def test_the_short_way_gives_what_markdown_gives(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain paragraphs skip Markdown; nobody may see a difference."""
    short = to_html(typed)
    assert is_plain(typed)
    monkeypatch.setattr("huifang.portal.freetext.is_plain", lambda _text: False)
    assert unescape(short) == unescape(to_html(typed))
