"""The lists behind the numbers of the statistics: one for each figure, and for each of its overlapping partitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.lists.counted import OF_A_DAY, WITHOUT_ROWS
from huifang.portal.selection import NONE, Facets, Selection
from huifang.rules.figures import FIGURES
from huifang.rules.forecast import month_of
from huifang.rules.statistics import OVERLAPPING, VISITS
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from huifang.lists.counted import CountedRow
    from huifang.portal.site import Site

MONTHS = 12  # of the trend, the as-of date's among them
YEAR, EARLIER = "year", "earlier"
YES, NO = "yes", "no"
KEY = {"true": YES, "false": NO}
BANDS = ((0, 30), (31, 90), (91, 180), (181, 365), (366, None))  # days that are drawn together; no rule has them
LISTED = [(figure, "") for figure in FIGURES if figure not in WITHOUT_ROWS]
IN_PARTS = [(figure, by) for figure in VISITS for by in OVERLAPPING]


def counted_page(figure: str, by: str = "") -> str:
    """The page of a figure's rows; `by`: with a row for each part of an overlapping partition."""
    return f"counted/{figure}-{by}.html" if by else f"counted/{figure}.html"


def counted_of(site: Site, figure: str, by: str = "") -> tuple[CountedRow, ...]:
    """The rows of a figure whose people may stand on a page; worked out once a site."""
    key = counted_page(figure, by)
    if key not in site.rows:
        rows = site.lists.counted_in(figure, by) if by else site.lists.counted(figure, MONTHS)
        site.rows[key] = tuple(row for row in rows if row.person in site.people)
    return site.rows[key]


def counted_facets(_: Site, row: CountedRow) -> Facets:
    """A counted event: whether it is of the year, where it counts, and whether its person is counted by it."""
    values = {by: filter_value(by, key) for by, key in row.keys.items()}
    values |= {"last": YES if row.last else NO, "month": month_of(row.day), "delay": band(row.value)}
    return Facets((YEAR if row.this_year else EARLIER,), values, row.person)


def counted_selection(figure: str, by: str, key: str, *, people: bool) -> Selection | None:
    """The rows that a number of the statistics counts; None where no list has them."""
    if figure in WITHOUT_ROWS:
        return None
    overlapping = by in OVERLAPPING
    tab = YEAR if figure in OF_A_DAY and not overlapping else ""
    found = Selection(counted_page(figure, by if overlapping else ""), tab)
    if by != "all":
        found = found.of(by, filter_value(by, key))
    return found.of("last", YES) if people else found


def counted_month(figure: str, month: str) -> Selection:
    """The rows of a month of a trend."""
    return Selection(counted_page(figure)).of("month", month)


def filter_value(by: str, key: str) -> str:
    """A value of a partition as filters know it."""
    return (KEY.get(key, key) if by == "key" else key) or NONE


def band(days: int | None) -> str:
    """The band of a number of days, as `31-90`."""
    if days is None:
        return NONE
    return next(band_name(low, high) for low, high in BANDS if high is None or days <= high)


def band_name(low: int, high: int | None) -> str:
    """A band as filters know it."""
    return f"{low}-{'' if high is None else high}"


def band_text(name: str) -> Text:
    """A band in words."""
    low, _, high = name.partition("-")
    if not high:
        return say("{n} days or more", n=low)
    return say("{low} to {high} days", low=low, high=high)


def counted_sources() -> Mapping[
    str, tuple[Callable[[Site], Sequence[CountedRow]], Callable[[Site, CountedRow], Facets]]
]:
    """List page -> its rows, and where each stands."""

    def rows(figure: str, by: str) -> Callable[[Site], Sequence[CountedRow]]:
        return lambda site: counted_of(site, figure, by)

    return {counted_page(figure, by): (rows(figure, by), counted_facets) for figure, by in (*LISTED, *IN_PARTS)}
