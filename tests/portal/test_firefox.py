"""Debian's Firefox ESR shows every kind of page, from a server and from a folder, and its lists and search work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.firefox import WIDTH, Firefox, running
from tests.forms.conftest import sample_contents, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.portal.conftest import Served

pytestmark = [pytest.mark.firefox, pytest.mark.slow]
SHOWN = "return [...document.querySelectorAll('tbody tr[data-in]')].filter(row => row.offsetParent).length"
ROOM = "return [document.documentElement.scrollWidth, innerWidth, document.querySelector('h1').offsetHeight]"


@pytest.fixture(scope="module")
def running_firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One for all tests."""
    with running(tmp_path_factory.mktemp("firefox")) as made:
        yield made


@pytest.fixture
def firefox(running_firefox: Firefox) -> Iterator[Firefox]:
    """A Firefox in which nothing may go wrong."""
    running_firefox.open("about:blank")
    running_firefox.errors()
    yield running_firefox
    assert running_firefox.errors() == []


@pytest.fixture(params=["server", "folder"])
def root(request: pytest.FixtureRequest, sample_site: Served) -> str:
    """The address of the portal: what holds on a server holds in a folder."""
    return sample_site.url if request.param == "server" else f"{sample_site.folder.as_uri()}/"


def one_of_each_kind(folder: Path) -> list[str]:
    """Every page that is alone of its kind, and the first of each folder."""
    folders = sorted({path.parent for path in folder.rglob("*.html")} - {folder})
    pages = [*sorted(folder.glob("*.html")), *(min(each.glob("*.html")) for each in folders)]
    return [str(path.relative_to(folder)) for path in pages]


def test_it_tells_what_is_wrong(running_firefox: Firefox, tmp_path: Path) -> None:
    """A page with an error, and one whose policy refuses its script: else the others could not fail."""
    page = tmp_path / "wrong.html"
    page.write_text("<!DOCTYPE html><script>gone();</script>", encoding="utf-8")
    running_firefox.errors()
    running_firefox.open(page.as_uri())
    assert "gone is not defined" in " ".join(running_firefox.errors())
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    page.write_text(f"<!DOCTYPE html>{policy}<script>gone();</script>", encoding="utf-8")
    running_firefox.open(page.as_uri())
    assert "Content-Security-Policy" in " ".join(running_firefox.errors())


def test_every_kind_of_page_is_shown(firefox: Firefox, sample_site: Served, root: str) -> None:
    pages = one_of_each_kind(sample_site.folder)
    assert len(pages) > 25
    wrong: dict[str, object] = {}
    for uri in pages:
        if uri == "404.html" and root.startswith("file:"):
            continue  # a server's; its addresses begin at the root
        firefox.open(f"{root}{uri}")
        needed, there, heading = firefox.run(ROOM)
        if needed > there or there != WIDTH or not heading:
            wrong[uri] = (needed, there, heading)
        if found := firefox.errors():
            wrong[uri] = found
    assert wrong == {}


def test_the_pages_of_the_past_too(firefox: Firefox, past_site: Served) -> None:
    wrong = {}
    for uri in one_of_each_kind(past_site.folder):
        firefox.open(f"{past_site.folder.as_uri()}/{uri}")
        if uri != "404.html" and ((found := firefox.errors()) or firefox.run(ROOM)[0] > WIDTH):
            wrong[uri] = found
    assert wrong == {}


def test_every_form_starts(firefox: Firefox, tmp_path: Path) -> None:
    """The entry forms from a folder; the text of the record that is begun stands there."""
    folder = write_site(sample_contents(), "zh", tmp_path)
    for path in sorted(folder.glob("*.html")):
        firefox.open(path.as_uri())
        assert firefox.errors() == [], path
        assert firefox.run(ROOM)[0] <= WIDTH, path
    firefox.open((folder / "talk.html").as_uri())
    firefox.wait("return document.querySelector('#text').textContent")


def test_a_tab_shows_what_it_counts(firefox: Firefox, root: str) -> None:
    firefox.open(f"{root}due.html")
    every = firefox.wait(SHOWN)
    firefox.click('[data-tab="overdue"]')
    overdue = firefox.run(SHOWN)
    assert 0 < overdue < every
    told = firefox.run("return document.querySelector('[data-tab=overdue]').textContent")
    assert re.findall(r"\d+", told)[0] == str(overdue)
    assert firefox.run("return location.hash") == "#overdue"
    firefox.open(f"{root}index.html")
    firefox.open(f"{root}due.html#overdue")
    assert firefox.wait(SHOWN) == overdue


def test_a_filter_leaves_its_rows(firefox: Firefox, root: str) -> None:
    firefox.open(f"{root}due.html")
    every = firefox.wait(SHOWN)
    choose = "const one = document.querySelector('[data-by=district]'); one.selectedIndex = 1;"
    firefox.run(f"{choose} one.dispatchEvent(new Event('input'));")
    assert 0 < firefox.run(SHOWN) < every
    assert firefox.run("return document.querySelector('.hf-said').textContent")


def test_a_name_is_found_and_followed(firefox: Firefox, root: str) -> None:
    firefox.open(f"{root}index.html")
    firefox.type("#hf-q", "示例甲")
    hits = firefox.wait("return [...document.querySelectorAll('.hf-hit')].map(hit => hit.textContent)")
    assert "示例甲" in hits[0]
    firefox.click(".hf-hit a")
    assert firefox.wait("return location.pathname.match(/people\\/[A-Z]+-\\d+\\.html$/) && document.title")
