"""A person without a helper (rules part 4; S0, rule 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.register import Span, add_months
from huifang.register.days import ONE_DAY, union
from huifang.rules.deferrals import put_off
from huifang.rules.helpers import overlap
from huifang.rules.obligation import Obligation
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme


class Gap(NamedTuple):
    """Days of the window in one unit without an active helper; `closed_on` the day on which one began."""

    span: Span
    unit: str
    since: date  # the fact from which the month counts
    reason: Text
    item: str | None  # the entry that says so
    closed_on: date | None


def helper_missing(programme: Programme) -> Iterator[Obligation]:
    """Each stretch of the window without a helper; it ends with a helper, with the unit, or with the window."""
    for one in programme.followed.values():
        unread = any(key.startswith("helpers") for key in one.person.unread)  # then nobody knows that there is none
        for gap in gaps(one) if not unread else ():
            yield _obligation(one, gap)


def gaps(one: FollowupCase) -> Iterator[Gap]:
    """The stretches of the demanded window without a helper, oldest first."""
    covered = union([each.span for each in one.appointments])
    for span in one.demanded:
        for stay in one.stays:
            part = overlap(span, stay.span)
            if part is not None:
                yield from (_gap(one, span, part, stay.unit, free) for free in _free(part, covered))


def _free(part: Span, covered: tuple[Span, ...]) -> Iterator[Span]:
    """The days of `part` in none of the spans `covered`, which are in order and do not touch."""
    first = part.first
    for span in covered:
        if span.first > first and (part.last is None or first <= part.last):
            end = span.first - ONE_DAY
            yield Span(first, end if part.last is None else min(part.last, end))
        if span.last is None:
            return
        first = max(first, span.last + ONE_DAY)
    if part.last is None or first <= part.last:
        yield Span(first, part.last)


def _gap(one: FollowupCase, span: Span, part: Span, unit: str, free: Span) -> Gap:
    first = since = free.first
    before, item = first - ONE_DAY, None
    if first > part.first:
        since, reason = before, say("no helper since the last one ended on {day}", day=before)
        item = next((f"helpers[{each.helper.index}]" for each in one.appointments if each.span.last == before), None)
    elif first > span.first:
        reason = say("no helper since the move to the present unit on {day}", day=first)
        item = next((f"unit_history[{each.index}]" for each in one.person.unit_history if each.to == before), None)
    elif any(each.first == first for each in one.case.window):
        reason = say("no helper since the decision of {day}", day=first)
        item = next(
            (each.item for each in one.person.measures if each.decided_on and each.decided_on.last == first), None
        )
    else:
        reason = say("no helper on {day}, when the register of the district began", day=first)
    closed_on = free.last + ONE_DAY if free.last is not None and free.last != part.last else None
    return Gap(Span(first, part.last), unit, since, reason, item, closed_on)


def _obligation(one: FollowupCase, gap: Gap) -> Obligation:
    rule = one.policy.on(gap.span.first).helper_missing
    due = put_off(one.person, "helper-missing", add_months(gap.since, rule.months), one.policy)
    return Obligation(
        duty="helper-missing",
        person=one.code,
        unit=gap.unit,
        period=None,
        opens_on=gap.span.first,
        due_on=due.on,
        owner=one.case.known.organizations.committee_of(gap.unit),
        rule=rule,
        reason=gap.reason,
        record=one.person.path,
        item=gap.item,
        key=gap.span.first.isoformat(),
        ahead=one.ahead,
        closed_on=gap.closed_on,
        lapsed_on=None if gap.span.last is None else gap.span.last + ONE_DAY,
        deferred_until=due.deferred_until,
    )
