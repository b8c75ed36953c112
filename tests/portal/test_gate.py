"""A page with anything that is not ours is not shipped; what may stand there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build as run
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from huifang.commands.main import main
from huifang.lists import Lists
from huifang.portal import harden
from huifang.portal.gate import ELEMENTS, NO_SCRIPTS, Scripts, UnsafePageError, checked
from huifang.portal.request import PortalContents
from huifang.services.portal_site import hooks
from huifang.texts import words
from tests.portal.conftest import BUILT, ROOT, Served

OURS = Scripts.of(
    '<script>a<b&&c()</script><script src="../a.js"></script><script id="__config" type="application/json">{}</script>'
)
SOUND = (  # what may stand in a page
    "",
    "甲区 &lt;script&gt; 1 &lt; 2 &amp;",
    "<p class=\"a\" data-x='b' hidden>甲<br/>乙</p>",
    '<a href="https://example.org/a?b=c&amp;d" title="a > b">x</a>'.replace(" > ", " &gt; "),
    '<a href="../units/ja.html#b">x</a><a href="mailto:a@example.org">x</a>',
    '<img src="data:image/png;base64,AA==" alt=""><img src="a/b.png">',
    '<form action="../people.html" method=get><input name="q"></form>',
    '<link rel="stylesheet" href="../a.css"><meta charset="utf-8"><meta name="viewport" content="width=1">',
    '<svg viewBox="0 0 1 1"><path d="M0 0"/><linearGradient id="g"/></svg>',
    "<!doctype html><!-- a note -->",
    '<p style="color: red">x</p>',
    "<script>a<b&&c()</script>",
    '<script id="__config" type="application/json">{"a": "\\u003cb"}</script><script src="../a.js"></script>',
)
UNSOUND = (  # what may not, and what is said of it
    ("<script>alert(1)</script>", "a script that is none"),
    ("<SCRIPT>alert(1)</SCRIPT>", "a script that is none"),
    ("<script>a<b&&c()</script><script>a<b&&c()</script>", "a script that is none"),  # ours stands once
    ("<script>a<b&&c() </script>", "a script that is none"),
    ('<script src="https://other.example/a.js"></script>', "a script that is none"),
    ('<script src="../b.js"></script>', "a script that is none"),
    ('<script type="application/json">{}</script>', "a script that is none"),
    ('<script id="__config" type="application/json">{}</script><script>x', "a script that is none"),
    ("<title><!-- </title><script>alert(1)</script> -->", "a script that is none"),
    ("<script/x>alert(1)</script>", "begins no tag"),
    ("<p onclick=alert(1)>x</p>", "a script in an attribute"),
    ('<svg oNload="alert(1)"></svg>', "a script in an attribute"),
    ('<a href="javascript:alert(1)">x</a>', "may not be followed"),
    ('<a href=" jAva&#10;script&colon;alert(1)">x</a>', "may not be followed"),
    ('<a href="data:text/html,x">x</a>', "may not be followed"),
    ('<svg><a xlink:href="vbscript:x">x</a></svg>', "may not be followed"),
    ('<meta http-equiv="refresh" content="0;url=/">', "leads on by itself"),
    ("<meta HTTP-EQUIV=Content-Security-Policy content=x>", "leads on by itself"),
    ('<base href="/">', "no place in a page"),
    ('<iframe src="a.html"></iframe>', "no place in a page"),
    ('<object data="a.html"></object>', "no place in a page"),
    ('<embed src="a.html">', "no place in a page"),
    ("<style>@import '//other.example'</style>", "no place in a page"),
    ("<template><p>x</p></template>", "no place in a page"),
    ("<math><p>x</p></math>", "no place in a page"),
    ('<svg><animate attributeName="href" to="javascript:x"/></svg>', "no place in a page"),
    ("<svg><foreignObject></foreignObject></svg>", "no place in a page"),
    ('<form action="https://other.example/">x</form>', "fetched from elsewhere"),
    ('<form><button formaction="//other.example/">x</button></form>', "fetched from elsewhere"),
    ('<form action="javascript:x">x</form>', "fetched from elsewhere"),
    ('<img src="//other.example/a.png">', "fetched from elsewhere"),
    ('<img src="/\\other.example/a.png">', "fetched from elsewhere"),
    ('<img src="\t//other.example/a.png">', "fetched from elsewhere"),
    ('<img srcset="a.png 1x, https://other.example/a.png 2x">', "fetched from elsewhere"),
    ('<link rel="stylesheet" href="https://other.example/a.css">', "fetched from elsewhere"),
    ('<link rel="dns-prefetch" href="//other.example">', "fetched from elsewhere"),
    ('<video poster="https://other.example/a.png"></video>', "fetched from elsewhere"),
    ('<svg><use href="https://other.example/a.svg#b"/></svg>', "fetched from elsewhere"),
    ('<a href="a.html" ping="https://other.example/">x</a>', "fetched from elsewhere"),
    ('<body background="http://other.example/a.png">', "fetched from elsewhere"),
    ('<p style="background: url(https://other.example/)">x</p>', "a style that fetches"),
    ('<p style="background: u\\72l(//other.example/)">x</p>', "a style that fetches"),
    ('<p a"><script>alert(1)</script><p b=">', "begins no tag"),
    ("<p title='a\" onclick=alert(1) b='>x</p>", None),  # one attribute, whose text looks like two
    ("1 < 2", "begins no tag"),
    ("<p", "begins no tag"),
    ("<![CDATA[x]]>", "begins no tag"),
    ("<?x?>", "begins no tag"),
    ("<!--><script>alert(1)</script>-->", "begins no tag"),
    ("x</script>", "begins no tag"),
)


@pytest.mark.parametrize("html", SOUND)
def test_may_stand(html: str) -> None:
    checked(html, OURS)


@pytest.mark.parametrize(("html", "said"), UNSOUND)
def test_may_not_stand(html: str, said: str | None) -> None:
    if said is None:
        checked(html, OURS)
        return
    with pytest.raises(UnsafePageError) as refused:
        checked(html, OURS)
    assert said in words("en")(refused.value.reason)


def test_no_element_of_a_page_runs_fetches_or_leads_away_by_itself() -> None:
    assert not ELEMENTS & {
        "script",
        "style",
        "base",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "portal",
        "noscript",
        "template",
        "animate",
        "set",
        "foreignobject",
        "math",
        "plaintext",
        "xmp",
        "noembed",
    }


def test_the_policy_names_our_scripts_alone() -> None:
    """What the page holds changes nothing in it."""
    (mine,) = harden.hashes(OURS)
    assert harden.hashes(NO_SCRIPTS) == ()
    assert mine in harden.hardened('<meta charset="utf-8"><script>a<b&&c()</script>', OURS)
    assert "sha256-" not in harden.hardened('<meta charset="utf-8">')


@pytest.mark.slow
def test_the_scripts_of_the_theme_are_three(sample_site: Served) -> None:
    """A new version of the theme with others is looked at by somebody."""
    for path in sample_site.folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        (policy,) = re.findall(r"script-src ([^;]*);", text)
        inline = [each for each in Scripts.of(text).inline if each]
        assert [each[:13] for each in inline] == ["__md_scope=ne", "var palette=_", "var target=do"], path
        assert policy.split() == ["'self'", *harden.hashes(Scripts.of(text))], path


WRITTEN = (  # what somebody wrote into a page of the handbook
    "<script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    '<img src="https://other.example/a.png">',
    "<p onclick='alert(1)'>x</p>",
)


@pytest.mark.slow
@pytest.mark.parametrize("text", WRITTEN)
def test_a_hand_written_page_fails_the_build(
    sample: Lists, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(f"# 一页\n\n{text}\n", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(BUILT.timestamp())))
    hooks().given = PortalContents(sample)
    config = load_config(
        config_file=str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site"), docs_dir=str(tmp_path / "docs")
    )
    config.plugins.on_startup(command="build", dirty=False)
    with pytest.raises(Abort):
        run(config)
    assert "page.html: " in caplog.text
    assert "page.html: " in hooks().refused


@pytest.mark.slow
def test_a_site_with_such_a_page_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("RECORDS", "AS_OF", "AT", "LANG", "AUDIENCE"):
        monkeypatch.setenv(f"HUIFANG_{name}", "")
    monkeypatch.setattr("huifang.portal.failure_pages.not_found_page", lambda html, _words: html + "<iframe>")
    site = tmp_path / "site"
    assert main(["portal", "build", "--records", str(ROOT / "records"), "--lang", "en", "--output", str(site)]) == 3
    assert "404.html: an element that has no place in a page: <iframe>" in capsys.readouterr().err
    assert not site.exists()
