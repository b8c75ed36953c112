"""What changed from one month end to the next, both as known now: who came into the period or left it, what is late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.rules.states import State

if TYPE_CHECKING:
    from huifang.lists.rows import DueRow
    from huifang.past.snapshots import Month, Snapshot


@dataclass(frozen=True, slots=True)
class MonthChange:
    """People by code. `entered`, `freed` and `others` are None where no earlier month's end can be compared."""

    in_period: tuple[str, ...]
    entered: tuple[str, ...] | None
    freed: tuple[str, ...] | None  # in the period before, now back in the normal scope
    others: tuple[str, ...] | None  # in the period before, now in another state or on no list
    overdue: int
    overdue_rows: tuple[DueRow, ...]  # the first of them


def month_change(month: Month, before: Month | None) -> MonthChange | None:
    """The change up to a month's end; None where its lists cannot be computed."""
    if month.compared is None:
        return None
    now = month.compared.now
    inside = _in_period(now)
    overdue = now.statuses.get("overdue", 0)
    rows = tuple(row for row in now.due if row.status == "overdue")
    if before is None or before.compared is None:
        return MonthChange(inside, None, None, None, overdue, rows)
    earlier = frozenset(_in_period(before.compared.now))
    gone = sorted(earlier.difference(inside))
    freed = tuple(code for code in gone if now.state_of.get(code) == State.PERIOD_OVER)
    return MonthChange(
        inside,
        tuple(code for code in inside if code not in earlier),
        freed,
        tuple(code for code in gone if code not in freed),
        overdue,
        rows,
    )


def _in_period(side: Snapshot) -> tuple[str, ...]:
    return tuple(sorted(code for code, state in side.state_of.items() if state == State.IN_PERIOD))
