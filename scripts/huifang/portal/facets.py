"""The lists that numbers lead to: whose rows they are, and where each row stands."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.lists import ends_within
from huifang.lists.due import papers_open
from huifang.portal.ahead import AHEAD, ahead_facets, freed_in
from huifang.portal.countedrows import counted_sources
from huifang.portal.selection import DUE, ELIGIBLE, FINDINGS, HEALTH, NONE, PEOPLE, Facets, Selection
from huifang.portal.talkmarks import TABS, TALKS, TalkLine, talk_lines, talk_values
from huifang.register import add_months
from huifang.rules.states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from huifang.lists import DueRow, EligibleRow, FindingRow, HealthRow
    from huifang.portal.site import Site

LONG_OVERDUE = 90  # days: overdue for longer has a heading of its own, not a cut-off
WEEK = 7
LATELY = 30  # days: who became free within them became so lately

OVERDUE, LONG = Selection(DUE, "overdue"), Selection(DUE, "long")
TODAY, THIS_WEEK = Selection(DUE, "today"), Selection(DUE, "week")
NEW, EARLIER, LONGER = (Selection(DUE).of("block", name) for name in ("new", "earlier", "long"))
LATER_THIS_WEEK = Selection(DUE).of("block", "week")
MISSED, PAPERS = Selection(DUE, "missed"), Selection(DUE, "papers")
SOON, FREED, UNKNOWN = (
    Selection(ELIGIBLE, "soon"),
    Selection(ELIGIBLE, "freed"),
    Selection(ELIGIBLE, State.UNKNOWN.value),
)
IN_PERIOD, LISTED = Selection(ELIGIBLE, State.IN_PERIOD.value), Selection(ELIGIBLE)
EVERYBODY, WITHOUT_PERIOD = Selection(PEOPLE), Selection(PEOPLE, "no_period")
WAITING, ALONE = Selection(HEALTH, "waiting"), Selection(HEALTH, "alone")
ERRORS, REMINDERS = Selection(FINDINGS, "error"), Selection(FINDINGS, "warning")


def due_facets(site: Site, row: DueRow) -> Facets:
    """A duty: by its time, whether it is paper of a visit, and whether its person is to be checked."""
    tabs = list(_times(row, site.day))
    if papers_open(row):
        tabs.append("papers")
    person = site.eligible_of.get(row.person or "")
    if person is not None and person.state == State.UNKNOWN:
        tabs.append("unknown")
    values = {
        "duty": row.duty,
        "owner": row.owner,
        "assignee": row.assignee or NONE,
        "block": _block(site, row, tabs),
        "day": row.due_on.isoformat(),
    }
    group = "long" if "long" in tabs else row.status
    return Facets(tuple(tabs), _values(site, row.person, row.district, row.unit, **values), row.person or "", group)


def eligible_facets(site: Site, row: EligibleRow) -> Facets:
    """Somebody with an impact period: by the state, and whether free before long."""
    tabs = [row.state]
    if ends_within(row, site.lists.policy.on(site.day).period_ending.days_before):
        tabs.append("soon")
    if row.state == State.PERIOD_OVER and _lately(row.free_from, site.day):
        tabs.append("freed")
    if row.check_by_hand:
        tabs.append("by_hand")
    values = _person_values(site, row.person, row.district, row.unit)
    return Facets(tuple(tabs), {**values, "free": freed_in(row, site.day)}, row.person)


def person_facets(site: Site, code: str) -> Facets:
    """Somebody who is known: by the state, if there is a period at all."""
    row = site.eligible_of.get(code)
    tabs = (row.state,) if row else ("no_period",)
    return Facets(tabs, _person_values(site, code, site.district_of(code), site.unit_of(code)), code)


def gap_facets(_: Site, row: HealthRow) -> Facets:
    """A gap of a record: whether it keeps somebody's state to be checked, and does so by itself; who is asked."""
    found = ((WAITING.tab, row.remaining is not None), (ALONE.tab, row.unblocks > 0))
    body = row.body or NONE
    values = {"district": row.district or NONE, "body": body, "editor": row.editor or body}
    return Facets(tuple(tab for tab, stands in found if stands), values, row.person or "")


def finding_facets(_: Site, row: FindingRow) -> Facets:
    """A finding: by severity and check."""
    return Facets((row.severity,), {"check": row.check})


