"""Whose measures were all taken back stands in no title and in no search, whoever typed the code where."""

from __future__ import annotations

import re
import unicodedata

import pytest

from huifang.portal.render import planned_pages
from huifang.portal.search.data import search_data
from huifang.portal.site import Site
from tests.portal.conftest import lists_of, person
from tests.sound import ORGANIZATIONS

SPELT = ("TT-0002", "tt 0002", "ＴＴ－０００２", "TT—0002", "tt.0002")
CODE = re.compile(r"tt\W{0,3}0002")


def site_of(spelt: str) -> Site:
    """A shown person and a cleared one, whose code stands in every text that a title or the search takes."""
    cleared = person("TT-0002", "示纪〔2026〕2号").replace("form: 2,", "form: 2, revoked_on: 2026-03-01,")
    files: dict[str, str | bytes] = {
        "register.yml": f"format: 1\nname: 登记册 {spelt}\nname_en: Register {spelt}\n",
        "organizations/tt.yml": re.sub(r"name: ([^,}]+)", rf"name: \1 {spelt}", ORGANIZATIONS),
        "people/tt/TT-0001/person.md": person("TT-0001", f"示〔{spelt}〕1号"),
        "people/tt/TT-0002/person.md": cleared,
    }
    return Site(lists_of(files), "zh", None)


def told(site: Site) -> str:
    """What is handed to the theme, the search and the browser's script."""
    titles = " ".join(f"{uri} {page.title}" for uri, page in planned_pages(site).items())
    return f"{site.name} {titles} {search_data(site).decode()}"


@pytest.mark.parametrize("spelt", SPELT)
def test_no_title_and_no_search_names_the_cleared(spelt: str) -> None:
    text = unicodedata.normalize("NFKC", told(site_of(spelt))).lower()
    assert "tt-0001" in text
    assert CODE.findall(text) == []
