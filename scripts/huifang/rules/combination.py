"""How the measures of one person combine: one entry for each rule that joined some of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from huifang.rules.period import Period, latest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.policy import Version
    from huifang.rules.case import Case
    from huifang.rules.changed_measures import MeasureChange

Kind = Literal["later_end", "sum", "side_by_side", "replaced"]


@dataclass(frozen=True, slots=True)
class Combination:
    """Measures (by their number in the file), what joined them, and the last barred day that gives."""

    kind: Kind
    measures: tuple[int, ...]
    until: date | None
    possible_until: date | None
    rule: Version


def combinations(case: Case) -> Iterator[Combination]:
    """Changed measures first, then sums and periods side by side in the order of decision, then the later end."""
    joined: list[frozenset[int]] = []
    for change in case.changes:
        joined.append(frozenset({change.old, change.new}))
        rule = change.rule or case.policy.stacking.across[0]
        yield Combination("replaced", (change.old, change.new), _until_changed(case, change), None, rule)
    for link in case.links:
        joined.append(frozenset(link.measures))
        yield Combination(link.kind, link.measures, link.until, link.possible, link.rule)
    yield from _later_end(case, joined)


def _until_changed(case: Case, change: MeasureChange) -> date | None:
    """The end after a change: where the new measure was over before it, the old one barred to the day before it."""
    ends = {period.index: period.until for period in case.periods}
    until = ends.get(change.new)
    return None if until is None else latest((until, ends.get(change.old)))


def _later_end(case: Case, joined: list[frozenset[int]]) -> Iterator[Combination]:
    """Measures that nothing else joined, and whose days overlap: the later end decides (C4, C8, C9)."""
    running = [period for period in case.periods if period.selects and period.start is not None]
    groups = _groups(running, joined)
    over = [group for group in groups if any(_overlap(group, other) for other in groups if other is not group)]
    if len(over) > 1:
        members = sorted(period.index for group in over for period in group)
        ends = [period.until for group in over for period in group if period.changed_to is None]
        until = None if None in ends else latest(ends)
        yield Combination("later_end", tuple(members), until, None, case.policy.stacking.across[0])


def _groups(periods: list[Period], joined: list[frozenset[int]]) -> list[list[Period]]:
    groups: list[list[Period]] = []
    for period in periods:
        mine = {period.index}.union(*(each for each in joined if period.index in each))
        found = next((group for group in groups if any(each.index in mine for each in group)), None)
        if found is None:
            groups.append([period])
        else:
            found.append(period)
    return groups


def _overlap(one: list[Period], other: list[Period]) -> bool:
    return any(_meet(a, b) or _meet(b, a) for a in one for b in other)


def _meet(earlier: Period, later: Period) -> bool:
    if earlier.start is None or later.start is None or earlier.start > later.start:
        return False
    return earlier.open or (earlier.until is not None and later.start <= earlier.until)
