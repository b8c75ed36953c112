"""The quarterly heart-to-heart talk (rules part 4; S0, rules 9 and 10)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.register import Span
from huifang.register.days import ONE_DAY, days_within, quarter_of
from huifang.rules.deferrals import counting, undeferred
from huifang.rules.helpers import overlap
from huifang.rules.obligation import Obligation
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from huifang.policy.followup import TalkRule
    from huifang.register.days import Quarter
    from huifang.rules.followed import Followed
    from huifang.rules.programme import Programme


def talk(programme: Programme) -> Iterator[Obligation]:
    """Each calendar quarter of which the window covers enough days, up to the running one."""
    for one in programme.followed.values():
        if one.demanded:
            yield from _quarters(one, quarter_of(programme.day))


def _quarters(one: Followed, running: Quarter) -> Iterator[Obligation]:
    talks = _talks(one)
    quarter = quarter_of(one.demanded[0].first)
    last = one.demanded[-1].last
    end = running if last is None else min(running, quarter_of(last))
    while quarter <= end:
        rule = one.policy.on(quarter.first).talk
        days = days_within(one.demanded, quarter.first, quarter.last)
        if days >= rule.min_window_days:
            yield _obligation(one, _Owed(quarter, rule, days, *_ends(one, quarter)), talks)
        quarter = quarter.next


@dataclass(frozen=True, slots=True)
class _Owed:
    """A quarter that is owed, with the first and the last day of the window in it."""

    quarter: Quarter
    rule: TalkRule
    days: int
    first: date
    due_on: date

    @property
    def missed_on(self) -> date:
        """The day after the end of the following quarter."""
        return self.quarter.next.last + ONE_DAY


@dataclass(frozen=True, slots=True)
class _Talks:
    """The days of talks: by their own quarter, and by the quarter that they make up for."""

    own: Mapping[Quarter, list[date]]
    make_ups: Mapping[Quarter, list[date]]


def _talks(one: Followed) -> _Talks:
    """A make-up is dated after the end of the quarter it names; any other talk counts for its own quarter."""
    found = _Talks(defaultdict(list), defaultdict(list))
    for each in one.talks:
        quarter = each.makes_up_for
        if quarter is not None and each.date > quarter.last:
            found.make_ups[quarter].append(each.date)
        else:
            found.own[quarter_of(each.date)].append(each.date)
    return found


def _ends(one: Followed, quarter: Quarter) -> tuple[date, date]:
    inside = Span(quarter.first, quarter.last)
    parts = [part for span in one.demanded if (part := overlap(span, inside)) is not None]
    return parts[0].first, parts[-1].last or quarter.last


def _first_decision(one: Followed, quarter: Quarter) -> date:
    """The decision whose window makes the quarter owed; of a month-only one the month's first day."""
    inside = Span(quarter.first, quarter.last)
    first = next(span.first for span in one.case.window if overlap(span, inside) is not None)
    decisions = (measure.decided_on for measure in one.person.measures)
    return min((each.first for each in decisions if each is not None and each.last == first), default=first)


def _closed_on(one: Followed, owed: _Owed, talks: _Talks) -> date | None:
    """The day of the talk that keeps the quarter, in it or made up later."""
    decided = _first_decision(one, owed.quarter)
    own = [day for day in talks.own.get(owed.quarter, ()) if day >= decided]
    days = sorted([*own, *talks.make_ups.get(owed.quarter, ())])
    return days[owed.rule.talks - 1] if len(days) >= owed.rule.talks else None


def _obligation(one: Followed, owed: _Owed, talks: _Talks) -> Obligation:
    day = one.when(owed.due_on)
    left = owed.days
    if one.person.deferrals:
        inside = Span(owed.quarter.first, owed.quarter.last)
        left = undeferred(one.person, one.demanded, inside, owed.due_on, one.policy)
    not_owed = left < owed.rule.min_window_days
    closed_on = None if not_owed else _closed_on(one, owed, talks)
    return Obligation(
        duty="talk",
        person=one.code,
        unit=one.person.unit_on(day),
        period=str(owed.quarter),
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


def _reason(one: Followed, owed: _Owed, closed_on: date | None) -> Text:
    period = say(
        "the period covers {n} days of {quarter}, from {first} to {last}",
        n=owed.days,
        quarter=str(owed.quarter),
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


def _deferred(one: Followed, owed: _Owed, left: int) -> Text:
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
        quarter=str(owed.quarter),
    )
