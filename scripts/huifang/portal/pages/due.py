"""The due list: one row a person and duty, longest overdue first; nothing falls off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.listed import Listed, planned_list
from huifang.portal.listkinds import DUE_LIST
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.selection import DUE
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huifang.portal.site import Site


def pages(site: Site) -> Iterable[PlannedPage]:
    """The whole list."""
    title = say("Due list")
    yield planned_page(
        site, DUE, title, "due.html", lambda view: {"list": Listed(view, DUE_LIST, site.due)},
        section=NavigationSection.LISTS,
    )  # fmt: skip
    yield from planned_list(site, DUE, title, DUE_LIST, site.due)
