"""Carrying out a sanction: announced, executed and reported within terms that run from the decision (rules part 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.register import add_months
from huifang.rules.deferrals import put_off
from huifang.rules.obligation import Obligation
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from huifang.policy.followup import ExecutionRule
    from huifang.register.models import Measure
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme

STEPS: Mapping[str, tuple[str, str]] = {  # period of the row -> the day that closes it, the term in policy
    "announced": ("announced_on", "announced_months"),
    "executed": ("executed_on", "executed_months"),
    "reported": ("execution_reported_on", "reported_months"),
}


def execution(programme: Programme) -> Iterator[Obligation]:
    """Each sanction of the families that policy names; of one that was changed the newest alone."""
    for one in programme.followed.values():
        changed = {each.replaces for each in one.person.measures if each.replaces is not None}
        for measure in one.person.measures:
            if measure.id is None or measure.id not in changed:
                yield from _of(one, measure)


def _of(one: FollowupCase, measure: Measure) -> Iterator[Obligation]:
    """Of a decision of which only the month is known the terms run from the month's last day."""
    decided = measure.decided_on.last if measure.decided_on is not None else None
    left = one.case.left_on
    if decided is None or decided < one.start(decided) or (left is not None and left <= decided):
        return
    rule = one.policy.on(decided).execution
    if one.policy.types[measure.type].family in rule.families:
        for period in STEPS:
            yield _obligation(one, measure, decided, rule, period)


def _obligation(one: FollowupCase, measure: Measure, decided: date, rule: ExecutionRule, period: str) -> Obligation:
    """Nobody owes it any more once the person has left."""
    key, term = STEPS[period]
    months: int = getattr(rule, term)
    due = put_off(one.person, "execution", add_months(decided, months), one.policy)
    day = one.when(due.on)
    return Obligation(
        duty="execution",
        person=one.code,
        unit=one.person.unit_on(day),
        period=period,
        opens_on=decided,
        due_on=due.on,
        owner=one.committee_on(day),
        rule=rule,
        reason=say(
            "{measure} of {day}: {step} within {n} months",
            measure=one.policy.types[measure.type].label.label,
            day=str(measure.decided_on),
            step=one.policy.label("duty_period", period),
            n=months,
        ),
        record=one.person.path,
        item=measure.item,
        key=f"{measure.index:04}-{period}",
        ahead=one.ahead,
        closed_on=getattr(measure, key),
        lapsed_on=one.case.left_on,
        deferred_until=due.deferred_until,
    )
