"""Visits of discipline bodies: by the yearly plan, or each key person each year (rules part 4; S0, rule 11; L1)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from huifang.register import Span
from huifang.register.days import ONE_DAY, days_within
from huifang.rules.deferrals import put_off
from huifang.rules.duties.further_visits import also, visit_reason
from huifang.rules.helpers import overlap
from huifang.rules.key_groups import is_key
from huifang.rules.obligation import Obligation
from huifang.rules.planned_visits import closing_visit
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy.followup import VisitRule
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.planned_visits import PlanEntry
    from huifang.rules.programme import Programme


def visit(programme: Programme) -> Iterator[Obligation]:
    """The visits that policy demands: those that are planned, or one a year of each key person; and what it adds."""
    for one in programme.followed.values():
        for planned in one.planned:
            yield _planned(one, planned)
        yield from _yearly(one)
        yield from also(one)


def _planned(one: FollowupCase, planned: PlanEntry) -> Obligation:
    day = one.when(planned.due_on)
    left = one.case.left_on
    closed_on = planned.visit.date if planned.visit else None
    text = say("planned by {body} for {month}", body=one.case.name_of(planned.plan.body), month=_month(planned))
    until = min(closed_on or one.day, planned.missed_on - ONE_DAY)
    first = min(planned.opens_on, planned.counts_from)
    return Obligation(
        duty="visit",
        person=one.code,
        unit=one.person.unit_on(day),
        period=str(planned.plan.year),
        opens_on=planned.opens_on,
        due_on=planned.due_on,
        owner=planned.plan.body,
        assignee=planned.entry.by,
        rule=planned.rule,
        reason=visit_reason(one, text, Span(first, until), closed_on),
        record=planned.plan.path,
        item=f"visits[{planned.index}]",
        closed_on=closed_on,
        lapsed_on=left if left is not None and left <= planned.due_on else None,
        missed_on=planned.missed_on,
        deferred_until=planned.deferred_until,
        listed=one.listed,
    )


def _month(planned: PlanEntry) -> str:
    return f"{planned.plan.year}-{planned.entry.month:02}"


def _yearly(one: FollowupCase) -> Iterator[Obligation]:
    """A visit closes the oldest year still open, and one year only."""
    used: set[str] = set()
    first = one.demanded[0].first.year if one.demanded else one.day.year + 1
    for year in range(first, one.day.year + 1):
        rule = one.policy.on(date(year, 1, 1)).visit
        inside = Span(date(year, 1, 1), date(year, 12, 31))
        days = days_within(one.demanded, inside.first, date(year, 12, 31))
        if rule.obligation != "yearly" or days < rule.min_window_days:
            continue
        parts = [part for span in one.demanded if (part := overlap(span, inside)) is not None]
        last = parts[-1].last or date(year, 12, 31)
        if is_key(one.case, one.when(last)):
            yield _of_year(one, rule, Span(parts[0].first, last), used)


def _of_year(one: FollowupCase, rule: VisitRule, days: Span, used: set[str]) -> Obligation:
    last = days.last or date(days.first.year, 12, 31)
    due = put_off(one.person, "visit", last, one.policy)
    missed_on = date(due.on.year + 1, *rule.missed_from)
    found = closing_visit(date(last.year, 1, 1), missed_on, one.qualified, used)
    if found is not None:
        used.add(found.path)
    closed_on = found.date if found else None
    day = one.when(due.on)
    text = say(
        "key group; in {year} the period runs from {first} to {last}", year=last.year, first=days.first, last=last
    )
    until = min(closed_on or one.day, missed_on - ONE_DAY)
    return Obligation(
        duty="visit",
        person=one.code,
        unit=one.person.unit_on(day),
        period=str(last.year),
        opens_on=days.first,
        due_on=due.on,
        owner=one.person.supervised_by_on(day),
        rule=rule,
        reason=visit_reason(one, text, Span(date(last.year, 1, 1), until), closed_on),
        closed_on=closed_on,
        missed_on=missed_on,
        deferred_until=due.deferred_until,
        listed=one.listed,
    )
