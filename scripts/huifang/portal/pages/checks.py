"""The page of all checks: what each asks, why, what to do, and how often it speaks here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.catalogue import all_checks
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.selection import FINDINGS, Selection
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page."""
    yield planned_page(
        site, "checks.html", say("Checks"), "checks.html", _values, section=NavigationSection.RULES, searchable=True
    )


def _values(_: View) -> Mapping[str, object]:
    return {"checks": all_checks(), "found": Selection(FINDINGS), "told": say}
