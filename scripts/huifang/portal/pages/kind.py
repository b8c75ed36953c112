"""How a page kind plans a page: address, title, template, and the values made when the page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.page import Planned, Section
from huifang.portal.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from huifang.portal.site import Site
    from huifang.texts import Value


def planned(  # noqa: PLR0913 - what makes a page, by name
    site: Site,
    uri: str,
    title: Value,
    template: str,
    values: Callable[[View], Mapping[str, object]],
    *,
    section: Section = Section.NOWHERE,
    searchable: bool = False,
) -> Planned:
    """A page from a template; `values` is asked when the page is made."""
    name = site.words(title)

    def make() -> str:
        view = View(site, uri)
        return view.render(template, title=name, **values(view))

    return Planned(uri, name, section, searchable, make)
