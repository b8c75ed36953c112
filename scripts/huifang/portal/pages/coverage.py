"""Coverage: what each body must reach this year, who counts, how many are short and who can still be visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page for all bodies."""
    yield planned_page(
        site, "coverage.html", say("Coverage"), "coverage.html", _values, section=NavigationSection.FIGURES
    )


def _values(view: View) -> Mapping[str, object]:
    lists = view.site.lists
    rows = lists.coverage
    return {
        "rows": rows,
        "rule": lists.policy.on(view.day).coverage,
        "short": sum(row.shortfall for row in rows),
        "shown": lambda codes: [code for code in codes if code in view.site.people],
    }
