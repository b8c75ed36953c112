"""`render(lists, lang)`: every page of the portal; a table of the page kinds says which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.downloads import planned_files
from huifang.portal.page import NavigationSection
from huifang.portal.pages import PAGES
from huifang.portal.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from huifang.lists import Lists
    from huifang.past.snapshots import HistoryPages
    from huifang.portal.page import Page, PlannedPage
    from huifang.texts import Language


def planned_pages(site: Site) -> Mapping[str, PlannedPage]:
    """Address -> page to be made. Links are checked against it while the pages are made."""
    found = {page.uri: page for kind in PAGES for page in kind(site)}
    site.uris.update(found)
    site.titles.update({uri: page.title for uri, page in found.items()})
    navigated = ((uri, page.section) for uri, page in found.items())
    site.navigated.update({uri: section for uri, section in navigated if section is not NavigationSection.NOWHERE})
    site.beside.update(planned_files(site))
    return found


def render(
    lists: Lists, lang: Language = "zh", built: datetime | None = None, history: HistoryPages | None = None
) -> Iterator[Page]:
    """Every page, one after the other; equal lists give equal bytes. One that cannot be made says so."""
    for planned in planned_pages(Site(lists, lang, built, history)).values():
        yield planned.page()
