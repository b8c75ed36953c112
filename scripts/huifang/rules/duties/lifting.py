"""Lifting decisions, where the rule of that time needs one (rules parts 2 and 4; S2, S5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.register.days import ONE_DAY
from huifang.register.salvage import UNREAD
from huifang.rules.obligation import Obligation
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.lifting import Ending
    from huifang.rules.programme import Programme


def lifting(programme: Programme) -> Iterator[Obligation]:
    """Each period that ended, or will end, in need of a decision of the body that decided the sanction."""
    for one in programme.followed.values():
        left = one.case.left_on
        for ending in one.case.endings:
            if ending.needed and (left is None or left > ending.last):
                yield from _obligation(one, ending)


def _obligation(one: FollowupCase, ending: Ending) -> Iterator[Obligation]:
    """An end before the register began counts from its first day, where the decision was still missing."""
    start = one.start(ending.last)
    if ending.lifted is not None and ending.lifted < start:
        return
    since = max(ending.last, start)
    rule = one.policy.on(since).lifting
    due_on = since + timedelta(days=rule.days)
    yield Obligation(
        duty="lifting",
        person=one.code,
        unit=one.person.unit_on(one.when(due_on)),
        period=None,
        opens_on=max(ending.last + ONE_DAY, start),
        due_on=due_on,
        owner=ending.owner if ending.owner != UNREAD else one.person.supervised_by_on(one.when(due_on)),
        rule=rule,
        reason=say(
            "the period ended on {day} and needs a lifting decision ({law}); {n} days from {since}",
            day=ending.last,
            law=ending.rule.cited,
            n=rule.days,
            since=since,
        ),
        record=one.person.path,
        item=one.measure(max(ending.indexes)).item,
        ahead=one.ahead,
        closed_on=ending.lifted,
        lapsed_on=one.died_on,
    )
