"""Orders of dates that a month-only decision leaves open: then the answer is unknown (rules part 1)."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from huifang.rules.period import own_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.policy import Policy
    from huifang.policy.models import Convention
    from huifang.rules.period import Period


def open_orders(periods: Sequence[Period], policy: Policy, convention: Convention) -> frozenset[int]:
    """Indexes of measures whose end depends on a day of the month that nobody wrote down."""
    dated = [period for period in periods if period.measure.decided_on is not None and period.selects]
    return frozenset(
        index
        for earlier, later in permutations(dated, 2)
        if _may_meet(earlier, later, policy)
        for index in _open(earlier, later, policy, convention)
    )


def _may_meet(earlier: Period, later: Period, policy: Policy) -> bool:
    """Whether the order of two measures matters: one system, two matters, a rule that may add; or a change."""
    if later.measure.replaces is not None and later.measure.replaces == earlier.measure.id:
        return True
    one, other = earlier.measure, later.measure
    if earlier.rule.family != later.rule.family or (one.matter is not None and one.matter == other.matter):
        return False
    return (
        other.decided_on is not None
        and policy.adding(later.rule.family, other.decided_on.last, later.category).rule != "later_end"
    )


def _open(earlier: Period, later: Period, policy: Policy, convention: Convention) -> Iterator[int]:
    first, second = earlier.measure.decided_on, later.measure.decided_on
    if first is None or second is None or not (first.month_only or second.month_only):
        return
    vague = [period.index for period, day in ((earlier, first), (later, second)) if day.month_only]
    if first.first <= second.last and second.first <= first.last:
        yield from vague
    elif first.last < second.first and earlier.until is not None:
        early = own_period(earlier.measure, policy, convention, earlier.category, early=True)
        ends = {earlier.until, early.until or earlier.until}
        inside = {day <= end for end in ends for day in (second.first, second.last)}
        if len(inside) > 1:
            yield from vague
