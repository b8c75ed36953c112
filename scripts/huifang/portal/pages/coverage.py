"""Coverage: what each body must reach this year; on a page of its own who counts, and who can still be visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.coverage_chart import coverage_chart, coverage_kinds, unfinished
from huifang.portal.pages.kind import planned_page
from huifang.register.organizations import both_names
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from huifang.lists import CoverageRow
    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page for all bodies."""
    yield planned_page(
        site, "coverage.html", say("Coverage"), "coverage.html", _values, section=NavigationSection.FIGURES
    )
    bodies = site.lists.register.organizations.by_id
    for row in site.lists.coverage:
        title = say("Coverage: {body}", body=both_names(bodies.get(row.body), row.body))
        yield planned_page(site, f"coverage/{row.body}.html", title, "coverage_body.html", _body(row))


def _body(row: CoverageRow) -> Callable[[View], Mapping[str, object]]:
    return lambda view: {
        "row": row,
        "chart": coverage_chart(view, [row]),
        "kinds": coverage_kinds(),
        "shown": lambda codes: [code for code in codes if code in view.site.people],
    }


def _values(view: View) -> Mapping[str, object]:
    lists = view.site.lists
    rows = lists.coverage
    return {
        "rows": rows,
        "rule": lists.policy.on(view.day).coverage,
        "short": sum(row.shortfall for row in rows),
        "chart": coverage_chart(view, rows),
        "kinds": coverage_kinds(),
        "notes": unfinished(rows),
    }
