"""A district: its figures in one line, its units, its due list and its eligibility list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.facets import EVERYBODY
from huifang.portal.listed import FIRST_OF_TWO, Listed, planned_list
from huifang.portal.listkinds import DUE_LIST, ELIGIBLE_LIST
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.register.organizations import both_names
from huifang.rules.statistics import least_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[PlannedPage]:
    """A page for each district that has people."""
    districts = site.lists.register.organizations.districts
    for district in sorted(site.people_in):
        name = both_names(districts.get(district), district)
        uri = f"districts/{district}.html"
        yield planned_page(
            site, uri, name, "district.html", _values(site, district), section=NavigationSection.DISTRICTS
        )
        yield from planned_list(site, uri, name, DUE_LIST, site.due_in.get(district, ()), FIRST_OF_TWO)
        eligible = site.eligible_among(site.people_in[district])
        yield from planned_list(site, uri, name, ELIGIBLE_LIST, eligible, FIRST_OF_TWO)


def _values(site: Site, district: str) -> Callable[[View], Mapping[str, object]]:
    def values(view: View) -> Mapping[str, object]:
        organizations = site.lists.register.organizations
        codes = site.people_in[district]
        units = [each.id for file in organizations.files if file.district.id == district for each in file.organizations]
        return {
            "units": [(unit, EVERYBODY.of("unit", unit)) for unit in units],
            "least": least_shown(site.lists.programme),
            "kinds": {unit: organizations.by_id[unit].kind for unit in units},
            "people": codes,
            "due": Listed(view, DUE_LIST, site.due_in.get(district, ()), FIRST_OF_TWO),
            "eligible": Listed(view, ELIGIBLE_LIST, site.eligible_among(codes), FIRST_OF_TWO, prefix="eligible:"),
            "coverage": [row for row in site.lists.coverage if organizations.district_of(row.body) == district],
        }

    return values
