"""The page of checks: what each looks at, why, what to do, and how often it speaks here."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from huifang.checks import CHECKS
from huifang.portal.page import Planned, Section
from huifang.portal.pages.kind import planned
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[Planned]:
    """One page."""
    yield planned(site, "checks.html", say("Checks"), "checks.html", _values, section=Section.RULES, searchable=True)


def _values(view: View) -> Mapping[str, object]:
    site = view.site
    told = {check.id: {part: site.words.plain(text) for part, text in check.told().items()} for check in CHECKS}
    return {
        "checks": [(check.id, check.severity.value, told[check.id]) for check in CHECKS],
        "found": Counter(row.check for row in site.findings),
    }
