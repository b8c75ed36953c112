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

    from huifang.checks.table import Check
    from huifang.portal.site import Site
    from huifang.portal.view import View
    from huifang.texts import Words


def pages(site: Site) -> Iterable[Planned]:
    """One page."""
    yield planned(site, "checks.html", say("Checks"), "checks.html", _values, section=Section.RULES, searchable=True)


def _values(view: View) -> Mapping[str, object]:
    site = view.site
    return {
        "checks": [(check.id, check.severity.value, _told(check, site.words)) for check in CHECKS],
        "found": Counter(row.check for row in site.findings),
    }


def _told(check: Check, words: Words) -> Mapping[str, str]:
    """What the check says of itself, as far as it is there in the language."""
    told = {part: words.plain(text) for part, text in check.told().items()}
    known = {part: text for part, text in told.items() if words.lang == "en" or text != check.told()[part]}
    return {"what": check.id, "Why": "", "Fix": "", **known}
