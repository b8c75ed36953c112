"""A body or unit: who stands above it, its people, and the duties it owes or that concern its people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from huifang.portal.listed import FIRST_OF_TWO, Listed, planned_list
from huifang.portal.listkinds import DUE_LIST, ELIGIBLE_LIST
from huifang.portal.pages.kind import planned_page
from huifang.register.organizations import both_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from huifang.lists import DueRow, EligibleRow
    from huifang.portal.page import PlannedPage
    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[PlannedPage]:
    """A page for every body and unit."""
    duties = _duties(site.due)
    for unit, organization in site.lists.register.organizations.by_id.items():
        name = both_names(organization, unit)
        uri, due, eligible = (
            f"units/{unit}.html",
            duties.get(unit, []),
            site.eligible_among(site.people_of.get(unit, ())),
        )
        yield planned_page(site, uri, name, "unit.html", _values(site, unit, due, eligible))
        yield from planned_list(site, uri, name, DUE_LIST, due, FIRST_OF_TWO)
        yield from planned_list(site, uri, name, ELIGIBLE_LIST, eligible, FIRST_OF_TWO)


def _duties(rows: Sequence[DueRow]) -> Mapping[str, list[DueRow]]:
    """Unit -> duties that it owes, and those about its people."""
    found: dict[str, list[DueRow]] = defaultdict(list)
    for row in rows:
        for unit in {row.owner, row.unit} - {None}:
            found[str(unit)].append(row)
    return found


def _values(
    site: Site, unit: str, duties: Sequence[DueRow], eligible: Sequence[EligibleRow]
) -> Callable[[View], Mapping[str, object]]:
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
            "due": Listed(view, DUE_LIST, duties, FIRST_OF_TWO),
            "eligible": Listed(view, ELIGIBLE_LIST, eligible, FIRST_OF_TWO, prefix="eligible:"),
            "coverage": [row for row in site.lists.coverage if row.body == unit],
            "plans": [plan for plan in site.lists.known.plans if plan.body == unit],
        }

    return values
