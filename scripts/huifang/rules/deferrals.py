"""Deferrals (暂缓) and what they put off (rules part 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.register import Span, add_months
from huifang.register.days import ONE_DAY, days_within, union

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.policy import Policy
    from huifang.register.models import Deferral, Person


class Due(NamedTuple):
    """A due day after deferrals, and the last day of the one that counts."""

    on: date
    deferred_until: date | None


def counting(person: Person, duty: str, due_on: date, policy: Policy) -> Iterator[Deferral]:
    """The deferrals of a duty that count: approved by the due day and not too long.

    What cannot be deferred never asks: a body's duty, one whose delay would harm the person, a notice of a date.
    """
    for each in sorted(person.deferrals, key=lambda one: (one.since, one.until)):
        approved = each.approved_on is not None and each.approved_on <= due_on
        longest = add_months(each.since, policy.on(each.since).deferral.max_months)
        if each.duty == duty and approved and each.since <= each.until <= longest:
            yield each


def put_off(person: Person, duty: str, due_on: date, policy: Policy) -> Due:
    """The due day moved to the day after each deferral it falls into."""
    if not person.deferrals:
        return Due(due_on, None)
    due = Due(due_on, None)
    for each in sorted(person.deferrals, key=lambda one: (one.since, one.until)):
        if each.since <= due.on <= each.until and each in counting(person, duty, due.on, policy):
            due = Due(each.until + ONE_DAY, each.until)
    return due


def undeferred(person: Person, spans: tuple[Span, ...], within: Span, due_on: date, policy: Policy) -> int:
    """How many of the spans' days from `within.first` to `within.last` no deferral of the talk takes away."""
    last = within.last or due_on
    days = days_within(spans, within.first, last)
    away = union([Span(each.since, each.until) for each in counting(person, "talk", due_on, policy)])
    for span in away:
        first, end = max(span.first, within.first), min(span.last or last, last)
        days -= days_within(spans, first, end) if first <= end else 0
    return days
