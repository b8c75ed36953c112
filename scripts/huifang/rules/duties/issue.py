"""Issues that the person raised, known by their number alone (rules part 4; S0, rules 25 and 26)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.rules.deferrals import put_off
from huifang.rules.obligation import Obligation
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.register.models import IssueRaised
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme


def issue(programme: Programme) -> Iterator[Obligation]:
    """Each issue until it is settled, also when the person has left; silent where the folder is absent."""
    for one in programme.followed.values():
        found = one.case.restricted
        for each in found.issues_raised if found else ():
            if each.on >= one.start(each.on):
                yield _obligation(one, found.path if found else "", each)


def _obligation(one: FollowupCase, path: str, each: IssueRaised) -> Obligation:
    rule = one.policy.on(each.on).issue
    due = put_off(one.person, "issue", each.on + timedelta(days=rule.days), one.policy)
    return Obligation(
        duty="issue",
        person=one.code,
        unit=one.person.unit_on(one.when(due.on)),
        period=None,
        opens_on=each.on,
        due_on=due.on,
        owner=each.handed_to,
        rule=rule,
        reason=say("handed over on {day} ({number}), {n} days", day=each.on, number=each.handover or "-", n=rule.days),
        record=path,
        item=f"issues_raised[{each.index}]",
        ahead=one.ahead,
        closed_on=each.settled_on,
        deferred_until=due.deferred_until,
    )
