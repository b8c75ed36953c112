"""Record health (数据体检): what is missing, what that blocks, whom it keeps waiting, and the lines to paste."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.facets import ALONE, WAITING, rows_of_selection
from huifang.portal.listed import Listed, planned_list
from huifang.portal.listkinds import HEALTH_LIST
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.selection import HEALTH, Selection
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.portal.listed import Choice
    from huifang.portal.site import Site
    from huifang.portal.view import View


@dataclass(frozen=True, slots=True)
class HealthGroup:
    """The gaps of one district, body or editor: how many, how many keep somebody waiting, whom they would unblock."""

    name: str
    gaps: Selection
    waiting: Selection
    unblocks: Selection


@dataclass(frozen=True, slots=True)
class HealthGrouping:
    """One way to part the gaps."""

    label: Text
    groups: Sequence[HealthGroup]


def pages(site: Site) -> Iterable[PlannedPage]:
    """The whole list."""
    title = say("Record health")
    yield planned_page(site, HEALTH, title, "health.html", _values, section=NavigationSection.FIGURES)
    yield from planned_list(site, HEALTH, title, HEALTH_LIST, site.health)


def _values(view: View) -> Mapping[str, object]:
    listed = Listed(view, HEALTH_LIST, view.site.health)
    return {
        "list": listed,
        "waiting": WAITING,
        "alone": ALONE,
        "groupings": [HealthGrouping(each.label, _groups(view.site, each)) for each in listed.parts],
    }


def _groups(site: Site, choice: Choice) -> Sequence[HealthGroup]:
    """Those with the most to unblock first."""
    whole = Selection(HEALTH)
    made = [
        HealthGroup(name, *(one.of(choice.by, value) for one in (whole, WAITING, ALONE)))
        for value, name in choice.choices
    ]
    return sorted(
        made, key=lambda each: (-rows_of_selection(site, each.unblocks), -rows_of_selection(site, each.gaps), each.name)
    )
