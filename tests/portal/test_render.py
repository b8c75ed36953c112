"""What stands on the pages, what never does, and that every link leads somewhere."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest

from huifang.lists import CLOSING, Lists, StatRow, Table
from huifang.output.cells import cell
from huifang.policy import words_of
from huifang.portal.assets import files
from huifang.portal.failure_pages import not_found_page
from huifang.portal.page import Page
from huifang.portal.pages.parameters import PARAMETERS, SAID
from huifang.portal.render import planned_pages, render
from huifang.portal.search.data import search_data
from huifang.portal.site import NoPageError, Site
from huifang.portal.view import View, unbroken
from huifang.register import load
from huifang.texts import Language, say, words
from tests.portal.conftest import BUILT, lists_of, person
from tests.sound import PERSON_PATH, SAMPLE, MemoryTree, sample_policy, visit

LISTING = re.compile(r"^(index|due|eligible|ending|people|districts/.*|units/.*|people/.*|answer/.*)\.html$")


class Links(HTMLParser):
    """Every `href` and `id` of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: set[str] = set()
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "action"} and value:
                self.hrefs.add(value)
            if name == "id" and value:
                self.ids.add(value)


def chooses(html: str, anchor: str) -> bool:
    """Whether an anchor chooses rows of the list of a page: a tab of it, and values of its filters."""
    tabs, filters = re.findall(r'data-tab="([^"]*)"', html), re.findall(r' data-by="([^"]+)" data-file', html)
    tab, *values = ["", *anchor.split("&")] if "=" in anchor.split("&", maxsplit=1)[0] else anchor.split("&")
    known = {by for each in filters for by in each.split()}
    return tab in tabs and {each.partition("=")[0] for each in values} <= known


def test_every_link_leads_to_a_page_and_a_place(pages: dict[str, Page]) -> None:
    found = {uri: Links(page.html) for uri, page in pages.items()}
    for uri, links in found.items():
        for href in links.hrefs:
            target, _, anchor = href.partition("#")
            there = normpath(join(dirname(uri), target)) if target else uri
            assert there in pages or there in files(), f"{uri}: {href}"
            assert not anchor or anchor in found[there].ids or chooses(pages[there].html, anchor), f"{uri}: {href}"


def test_a_link_to_no_page_is_refused(sample: Lists) -> None:
    site = Site(sample)
    planned_pages(site)
    with pytest.raises(NoPageError, match=r"index\.html -> nowhere\.html"):
        View(site, "index.html").to("nowhere.html")


def test_every_page_says_what_it_rests_on(pages: dict[str, Page], sample: Lists) -> None:
    for page in pages.values():
        for said in ("2026-11-20", "2026-11-20 09:30 UTC+8", "0123456789ab", sample.policy.version):
            assert said in page.html, page.uri
        assert "hf-banner" in page.html
        assert "hf-sample" in page.html


def test_lists_and_people_end_with_the_closing_sentence(pages: dict[str, Page], lang: Language) -> None:
    closing = words(lang)(CLOSING)
    for page in pages.values():
        if LISTING.match(page.uri):
            assert page.html.rstrip().endswith(f'<p class="hf-closing">{closing}</p></div>'), page.uri


def test_equal_lists_give_equal_pages(sample: Lists, pages: dict[str, Page], lang: Language) -> None:
    assert {page.uri: page for page in render(sample, lang, BUILT)} == pages


def test_revoked_people_are_nowhere(pages: dict[str, Page], sample: Lists) -> None:
    revoked = set(sample.register.people) - set(sample.known.people)
    assert revoked, "the sample has somebody whose measures are all revoked"
    for code in revoked:
        assert not [page.uri for page in pages.values() if code in page.html]
        assert code.encode() not in search_data(Site(sample))


def test_people_past_retention_are_nowhere_but_count(lang: Language) -> None:
    text = person("TT-0001", "示纪〔2026〕1号").replace(
        "helpers: []", "helpers: []\nleft: {on: 2026-06-15, reason: 退休}"
    )
    other = person("TT-0002", "示纪〔2026〕2号")
    files: dict[str, str | bytes] = {"people/tt/TT-0001/person.md": text, "people/tt/TT-0002/person.md": other}
    lists = lists_of({**files, "identities/tt.yml": "TT-0001: 示例甲\nTT-0002: 示例乙\n"}, date(2027, 7, 1))
    for page in render(lists, lang):
        assert "TT-0001" not in page.html
        assert "示例甲" not in page.html
    assert "TT-0001" not in search_data(Site(lists)).decode()
    assert lists.coverage[0].base == 2


