"""Files beside the pages: whole lists as workbooks and JSON; duties of a body, helper or officer as a calendar."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from huifang.lists import CoverageRow, DueRow, EligibleRow, FindingRow, ForecastRow, HealthRow, StatRow
from huifang.texts import Label, Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from huifang.lists.table import Table
    from huifang.portal.site import Site
    from huifang.texts import Words

WHOLE: Mapping[str, tuple[type, Callable[[Site], Sequence[Any]]]] = {
    "due": (DueRow, lambda site: site.due),
    "eligible": (EligibleRow, lambda site: site.eligible),
    "health": (HealthRow, lambda site: site.health),
    "validate": (FindingRow, lambda site: site.findings),
    "coverage": (CoverageRow, lambda site: site.lists.coverage),
    "stats": (StatRow, lambda site: site.lists.stats),
    "forecast": (ForecastRow, lambda site: site.forecast),
}
"""The lists that can be had whole: verb -> its rows as the pages show them."""


@dataclass(frozen=True, slots=True)
class SubscribedCalendar:
    """One calendar: its file, whose it is, by which filter of the due list, and that filter's value."""

    uri: str
    by: str
    value: str


def planned_files(site: Site) -> Mapping[str, Callable[[], bytes]]:
    """Address -> what makes the file; none where nobody said how files are made."""
    if site.writers is None:
        return {}
    made: dict[str, Callable[[], bytes]] = {}
    for verb in WHOLE:
        made[workbook_uri(verb)] = lambda verb=verb: _workbook(site, verb)  # type: ignore[misc] # bound at once
        made[document_uri(verb)] = lambda verb=verb: _document(site, verb)  # type: ignore[misc] # as above
    rows: dict[tuple[str, str], list[DueRow]] = defaultdict(list)
    for row in site.calendar:
        rows["owner", row.owner].append(row)
        if row.assignee:
            rows["assignee", row.assignee].append(row)
    for (by, value), mine in rows.items():
        made[calendar_uri(by, value)] = lambda by=by, value=value, mine=mine: _calendar(site, by, value, mine)  # type: ignore[misc] # as above
    return made


def workbook_uri(verb: str) -> str:
    """The workbook of a whole list."""
    return f"downloads/{verb}.xlsx"


def document_uri(verb: str) -> str:
    """The same as the command of that name gives it with `--format json`: for other programs."""
    return f"downloads/{verb}.json"


def calendar_uri(by: str, value: str) -> str:
    """The calendar of a body, by its id; of a helper or officer by nothing that a person could read out of it."""
    name = value if by == "owner" else f"p.{hashlib.sha256(value.encode()).hexdigest()[:12]}"
    return f"calendars/{name}.ics"


def calendars(site: Site) -> list[SubscribedCalendar]:
    """Those that are made: bodies first."""
    found = {("owner", row.owner) for row in site.calendar}
    found |= {("assignee", row.assignee) for row in site.calendar if row.assignee}
    return [
        SubscribedCalendar(uri, by, value)
        for by, value in sorted(found, key=lambda one: (one[0] != "owner", one[1]))
        if (uri := calendar_uri(by, value)) in site.beside
    ]


def _whole(site: Site, verb: str) -> Table:
    row_type, rows = WHOLE[verb]
    return site.lists.table(verb, row_type, tuple(map(site.redaction.value, rows(site))))


def _workbook(site: Site, verb: str) -> bytes:
    return _written(site, replace(_whole(site, verb), names=site.names or None), "workbook")


def _document(site: Site, verb: str) -> bytes:
    """Without names, as the command gives it where nobody asks for them."""
    return _written(site, _whole(site, verb), "document")


def _calendar(site: Site, by: str, value: str, rows: Sequence[DueRow]) -> bytes:
    """Without names of people followed up: a calendar is copied to telephones."""
    table = site.lists.table("due", DueRow, tuple(map(site.redaction.value, rows)))
    organization = site.lists.register.organizations.by_id.get(value) if by == "owner" else None
    name = Label(organization.name, organization.name_en or organization.name) if organization else value
    title: Text = say("{name}: duties", name=name)
    return _written(site, replace(table, heading=replace(table.heading, title=title)), "calendar")


def _written(site: Site, table: Table, what: str) -> bytes:
    writer: Callable[[Table, Words], bytes] = getattr(site.writers, what)
    return writer(table, site.words)
