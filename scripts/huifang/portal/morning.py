"""The morning page in one description: whose it is, and its blocks in order, each the rows of a named selection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence  # noqa: TC003 - a dataclass keeps its annotations
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from huifang.past.snapshots import RowDifference, SnapshotComparison
from huifang.portal import facets
from huifang.portal.facets import selected
from huifang.portal.selection import DUE, ELIGIBLE, HEALTH, NONE, PEOPLE, Selection
from huifang.register.organizations import both_names
from huifang.texts import N_, Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.lists import CoverageRow, DueRow
    from huifang.portal.assignees import Assignee
    from huifang.portal.site import Site

FIRST = 12  # rows of each block; the list has them all
NEXT = 5  # of those who can still be visited
Filter = tuple[str, str]


@dataclass(frozen=True, slots=True)
class MorningScope:
    """Whose morning page: its address, its name, and by which filters its rows are chosen from each list.

    A list that is not named has no rows of it; `whole`: every row of every list.
    """

    uri: str
    name: Value
    filters: Mapping[str, tuple[Filter, ...]] = field(default_factory=dict)
    body: str = ""
    district: str = ""
    whole: bool = False

    def narrowed(self, selection: Selection) -> Selection | None:
        """What of a selection stands here; None where the list has nothing to do with it."""
        if self.whole:
            return selection
        if selection.page not in self.filters:
            return None
        for by, value in self.filters[selection.page]:
            selection = selection.of(by, value)
        return selection


@dataclass(frozen=True, slots=True)
class BlockKind:
    """A block of every morning page: its place, words, selection, in which order, and the macro of a row."""

    name: str
    title: str
    empty: str
    selection: Selection
    macro: str = "duty"
    order: Callable[[Mornings, Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class MorningBlock:
    """The first rows of a block; the others stand where its number leads."""

    kind: BlockKind
    selection: Selection
    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of a list that differs from the earlier state; `page`: the list."""

    page: str
    difference: RowDifference