def test_names_stand_only_where_identities_are_present(lang: Language) -> None:
    tree = {path: SAMPLE.read(path) for path in _files() if not path.startswith("identities/")}
    policy = sample_policy()
    lists = Lists(load([MemoryTree(dict(tree))], words_of(policy)), policy, date(2026, 11, 20))
    assert not [page.uri for page in render(lists, lang) if 'class="hf-name"' in page.html]


def _files() -> list[str]:
    return [entry.path for entry in SAMPLE.entries() if entry.kind == "file"]


def test_the_title_of_a_person_is_the_code(pages: dict[str, Page]) -> None:
    """A browser's history keeps titles."""
    people = [page for page in pages.values() if page.uri.startswith("people/")]
    assert people
    assert all(page.uri == f"people/{page.title}.html" for page in people)


def test_people_are_not_searched_by_the_words_of_their_pages(pages: dict[str, Page]) -> None:
    searched = {uri for uri, page in pages.items() if page.searchable}
    assert not any(uri.startswith("people") for uri in searched)
    assert {"policy.html", "format.html", "checks.html"} <= searched


def test_every_open_duty_has_its_row(pages: dict[str, Page], sample: Lists) -> None:
    site = Site(sample)
    assert pages["due.html"].html.count("<tr data-in") == len(site.due)
    assert pages["eligible.html"].html.count("<tr data-in") == len(site.eligible)


def test_a_register_without_people_has_its_pages(lang: Language) -> None:
    assert "index.html" in {page.uri for page in render(lists_of({}), lang)}


def test_a_file_that_cannot_be_read_is_on_the_pages_of_its_person(lang: Language) -> None:
    lists = lists_of({PERSON_PATH: "---\ncode: [\n---\n", **visit("2026-03-05")})
    pages = {page.uri: page.html for page in render(lists, lang)}
    assert "records/people/tt/TT-0001/person.md" in pages["people/TT-0001.html"]
    assert "hf-state-unknown" in pages["eligible.html"]


