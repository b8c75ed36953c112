"""What became overdue since an earlier state of the register: the due lists of two days, by the same rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.lists.lists import Lists
from huifang.past.difference import of_due, row_changes
from huifang.rules.obligation import Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from huifang.lists.rows import DueRow

USUAL = timedelta(days=7)  # before the as-of date, where nobody knows an earlier site


@dataclass(frozen=True, slots=True)
class EarlierState:
    """The day of an earlier state, the commits of its registers as far as known, and what was overdue then."""

    day: date
    revisions: tuple[str | None, ...]
    overdue: tuple[DueRow, ...]


def earlier_state(lists: Lists, revisions: tuple[str | None, ...] = ()) -> EarlierState:
    """What lists of an earlier day say."""
    return EarlierState(lists.day, revisions, tuple(row for row in lists.due(0) if row.status == Status.OVERDUE))


def a_week_before(lists: Lists) -> EarlierState:
    """The same records as of seven days earlier: what was entered since counts as known then."""
    return earlier_state(Lists(lists.register, lists.policy, lists.day - USUAL))


def became_overdue(earlier: EarlierState, rows: Iterable[DueRow]) -> frozenset[DueRow]:
    """Those of the rows that are overdue and were not then; an entry that only moved in its record is the same."""
    now = [row for row in rows if row.status == Status.OVERDUE]
    before = [_timeless(row) for row in earlier.overdue]
    appeared = Counter(row_changes(before, map(_timeless, now), of_due).appeared)
    found = []
    for row in now:
        key = _timeless(row)
        if appeared[key]:
            appeared[key] -= 1
            found.append(row)
    return frozenset(found)


def _timeless(row: DueRow) -> DueRow:
    """The row without how late it is."""
    return replace(row, days_overdue=0)
