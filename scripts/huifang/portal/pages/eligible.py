"""The eligibility list: until when periods run, who is back in the normal scope; by code, never by gravity."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.lists import ends_within
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.rules.states import State
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from huifang.lists import EligibleRow
    from huifang.portal.site import Site
    from huifang.portal.view import View

MOST = 2000  # rows of one page, as in the due list
SOON = "soon"  # the tab of those who become free before long


@dataclass(frozen=True, slots=True)
class StateTab:
    """A state with how many people are in it."""

    name: str
    label: Text
    people: int


@dataclass(frozen=True, slots=True)
class EligibleTable:
    """Rows of the eligibility list as a page shows them."""

    rows: Sequence[EligibleRow]
    tabs: Sequence[StateTab]
    total: int
    soon: frozenset[str]

    @property
    def left_out(self) -> int:
        """How many rows stand on the district pages only."""
        return self.total - len(self.rows)


def pages(site: Site) -> Iterable[PlannedPage]:
    """The whole list."""
    yield planned_page(
        site, "eligible.html", say("Impact periods"), "eligible.html",
        lambda view: {"table": eligible_table(view, site.eligible)}, section=NavigationSection.LISTS,
    )  # fmt: skip


def eligible_table(view: View, rows: Sequence[EligibleRow]) -> EligibleTable:
    """The rows with a tab for each state that occurs, and one for those soon free."""
    counts = Counter(row.state for row in rows)
    label = view.site.lists.policy.label
    found = [
        StateTab(state.value, say("{state}", state=label("state", state.value)), counts[state.value])
        for state in State
        if counts[state.value]
    ]
    soon = frozenset(row.person for row in soon_free(view.site, rows))
    if soon:
        found.insert(0, StateTab(SOON, say("free soon"), len(soon)))
    return EligibleTable(rows[:MOST], found, len(rows), soon)


def soon_free(site: Site, rows: Iterable[EligibleRow]) -> list[EligibleRow]:
    """Whose period ends within the days that policy looks ahead, the first to be free on top."""
    days = site.lists.policy.on(site.day).period_ending.days_before
    near = [row for row in rows if ends_within(row, days)]
    return sorted(near, key=lambda row: (row.free_from or site.day, row.person))
