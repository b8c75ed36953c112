"""What differs between two Lists of one day: rows that appeared, vanished or changed, findings new and fixed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from huifang.lists.lists import Lists
    from huifang.lists.rows import CoverageRow, DueRow, EligibleRow, FindingRow

PLACE = re.compile(r"[a-z_]+\[\d+\]")  # of an entry in its record
Identity = tuple[str | None, ...]
TOLD = ("state", "until", "free_from", "status", "due_on")  # what people are told first of a row that differs


@dataclass(frozen=True, slots=True)
class RowChanges:
    """The rows of one list that are not on both sides alike; `changed` are pairs of before and after."""

    appeared: tuple[Any, ...]
    vanished: tuple[Any, ...]
    changed: tuple[tuple[Any, Any], ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.appeared or self.vanished or self.changed)


class ListsDifference:
    """Two Lists against each other, both as of the same day."""

    def __init__(self, before: Lists, after: Lists) -> None:
        self.before, self.after = before, after

    @cached_property
    def due(self) -> RowChanges:
        """The due list."""
        return row_changes(self.before.due(), self.after.due(), of_due)

    @cached_property
    def eligible(self) -> RowChanges:
        """The eligibility list."""
        return row_changes(self.before.eligible, self.after.eligible, of_eligible)

    @cached_property
    def findings(self) -> RowChanges:
        """Findings: those that appeared are new, those that vanished are fixed; a moved line is no change."""
        found = row_changes(self.before.finding_rows(), self.after.finding_rows(), of_finding)
        return RowChanges(found.appeared, found.vanished, ())

    @cached_property
    def coverage(self) -> tuple[tuple[CoverageRow | None, CoverageRow | None], ...]:
        """The bodies whose coverage differs, before and after."""
        before = {row.body: row for row in self.before.coverage}
        after = {row.body: row for row in self.after.coverage}
        bodies = sorted({*before, *after})
        pairs = ((before.get(body), after.get(body)) for body in bodies)
        return tuple((old, new) for old, new in pairs if old != new)

    @cached_property
    def affected(self) -> tuple[str, ...]:
        """The codes of everybody about whom a row differs."""
        rows = [row for changes in (self.due, self.eligible) for row in (*changes.appeared, *changes.vanished)]
        rows += [pair[1] for changes in (self.due, self.eligible) for pair in changes.changed]
        return tuple(sorted({row.person for row in rows if row.person is not None}))


def alike(before: Any, after: Any) -> bool:  # noqa: ANN401 - rows of one list
    """Whether two rows say the same of state or status and days, and only reasons or rules differ."""
    return all(getattr(before, name, None) == getattr(after, name, None) for name in TOLD)


def of_due(row: DueRow) -> Identity:
    """A duty stays the same while somebody, or else a body, owes it for the same period, record and entry."""
    return row.person or row.owner, row.duty, row.period, row.record, row.item


def of_eligible(row: EligibleRow) -> Identity:
    """One row a person."""
    return (row.person,)


def of_finding(row: FindingRow) -> Identity:
    """Check, file, field and sentence, not the line: a line above it changes nothing."""
    return row.check, row.path, row.field, str(row.message)


def row_changes(before: Iterable[Any], after: Iterable[Any], identity: Callable[[Any], Identity]) -> RowChanges:
    """The rows of two lists by their identity, each list in its own order; several of one identity pair up in order.

    An entry that only stands at another place of its record, because one came or went before it, makes no difference.
    """
    found = _paired(before, after, identity)
    old = [*found.vanished, *(pair[0] for pair in found.changed)]
    new = [*found.appeared, *(pair[1] for pair in found.changed)]
    if not any(getattr(row, "item", None) for row in old):
        return found
    left, right = Counter(map(_placeless, old)), Counter(map(_placeless, new))
    moved = left & right
    return _paired(_without(old, moved), _without(new, moved), identity) if moved else found


def _paired(before: Iterable[Any], after: Iterable[Any], identity: Callable[[Any], Identity]) -> RowChanges:
    left, right = _by(before, identity), _by(after, identity)
    appeared, vanished, changed = [], [], []
    for key, rows in right.items():
        mine = left.get(key, [])
        new = [row for row in rows if row not in mine]
        old = [row for row in mine if row not in rows]
        changed += list(zip(old, new, strict=False))
        appeared += new[len(old) :]
        vanished += old[len(new) :]
    vanished += [row for key, rows in left.items() if key not in right for row in rows]
    return RowChanges(tuple(appeared), tuple(vanished), tuple(changed))


def _placeless(row: DueRow) -> DueRow:
    """The row without the place of its entry; an id stays."""
    return replace(row, item=None) if PLACE.fullmatch(row.item or "") else row


def _without(rows: Iterable[DueRow], moved: Counter[DueRow]) -> list[DueRow]:
    """The rows but those that only moved, each as often as it did."""
    left, kept = moved.copy(), []
    for row in rows:
        key = _placeless(row)
        if left[key]:
            left[key] -= 1
        else:
            kept.append(row)
    return kept


def _by(rows: Iterable[Any], identity: Callable[[Any], Identity]) -> dict[Identity, list[Any]]:
    found: dict[Identity, list[Any]] = {}
    for row in rows:
        found.setdefault(identity(row), []).append(row)
    return found
