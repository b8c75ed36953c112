"""The heart-to-heart talk of each quarter, or of each month or half-year (rules part 4; S0, rules 9 and 10)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.register import Span
from huifang.register.days import ONE_DAY, days_within
from huifang.rules.deferrals import counting, undeferred
from huifang.rules.helpers import overlap
from huifang.rules.obligation import Obligation
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from huifang.policy.followup import TalkRule
    from huifang.register.days import CalendarPeriod
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme


def talk(programme: Programme) -> Iterator[Obligation]:
    """Each calendar period of which the window covers enough days, up to the running one."""
    for one in programme.followed.values():
        if one.demanded:
            yield from _periods(one)


def _periods(one: FollowupCase) -> Iterator[Obligation]:
    talks = _talks(one)
    for period in one.talk_periods:
        rule = one.policy.on(period.first).talk
        days = days_within(one.demanded, period.first, period.last)
        if days >= rule.least_days(period):
            yield _obligation(one, _Owed(period, rule, days, *_ends(one, period), _next(one, period).last), talks)


def _next(one: FollowupCase, period: CalendarPeriod) -> CalendarPeriod:
    return one.policy.talk_period_of(period.last + ONE_DAY)


@dataclass(frozen=True, slots=True)
class _Owed:
    """A period that is owed, with the first and the last day of the window in it."""

    period: CalendarPeriod
    rule: TalkRule
    days: int
    first: date
    due_on: date
    late_until: date  # the last day of the following period

    @property
    def missed_on(self) -> date:
        """The day after the end of the following period."""
        return self.late_until + ONE_DAY


@dataclass(frozen=True, slots=True)
class _Talks:
    """The days of talks: by their own period, and by the period that they make up for."""

    own: Mapping[CalendarPeriod, list[date]]
    make_ups: Mapping[CalendarPeriod, list[date]]


def _talks(one: FollowupCase) -> _Talks:
    """A make-up is dated after the end of the period it names; any other talk counts for its own."""
    found = _Talks(defaultdict(list), defaultdict(list))
    for each in one.talks:
        period = each.makes_up_for
        if period is not None and each.date > period.last:
            found.make_ups[period].append(each.date)
        else:
            found.own[one.policy.talk_period_of(each.date)].append(each.date)
    return found


def _ends(one: FollowupCase, period: CalendarPeriod) -> tuple[date, date]:
    inside = Span(period.first, period.last)
    parts = [part for span in one.demanded if (part := overlap(span, inside)) is not None]
    return parts[0].first, parts[-1].last or period.last


def _first_decision(one: FollowupCase, period: CalendarPeriod) -> date:
    """The decision whose window makes the period owed; of a month-only one the month's first day."""
    inside = Span(period.first, period.last)
    first = next(span.first for span in one.case.window if overlap(span, inside) is not None)
    decisions = (measure.decided_on for measure in one.person.measures)
    return min((each.first for each in decisions if each is not None and each.last == first), default=first)


def _closed_on(one: FollowupCase, owed: _Owed, talks: _Talks) -> date | None:
    """The day of the talk that keeps the period, in it or made up later."""
    decided = _first_decision(one, owed.period)
    own = [day for day in talks.own.get(owed.period, ()) if day >= decided]
    days = sorted([*own, *talks.make_ups.get(owed.period, ())])
    return days[owed.rule.talks - 1] if len(days) >= owed.rule.talks else None


def _obligation(one: FollowupCase, owed: _Owed, talks: _Talks) -> Obligation:
    day = one.when(owed.due_on)
    left = owed.days
    if one.person.deferrals:
        inside = Span(owed.period.first, owed.period.last)
        left = undeferred(one.person, one.demanded, inside, owed.due_on, one.policy)
    not_owed = left < owed.rule.least_days(owed.period)
    closed_on = None if not_owed else _closed_on(one, owed, talks)
    return Obligation(
        duty="talk",
        person=one.code,
        unit=one.person.unit_on(day),
        period=str(owed.period),
        opens_on=owed.first,
        due_on=owed.due_on,
        owner=one.committee_on(day),
        assignee=one.helper_on(day),
        rule=owed.rule,
        reason=_deferred(one, owed, left) if not_owed else _reason(one, owed, closed_on),
        closed_on=closed_on,
        missed_on=owed.missed_on,
        not_owed=not_owed,
        listed=one.listed and (not not_owed or one.day <= owed.due_on),
    )


def _reason(one: FollowupCase, owed: _Owed, closed_on: date | None) -> Text:
    period = say(
        "the period covers {n} days of {quarter}, from {first} to {last}",
        n=owed.days,
        quarter=str(owed.period),
        first=owed.first,
        last=owed.due_on,
    )
    if closed_on is not None and closed_on > owed.due_on:
        return say("{period}; the talk of {day} keeps it, late", period=period, day=closed_on)
    if closed_on is not None:
        return say("{period}; the talk of {day} keeps it", period=period, day=closed_on)
    days = [each.date for each in one.talks]
    if not days:
        return say("{period}; no talk so far", period=period)
    return say("{period}; the last talk was on {day}", period=period, day=days[-1])


def _deferred(one: FollowupCase, owed: _Owed, left: int) -> Text:
    counted = [
        each
        for each in counting(one.person, "talk", owed.due_on, one.policy)
        if each.since <= owed.due_on and each.until >= owed.first
    ]
    return say(
        "deferred from {first} to {until} ({why}): {n} days of {quarter} are left",
        first=counted[0].since,
        until=counted[-1].until,
        why=one.policy.label("deferral_reason", str(counted[0].reason)),
        n=left,
        quarter=str(owed.period),
    )
