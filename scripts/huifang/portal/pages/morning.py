"""The morning pages of districts and bodies, and the page on which somebody chooses theirs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from huifang.portal import facets
from huifang.portal.districtlines import district_label, districts
from huifang.portal.morning import NEXT, Mornings, MorningScope, of_body, of_district
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.assignee import assignees, pages_of_assignees
from huifang.portal.pages.kind import planned_page
from huifang.portal.rowtext import row_changes_told
from huifang.portal.selection import NONE
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from huifang.portal.site import Site
    from huifang.portal.view import View

CHOICE = "morning.html"


def pages(site: Site) -> Iterable[PlannedPage]:
    """The choice, then a page for each district, each body, each helper and officer."""
    mornings = Mornings(site)
    choice = say("My morning page")
    scopes = [of_district(each, district_label(site, each)) for each in districts(site) if each != NONE]
    bodies = [of_body(site, each) for each in owing(site)]
    values = _choice(site, scopes, bodies)
    yield planned_page(site, CHOICE, choice, "morning_choice.html", values, section=NavigationSection.MORNING)
    for scope in scopes:
        yield _page(scope, mornings, NavigationSection.MORNING_DISTRICTS)
    visiting = {row.body for row in site.lists.coverage}
    for scope in bodies:
        inside = scope.body in visiting  # the others are found by the choice: a navigation of all units helps nobody
        yield _page(scope, mornings, NavigationSection.MORNING_BODIES if inside else NavigationSection.NOWHERE)
    yield from pages_of_assignees(site, mornings)


def _page(scope: MorningScope, mornings: Mornings, section: NavigationSection) -> PlannedPage:
    title = say("{name}: morning page", name=scope.name)
    values = morning_values(scope, mornings)
    return planned_page(mornings.site, scope.uri, title, "morning.html", values, section=section)


def morning_values(scope: MorningScope, mornings: Mornings) -> Callable[[View], Mapping[str, object]]:
    """What a morning page of any scope shows."""

    def values(view: View) -> Mapping[str, object]:
        site = mornings.site
        short = [row for row in mornings.coverage(scope) if row.shortfall]
        return {
            **mornings.values(scope),
            "strip": {name: scope.narrowed(selection) for name, selection in STRIP.items()},
            "coverage": [(row, [code for code in row.candidates if code in site.people][:NEXT]) for row in short],
            "no_coverage": not mornings.coverage(scope),
            "since": mornings.since,
            "changed": [(each, row_changes_told(view, each.difference)) for each in mornings.changed(scope)[:MOST]],
            "all_changed": len(mornings.changed(scope)),
            "lately": facets.LATELY,
        }

    return values


STRIP = {
    "late": facets.OVERDUE,
    "long": facets.LONG,
    "today": facets.TODAY,
    "near": facets.THIS_WEEK,
    "missed": facets.MISSED,
    "papers": facets.PAPERS,
    "freed": facets.FREED,
    "soon": facets.SOON,
    "unknown": facets.UNKNOWN,
    "errors": facets.ERRORS,
    "reminders": facets.REMINDERS,
    "waiting": facets.WAITING,
}
MOST = 60  # changed rows of a page


def owing(site: Site) -> list[str]:
    """The bodies and units that owe a duty, open or closed, or follow somebody up; in the order of their districts.

    An id that no file of bodies has names no page: what stands there may be anything.
    """
    organizations = site.lists.register.organizations
    found = {each.owner for each in site.lists.obligations} | {row.body for row in site.lists.coverage}
    found |= {person.supervised_by_on(site.day) for person in site.people.values()}
    return [body for body in organizations.by_id if body in found]


def _choice(
    site: Site, of_districts: Sequence[MorningScope], bodies: Sequence[MorningScope]
) -> Callable[[View], Mapping[str, object]]:
    """Districts with their bodies and units, and with the helpers and officers of each, by name: no ranking."""

    def values(_: View) -> Mapping[str, object]:
        organizations = site.lists.register.organizations
        mine: dict[str, list[MorningScope]] = defaultdict(list)
        for scope in bodies:
            mine[organizations.district_of(scope.body) or NONE].append(scope)
        people = defaultdict(list)
        for who in assignees(site):
            people[who.body].append(who)
        parts = [(scope, mine.pop(scope.district, [])) for scope in of_districts]
        return {"parts": parts, "others": [scope for rest in mine.values() for scope in rest], "people": people}

    return values
