"""A change of the supervising body: the receiving one confirms that it has taken over (rules part 4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.register.days import ONE_DAY
from huifang.rules.deferrals import put_off
from huifang.rules.obligation import Obligation
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.policy.followup import DaysTerm
    from huifang.register.models import Before
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme


def transfer(programme: Programme) -> Iterator[Obligation]:
    """Each entry of the unit history that ended with another supervising body, after the first decision."""
    for one in programme.followed.values():
        decisions = (each.decided_on.last for each in one.person.measures if each.decided_on is not None)
        first = min(decisions, default=None)
        for entry in sorted(one.person.unit_history, key=lambda each: (each.to or one.day, each.index)):
            change = entry.to + ONE_DAY if entry.to is not None and entry.to < one.day else None
            if change is not None and first is not None and first < change:
                yield from _of(one, entry, change)


def _of(one: FollowupCase, entry: Before, change: date) -> Iterator[Obligation]:
    """Only the entry that held on its last day ends anything."""
    person, rule, left = one.person, one.policy.on(change).transfer, one.case.left_on
    held = person.before(change - ONE_DAY) is entry
    same = person.supervised_by_on(change - ONE_DAY) == person.supervised_by_on(change)
    gone = left is not None and left <= change
    if rule is not None and held and not same and not gone and change >= one.start(change):
        yield _obligation(one, entry, change, rule)


def _obligation(one: FollowupCase, entry: Before, change: date, rule: DaysTerm) -> Obligation:
    due = put_off(one.person, "transfer", change + timedelta(days=rule.days), one.policy)
    giving, receiving = one.person.supervised_by_on(change - ONE_DAY), one.person.supervised_by_on(change)
    return Obligation(
        duty="transfer",
        person=one.code,
        unit=one.person.unit_on(one.when(due.on)),
        period=None,
        opens_on=change,
        due_on=due.on,
        owner=receiving,
        rule=rule,
        reason=say(
            "supervised by {receiving} instead of {giving} since {day}; confirm within {n} days",
            receiving=one.case.name_of(receiving),
            giving=one.case.name_of(giving),
            day=change,
            n=rule.days,
        ),
        record=one.person.path,
        item=f"unit_history[{entry.index}]",
        key=f"{entry.index:04}",
        ahead=one.ahead,
        closed_on=entry.received_on,
        lapsed_on=one.case.left_on,
        deferred_until=due.deferred_until,
    )
