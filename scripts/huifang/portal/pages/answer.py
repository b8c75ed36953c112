"""One person's answer on one sheet: where the person stands, by which facts and rules, with room for signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.pages.kind import planned_page
from huifang.rules.manual_check import by_hand
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from huifang.portal.page import PlannedPage
    from huifang.portal.site import Site
    from huifang.portal.view import View


def pages(site: Site) -> Iterable[PlannedPage]:
    """A sheet for everybody who has a page."""
    for code in site.people:
        yield planned_page(site, f"answer/{code}.html", say("{code}: single check", code=code), "answer.html",
                      _values(site, code))  # fmt: skip


def _values(site: Site, code: str) -> Callable[[View], Mapping[str, object]]:
    def values(_view: View) -> Mapping[str, object]:
        row = site.eligible_of.get(code)
        hand = tuple(dict.fromkeys(by_hand(site.lists.programme.cases[code]))) if row else ()  # two of one month: once
        return {
            "code": code,
            "name": site.names.get(code),
            "person": site.people[code],
            "unit": site.unit_of(code),
            "row": row,
            "reasons": [each for each in row.reasons if each not in hand] if row else [],
            "hand": hand,
            "calculation": site.lists.calculation_of(code),
        }

    return values