class Mornings:
    """What all morning pages of a site share: everything is parted once, not once a page."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def blocks(self, scope: MorningScope) -> list[MorningBlock]:
        """The blocks that a scope has, in order."""
        found = []
        for kind in BLOCKS:
            selection = scope.narrowed(kind.selection)
            if selection is not None:
                rows = selected(self.site, selection)
                if kind.order is not None:
                    rows = sorted(rows, key=lambda row, order=kind.order: order(self, row))  # type: ignore[misc]
                found.append(MorningBlock(kind, selection, rows[:FIRST]))
        return found

    def values(self, scope: MorningScope) -> Mapping[str, object]:
        """What the blocks of a page are made from."""
        earlier, longer = scope.narrowed(facets.EARLIER), scope.narrowed(facets.LONGER)
        long = selected(self.site, longer) if longer else ()
        return {
            "scope": scope,
            "blocks": self.blocks(scope),
            "since_day": self.site.earlier.day,
            "earlier": earlier,
            "longer": longer,
            "oldest": long[0].due_on if long else None,
            "papers_since": self.papers_since,
            "first": FIRST,
            "ahead": self.site.lists.policy.on(self.site.day).period_ending.days_before,
        }

    @cached_property
    def visited_on(self) -> Mapping[str, date]:
        """The path of a visit -> its day."""
        return {visit.path: visit.date for visits in self.site.lists.known.visits.values() for visit in visits}

    def papers_since(self, row: DueRow) -> date:
        """Since when papers are open: the day of their visit; of what has none the day on which it falls due."""
        return self.visited_on.get(row.record or "", row.due_on)

    def coverage(self, scope: MorningScope) -> Sequence[CoverageRow]:
        """The bodies of a scope that owe visits this year."""
        if scope.whole:
            return self.site.lists.coverage
        return self._coverage["body" if scope.body else "district", scope.body or scope.district]

    @cached_property
    def _coverage(self) -> Mapping[Filter, list[CoverageRow]]:
        found: dict[Filter, list[CoverageRow]] = defaultdict(list)
        organizations = self.site.lists.register.organizations
        for row in self.site.lists.coverage:
            found["body", row.body].append(row)
            found["district", organizations.district_of(row.body) or NONE].append(row)
        return found

    @property
    def since(self) -> SnapshotComparison | None:
        """What differs from the earlier state, where that is known."""
        since = self.site.history.since if self.site.history else None
        return since if isinstance(since, SnapshotComparison) else None

    def changed(self, scope: MorningScope) -> Sequence[ChangedRow]:
        """The rows of a scope that differ: impact periods, duties, coverage."""
        by = "body" if scope.body else "district" if scope.district else ""
        return self._changed.get((by, scope.body or scope.district), ())

    @cached_property
    def _changed(self) -> Mapping[Filter, list[ChangedRow]]:
        """Of everybody under no filter, of each district and each body."""
        found: dict[Filter, list[ChangedRow]] = defaultdict(list)
        if self.since is not None:
            for page, rows in ((ELIGIBLE, self.since.eligible), (DUE, self.since.due), ("", self.since.coverage)):
                for each in rows:
                    for key in {("", ""), *self._places(each)}:
                        found[key].append(ChangedRow(page, each))
        return found

    def _places(self, each: RowDifference) -> Iterator[Filter]:
        """Where a row stood and stands."""
        organizations = self.site.lists.register.organizations
        for row in (each.before, each.after):
            if row is None:
                continue
            body = getattr(row, "owner", None) or getattr(row, "body", None) or self._supervising(row)
            district = getattr(row, "district", None) or organizations.district_of(body)
            yield "body", body
            if unit := getattr(row, "unit", None):
                yield "body", unit
            if district:
                yield "district", district

    def _supervising(self, row: Any) -> str:  # noqa: ANN401 - a row of any list
        person = self.site.people.get(row.person)
        return person.supervised_by_on(self.site.day) if person else ""


def of_everybody(name: Value) -> MorningScope:
    """The morning page of the whole register: the home page."""
    return MorningScope("index.html", name, whole=True)


def of_district(district: str, name: Value) -> MorningScope:
    """Of a district."""
    by = (("district", district),)
    return MorningScope(f"morning/d.{district}.html", name, dict.fromkeys(LISTS, by), district=district)


def of_body(site: Site, body: str) -> MorningScope:
    """Of a body or unit: the duties that it owes; the people whom it follows up, else those who work in it."""
    name = both_names(site.lists.register.organizations.by_id.get(body), body)
    mine = ("owner", body) if selected(site, facets.EVERYBODY.of("owner", body)) else ("unit", body)
    filters = {DUE: (("owner", body),), ELIGIBLE: (mine,), PEOPLE: (mine,), HEALTH: (("body", body),)}
    return MorningScope(f"morning/{body}.html", name, filters, body=body)


def of_assignee(who: Assignee) -> MorningScope:
    """Of a helper or officer: the duties alone."""
    return MorningScope(f"morning/{who.key}.html", who.name, {DUE: (("owner", who.body), ("assignee", who.name))})


LISTS = (DUE, ELIGIBLE, PEOPLE, HEALTH)
NEW_BLOCK = BlockKind(
    "new", N_("Newly overdue since {since}"), N_("Since {since} nothing has become overdue."), facets.NEW
)
BLOCKS = (
    NEW_BLOCK,
    BlockKind("today", N_("Due today"), N_("Nothing falls due today."), facets.TODAY),
    BlockKind("week", N_("Later this week"), N_("Nothing more falls due this week."), facets.LATER_THIS_WEEK),
    BlockKind(
        "papers",
        N_("Visited, papers open: the oldest first"),
        N_("The papers of every visit are done."),
        facets.PAPERS,
        "paper",
        lambda mornings, row: (mornings.papers_since(row), row.due_on, row.person or "", row.duty),
    ),
    BlockKind(
        "freed",
        N_("Free in the last 30 days"),
        N_("Nobody became free in the last 30 days."),
        facets.FREED,
        "freed",
        lambda _, row: (-row.free_from.toordinal(), row.person),
    ),
    BlockKind(
        "soon",
        N_("Free soon"),
        N_("Nobody becomes free within {ahead} days."),
        facets.SOON,
        "soon",
        lambda mornings, row: (row.free_from or mornings.site.day, row.person),
    ),
)
"""The blocks that are rows of a list, in the order of the morning; coverage and changes follow them."""