def test_nothing_is_loaded_or_run_from_the_page(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert not re.search(r"<script|<style|\son[a-z]+=|\sstyle=|(?:src|href)=\"(?:https?:)?//", page.html), page.uri


def test_rows_of_a_partition_add_up_to_its_last_line_unless_the_page_says_not(pages: dict[str, Page]) -> None:
    html = pages["statistics.html"].html
    tables = re.findall(r'<h2 id="by-(\w+)">.*?</h2>((?:(?!<h2|</table).)*</table>)', html, re.DOTALL)
    own = {uri: page.html.partition("</table>")[0] for uri, page in pages.items() if uri.startswith("statistics/")}
    assert own
    tables += [(uri, re.sub(r"^.*?(?=<p>)", "", table, flags=re.DOTALL)) for uri, table in own.items()]
    assert {"rank", "district", "statistics/measure.html"} <= {by for by, _ in tables}
    for by, table in tables:
        rows = [
            re.findall(r'<td class="hf-n[^"]*">(.*?)</td>', row) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        ]
        counted = [[sum(map(int, re.findall(r">\+?(\d+)<", f">{cell}<"))) for cell in row] for row in rows if row]
        sums = [sum(column) for column in zip(*counted[:-1], strict=True)]
        assert sums == counted[-1] or "hf-note" in table, by


DAYS = (
    ("<p>until 2026-10-15, at most</p>", '<p>until <span class="hf-day">2026-10-15</span>, at most</p>'),
    ("<td>自2026-10起</td>", '<td>自<span class="hf-day">2026-10</span>起</td>'),
    ('<a title="2026-10-15" href="a/2026-10-15.html">x</a>', None),
    ("<code>2026-10-15</code> <time>2026-10-15</time>", None),
    ("write 2026-10-15-visit.md, XS-2026-023", None),
)


@pytest.mark.parametrize(("html", "held"), DAYS)
def test_days_hold_together_only_where_they_are_text(html: str, held: str | None) -> None:
    assert unbroken(html) == (held or html)


def test_districts_of_the_home_page_have_every_body_of_the_coverage_page(pages: dict[str, Page], sample: Lists) -> None:
    districts = pages["index.html"].html.rpartition("<thead>")[2]
    found = re.findall(r'href="coverage\.html#([a-z0-9-]+)"', districts)
    assert sorted(found) == sorted(row.body for row in sample.coverage)


def test_an_average_stands_in_no_sum(pages: dict[str, Page], sample: Lists, lang: Language) -> None:
    label = words(lang)(sample.policy.label("figure", "first_visit_days"))
    assert {"zh": "平均", "en": "average"}[lang] in label
    _, table = pages["statistics.html"].html.split('id="by-rank"')
    people, *_, times = re.findall(r"<table.*?</table>", table.partition("<h2")[0], re.DOTALL)
    for each, empty in ((people, 0), (times, 1)):
        _, *heads = re.findall(r'<th scope="col">([^<]*)</th>', each)
        sums = re.findall(r'<td class="hf-n[^"]*">(.*?)</td>', each.split("hf-total")[1])
        assert (sums[heads.index(label)] == "") == (sums.count("") == 1) == bool(empty)
    told = re.findall(r"<td[^>]*>([^<]*)</td>", pages["statistics.html"].html)
    assert {"zh": "329 天", "en": "329 days"}[lang] in told, "an average says its unit"


def test_the_table_of_figures_says_keys_in_words(sample: Lists) -> None:
    rows = sample.stats
    table = Table(sample.heading("stats"), StatRow, rows, sample.policy, sample.register.organizations)
    column = next(each for each in table.columns if each.name == "key")
    said = {(row.by, row.key): cell(row, column, table, words("zh")) for row in rows if row.figure == "in_scope"}
    assert said["all", "all"] == "合计"
    assert said["district", "bi"] == "丙区"
    assert said["supervised_by", "bi-jw"] == "丙区纪委监委"
    assert (said["key", "true"], said["key", "false"]) == ("是", "否")
    average = next(row for row in rows if row.figure == "first_visit_days" and row.by == "all")
    assert cell(average, column, table, words("zh")) == "平均"


def test_rules_and_format_are_said_in_chinese(rendered: dict[Language, dict[str, Page]]) -> None:
    pages = rendered["zh"]
    policy = re.sub(r"<code>.*?</code>", "", pages["policy.html"].html)
    assert not re.search(r">[^<]*\b(?:None|True|False|DEFAULT|RECALL)\b[^<]*<", policy)
    assert not re.search(r"<small>[a-z_]+</small>", policy)
    assert "<code>helper-missing</code> 未指定帮扶人" in pages["format.html"].html


def test_every_parameter_of_a_rule_has_a_name(sample: Lists) -> None:
    for version in sample.policy.versions():
        unnamed = version.model_fields_set - set(PARAMETERS) - set(SAID)
        assert not unnamed, version.id


def test_the_closing_sentence_ends_the_list_and_is_no_reason_of_a_row(sample: Lists) -> None:
    assert sample.heading("eligible").notice[-1] == CLOSING
    assert not any(CLOSING in row.reasons for row in sample.eligible)


def test_a_page_of_one_person_says_the_closing_sentence_once(pages: dict[str, Page], lang: Language) -> None:
    closing = words(lang)(CLOSING)
    people = [page for page in pages.values() if page.uri.startswith(("people/", "answer/"))]
    assert all(page.html.count(closing) == 1 for page in people)


def test_a_page_that_is_none_leads_home_in_the_words_of_the_portal(lang: Language) -> None:
    html = '<a href="/index.html" class="md-header__button md-logo">x</a> <h1>404 - Not found</h1>'
    made = not_found_page(html, words(lang))
    assert "404" not in made
    assert f'<a href="/index.html">{words(lang)(say("Home"))}</a>' in made


def test_a_register_of_nobody_draws_no_empty_table() -> None:
    """Districts and figures: a head without a line below it says nothing."""
    pages = {page.uri: page.html for page in render(lists_of({}), "zh")}
    for uri in ("index.html", "leader.html", "statistics.html"):
        assert not re.search(r"<tbody>\s*</tbody>", pages[uri]), uri
