"""Each thing a template asks its view for comes out escaped, once: a text of a record never becomes a tag."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from markupsafe import Markup, escape

from huifang.portal.render import planned_pages
from huifang.portal.site import Site
from huifang.portal.view import View
from huifang.texts import say
from tests.portal.conftest import lists_of, person
from tests.sound import ORGANIZATIONS

ODD = "<b id=xx>甲\"'&</b>"
SHOWN = str(escape(ODD))
FILES: dict[str, str | bytes] = {
    "organizations/tt.yml": ORGANIZATIONS.replace("示例区,", f"'{ODD.replace(chr(39), chr(39) * 2)}',").replace(
        "示例区档案局", f"'{ODD.replace(chr(39), chr(39) * 2)}'"
    ),
    "people/tt/TT-0001/person.md": person("TT-0001", "一号"),
    "identities/tt.yml": f"TT-0001: '{ODD.replace(chr(39), chr(39) * 2)}'\n",
}
ASKED: tuple[Callable[[View], object], ...] = (
    lambda view: view.link("index.html", ODD),
    lambda view: view.person("TT-0001"),
    lambda view: view.org("tt-unit"),
    lambda view: view.org_name("tt-unit"),
    lambda view: view.district_name("tt"),
    lambda view: view.rule("no-such-rule", ODD),
    lambda view: view.rule(next(iter(view.site.rule_ids)), ODD),
    lambda view: view.t(say("{value}", value=ODD)),
    lambda view: view.t(say("`{value}`", value=ODD)),
    lambda view: view.label("rank", ODD),
    lambda view: view.key(ODD),
    lambda view: view.field(ODD),
    lambda view: view.told("post", ODD),
    lambda view: view.free(ODD),
    lambda view: view.free(f"- {ODD}"),
    lambda view: view.free("> " * 20 + ODD),
)


@pytest.fixture(scope="module")
def view() -> View:
    site = Site(lists_of(FILES), "en")
    planned_pages(site)
    return View(site, "index.html")


@pytest.mark.parametrize("ask", ASKED, ids=range(len(ASKED)))
def test_escaped_once(view: View, ask: Callable[[View], object]) -> None:
    made = str(Markup("{}").format(ask(view)))  # as a template prints it
    assert "<b id=xx>" not in made
    assert "&lt;b id=xx&gt;" in made
    assert "&amp;lt;" not in made


def test_what_is_no_page_has_no_link(view: View) -> None:
    assert view.person("TT-<b>") == Markup('<span class="hf-code">TT-&lt;b&gt;</span>')
    assert view.org("<b>") == Markup("&lt;b&gt;")
