"""Restoring Party rights at the end of probation: what the article on probation leaves to decide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang.rules.obligation import Obligation
from huifang.rules.period import probation_end
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.period import Period
    from huifang.rules.programme import Programme


AFTER_FIRST = N_("the probation ends on {day}: restore the Party rights, extend the probation by a year, or expel")
AFTER_LAST = N_("the probation ends on {day}, and no longer one exists: restore the Party rights, or expel")


def rights(programme: Programme) -> Iterator[Obligation]:
    """Each end of probation asks for a decision: rights restored, or the probation extended, which gives a new end."""
    for one in programme.followed.values():
        for period in one.case.periods:
            if period.rule.effect == "probation" and period.probation_end is not None:
                yield from _ends(one, period, period.probation_end)


def _ends(one: FollowupCase, period: Period, end: date) -> Iterator[Obligation]:
    measure, restored = period.measure, period.measure.rights_restored_on
    first = _first_end(one, period)
    if first is not None and first < end:
        yield from _obligation(one, period, first, measure.probation_extended_on, AFTER_FIRST)
    yield from _obligation(one, period, end, restored, _choices(period, end))


def _choices(period: Period, end: date) -> str:
    """After the longest probation there is nothing to extend."""
    limit = period.probation_limit
    return AFTER_FIRST if limit is None or end < limit else AFTER_LAST


def _first_end(one: FollowupCase, period: Period) -> date | None:
    """The end before an extension."""
    if period.measure.probation_extended_on is None or period.version is None or period.start is None:
        return None
    as_decided = period.measure.model_copy(update={"probation_extended_on": None})
    return probation_end(as_decided, period.version, period.start, one.case.convention)


def _obligation(
    one: FollowupCase, period: Period, end: date, closed_on: date | None, choices: str
) -> Iterator[Obligation]:
    """An end before the register began is owed from its first day, where the decision was still missing."""
    start = one.start(end)
    if closed_on is not None and closed_on < start:
        return
    due_on = max(end, start)
    left = one.case.left_on
    ended = [day for day in (period.changed_to, one.died_on) if day is not None]
    if left is not None and left <= due_on:
        ended.append(left)
    ahead = one.policy.on(due_on).rights.days_before
    day = one.when(due_on)
    yield Obligation(
        duty="rights",
        person=one.code,
        unit=one.person.unit_on(day),
        period=None,
        opens_on=max(end - timedelta(days=ahead), start),
        due_on=due_on,
        owner=one.committee_on(day),
        rule=period.version or one.policy.on(due_on).rights,
        reason=say(choices, day=end),
        record=one.person.path,
        item=period.measure.item,
        key=f"{period.index:04}-{end.isoformat()}",
        ahead=one.ahead,
        closed_on=closed_on,
        lapsed_on=min(ended, default=None),
    )
