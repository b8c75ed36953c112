"""Who changed what: the latest changes, a page a month, a page an editor. No names, no restricted facts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from huifang.past.commits import names_told, others_of
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from huifang.past.commits import Commit
    from huifang.past.rows import HistoryRow
    from huifang.past.snapshots import HistoryPages
    from huifang.portal.site import Site
    from huifang.portal.view import View
    from huifang.texts import Text

LATEST = 100  # commits of the page of the latest
MOST = 1000  # commits of any page; `huifang history` has all
ROWS = 30  # changes shown of one commit


@dataclass(frozen=True, slots=True)
class ShownCommit:
    """One commit with its changes as a page shows them."""

    note: Commit
    rows: Sequence[HistoryRow]
    left_out: int

    @property
    def others(self) -> tuple[Text, ...]:
        """Whoever had a hand in it beside the author."""
        merger = self.rows[0].merger if self.rows else None
        return others_of(self.note.author, self.note.committer, self.note.signer, merger)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month in numbers."""

    uri: str
    name: str
    commits: int
    changes: int
    people: int


@dataclass(frozen=True, slots=True)
class EditorLine:
    """Everything that one author changed, in numbers: what an auditor asks first, no measure of anybody's work."""

    uri: str
    name: str
    commits: int
    changes: int
    unsigned: int
    first: date
    last: date


def pages(site: Site) -> Iterable[PlannedPage]:
    """All of them, where there is a history."""
    past = site.history
    if past is None or not (past.changes or past.problem):
        return
    yield planned_page(
        site,
        "changes.html",
        say("Latest changes"),
        "changes.html",
        _latest(site, past),
        section=NavigationSection.HISTORY,
    )
    for name, notes in by_month(past).items():
        title = say("Changes of {month}", month=name)
        yield planned_page(site, month_uri(name), title, "changes_some.html", _some(site, notes, by_editor=False))
    editors = by_editor(past)
    called = names_told(editors)
    if editors:
        yield planned_page(
            site, "editors.html", say("Changes by editor"), "editors.html",
            lambda _: {"editors": [_editor(site, notes, called[author]) for author, notes in editors.items()]},
            section=NavigationSection.HISTORY,
        )  # fmt: skip
    for author, notes in editors.items():
        title = say("Changes by {editor}", editor=called[author])
        yield planned_page(site, editor_uri(author), title, "changes_some.html", _some(site, notes, by_editor=True))


def month_uri(name: str) -> str:
    """The page of a month's changes."""
    return f"changes/{name}.html"


def editor_uri(author: str) -> str:
    """The page of an editor, named by nothing that a person could read out of an address."""
    return f"changes/editor-{hashlib.sha256(author.encode()).hexdigest()[:10]}.html"


def by_month(past: HistoryPages) -> Mapping[str, list[Commit]]:
    """Month -> its commits, newest first."""
    found: dict[str, list[Commit]] = {}
    for note in past.notes.values():
        found.setdefault(f"{note.day:%Y-%m}", []).append(note)
    return dict(sorted(found.items(), reverse=True))


def by_editor(past: HistoryPages) -> Mapping[str, list[Commit]]:
    """Author with address -> the commits, newest first; authors by name."""
    found: dict[str, list[Commit]] = {}
    for note in past.notes.values():
        found.setdefault(note.author, []).append(note)
    return dict(sorted(found.items()))


def _latest(site: Site, past: HistoryPages) -> Callable[[View], Mapping[str, object]]:
    def values(view: View) -> Mapping[str, object]:
        return {
            "problem": view.t(past.problem) if past.problem else None,
            "months": [_line(site, name, notes) for name, notes in by_month(past).items()],
            **_some(site, list(past.notes.values())[:LATEST], by_editor=False)(view),
        }

    return values


def _some(site: Site, notes: Sequence[Commit], *, by_editor: bool) -> Callable[[View], Mapping[str, object]]:
    def values(_: View) -> Mapping[str, object]:
        told = [ShownCommit(note, *_cut(site.changes_by.get(note.hash, []))) for note in notes[:MOST]]
        days = [(day, list(each)) for day, each in groupby(told, key=lambda one: one.note.day)]
        return {"days": days, "left_out": len(notes) - len(told), "by_editor": by_editor}

    return values


def _cut(rows: Sequence[HistoryRow]) -> tuple[Sequence[HistoryRow], int]:
    return rows[:ROWS], max(0, len(rows) - ROWS)


def _line(site: Site, name: str, notes: Sequence[Commit]) -> MonthLine:
    rows = [row for note in notes for row in site.changes_by.get(note.hash, ())]
    people = {row.person for row in rows if row.person}
    return MonthLine(month_uri(name), name, len(notes), len(rows), len(people))


def _editor(site: Site, notes: Sequence[Commit], name: str) -> EditorLine:
    return EditorLine(
        uri=editor_uri(notes[0].author),
        name=name,
        commits=len(notes),
        changes=sum(len(site.changes_by.get(note.hash, ())) for note in notes),
        unsigned=sum(note.signed != "good" for note in notes),
        first=notes[-1].day,
        last=notes[0].day,
    )
