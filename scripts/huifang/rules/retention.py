"""Retention: from when on a person stands on no page of a portal any more (rules part 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.register import add_months
from huifang.rules.stretches import free_from, is_free

if TYPE_CHECKING:
    from datetime import date

    from huifang.rules.case import Case


def hidden_from(case: Case) -> date | None:
    """The first day on which no page shows the person; None while the person is shown without an end.

    The policy's months after the return to the normal scope was confirmed or the person left, whichever is later.
    A confirmation of an earlier stretch in the normal scope counts for nothing here: something came between.
    """
    days = [day for day in (_confirmed_on(case), case.left_on) if day is not None]
    if not days:
        return None
    return add_months(max(days), case.policy.on(case.day).retention.months)


def is_hidden(case: Case) -> bool:
    """Whether the person is past retention on the case's day; statistics count the person all the same."""
    first = hidden_from(case)
    return first is not None and first <= case.day


def _confirmed_on(case: Case) -> date | None:
    """When the committee confirmed, for somebody whose periods are over and against whom nothing else stands."""
    days = [each.confirmed_on for each in case.person.return_to_scope if each.confirmed_on is not None]
    if not days or case.left_on is not None:
        return max(days, default=None)
    free = free_from(case) if is_free(case) else None
    return max((day for day in days if free is not None and day >= free), default=None)
