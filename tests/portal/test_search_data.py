"""What the search knows: characters and their readings, sections of pages, and of people what this site shows."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from huifang.lists import Lists
from huifang.portal.assignees import Assignee
from huifang.portal.render import planned_pages
from huifang.portal.search.characters import (
    readings_of,
    standard,
    standard_forms,
    syllables,
    variants_of,
)
from huifang.portal.search.data import SearchSections, as_script, search_data
from huifang.portal.search.kinds import LABELS, FoundKind
from huifang.portal.search.sections import sections_of
from huifang.portal.site import Site
from huifang.texts import Language
from tests.portal.conftest import LANGUAGES, lists_of, person, taken

SAME = (  # typed, and the character that it is a form of
    ("示𠮷", "示吉"),
    ("張龍", "张龙"),
    ("檔案館", "档案馆"),
    ("髙峯", "高峰"),
    ("\uf9dc", "隆"),  # a compatibility form
    ("ＪＡ", "JA"),
)
OTHERS = "乾昇喆堃淼仝甯祎"  # characters of their own: a name with one is not a name with a likeness of it
READ = (
    ("单", {"dan", "shan", "chan"}),
    ("曾", {"zeng", "ceng"}),
    ("仇", {"qiu", "chou"}),
    ("万俟", {"wan", "mo", "qi", "si"}),
    ("吕", {"lv"}),
    ("𠮷", {"ji"}),  # by the character that it is a form of
    ("㛃", {"jie"}),
)


@pytest.mark.parametrize(("typed", "meant"), SAME)
def test_a_variant_is_its_standard_character(typed: str, meant: str) -> None:
    assert standard(typed) == meant


@pytest.mark.parametrize("char", OTHERS)
def test_a_standard_character_is_no_variant(char: str) -> None:
    assert standard(char) == char


def test_the_tables_are_whole() -> None:
    """No variant leads to another, and every one is met as it is compared: in its plain form."""
    forms = standard_forms()
    assert len(forms) > 4000
    assert not set(forms.values()) & set(forms)
    assert all(unicodedata.normalize("NFKC", char) == char for char in forms)
    assert not set(forms) & set(syllables())
    assert {each for every in syllables().values() for each in every} < {*_letters()}


def _letters() -> set[str]:
    return {each for every in syllables().values() for each in every if each.isascii() and each.islower()} | {""}


@pytest.mark.parametrize(("name", "read"), READ)
def test_a_character_has_all_its_readings(name: str, read: set[str]) -> None:
    assert set(readings_of([name])) == read


def test_only_characters_that_can_matter_are_handed_over() -> None:
    assert variants_of(["示𠮷"]) == "礻示𠮷吉"
    assert variants_of(["abc"]) == ""


PARTS: tuple[tuple[str, list[tuple[str, str, str]]], ...] = (
    ("<p>without a heading</p>", [("", "", "without a heading")]),
    (
        "<h1>One</h1><p>a <b>b</b></p><h2 id='two'>Two &amp; a <code>half</code></h2><ul><li>c</li><li>d</li></ul>",
        [("", "One", "a b"), ("two", "Two & a half", "c d")],
    ),
    (
        (
            "<h2 id=g>Group</h2><p>x</p><table><thead><tr><th>head</th></tr></thead><tbody>"
            "<tr id=r1><td>First <small>r1</small>"
            "</td><td>says</td></tr><tr id=r2><td>Second</td><td>too</td></tr></tbody></table><p>after</p>"
        ),
        [("g", "Group", "x after"), ("r1", "First", "r1 says"), ("r2", "Second", "too")],
    ),
    (
        (
            "<h1>A</h1><div data-search-exclude><p>no <br> name</p></div><div hidden><p>nor</p></div><form><p>this"
            "<input></p></form>text &lt;b&gt;"
        ),
        [("", "A", "text <b>")],
    ),
    ("<h2></h2>", []),
)


@pytest.mark.parametrize(("html", "expected"), PARTS)
def test_a_page_is_parted_by_headings_and_rows_with_a_place(html: str, expected: list[tuple[str, str, str]]) -> None:
    assert sections_of(html) == expected


def test_sections_stand_in_the_order_of_their_addresses() -> None:
    sections = SearchSections()
    for uri in ("policy.html", "handbook/b.html", "checks.html"):
        sections.add(uri, f"title of {uri}", f"<h1>{uri}</h1>")
    found = taken(sections.script())["pages"]
    assert [page[:3] for page in found] == [
        ["handbook", "handbook/b.html", "title of handbook/b.html"],
        ["reference", "checks.html", "title of checks.html"],
        ["rules", "policy.html", "title of policy.html"],
    ]


def known(lists: Lists, lang: Language = "zh") -> tuple[Site, Mapping[str, Any]]:
    """A site with its pages planned, and the data of its search."""
    site = Site(lists, lang)
    planned_pages(site)
    return site, taken(search_data(site))


def test_everybody_is_known_once(sample: Lists, lang: Language) -> None:
    site, data = known(sample, lang)
    assert [code for code, *_ in data["people"]] == list(site.people)
    assert {code: name for code, name, *_ in data["people"] if name} == dict(site.names)
    assert data["named"] == len(site.names)
    assert [kind for kind, _ in data["kinds"]] == [kind.value for kind in LABELS] == [kind.value for kind in FoundKind]


def test_every_entry_leads_to_a_page(sample: Lists, lang: Language) -> None:
    site, data = known(sample, lang)
    for kind, entries in data["entries"].items():
        assert entries, kind
        for name, _, uri, _ in entries:
            assert name, kind
            assert uri.partition("#")[0].partition("?")[0] in site.uris, uri


def test_a_helper_is_told_with_exactly_whom_he_helps_and_leads_to_his_page(sample: Lists) -> None:
    """Two of one name in two bodies stay two."""
    site, data = known(sample)
    helped: dict[Assignee, list[str]] = {}
    for code in site.people:
        followed = site.lists.programme.followed.get(code)
        if followed and (name := followed.helper_on(site.day)):
            helped.setdefault(Assignee(followed.committee_on(site.day), name), []).append(code)
    entries = {(name, uri): told for name, told, uri, _ in data["entries"]["helpers"]}
    assert len(entries) == len(data["entries"]["helpers"])
    for who, codes in helped.items():
        told = entries.pop((who.name, f"morning/{who.key}.html"))
        assert f"正在帮扶 {'、'.join(codes[:3])}" in told
    assert not [told for told in entries.values() if "正在帮扶" in told]


def test_a_helper_is_followed_by_what_was_done_and_is_open(sample: Lists) -> None:
    site, data = known(sample)
    told = [each[1] for each in data["entries"]["helpers"]]
    for words in ("帮扶过 ", "回访过 "):
        assert any(words in each for each in told)
    opened = {Assignee(row.owner, row.assignee) for row in site.due if row.assignee}
    assert sum("待办 " in each for each in told) == len(opened)


def test_a_document_of_several_people_leads_to_all_of_them() -> None:
    files: dict[str, str | bytes] = {
        f"people/tt/{code}/person.md": person(code, "示纪〔2026〕1号") for code in ("TT-0001", "TT-0002")
    }
    _, data = known(lists_of({**files, "people/tt/TT-0003/person.md": person("TT-0003", "示纪〔2026〕2号")}))
    assert data["entries"]["documents"] == [
        ["示纪〔2026〕1号", "TT-0001、TT-0002", "people.html?q=%E7%A4%BA%E7%BA%AA%E3%80%942026%E3%80%951%E5%8F%B7", ""],
        ["示纪〔2026〕2号", "TT-0003", "people/TT-0003.html", ""],
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_who_is_not_shown_leaves_a_trace(lang: Language) -> None:
    """Past retention, and cleared of every measure: neither code nor name nor document nor a reading of the name."""
    left = person("TT-0002", "示纪〔2026〕22号").replace(
        "helpers: []", "helpers: []\nleft: {on: 2026-06-15, reason: 退休}"
    )
    cleared = person("TT-0003", "示纪〔2026〕33号").replace("form: 2,", "form: 2, revoked_on: 2026-03-01,")
    files: dict[str, str | bytes] = {
        "people/tt/TT-0001/person.md": person("TT-0001", "示纪〔2026〕11号"),
        "people/tt/TT-0002/person.md": left,
        "people/tt/TT-0003/person.md": cleared,
        "identities/tt.yml": "TT-0001: 单甲\nTT-0002: 曾乙\nTT-0003: 仇丙\n",
    }
    _, data = known(lists_of(files, date(2027, 7, 1)), lang)
    text = str({key: value for key, value in data.items() if key != "variants"})
    assert [each[:2] for each in data["people"]] == [["TT-0001", "单甲"]]
    assert not [trace for trace in ("TT-0002", "TT-0003", "曾", "仇", "〕22号", "〕33号") if trace in text]
    assert "单" in data["readings"]["shan"]


def test_without_names_there_are_codes_alone() -> None:
    site, data = known(lists_of({"people/tt/TT-0001/person.md": person("TT-0001", "示纪〔2026〕11号")}))
    assert data["named"] == 0
    assert data["people"] == [["TT-0001", "", 0, ["示纪〔2026〕11号"]]]
    assert not site.names


def test_what_nobody_sees_shows_in_the_data_too() -> None:
    """A mark that turns the direction of a line does nothing where a script writes the name into a page."""
    told = as_script("data.js", {"units": ["\u202e示例局"], "entries": {"people": [("示\u200b例", 1, None)]}}).decode()
    data = json.loads(told.removeprefix('Huifang.take("data.js",').removesuffix(");\n"))
    assert data == {"units": [r"\u202e示例局"], "entries": {"people": [[r"示\u200b例", 1, None]]}}
