"""The rows behind the numbers of the statistics, a page a figure; and the duties that the forecast counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.lists.counted import OF_A_DAY
from huifang.portal.ahead import AHEAD
from huifang.portal.countedrows import IN_PARTS, LISTED, counted_of
from huifang.portal.listed import Listed, planned_list
from huifang.portal.listkinds import AHEAD_LIST, COUNTED
from huifang.portal.pages.kind import planned_page
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from huifang.lists.counted import CountedRow
    from huifang.portal.page import PlannedPage
    from huifang.portal.site import Site
    from huifang.portal.view import View
    from huifang.texts import Value


def pages(site: Site) -> Iterable[PlannedPage]:
    """A page for each figure that counts somebody who may be shown, and one of the duties ahead."""
    for figure, by in (*LISTED, *IN_PARTS):
        rows = counted_of(site, figure, by)
        if not rows:
            continue
        kind, title = COUNTED[figure, by], counted_title(site, figure, by)
        yield planned_page(site, kind.page, title, "counted.html", _values(figure, by, rows))
        yield from planned_list(site, kind.page, title, kind, rows)
    if site.ahead:
        title = say("Duties falling due in the coming months")
        yield planned_page(
            site, AHEAD, title, "ahead.html", lambda view: {"list": Listed(view, AHEAD_LIST, site.ahead)}
        )
        yield from planned_list(site, AHEAD, title, AHEAD_LIST, site.ahead)


def counted_title(site: Site, figure: str, by: str) -> Value:
    """What the page is called."""
    policy = site.lists.policy
    name = policy.label("figure", figure)
    if not by:
        return say("{figure}: who and when", figure=name)
    return say("{figure}: who and when, by {what}", figure=name, what=policy.label("by", by))


def _values(figure: str, by: str, rows: tuple[CountedRow, ...]) -> Callable[[View], Mapping[str, object]]:
    return lambda view: {
        "list": Listed(view, COUNTED[figure, by], rows),
        "by": by,
        "figure": figure,
        "of_a_day": figure in OF_A_DAY and not by,
    }
