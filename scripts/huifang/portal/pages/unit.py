"""A body or unit: who stands above it, its people, and the duties it owes or that concern its people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from huifang.portal.pages.due import due_table
from huifang.portal.pages.eligible import eligible_table
from huifang.portal.pages.kind import planned_page
from huifang.texts import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from huifang.lists import DueRow
    from huifang.portal.page import PlannedPage
    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[PlannedPage]:
    """A page for every body and unit."""
    duties = _duties(site.due)
    for unit, organization in site.lists.register.organizations.by_id.items():
        name = Label(organization.name, organization.name_en or organization.name)
        values = _values(site, unit, duties.get(unit, []))
        yield planned_page(site, f"units/{unit}.html", name, "unit.html", values, searchable=True)


def _duties(rows: Sequence[DueRow]) -> Mapping[str, list[DueRow]]:
    """Unit -> duties that it owes, and those about its people."""
    found: dict[str, list[DueRow]] = defaultdict(list)
    for row in rows:
        for unit in {row.owner, row.unit} - {None}:
            found[str(unit)].append(row)
    return found


def _values(site: Site, unit: str, duties: Sequence[DueRow]) -> Callable[[View], Mapping[str, object]]:
    def values(view: View) -> Mapping[str, object]:
        organizations = site.lists.register.organizations
        codes = site.people_of.get(unit, [])
        return {
            "unit": organizations.by_id[unit],
            "district": organizations.district_of(unit),
            "above": list(organizations.chain(unit))[1:],
            "below": [each.id for each in organizations.by_id.values() if each.parent == unit],
            "committee": organizations.committee_of(unit),
            "people": codes,
            "due": due_table(view, duties),
            "eligible": eligible_table(view, [site.eligible_of[code] for code in codes if code in site.eligible_of]),
            "coverage": [row for row in site.lists.coverage if row.body == unit],
            "plans": [plan for plan in site.lists.known.plans if plan.body == unit],
        }

    return values
