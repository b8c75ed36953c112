"""The eligibility list: until when periods run, who is back in the normal scope; by code, never by gravity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.listed import Listed, planned_list
from huifang.portal.listkinds import ELIGIBLE_LIST
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.selection import ELIGIBLE
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huifang.portal.site import Site


def pages(site: Site) -> Iterable[PlannedPage]:
    """The whole list."""
    title = say("Impact periods")
    yield planned_page(
        site, ELIGIBLE, title, "eligible.html", lambda view: {"list": Listed(view, ELIGIBLE_LIST, site.eligible)},
        section=NavigationSection.LISTS,
    )  # fmt: skip
    yield from planned_list(site, ELIGIBLE, title, ELIGIBLE_LIST, site.eligible)