def talk_facets(site: Site, line: TalkLine) -> Facets:
    """Somebody in the grid of talks: by what occurs in it, and by the mark of each period."""
    tabs = tuple(mark.value for mark in TABS if mark in line.marks.values())
    values = _person_values(site, line.person, site.district_of(line.person), site.unit_of(line.person))
    return Facets(tabs, {**values, **talk_values(site, line)}, line.person)


FACETS_OF: Mapping[str, tuple[Callable[[Site], Sequence[Any]], Callable[[Site, Any], Facets]]] = {
    DUE: (lambda site: site.due, due_facets),
    ELIGIBLE: (lambda site: site.eligible, eligible_facets),
    PEOPLE: (lambda site: tuple(site.people), person_facets),
    HEALTH: (lambda site: site.health, gap_facets),
    FINDINGS: (lambda site: site.findings, finding_facets),
    TALKS: (talk_lines, talk_facets),
    AHEAD: (lambda site: site.ahead, ahead_facets),
    **counted_sources(),
}
"""List page -> its rows, and where each stands."""


def selected(site: Site, selection: Selection) -> Sequence[Any]:
    """The rows that a selection holds, in the order of the list; parted once a site by page, tab and filters."""
    filters = tuple(by for by, _ in selection.values)
    key = (selection.page, selection.tab, filters)
    if key not in site.parted:
        rows, _ = FACETS_OF[selection.page]
        parts: dict[tuple[str, ...], list[Any]] = defaultdict(list)
        for row, facets in zip(rows(site), facets_of(site, selection.page), strict=True):
            if not selection.tab or selection.tab in facets.tabs:
                parts[tuple(facets.values.get(by, NONE) for by in filters)].append(row)
        site.parted[key] = dict(parts)
    return site.parted[key].get(tuple(value for _, value in selection.values), ())


def rows_of_selection(site: Site, selection: Selection) -> int:
    """How many rows a selection holds."""
    return len(selected(site, selection))


def facets_of(site: Site, page: str) -> tuple[Facets, ...]:
    """Where each row of a list page stands; worked out once a site."""
    if page not in site.facets:
        rows, facets = FACETS_OF[page]
        site.facets[page] = tuple(facets(site, row) for row in rows(site))
    return site.facets[page]


def facets_of_rows(site: Site, page: str, rows: Sequence[Any]) -> list[Facets]:
    """Where each of some rows stands: as on the whole list, of which they are a part."""
    every, facets = FACETS_OF[page]
    if page not in site.facets_by_row:
        site.facets_by_row[page] = dict(zip(map(id, every(site)), facets_of(site, page), strict=True))
    known = site.facets_by_row[page]
    return [known[id(row)] if id(row) in known else facets(site, row) for row in rows]


def _values(site: Site, person: str | None, district: str | None, unit: str | None, **more: str) -> Mapping[str, str]:
    key = NONE if person is None else "yes" if person in site.key_people else "no"
    return {"district": district or NONE, "unit": unit or NONE, **more, "key": key}


def _person_values(site: Site, person: str, district: str | None, unit: str | None) -> Mapping[str, str]:
    followed = site.lists.programme.followed.get(person)
    helper = followed.helper_on(site.day) if followed else None
    owner = site.people[person].supervised_by_on(site.day)
    return _values(site, person, district, unit, owner=owner, assignee=helper or NONE)


def _block(site: Site, row: DueRow, tabs: Sequence[str]) -> str:
    """Where a duty stands on the morning page by its time: in one place alone, so that the places add up."""
    if row in site.newly_overdue:
        return "new"
    if row.status == "overdue":
        return "long" if "long" in tabs else "earlier"
    return next((name for name in ("today", "week") if name in tabs), NONE)


def _lately(free_from: date | None, day: date) -> bool:
    return free_from is not None and free_from <= day < free_from + timedelta(days=LATELY)


def _times(row: DueRow, day: date) -> Sequence[str]:
    """`overdue`, `missed`, `deferred`; what lies ahead by calendar week and month."""
    if row.status == "overdue":
        return ("overdue", "long") if row.days_overdue > LONG_OVERDUE else ("overdue",)
    if row.status in {"missed", "deferred"}:
        return (row.status,)
    sunday = day + timedelta(days=WEEK - 1 - day.weekday())
    after = add_months(day.replace(day=1), 1)
    found = ["today"] if row.status == "due" else []
    found += ["week"] if row.due_on <= sunday else []
    if row.due_on < after:
        return [*found, "month"]
    return [*found, "next"] if row.due_on < add_months(after, 1) else found
