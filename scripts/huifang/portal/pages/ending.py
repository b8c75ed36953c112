"""Periods that end before long, by the policy's marks, and what is still to be done after an end."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from huifang.lists.ending import FIRST, NOT_CONFIRMED, NOT_REMINDED
from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from huifang.lists import EndingRow
    from huifang.portal.site import Site
    from huifang.portal.view import View

FIRST_OF_EACH = 50  # rows of a group; where there are more it has a page of its own
TITLES: Mapping[str, str] = {
    FIRST: N_("To be settled before the person can be free"),
    NOT_REMINDED: N_("Period over, committee not reminded"),
    NOT_CONFIRMED: N_("Committee reminded, return not confirmed"),
}


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page for everybody."""
    yield planned_page(
        site, "ending.html", say("Periods ending"), "ending.html", _values(site), section=NavigationSection.LISTS
    )
    for group in _groups(site):
        if len(group[-1]) > FIRST_OF_EACH:
            yield planned_page(site, group_uri(group[0]), group[1], "ending.html", _values(site, group[0]))


def group_uri(anchor: str) -> str:
    """The page of a group of which the page of all has only the first rows."""
    return f"ending/{anchor}.html"


def _groups(site: Site) -> list[tuple[str, Text, list[EndingRow]]]:
    return ending_groups(site.ending, site.lists.policy.on(site.day).period_ending.marks)


def _values(site: Site, alone: str = "") -> Callable[[View], Mapping[str, object]]:
    """All groups, or one by itself."""
    return lambda view: {
        "groups": [group for group in _groups(site) if alone in ("", group[0])],
        "marks": sorted(site.lists.policy.on(view.day).period_ending.marks),
        "first": FIRST_OF_EACH,
        "alone": alone,
        "there": lambda anchor: f"{group_uri(anchor)}#{anchor}",
    }


def ending_groups(rows: Iterable[EndingRow], marks: Iterable[int]) -> list[tuple[str, Text, list[EndingRow]]]:
    """The groups that have rows, in the order of the list: anchor, title, rows."""
    firsts = {mark: before + 1 for before, mark in pairwise((-1, *sorted(marks)))}
    found = []
    for (group, mark), each in groupby(rows, key=lambda row: (row.group, row.mark)):
        if mark is None:
            found.append((group.replace("_", "-"), say(TITLES[group]), list(each)))
        else:
            title = say("Ends in {first} to {mark} days", first=firsts[mark], mark=mark)
            found.append((f"within-{mark}", title, list(each)))
    return found
