"""How a page kind plans a page: address, title, template, and the values made when the page is.

A page that cannot be made says so; one record or one kind of page never keeps the others from being made.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from huifang.portal.failure_pages import failed_page, not_made
from huifang.portal.page import NavigationSection, Page, PlannedPage
from huifang.portal.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from huifang.portal.site import Site
    from huifang.texts import Value

log = logging.getLogger(__name__)


def planned_page(  # noqa: PLR0913 - what makes a page, by name
    site: Site,
    uri: str,
    title: Value,
    template: str,
    values: Callable[[View], Mapping[str, object]],
    *,
    section: NavigationSection = NavigationSection.NOWHERE,
    searchable: bool = False,
) -> PlannedPage:
    """A page from a template; `values` is asked when the page is made."""
    name = site.redaction.text(site.words(title))  # the theme and the search print it, not our templates

    def page() -> Page:
        view = View(site, uri)
        try:
            return Page(uri, name, view.render(template, title=name, **values(view)), searchable)
        except Exception as problem:
            log.debug("%s", uri, exc_info=True)
            reason = not_made(problem)
            return Page(uri, name, failed_page(view, name, reason), searchable, reason)

    return PlannedPage(uri, name, section, searchable, page)
