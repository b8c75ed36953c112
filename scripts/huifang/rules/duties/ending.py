"""The end of the impact period and the way back into the normal scope (rules part 4; S0, rule 22)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang.register.days import ONE_DAY, Span
from huifang.register.salvage import UNREAD
from huifang.rules.obligation import Obligation
from huifang.rules.stretches import free_from, stretches
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from huifang.policy.followup import ReturnRule
    from huifang.register.models import Held
    from huifang.rules.case import Case
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme

REMIND, CONFIRM, REVIEW = "1-remind", "2-confirm", "review"


def period_ending(programme: Programme) -> Iterator[Obligation]:
    """The end of the period is listed ahead; it is never overdue, and becomes return-to-scope."""
    for one in programme.followed.values():
        until, left = one.case.until, one.case.left_on
        if until is not None and until >= one.start(until) and left is None:
            yield _ending(one, until)


def _ending(one: FollowupCase, until: date) -> Obligation:
    rule = one.policy.on(until).period_ending
    begun = max(period.start for period in one.case.deciding() if period.start is not None)
    day = one.when(until)
    return Obligation(
        duty="period-ending",
        person=one.code,
        unit=one.person.unit_on(day),
        period=None,
        opens_on=max(until - timedelta(days=rule.days_before), begun, one.start(until)),
        due_on=until,
        owner=one.person.supervised_by_on(day),
        rule=rule,
        reason=say("the last barred day is {day}", day=until),
        record=one.person.path,
        key=until.isoformat(),
        ahead=one.ahead,
        lapsed_on=until + ONE_DAY,
    )


def return_to_scope(programme: Programme) -> Iterator[Obligation]:
    """The committee is reminded of everybody whose period is over, and confirms; a hold names who has to review it."""
    for one in programme.followed.values():
        for hold in one.person.held:
            yield from _review(one, hold)
        for stretch in _stretches(one.case):
            yield from _return(one, stretch)


def _stretches(case: Case) -> Iterator[Span]:
    """The stretches in the normal scope up to the day, and the next one where it is certain to come."""
    yield from stretches(case)
    ahead = free_from(case)
    if ahead is not None and ahead > case.day:
        yield Span(ahead, None)


def _review(one: FollowupCase, hold: Held) -> Iterator[Obligation]:
    """A hold past its review stays a hold; the body that holds is named until the hold ends."""
    end = one.case.last_end
    if hold.review_on is None or end is None or one.case.left_on is not None:
        return
    start = max(one.start(hold.since), hold.since, end + ONE_DAY)
    rule = one.policy.on(start).return_to_scope
    due_on = max(hold.review_on, start)
    yield Obligation(
        duty="return-to-scope",
        person=one.code,
        unit=one.person.unit_on(one.when(due_on)),
        period=None,
        opens_on=start,
        due_on=due_on,
        owner=hold.by if hold.by != UNREAD else one.person.supervised_by_on(one.when(due_on)),
        rule=rule,
        reason=say(
            "held since {day}; the decision is to be reviewed by {review}", day=hold.since, review=hold.review_on
        ),
        record=one.person.path,
        item=f"held[{hold.index}]",
        key=f"{REVIEW}-{hold.since.isoformat()}",
        ahead=one.ahead,
        lapsed_on=None if hold.until is None else hold.until + ONE_DAY,
    )


def _return(one: FollowupCase, stretch: Span) -> Iterator[Obligation]:
    """The two steps of one stretch: what was done on a day of it closes them, and with its end they lapse."""
    start = max(stretch.first, one.start(stretch.first))
    if stretch.last is not None and stretch.last < start:
        return
    rule = one.policy.on(start).return_to_scope
    entries = one.person.return_to_scope
    confirmed = _first_in(stretch, (each.confirmed_on for each in entries))
    if confirmed is not None and confirmed < start:
        return
    reminded = _first_in(stretch, (each.reminded_on for each in entries))
    done = min((day for day in (reminded, confirmed) if day is not None), default=None)
    if done is None or done >= start:
        yield _remind(one, rule, stretch, done)
    if reminded is not None:
        yield _confirm(one, rule, stretch, reminded, confirmed)


def _first_in(stretch: Span, days: Iterable[date | None]) -> date | None:
    """The first of the days that lies in the stretch."""
    return min((day for day in days if day in stretch), default=None)  # type: ignore[type-var] # None lies in none


def _lapse(stretch: Span) -> date | None:
    return None if stretch.last is None else stretch.last + ONE_DAY


def _remind(one: FollowupCase, rule: ReturnRule, stretch: Span, closed_on: date | None) -> Obligation:
    free = stretch.first
    since = max(free, one.start(free))
    due_on = since + timedelta(days=rule.remind_days)
    day = one.when(due_on)
    return Obligation(
        duty="return-to-scope",
        person=one.code,
        unit=one.person.unit_on(day),
        period=None,
        opens_on=since,
        due_on=due_on,
        owner=one.person.supervised_by_on(day),
        rule=rule,
        reason=say(
            "back in the normal scope since {day}; remind the committee within {n} days", day=free, n=rule.remind_days
        ),
        record=one.person.path,
        key=f"{REMIND}-{free.isoformat()}",
        ahead=one.ahead,
        closed_on=closed_on,
        lapsed_on=_lapse(stretch),
    )


def _confirm(one: FollowupCase, rule: ReturnRule, stretch: Span, reminded: date, confirmed: date | None) -> Obligation:
    free = stretch.first
    since = max(reminded, one.start(free))
    due_on = since + timedelta(days=rule.confirm_days)
    day = one.when(due_on)
    return Obligation(
        duty="return-to-scope",
        person=one.code,
        unit=one.person.unit_on(day),
        period=None,
        opens_on=since,
        due_on=due_on,
        owner=one.committee_on(day),
        rule=rule,
        reason=say(
            "back in the normal scope since {day}; reminded on {reminded}, confirm within {n} days",
            day=free,
            reminded=reminded,
            n=rule.confirm_days,
        ),
        record=one.person.path,
        key=f"{CONFIRM}-{free.isoformat()}",
        ahead=one.ahead,
        closed_on=confirmed,
        lapsed_on=_lapse(stretch),
    )
