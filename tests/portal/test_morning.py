"""Morning pages: which row stands in which block on which day, for whom; what is new since which site."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from huifang.past.dayfigures import together
from huifang.portal import facets
from huifang.portal.assignees import Assignee
from huifang.portal.districtlines import districts
from huifang.portal.facets import rows_of_selection, selected
from huifang.portal.folder import write_portal
from huifang.portal.morning import BLOCKS, Mornings, of_assignee, of_body, of_district, of_everybody
from huifang.portal.pages.assignee import assignees
from huifang.portal.pages.leader import YearDuties, duties_of_the_year, month_ends_of
from huifang.portal.pages.morning import owing
from huifang.portal.render import planned_pages, render
from huifang.portal.selection import NONE, Selection
from huifang.portal.site import Site
from huifang.portal.stamp import STAMP_URI, SiteStamp, read_stamp
from huifang.services import portal_history as chronicle
from huifang.services.portal_history import portal_contents
from huifang.services.portal_site import stamp_of
from huifang.services.registers import Request, open_lists
from tests.history.repositories import COMMON, PERSON, VISIT, VISIT_PATH, Repository, started
from tests.portal.conftest import BUILT, lists_of
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from huifang.lists import DueRow, Lists
    from huifang.portal.morning import MorningScope
    from huifang.portal.request import PortalContents

VISITED = {**COMMON, VISIT_PATH: VISIT}
EXECUTED = ("execution announced", "execution executed")
PAPERS = ("feedback", "archive", "personnel")


def site_of(day: str, files: Mapping[str, str] = VISITED, history: PortalContents | None = None) -> Site:
    made = Site(lists_of(dict(files), date.fromisoformat(day)), "zh", BUILT, history.history if history else None)
    planned_pages(made)
    return made


def told(site: Site, selection: Selection) -> tuple[str, ...]:
    return tuple(
        " ".join(filter(None, (row.duty, row.period))) if hasattr(row, "duty") else row.person
        for row in selected(site, selection)
    )


def blocks(site: Site, scope: MorningScope) -> dict[str, tuple[str, ...]]:
    """Each block that has rows: its rows in order."""
    mornings = Mornings(site)
    found = {
        block.kind.name: tuple(
            " ".join(filter(None, (row.duty, row.period))) if hasattr(row, "duty") else row.person for row in block.rows
        )
        for block in mornings.blocks(scope)
    }
    folded = {"earlier": told(site, facets.EARLIER), "longer": told(site, facets.LONGER)}
    return {name: rows for name, rows in {**found, **folded}.items() if rows}


DAYS = (  # a visit of 2026-02-20, two announcements left out since 2026-02-15: the day, what stands in which block
    ("2026-03-07", {"today": ("feedback",), "papers": PAPERS, "earlier": EXECUTED}),
    ("2026-03-08", {"new": ("feedback",), "papers": PAPERS, "earlier": EXECUTED}),
    ("2026-03-14", {"new": ("feedback",), "papers": PAPERS, "earlier": EXECUTED}),  # the seventh day
    ("2026-03-15", {"papers": PAPERS, "earlier": (*EXECUTED, "feedback")}),  # no longer new
    ("2026-03-16", {"week": PAPERS[1:], "papers": PAPERS, "earlier": (*EXECUTED, "feedback")}),  # Monday before the day
    ("2026-03-23", {"new": PAPERS[1:], "papers": PAPERS, "earlier": (*EXECUTED, "feedback")}),
    ("2026-05-16", {"papers": PAPERS, "earlier": (*EXECUTED, *PAPERS)}),  # for 90 days: not yet long
    ("2026-05-17", {"papers": PAPERS, "earlier": PAPERS, "longer": EXECUTED}),
    ("2026-12-31", {"today": ("talk 2026Q4",), "papers": PAPERS, "soon": ("TT-0001",),
                    "longer": (*EXECUTED, *PAPERS, "execution reported", "talk 2026Q3")}),
    ("2027-01-01", {"new": ("talk 2026Q4",), "papers": PAPERS, "soon": ("TT-0001",),
                    "longer": (*EXECUTED, *PAPERS, "execution reported")}),
    ("2027-01-15", {"today": ("period-ending",), "papers": PAPERS, "soon": ("TT-0001",), "earlier": ("talk 2026Q4",),
                    "longer": (*EXECUTED, *PAPERS, "execution reported")}),  # the last barred day
    ("2027-01-16", {"papers": PAPERS, "freed": ("TT-0001",), "earlier": ("talk 2026Q4",),
                    "longer": (*EXECUTED, *PAPERS, "execution reported")}),
    ("2027-02-14", {"papers": PAPERS, "freed": ("TT-0001",), "week": (), "earlier": ("talk 2026Q4",),
                    "longer": (*EXECUTED, *PAPERS, "execution reported")}),  # free for the thirtieth day
    ("2027-02-15", {"papers": PAPERS, "today": ("return-to-scope",), "earlier": ("talk 2026Q4",),
                    "longer": (*EXECUTED, *PAPERS, "execution reported")}),
)  # fmt: skip


@pytest.mark.parametrize(("day", "expected"), DAYS, ids=[row[0] for row in DAYS])
def test_which_rows_stand_in_which_block(day: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert blocks(site_of(day), of_everybody("")) == {name: rows for name, rows in expected.items() if rows}


@pytest.mark.parametrize("day", ["2026-03-08", "2026-07-10", "2027-01-16"])
def test_the_places_of_duties_add_up(day: str) -> None:
    """Newly, earlier, long: all that is overdue. Today and later: the week."""
    site = site_of(day)

    def n(*selections: Selection) -> int:
        return sum(rows_of_selection(site, each) for each in selections)

    assert n(facets.NEW, facets.EARLIER, facets.LONGER) == n(facets.OVERDUE) > 0
    assert n(facets.TODAY, facets.LATER_THIS_WEEK) == n(facets.THIS_WEEK)


def test_the_order_of_the_blocks() -> None:
    assert [kind.name for kind in BLOCKS] == ["new", "today", "week", "papers", "freed", "soon"]


@pytest.mark.parametrize("kind", BLOCKS, ids=lambda kind: kind.name)
def test_the_districts_add_up_to_the_whole(sample: Lists, kind: object) -> None:
    site = Site(sample, "zh", BUILT)
    selection: Selection = kind.selection  # type: ignore[attr-defined] # a BlockKind
    parts = [of_district(each, each).narrowed(selection) for each in districts(site)]
    assert sum(rows_of_selection(site, each) for each in parts if each) == rows_of_selection(site, selection)


def test_a_body_has_what_it_owes_and_whom_it_follows_up(sample: Lists) -> None:
    site = Site(sample, "zh", BUILT)
    for body in owing(site):
        scope = of_body(site, body)
        late = scope.narrowed(facets.OVERDUE)
        assert late is not None
        assert [row.owner for row in selected(site, late)] == [body] * rows_of_selection(site, late)
    bodies = {row.owner for row in site.due} | {each.supervised_by_on(site.day) for each in site.people.values()}
    assert bodies <= set(owing(site))


@pytest.mark.parametrize("body", ["zz-no", "../x", "示例"])
def test_a_body_that_no_file_has_names_no_page(body: str) -> None:
    """Its people stand on the pages of the whole and of their district."""
    person = PERSON.replace("supervised_by: tt-jw", f"supervised_by: {body}")
    assert person != PERSON
    made = Site(lists_of({**VISITED, PERSON_PATH: person}, date(2026, 3, 8)), "zh", BUILT)
    pages = planned_pages(made)
    mornings = {uri: page for uri, page in pages.items() if uri.startswith("morning")}
    assert not [uri for uri, page in mornings.items() if body in uri or page.page().problem]


def test_a_page_of_somebody_has_no_numbers_of_lists_that_do_not_know_them(sample: Lists) -> None:
    scope = of_assignee(Assignee("ja-jw", "李某"))
    assert [scope.narrowed(each) is None for each in (facets.OVERDUE, facets.FREED, facets.ERRORS)] == [
        False, True, True
    ]  # fmt: skip
    assert of_body(Site(sample, "zh", BUILT), "ja-jw").narrowed(facets.ERRORS) is None


class OneName(Site):
    """The sample as if every duty were done by somebody called 示例某."""

    @cached_property
    def calendar(self) -> tuple[DueRow, ...]:
        return tuple(replace(row, assignee="示例某") for row in super().calendar)

    @cached_property
    def due(self) -> tuple[DueRow, ...]:
        return tuple(replace(row, assignee="示例某") for row in super().due)


def test_two_of_one_name_in_two_bodies_are_two(sample: Lists) -> None:
    """Each page has the rows of its body alone, and names the others."""
    site = OneName(sample, "zh", BUILT)
    pages = planned_pages(site)
    mine = [who for who in assignees(site) if who.name == "示例某"]
    assert {who.body for who in mine} == {row.owner for row in site.calendar}
    assert sum(rows_of_selection(site, who.selection) for who in mine) == len(site.due)
    for who in mine:
        uri = of_assignee(who).uri
        assert re.fullmatch(r"morning/p\.[0-9a-f]{12}\.html", uri)
        others = {of_assignee(each).uri for each in mine} - {uri}
        assert all(f'href="../{each}"' in pages[uri].page().html for each in others)
    alone = next(who for who in assignees(site) if who.name != "示例某")
    assert "同名" not in pages[of_assignee(alone).uri].page().html


def test_everybody_who_does_a_duty_has_a_page_with_the_rows(sample: Lists) -> None:
    site = Site(sample, "zh", BUILT)
    pages = planned_pages(site)
    for row in site.due:
        if row.assignee:
            who = Assignee(row.owner, row.assignee)
            assert who in assignees(site)
            if row.person:
                assert row.person in pages[of_assignee(who).uri].page().html


def test_the_duties_of_the_year_for_leaders() -> None:
    """Two announcements, a report, three papers and two talks; the helper was named in time, a talk was kept."""
    site = site_of("2026-07-31")
    assert duties_of_the_year(site) == {"tt": YearDuties(due=9, done=2, late=0)}


def test_the_month_ends_for_leaders_are_those_of_their_pages(office: Repository) -> None:
    made = contents(office, "2026-07-10")
    assert made.history is not None
    days = {day: figures for day, _, figures in month_ends_of(Site(made.lists, "zh", BUILT, made.history))}
    assert [f"{day:%m-%d}" for day in days] == ["03-31", "04-30", "05-31", "06-30", "07-10"]
    for month in made.history.months:
        assert month.compared is not None
        then, counted = month.compared.now, together(days[month.day].values())
        assert (counted.overdue, counted.missed) == (then.statuses["overdue"], then.statuses.get("missed", 0))
        assert counted.in_period == then.states["in_period"]
    assert [days[day]["tt"].papers for day in days] == [3, 3, 3, 3, 3]


def test_the_day_itself_has_the_numbers_of_the_lists(sample: Lists) -> None:
    site = Site(sample, "zh", BUILT)
    ((_, uri, figures),) = month_ends_of(site)
    counted = together(figures.values())
    wanted = (facets.IN_PERIOD, facets.OVERDUE, facets.MISSED, facets.PAPERS)
    assert uri == ""
    assert (counted.in_period, counted.overdue, counted.missed, counted.papers) == tuple(
        rows_of_selection(site, each) for each in wanted
    )


STAMPS = (  # a site with its day and the day of the one before; the day of the next; since which
    ("2026-03-01", None, "2026-03-02", "2026-03-01"),
    ("2026-03-01", "2026-02-20", "2026-03-02", "2026-03-01"),
    ("2026-03-02", "2026-03-01", "2026-03-02", "2026-03-01"),  # made anew on its day: what is new stays new
    ("2026-03-02", None, "2026-03-02", None),
    ("2026-03-02", "2026-03-02", "2026-03-02", None),
    ("2026-03-03", "2026-03-01", "2026-03-02", None),  # an earlier day was asked for
)


@pytest.mark.parametrize(("day", "since", "now", "expected"), STAMPS)
def test_since_which_site(day: str, since: str | None, now: str, expected: str | None) -> None:
    before = SiteStamp(date.fromisoformat(since), ("b",)) if since else None
    found = SiteStamp(date.fromisoformat(day), ("a",), before).before(date.fromisoformat(now))
    assert (found.day.isoformat() if found else None) == expected


UNREADABLE = (b"", b"{", b"[]", b"null", b"1", b'{"day": "2026-03-01"}', b'{"day": "yesterday", "revisions": []}',
              b'{"day": "2026-03-01", "revisions": [1]}', b'{"day": "2026-03-01", "revisions": "a"}',
              b"\xff\xfe", b"[" * 100_000)  # fmt: skip


@pytest.mark.parametrize("content", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_stamp_that_cannot_be_read_is_none(content: bytes) -> None:
    assert read_stamp(content) is None


def test_a_site_says_what_the_next_one_asks(tmp_path: Path) -> None:
    assert stamp_of(tmp_path) is None
    lists = lists_of(dict(VISITED), date(2026, 3, 8))
    write_portal(lists, tmp_path / "site", built=BUILT)
    commits = tuple(each.commit for each in lists.revisions)
    assert stamp_of(tmp_path / "site") == SiteStamp(date(2026, 3, 8), commits, SiteStamp(date(2026, 3, 1), ()))
    assert set(json.loads((tmp_path / "site" / STAMP_URI).read_text())) == {"day", "revisions", "since"}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A visit of 2026-02-20 that was entered on 2026-03-20 only, when its feedback was late already."""
    for name in ("HUIFANG_RECORDS", "HUIFANG_AS_OF"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(chronicle, "today", lambda _: date(2026, 3, 21))
    made = started(tmp_path / "office", dict(COMMON))
    made.commit({VISIT_PATH: VISIT}, "entered", when="2026-03-20T10:00:00+08:00")
    return made


def contents(office: Repository, day: str, **asked: object) -> PortalContents:
    wanted = Request(records=(office.records,), as_of=day)
    return portal_contents(open_lists(wanted), wanted, **asked)  # type: ignore[arg-type] # by name


def newly(made: PortalContents) -> tuple[str, ...]:
    return told(Site(made.lists, "zh", BUILT, made.history), facets.NEW)


def since(made: PortalContents) -> str:
    return Site(made.lists, "zh", BUILT, made.history).earlier.day.isoformat()


def test_what_was_entered_late_is_new_though_its_day_is_long_past(office: Repository) -> None:
    """Seven days before it was not known; a site of the same commit knew it."""
    assert newly(contents(office, "2026-03-21")) == ("feedback",)
    assert since(contents(office, "2026-03-21")) == "2026-03-14"
    head = office.git("rev-parse", "HEAD")
    of_today = SiteStamp(date(2026, 3, 20), (head,))
    assert newly(contents(office, "2026-03-21", replaced=of_today)) == ()
    assert since(contents(office, "2026-03-21", replaced=of_today)) == "2026-03-20"
    before = SiteStamp(date(2026, 3, 20), (office.git("rev-parse", "HEAD~1"),))
    assert newly(contents(office, "2026-03-21", replaced=before)) == ("feedback",)


STRANGE = ((), ("0" * 40,), ("x", "y"), (None,))


@pytest.mark.parametrize("revisions", STRANGE, ids=str)
def test_a_site_of_other_commits_is_held_against_the_end_of_its_day(
    office: Repository, revisions: tuple[str | None, ...]
) -> None:
    made = contents(office, "2026-03-21", replaced=SiteStamp(date(2026, 3, 19), revisions))
    assert (since(made), newly(made)) == ("2026-03-19", ("feedback",))
    made = contents(office, "2026-03-21", replaced=SiteStamp(date(2026, 3, 20), revisions))
    assert (since(made), newly(made)) == ("2026-03-20", ())


def test_since_a_commit_is_told_by_its_day(office: Repository) -> None:
    made = contents(office, "2026-03-21", since=office.git("rev-parse", "HEAD~1"))
    html = {page.uri: page.html for page in render(made.lists, "en", history=made.history)}["index.html"]
    assert (since(made), newly(made)) == ("2026-03-01", ("feedback",))
    assert "Newly overdue since 2026-03-01" in re.sub(r"<[^>]*>", "", html)
    assert not re.search(r"<h2>[^<]*[0-9a-f]{10}", html)


def test_a_younger_register_is_as_it_is_now(office: Repository) -> None:
    """Before it began nothing was known: not everything is new on the first day."""
    made = contents(office, "2026-03-03", replaced=SiteStamp(date(2026, 2, 25), ()))
    assert newly(made) == ()


ISSUE = "issues_raised:\n  - {visit: 2026-02-20-visit, kind: 问题, handover: XS-1, handed_to: tt-jw, on: 2026-02-20}\n"


@pytest.mark.parametrize(("day", "new"), [("2026-04-22", ("issue",)), ("2026-04-23", ())])
def test_what_restricted_facts_owe_is_not_new_each_morning(office: Repository, day: str, new: tuple[str, ...]) -> None:
    """No commit tells of them; so what they owe is new from the day on which it became overdue."""
    office.commit({"restricted/tt/TT-0001.yml": ISSUE}, "case", when="2026-03-20T11:00:00+08:00")
    made = contents(office, day, replaced=SiteStamp(date.fromisoformat(day) - timedelta(days=1), ()))
    assert "issue" in {row.duty for row in made.lists.due() if row.status == "overdue"}
    assert newly(made) == new


def test_what_changed_is_told_with_what_changed_in_it(office: Repository) -> None:
    head = office.git("rev-parse", "HEAD")
    moved = PERSON.replace("decided_on: 2026-01-15", "decided_on: 2026-01-16", 1)
    assert moved != PERSON
    office.commit({PERSON_PATH: moved}, "right day", when="2026-03-20T12:00:00+08:00")
    made = contents(office, "2026-03-21", replaced=SiteStamp(date(2026, 3, 20), (head,)))
    pages = {page.uri: page.html for page in render(made.lists, "en", history=made.history)}
    for uri in ("index.html", "morning/d.tt.html", "morning/tt-jw.html"):
        text = " ".join(re.sub(r"<[^>]*>", " ", pages[uri].partition('id="changed"')[2]).split())
        assert "What changed since 2026-03-20" in text, uri
        assert "last barred day 2027-01-15 → 2027-01-16" in text, uri
        assert "2026-03-20 甲 right day" in text, uri


def test_other_districts_do_not_hear_of_it(office: Repository) -> None:
    made = contents(office, "2026-03-21", replaced=SiteStamp(date(2026, 3, 19), ()))
    mornings = Mornings(Site(made.lists, "zh", BUILT, made.history))
    assert {
        each.difference.row.duty for each in mornings.changed(of_district("tt", "")) if each.page == "due.html"
    } >= {"feedback"}
    assert mornings.changed(of_district(NONE, "")) == ()
