"""花名册: everybody on one page by code, for the look-up without scripts and for the browser's own search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huifang.portal.site import Site


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page."""
    yield planned_page(
        site, "people.html", say("People"), "register.html", lambda _view: {"codes": list(site.people)},
        section=NavigationSection.LISTS,
    )  # fmt: skip
