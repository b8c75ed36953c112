"""The findings: every one with its file, line and fix; errors first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.portal.site import Site
    from huifang.portal.view import View

MOST = 3000


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page."""
    yield planned_page(
        site, "findings.html", say("Findings"), "findings.html", _values, section=NavigationSection.FIGURES
    )


def _values(view: View) -> Mapping[str, object]:
    site = view.site
    rows = sorted(site.findings, key=lambda row: row.severity != "error")  # errors first, else the order of the list
    return {
        "rows": rows[:MOST],
        "errors": sum(row.severity == "error" for row in rows),
        "warnings": sum(row.severity == "warning" for row in rows),
    }
