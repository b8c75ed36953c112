"""One person's page: the line of time, visits by body, results, key groups, and where its records are changed."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from huifang.lists import Lists
from huifang.portal.breadcrumbs import trail
from huifang.portal.contents import LEAST, with_contents
from huifang.portal.fileplaces import file_place
from huifang.portal.forge_links import ForgeLinks, forge_links
from huifang.portal.freetext import to_html
from huifang.portal.pages.happened import KINDS
from huifang.portal.pages.timeline import ahead, events
from huifang.portal.render import planned_pages
from huifang.portal.site import Site
from huifang.portal.view import View
from huifang.register.forges import forge_project
from huifang.rules.key_groups import key_grounds
from huifang.texts import words
from tests import sound
from tests.portal.conftest import BUILT, lists_of
from tests.portal.reading import visible_text
from tests.portal.test_past import looked, office

if TYPE_CHECKING:
    from huifang.texts import Language
    from tests.history.repositories import Repository

__all__ = ["office"]  # a fixture
DAY = date(2026, 11, 20)
CODE, OTHER = "TT-0001", "TT-0002"
PERSON = f"records/people/tt/{CODE}/person.md"
HELPERS = [
    {"name": "王某", "unit": "tt-unit", "from": "2026-02-20", "to": "2026-08-31"},
    {"name": "赵某", "unit": "tt-unit", "from": "2026-09-01", "to": None},
]
RESULTS: dict[str, Any] = {
    "changes": ["思想转变", "履职转变"],
    "study": ["学习条例"],
    "recommendation": {"to": "tt-zz", "on": "2026-06-20", "text": "可以使用"},
    "feedback_to_unit": {"on": "2026-06-10"},
    "archived": {"on": "2026-06-12", "ref": "示例"},
    "given_to_personnel": {"on": "2026-06-15"},
    "actions": [{"what": "结对学习", "by": "tt-unit", "due": "2026-07-01", "done": "2026-06-28"}],
}
CITY = (("city-jw", "示例市纪委监委", "纪检监察机关", None),)
FILES: dict[str, str] = {
    **sound.person(
        sound.measure("党内严重警告", "2026-02-10", form=3, accountability=True, announced_on="2026-02-20"),
        helpers=HELPERS,
        informed_on="2026-02-18",
        unit_history=[{"unit": "tt-old", "from": "2020-01-01", "to": "2026-06-30", "received_on": "2026-07-03"}],
        appointments=[{"on": "2026-10-08", "kind": "平级任用", "post": "主任"}],
        achievements=[{"on": "2026-09-09", "what": "完成示例工程", "affirmed_by": "tt-unit"}],
        deferrals=[{"duty": "talk", "from": "2026-10-01", "until": "2026-12-15", "reason": "病休",
                    "approved_by": "tt-jw", "approved_on": "2026-10-01"}],
        return_to_scope=[{"reminded_on": "2026-11-01", "confirmed_on": "2026-11-10"}],
        prose="## 一人一策\n\n好。\n\n#### 附\n",
    ),
    **sound.visit("2026-06-01", **RESULTS),
    **sound.visit("2026-03-05", outcome="unreachable", methods=[], interviews=None, situation=[]),
    **sound.visit("2026-08-03", body="city-jw", visitors=[{"name": "示例丙", "body": "city-jw", "in_charge": True}]),
    **sound.talk("2026-05-05"),
    **sound.organizations(*sound.DISTRICT, ("tt-old", "示例区旧局", "单位", "tt-dw")),
    **sound.organizations(*CITY, district="city", name="示例市", level="市", prefix="CT"),
    "identities/tt.yml": "TT-0001: 示例甲\n",
}  # fmt: skip


@cache
def site(lang: Language = "zh", forge: bool = False) -> Site:
    links = ForgeLinks({"records": forge_project("gitea", "https://git.example", "office/register")}, {},
                       {"records": "https://forms.example/"}) if forge else None  # fmt: skip
    made = Site(lists_of(dict(FILES), DAY), lang, BUILT, forge=links)
    planned_pages(made)
    return made


def html(lang: Language = "zh", code: str = CODE, *, forge: bool = False) -> str:
    made = site(lang, forge)
    page = planned_pages(made)[f"people/{code}.html"].page()
    assert page.problem is None, page.problem
    return page.html


def line_of_time(of: object) -> list[tuple[str, str, str, str]]:
    view = View(site(), f"people/{CODE}.html")
    return [
        (each.day.isoformat(), each.kind, words("zh")(each.text), each.record.rsplit("/", 1)[-1])
        for each in of(view, site().lists.programme.cases[CODE])  # type: ignore[operator] # one of the two
    ]


def test_everything_that_happened_stands_in_one_line() -> None:
    found = line_of_time(events)
    assert [day for day, *_ in found] == sorted((day for day, *_ in found), reverse=True)
    assert {(day, kind, record) for day, kind, _, record in found} == {
        ("2026-02-10", "measure", "person.md"),  # decided
        ("2026-02-10", "period", "person.md"),  # its first day
        ("2026-02-18", "measure", "person.md"),  # letter of notice
        ("2026-02-20", "measure", "person.md"),  # announced
        ("2026-02-20", "helper", "person.md"),
        ("2026-03-05", "visit", "2026-03-05-visit.md"),  # nobody was met
        ("2026-05-05", "talk", "2026-05-05-talk.md"),
        ("2026-06-01", "visit", "2026-06-01-visit.md"),
        ("2026-06-10", "paper", "2026-06-01-visit.md"),
        ("2026-06-12", "paper", "2026-06-01-visit.md"),
        ("2026-06-15", "paper", "2026-06-01-visit.md"),
        ("2026-06-20", "paper", "2026-06-01-visit.md"),  # the recommendation
        ("2026-06-28", "action", "2026-06-01-visit.md"),
        ("2026-07-01", "career", "person.md"),  # the new unit
        ("2026-07-03", "career", "person.md"),  # taken over
        ("2026-08-03", "visit", "2026-08-03-visit.md"),
        ("2026-08-31", "helper", "person.md"),
        ("2026-09-01", "helper", "person.md"),
        ("2026-09-09", "achievement", "person.md"),
        ("2026-10-01", "deferral", "person.md"),
        ("2026-10-08", "career", "person.md"),
        ("2026-11-01", "return", "person.md"),
        ("2026-11-10", "return", "person.md"),
    }
    assert {kind for _, kind, *_ in found} <= set(KINDS)


def test_what_is_to_come_stands_apart() -> None:
    found = line_of_time(ahead)
    assert [day for day, *_ in found] == sorted(day for day, *_ in found)
    told = {(day, kind) for day, kind, *_ in found}
    assert {("2026-12-15", "deferral"), ("2027-08-10", "period"), ("2027-08-11", "return")} <= told
    open_ = {row.due_on.isoformat() for row in site().due_of[CODE] if row.status != "missed"}
    assert {day for day, kind in told if kind == "duty"} == open_
    assert all(day > DAY.isoformat() for day, kind in told if kind != "duty")


def test_each_entry_says_day_kind_what_and_record() -> None:
    past = html().partition('id="past"')[2].partition("</ol>")[0]
    entries = [visible_text(each) for each in re.findall(r"<li.*?</li>", past, re.DOTALL)]
    assert "2026-06-10 手续 向单位党委（党组）反馈（2026-06-01 的回访） 见 2026-06-01-visit.md" in entries
    assert "2026-03-05 回访 回访（回访教育）：示例区纪委监委（未能联系） 见 2026-03-05-visit.md" in entries
    assert len(entries) == len(line_of_time(events))


@pytest.mark.parametrize(("body", "level", "n"), [("tt-jw", "区", 2), ("city-jw", "市", 1)])
def test_visits_by_body_and_level_lead_to_their_rows(body: str, level: str, n: int) -> None:
    page = html()
    row = page.partition(f'href="#by-{body}"')[0].rpartition("<tr>")[2].rpartition("<td ")[0]
    assert visible_text(row).endswith(level)
    assert f'data-n="{n}" href="#by-{body}"' in page
    section = page.partition(f'<section id="by-{body}">')[2].partition("</section>")[0]
    assert section.count("hf-item") == n


def test_results_say_changes_study_achievements_and_recommendation() -> None:
    shown = visible_text(html().partition('<h2 id="results">')[2].partition("<h2 ")[0])
    for each in (
        "思想转变；履职转变",
        "学习条例",
        "可以使用",
        "示例区委组织部",
        "完成示例工程",
        "认可单位 示例区档案局",
    ):
        assert each in shown


TAGS: tuple[tuple[dict[str, Any], str], ...] = (
    # the measure, the tag
    ({"form": 3}, "重点对象：第三种形态"),
    ({"form": 1, "accountability": True}, "重点对象：失职失责问责"),
    ({"form": 2, "accountability": True}, "重点对象：失职失责问责、第二种形态"),
    ({"form": None}, "重点对象：未登记形态"),
    ({"form": 1}, ""),
    ({"form": 3, "decided_on": "2019-02-10"}, ""),
)


@pytest.mark.parametrize(("measure", "tag"), TAGS)
def test_the_tag_of_a_key_group_says_why(measure: dict[str, Any], tag: str) -> None:
    lists = lists_of({**sound.person(sound.measure(**{"decided_on": "2026-02-10", **measure})),
                      **sound.organizations(*sound.DISTRICT)}, DAY)  # fmt: skip
    made = Site(lists, "zh", BUILT)
    pages = planned_pages(made)
    for uri in (f"people/{CODE}.html", "people.html"):
        shown = re.findall(r'<span class="hf-key">(.*?)</span>', pages[uri].page().html)
        assert shown == ([tag] if tag else []), uri
    assert bool(key_grounds(lists.programme.cases[CODE], DAY)) is bool(tag)


LINKS = (
    # forge, a file's addresses, where one is added
    ("gitlab", "/-/blob/main/", "/-/edit/main/", "/-/new/main/"),
    ("gitea", "/src/branch/main/", "/_edit/main/", "/_new/main/"),
    ("github", "/blob/main/", "/edit/main/", "/new/main/"),
)


@pytest.mark.parametrize(("kind", "view", "edit", "new"), LINKS)
def test_a_record_leads_to_its_file_on_the_forge(kind: str, view: str, edit: str, new: str) -> None:
    text = f"format: 1\nforge: {{kind: {kind}, url: https://git.example/, project: office/register}}\n"
    files = lists_of({**FILES, "register.yml": text}, DAY).register.files
    for root in ("", "records/", "data/示例/"):
        links = forge_links(files, {"records": root})
        path = "people/tt/TT-0001/person.md"
        home, there = "https://git.example/office/register", root.replace("示例", "%E7%A4%BA%E4%BE%8B")
        assert links.of(f"records/{path}") == (f"{home}{view}{there}{path}", f"{home}{edit}{there}{path}")
        assert links.folder(f"records/{path}") == f"{home}{new}{there}people/tt/TT-0001"
        assert links.of("records/identities/tt.yml") is None
        assert links.of("records/restricted/tt/TT-0001.yml") is None
        assert links.of("elsewhere/people/tt/TT-0001/person.md") is None


@pytest.mark.parametrize("text", ["", "forge: {kind: gitea, url: git.example, project: a/b}", "forge: {kind: gitlab}",
                                  "forge: []", "forms: 表单"])  # fmt: skip
def test_without_a_forge_that_can_be_meant_there_are_no_links(text: str) -> None:
    files = lists_of({**FILES, "register.yml": f"format: 1\n{text}\n"}, DAY).register.files
    links = forge_links(files, {})
    assert links.of(PERSON) is None
    assert links.form(PERSON, "person") is None


def test_pages_lead_to_view_change_and_form_where_they_are_known() -> None:
    base = "https://git.example/office/register"
    visit = "records/people/tt/TT-0001/2026-06-01-visit.md"
    with_links, without = html(forge=True), html()
    assert f'href="{base}/src/branch/main/{visit}"' in with_links
    assert f'href="{base}/_edit/main/{visit}"' in with_links
    assert f'href="{base}/_edit/main/{PERSON}"' in with_links
    assert f'href="{base}/_new/main/records/people/tt/TT-0001"' in with_links
    assert 'href="https://forms.example/visit.html"' in with_links
    assert 'href="https://forms.example/person.html"' in with_links
    assert "https://git.example" not in without
    assert visible_text(without).count(visit) == visible_text(with_links).count(visit) > 0
    rows = planned_pages(site(forge=True))["due.html"].page().html
    assert f"{base}/_new/main/records/people/tt/TT-0001" in rows


def test_a_file_to_be_made_has_no_page_to_read() -> None:
    found = file_place(site(forge=True), f"records/people/tt/{CODE}/YYYY-MM-DD-talk.md", new=True)
    assert (found.view, found.form) == (None, "https://forms.example/talk.html")
    assert file_place(site(forge=True), "records/organizations/tt.yml").form is None


def test_the_last_change_of_each_record(office: Repository) -> None:
    made = looked(office)
    site_ = Site(made.lists, "en", history=made.history)
    page = visible_text(planned_pages(site_)["people/TT-0001.html"].page().html)
    assert "file records/people/tt/TT-0001/2026-02-20-visit.md · last changed 2026-03-20 by 乙" in page
    assert site_.last_change_of["records/people/tt/TT-0002/person.md"].day == date(2026, 5, 12)
    assert "last changed" not in html("en")


TRAILS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("index.html", ()),
    ("due.html", ("index.html",)),
    ("people/TT-0001.html", ("index.html", "districts/tt.html", "units/tt-unit.html")),
    ("answer/TT-0001.html", ("index.html", "districts/tt.html", "units/tt-unit.html", "people/TT-0001.html")),
    ("units/tt-jw.html", ("index.html", "districts/tt.html")),
    ("districts/tt.html", ("index.html",)),
    ("due-2.html", ("index.html", "due.html")),
    ("units/tt-jw.due-2.html", ("index.html", "districts/tt.html", "units/tt-jw.html")),
    ("handbook/browse.html", ("index.html", "handbook/index.html")),
    ("handbook/index.html", ("index.html",)),
    ("nowhere/x.html", ("index.html",)),
)


@pytest.mark.parametrize(("uri", "above"), TRAILS)
def test_the_way_to_a_page(uri: str, above: tuple[str, ...]) -> None:
    assert trail(site(), uri) == above


def test_every_page_says_where_it_stands(lang: Language) -> None:
    made = site(lang)
    pages = planned_pages(made)
    for uri, planned in pages.items():
        found = re.search(r'<nav class="hf-crumbs".*?</nav>', planned.page().html, re.DOTALL)
        assert (found is None) is (uri == "index.html"), uri
        links = re.findall(r'href="([^"]*)"', found[0]) if found else []
        assert [each.replace("../", "") for each in links] == list(trail(made, uri))
        assert all(each in pages for each in trail(made, uri)), uri


def test_contents_of_a_long_page_are_its_headings() -> None:
    page = html()
    nav = re.findall(r'<nav class="hf-toc".*?</nav>', page, re.DOTALL)
    assert len(nav) == 1
    assert re.findall(r'href="#([^"]*)"', nav[0]) == re.findall(r'<h2\b[^>]*id="([^"]*)"', page)
    short = "<!--contents-->" + '<h2 id="a">a</h2>' * (LEAST - 1)
    assert with_contents(short, "x") == short.replace("<!--contents-->", "")
    assert '<li><a href="#a">a &lt;b&gt;</a></li>' in with_contents(
        "<!--contents-->" + '<h2 id="a">a <em>&lt;b&gt;</em></h2>' * LEAST, "x"
    )


HEADINGS: tuple[tuple[str, int, list[str]], ...] = (
    # typed, the level of the section, the levels on the page
    ("## 一\n\n#### 二\n", 2, ["h3", "h4"]),
    ("# 一\n\n## 二\n\n# 三\n", 2, ["h3", "h4", "h3"]),
    ("### 一\n\n# 二\n", 2, ["h3", "h3"]),
    ("## 一\n", 3, ["h4"]),
    ("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5\n", 3, ["h4", "h5", "h6", "h6", "h6"]),
)


@pytest.mark.parametrize(("typed", "section", "levels"), HEADINGS)
def test_headings_of_a_record_stand_below_their_section(typed: str, section: int, levels: list[str]) -> None:
    assert re.findall(r"<(h[1-6])>", to_html(typed, section)) == levels


def test_headings_of_pages_skip_no_level(lang: Language) -> None:
    for uri, planned in planned_pages(site(lang)).items():
        levels = [int(each) for each in re.findall(r"<h([1-6])\b", planned.page().html)]
        assert levels[0] == 1, uri
        assert all(after - before <= 1 for before, after in pairwise(levels)), (uri, levels)


SECRET = f"另见 {OTHER} 一案"
LEAKS: tuple[dict[str, Any], ...] = (
    {"achievements": [{"on": "2026-09-09", "what": SECRET}]},
    {"study": [SECRET]},
    {"recommendation": {"to": "tt-zz", "on": "2026-06-20", "text": SECRET}},
    {"actions": [{"what": SECRET, "by": "tt-unit", "due": "2026-07-01", "done": "2026-06-28"}]},
    {"appointments": [{"on": "2026-10-08", "kind": "平级任用", "post": SECRET}]},
)


@pytest.mark.parametrize("fact", LEAKS, ids=lambda each: next(iter(each)))
def test_nobody_who_may_not_be_named_stands_in_the_new_parts(fact: dict[str, Any]) -> None:
    """Of a person whose measures were revoked nothing stands on a page, also where another's record names the code."""
    of_person = {key: value for key, value in fact.items() if key in {"achievements", "appointments"}}
    of_visit = {key: value for key, value in fact.items() if key not in of_person}
    gone = sound.measure("党内警告", "2026-01-10", revoked_on="2026-02-01")
    lists = lists_of({
        **sound.person(sound.measure("党内严重警告", "2026-02-10"), **of_person),
        **sound.visit("2026-06-01", **of_visit),
        **sound.person(gone, code=OTHER), **sound.organizations(*sound.DISTRICT),
    }, DAY)  # fmt: skip
    assert OTHER not in Site(lists).people
    page = next(each.page() for each in planned_pages(Site(lists, "zh", BUILT)).values()
                if each.uri == f"people/{CODE}.html")  # fmt: skip
    assert page.problem is None
    assert "■■■■" in page.html
    assert OTHER not in page.html


def test_issues_that_a_person_raised_stand_in_no_line_of_time() -> None:
    """They are restricted: neither what happened nor what came of it tells of them."""
    raised = {"visit": "2026-06-01-visit", "kind": "问题", "handover": "XS-2026-900", "handed_to": "tt-jw",
              "on": "2026-06-02"}  # fmt: skip
    lists: Lists = lists_of({**FILES, **sound.restricted(issues_raised=[raised])}, DAY)
    page = planned_pages(Site(lists, "zh", BUILT))[f"people/{CODE}.html"].page().html
    for part in ("events", "results"):
        section = page.partition(f'id="{part}"')[2].partition("<h2 ")[0]
        assert "2026-06-0" in section
        assert "XS-2026-900" not in section
        assert "2026-06-02" not in section
