"""A number and the rows it leads to are the same; districts add up to the whole; on a register with every status."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from huifang.lists import Lists
from huifang.policy import words_of
from huifang.portal.pages.due import due_table
from huifang.portal.pages.home import _values
from huifang.portal.render import planned_pages, render
from huifang.portal.site import Site
from huifang.portal.view import View
from huifang.register import load
from tests.portal.conftest import BUILT, DAY, REVISIONS, build, served
from tests.sound import SAMPLE, MemoryTree, sample_policy

PUT_OFF = """\
deferrals:
  - {duty: feedback, from: 2026-11-01, until: 2026-12-31, reason: 病休, approved_by: ja-jw, approved_on: 2026-11-01}
informed_on"""
PERSON = "people/ja/JA-0012/person.md"


@pytest.fixture(scope="module")
def lists() -> Lists:
    """The sample, with a paper put off."""
    policy = sample_policy()
    files: dict[str, str | bytes] = {e.path: SAMPLE.read(e.path) for e in SAMPLE.entries() if e.kind == "file"}
    text = files[PERSON].decode()  # type: ignore[union-attr] # bytes
    assert "informed_on" in text
    files[PERSON] = text.replace("informed_on", PUT_OFF, 1)
    return Lists(load([MemoryTree(files)], words_of(policy)), policy, DAY, revisions=REVISIONS)


@pytest.fixture(scope="module")
def site(lists: Lists) -> Site:
    made = Site(lists, "zh", BUILT)
    planned_pages(made)
    return made


def test_every_status_is_there(site: Site) -> None:
    assert {row.status for row in site.due} == {"overdue", "due", "missed", "upcoming", "deferred"} - _absent(site)
    assert any(row.duty == "feedback" and row.status == "deferred" for row in site.due)


def _absent(site: Site) -> set[str]:
    """A day may have nothing that is due on it."""
    return {"due"} - {row.status for row in site.due}


@pytest.mark.parametrize("name", ["overdue", "missed", "papers"])
def test_districts_add_up_and_the_tab_has_the_same_rows(site: Site, name: str) -> None:
    view = View(site, "index.html")
    home = _values(view)
    strip = {"overdue": home["late"], "missed": home["missed"], "papers": home["papers"]}[name]
    total = strip if isinstance(strip, int) else len(strip)  # type: ignore[arg-type] # rows
    assert total > 0
    assert sum(getattr(line, name) for line in home["districts"]) == total  # type: ignore[attr-defined]
    table = due_table(view, site.due)
    assert [tab.rows for tab in table.tabs if tab.name == name] == [total]
    rows = [row for _, group in table.groups for row in group]
    assert sum(name in table.when(row, site.day).split() for row in rows) == total


class Numbers(HTMLParser):
    """Every number of the home page that leads to rows: where, and how many."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._href = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href = dict(attrs).get("href") or ""

    def handle_data(self, data: str) -> None:
        if "#" in self._href and (number := re.search(r"\d+", data)):
            self.found.append((self._href, number[0]))
            self._href = ""


@pytest.mark.slow
@pytest.mark.browser
def test_each_number_leads_to_its_rows(lists: Lists, page: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    (home,) = [each for each in render(lists, "zh", BUILT) if each.uri == "index.html"]
    numbers = [(href, int(n)) for href, n in Numbers(home.html).found if "coverage" not in href]
    assert {href.rpartition("#")[2] for href, _ in numbers} >= {"overdue", "week", "missed", "papers", "soon"}
    with pytest.MonkeyPatch.context() as patch:
        shown = served(build(lists, tmp_path_factory.mktemp("counts"), "zh", patch))
        url = next(shown).url
        for href, number in numbers:
            page.goto(f"{url}index.html")  # type: ignore[attr-defined]
            page.goto(url + href)  # type: ignore[attr-defined]
            rows = page.locator(".hf-list").first.locator("tbody tr[data-in]:visible").count()  # type: ignore[attr-defined]
            assert rows == number, href
