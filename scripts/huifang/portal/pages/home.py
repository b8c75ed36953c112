"""The home page: the morning page of the whole register, the districts in a line each, the way to one's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.districtlines import OF_A_DISTRICT, district_line, districts
from huifang.portal.morning import Mornings, of_everybody
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.pages.morning import morning_values
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[PlannedPage]:
    """The home page."""
    values = _values(Mornings(site))
    yield planned_page(site, "index.html", say("Home"), "home.html", values, section=NavigationSection.TOP)


def _values(mornings: Mornings) -> Callable[[View], Mapping[str, object]]:
    site = mornings.site
    morning = morning_values(of_everybody(site.name), mornings)
    return lambda view: {
        **morning(view),
        "districts": [district_line(site, district) for district in districts(site)],
        "columns": list(OF_A_DISTRICT),
        "name": site.name,
    }
