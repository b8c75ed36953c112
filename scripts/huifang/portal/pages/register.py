"""花名册: everybody by code, for the look-up without scripts; and why other pages count fewer or more people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.facets import EVERYBODY, LISTED, WITHOUT_PERIOD, rows_of_selection
from huifang.portal.listed import Listed, planned_list
from huifang.portal.listkinds import PEOPLE_LIST
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.selection import PEOPLE
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[PlannedPage]:
    """The whole list."""
    title, codes = say("People"), tuple(site.people)
    yield planned_page(
        site, PEOPLE, title, "register.html", lambda view: _values(view, codes), section=NavigationSection.LISTS
    )
    yield from planned_list(site, PEOPLE, title, PEOPLE_LIST, codes)


def _values(view: View, codes: tuple[str, ...]) -> Mapping[str, object]:
    return {
        "list": Listed(view, PEOPLE_LIST, codes),
        "listed": LISTED,
        "without": WITHOUT_PERIOD,
        "differences": list(away_from_lists(view.site)),
    }


def away_from_lists(site: Site) -> Iterator[Text]:
    """Who makes the difference between the people of the records, of this list and of the statistics."""
    away = len(site.lists.register.people) - rows_of_selection(site, EVERYBODY)
    if away:
        yield say("{n} people of the records stand on no page: cleared of every measure, past retention, "
                  "or decided later than the as-of date.", n=away)  # fmt: skip
    counted = site.counted_people
    more, fewer = len(counted - set(site.people)), len(set(site.people) - counted)
    yield say("The statistics of {year} count {n} people in scope.", year=site.day.year, n=len(counted))
    if fewer:
        yield say("{n} people of this list are not among them: they are not followed up this year, "
                  "and no sanction of the two years before counts.", n=fewer)  # fmt: skip
    if more:
        yield say("{n} people among them are past retention and stand on no page.", n=more)
