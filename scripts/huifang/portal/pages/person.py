"""A person's page: where the person stands and why, what we owe, one line of time, visits, records and findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.lists.due import due_row
from huifang.lists.eligible import measures_in_row
from huifang.portal.next_steps import NEW_NAME, file_of, stub
from huifang.portal.pages.chart import chart
from huifang.portal.pages.effects import effects_of_person
from huifang.portal.pages.happened import KINDS
from huifang.portal.pages.kind import planned_page
from huifang.portal.pages.law import law
from huifang.portal.pages.timeline import ahead, events
from huifang.portal.pages.visited import has_results, visits_by_body
from huifang.register.models import Talk
from huifang.rules.obligation import Status, status
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from huifang.lists import DueRow
    from huifang.portal.page import PlannedPage
    from huifang.portal.site import Site
    from huifang.portal.view import View
    from huifang.rules.obligation import Obligation

MOST = 200  # changes of one person's records; `huifang history CODE` has all


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """A duty that is open, with the file and the line that close it."""

    row: DueRow
    file: str
    line: str


@dataclass(frozen=True, slots=True)
class ClosedDuty:
    """A duty that was met, in time or late."""

    row: DueRow
    how: Text
    late: bool


def pages(site: Site) -> Iterable[PlannedPage]:
    """A page for everybody with a measure in force, past retention excepted."""
    for code in site.people:
        yield planned_page(site, f"people/{code}.html", code, "person.html", _values(site, code))


def _values(site: Site, code: str) -> Callable[[View], Mapping[str, object]]:
    def values(view: View) -> Mapping[str, object]:
        case = site.lists.programme.cases[code]
        folder = case.person.path.rsplit("/", 1)[0]
        note_of = site.history.notes if site.history else {}
        return {
            "code": code,
            "name": site.names.get(code),
            "person": site.people[code],
            "case": case,
            "told_of": measures_in_row(case) if code in site.eligible_of else {},
            "unit": site.unit_of(code),
            "row": site.eligible_of.get(code),
            "calculation": site.lists.calculation_of(code),
            "open": [_open(row, site) for row in site.due_of.get(code, [])],
            "closed": list(_closed(site, code)),
            "grid": site.grid_of.get(code),
            "events": events(view, case),
            "ahead": ahead(view, case),
            "kinds": KINDS,
            "visited": visits_by_body(view, code),
            "talks": [each for each in site.contacts(code) if isinstance(each, Talk)][::-1],
            "results": [each for each in site.contacts(code) if has_results(each)][::-1],
            "chart": chart(view, case),
            "law": law(case),
            "gaps": site.health_of.get(code, []),
            "findings": site.findings_of.get(code, []),
            "changes": [(row, note_of[row.commit]) for row in site.changes_of.get(code, [])[:MOST]],
            "all_changes": len(site.changes_of.get(code, [])),
            **effects_of_person(site, code),
            "newest": {each.kind: each.path for each in site.contacts(code)}.values(),  # the last visit, the last talk
            "new_talk": f"{folder}/{NEW_NAME}-talk.md",
            "new_visit": f"{folder}/{NEW_NAME}-visit.md",
        }

    return values


def _open(row: DueRow, site: Site) -> OpenDuty:
    return OpenDuty(row, file_of(row, site), stub(row))


def _closed(site: Site, code: str) -> Iterator[ClosedDuty]:
    """The newest first."""
    organizations = site.lists.register.organizations
    mine = [each for each in site.obligations_of.get(code, []) if status(each, site.day) is Status.CLOSED]
    for each in sorted(mine, key=lambda one: one.due_on, reverse=True):
        yield ClosedDuty(due_row(each, organizations, site.day), _how(each), each.late)


def _how(obligation: Obligation) -> Text:
    closed = obligation.closed_on or obligation.due_on
    if obligation.late:
        return say("done {day}, {n} days late", day=closed, n=(closed - obligation.due_on).days)
    return say("done {day}", day=closed)
