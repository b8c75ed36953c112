"""The findings: every one with its file, line and fix; errors first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.facets import ERRORS, REMINDERS, rows_of_selection
from huifang.portal.listed import Listed, planned_list
from huifang.portal.listkinds import FINDINGS_LIST
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.selection import FINDINGS
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.lists import FindingRow
    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[PlannedPage]:
    """The whole list."""
    title = say("Findings")
    rows = sorted(site.findings, key=lambda row: row.severity != "error")  # errors first, else the order of the list
    yield planned_page(
        site, FINDINGS, title, "findings.html", lambda view: _values(view, rows), section=NavigationSection.FIGURES
    )
    yield from planned_list(site, FINDINGS, title, FINDINGS_LIST, rows)


def _values(view: View, rows: Sequence[FindingRow]) -> Mapping[str, object]:
    return {
        "list": Listed(view, FINDINGS_LIST, rows),
        "errors": rows_of_selection(view.site, ERRORS),
        "warnings": rows_of_selection(view.site, REMINDERS),
    }
