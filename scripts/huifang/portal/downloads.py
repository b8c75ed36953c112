"""Files beside the pages: whole lists as workbooks and JSON; duties of a body, helper or officer as a calendar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from huifang.lists import CoverageRow, DueRow, EligibleRow, FindingRow, ForecastRow, HealthRow, StatRow
from huifang.register.organizations import both_names
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from huifang.lists.table import Table
    from huifang.portal.assignees import Assignee
    from huifang.portal.site import Site
    from huifang.texts import Value, Words

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


def planned_files(site: Site) -> Mapping[str, Callable[[], bytes]]:
    """Address -> what makes the file; none where nobody said how files are made."""
    if site.writers is None:
        return {}
    made: dict[str, Callable[[], bytes]] = {}
    for verb in WHOLE:
        made[workbook_uri(verb)] = lambda verb=verb: _workbook(site, verb)  # type: ignore[misc] # bound at once
        made[document_uri(verb)] = lambda verb=verb: _document(site, verb)  # type: ignore[misc] # as above
    for who, mine in site.calendar_of.items():
        made[calendar_uri(who)] = lambda who=who, mine=mine: _calendar(site, who, mine)  # type: ignore[misc] # as above
    return made


def workbook_uri(verb: str) -> str:
    """The workbook of a whole list."""
    return f"downloads/{verb}.xlsx"


def document_uri(verb: str) -> str:
    """The same as the command of that name gives it with `--format json`: for other programs."""
    return f"downloads/{verb}.json"


def calendar_uri(who: Assignee) -> str:
    """The calendar of a body, helper or officer."""
    return f"calendars/{who.key}.ics"


def calendars(site: Site) -> list[Assignee]:
    """Whose calendars are made: bodies first."""
    return [who for who in site.calendar_of if calendar_uri(who) in site.beside]


def _whole(site: Site, verb: str) -> Table:
    row_type, rows = WHOLE[verb]
    return site.lists.table(verb, row_type, tuple(map(site.redaction.value, rows(site))))


def _workbook(site: Site, verb: str) -> bytes:
    return _written(site, replace(_whole(site, verb), names=site.names or None), "workbook")


def _document(site: Site, verb: str) -> bytes:
    """Without names, as the command gives it where nobody asks for them."""
    return _written(site, _whole(site, verb), "document")


def _calendar(site: Site, who: Assignee, rows: Sequence[DueRow]) -> bytes:
    """Without names of people followed up: a calendar is copied to telephones."""
    table = site.lists.table("due", DueRow, tuple(map(site.redaction.value, rows)))
    name: Value = both_names(site.lists.register.organizations.by_id.get(who.body), who.body)
    whose = say("{name} ({body})", name=who.name, body=name) if who.name else name
    title: Text = say("{name}: duties", name=whose)
    return _written(site, replace(table, heading=replace(table.heading, title=title)), "calendar")


def _written(site: Site, table: Table, what: str) -> bytes:
    writer: Callable[[Table, Words], bytes] = getattr(site.writers, what)
    return writer(table, site.words)
