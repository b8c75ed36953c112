"""Visits that an office asks for besides: some months after decision or delivery, some days before the end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang.register import Span, add_months
from huifang.register.days import ONE_DAY
from huifang.rules.deferrals import put_off
from huifang.rules.key_groups import is_key
from huifang.rules.obligation import Obligation
from huifang.rules.planned_visits import closing_visit
from huifang.rules.visits import was_held
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy.followup import VisitRule
    from huifang.register.models import Measure
    from huifang.rules.followup_case import FollowupCase

DECISION, DELIVERY, END = ALSO = ("after-decision", "after-delivery", "before-end")
"""The periods of these rows, which tell them from a year's visit."""


def also(one: FollowupCase) -> Iterator[Obligation]:
    """Off unless policy says so; one visit may close several, and one of the plan too."""
    changed = {each.replaces for each in one.person.measures if each.replaces is not None}
    for measure in one.person.measures:
        decided = measure.decided_on.last if measure.decided_on is not None else None
        inside = decided is not None and any(decided in span for span in one.case.window)
        if inside and (measure.id is None or measure.id not in changed):
            yield from _after(one, measure, decided, DECISION)
            yield from _after(one, measure, measure.delivered_on, DELIVERY)
    for span in one.case.window:
        if span.last is not None:
            yield from _before(one, span.first, span.last)


def _after(one: FollowupCase, measure: Measure, day: date | None, period: str) -> Iterator[Obligation]:
    if day is None or day < one.start(day):
        return
    rule = one.policy.on(day).visit
    months = rule.also.after_decision_months if period == DECISION else rule.also.after_delivery_months
    if months is None:
        return
    kind = one.policy.types[measure.type].label.label
    why = (
        say("{measure} of {day}: a visit within {n} months of the decision", measure=kind, day=day, n=months)
        if period == DECISION
        else say("{measure}, delivered on {day}: a visit within {n} months", measure=kind, day=day, n=months)
    )
    yield from _obligation(one, rule, period, Span(day, add_months(day, months)), measure.item, why)


def _before(one: FollowupCase, first: date, last: date) -> Iterator[Obligation]:
    """Before the end of a stretch of the window; the measure that ends it owes it."""
    days = one.policy.on(last).visit.also.before_end_days
    if days is None or last < one.start(last):
        return
    opens_on = max(first, last - timedelta(days=days))
    items = (period.measure.item for period in one.case.periods if period.until == last)
    why = say("the period ends on {day}: a visit within {n} days before", day=last, n=days)
    rule = one.policy.on(last).visit
    yield from _obligation(one, rule, END, Span(opens_on, last), next(items, None), why)


def _obligation(
    one: FollowupCase, rule: VisitRule, period: str, days: Span, item: str | None, why: Text
) -> Iterator[Obligation]:
    """A qualified visit from the first of the days on closes it, late up to the day on which it is missed."""
    due = put_off(one.person, "visit", days.last or days.first, one.policy)
    day, left = one.when(due.on), one.case.left_on
    if rule.also.people == "key" and not is_key(one.case, day):
        return
    missed_on = date(due.on.year + 1, *rule.missed_from)
    found = closing_visit(days.first, missed_on, one.qualified, set())
    closed_on = found.date if found else None
    tried = Span(days.first, min(closed_on or one.day, missed_on - ONE_DAY))
    yield Obligation(
        duty="visit",
        person=one.code,
        unit=one.person.unit_on(day),
        period=period,
        opens_on=days.first,
        due_on=due.on,
        owner=one.person.supervised_by_on(day),
        rule=rule,
        reason=visit_reason(one, why, tried, closed_on),
        record=one.person.path,
        item=item,
        closed_on=closed_on,
        lapsed_on=left if left is not None and left <= due.on else None,
        missed_on=missed_on,
        deferred_until=due.deferred_until,
        listed=one.listed,
    )


def visit_reason(one: FollowupCase, why: Text, period: Span, closed_on: date | None) -> Text:
    """Why a visit is owed, how it stands, and how often it was tried in vain."""
    if closed_on is not None:
        return say("{why}; visited on {day}", why=why, day=closed_on)
    visits = [each.date for each in one.qualified]
    last = say("the last visit was on {day}", day=visits[-1]) if visits else say("no visit so far")
    tries = sum(1 for each in one.visits if not was_held(each) and each.date in period)
    if tries >= one.policy.on(one.day).attempts.said_after:
        return say("{why}; {last}; tried {n} times", why=why, last=last, n=tries)
    return say("{why}; {last}", why=why, last=last)
