"""Deferrals (暂缓): approved in time, not too long, and of a duty that can be put off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.register import Finding, Span, add_months, warning
from huifang.rules.duties import BY_ID
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Deferral
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme


def deferral_too_long(register: Register, policy: Policy) -> Iterator[Finding]:
    """A deferral lasts no longer than policy says.

    Why: a longer one does not count at all, so that nobody is forgotten.
    Fix: set an earlier last day; approve another one when it is over.
    """
    for person in register.people.values():
        for number, each in enumerate(person.deferrals):
            latest = add_months(each.since, policy.on(each.since).deferral.max_months)
            if each.until > latest:
                message = say("it lasts beyond {latest} and does not count", latest=latest)
                fix = say("write an earlier `until`; approve another deferral when it is over")
                yield warning(person.at("deferrals", number, "until"), message, fix=fix)


def deferral_of_other_duty(register: Register, policy: Policy) -> Iterator[Finding]:
    """A deferral names a duty that can be put off.

    Why: coverage, rights, lifting and the return to the normal scope are owed whatever happens.
    Fix: take it out, or name the duty that was meant.
    """
    for person in register.people.values():
        for number, each in enumerate(person.deferrals):
            if each.duty in BY_ID and not BY_ID[each.duty].deferrable:
                message = say("{duty} cannot be deferred", duty=policy.label("duty", each.duty))
                fix = say("take the deferral out, or name another duty")
                yield warning(person.at("deferrals", number, "duty"), message, fix=fix)


def deferral_without_approval(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A deferral is approved.

    Why: without a day of approval it does not count.
    Fix: add `approved_on` and `approved_by`.
    """
    for person in register.people.values():
        for number, each in enumerate(person.deferrals):
            if each.approved_on is None:
                message = say("the day of the approval is missing: the deferral does not count")
                fix = say("add `approved_on` and `approved_by`")
                yield warning(person.at("deferrals", number, "approved_on"), message, fix=fix)


def deferral_approved_late(register: Register, programme: Programme) -> Iterator[Finding]:
    """A deferral is approved before the duty is due.

    Why: what was late already cannot be put off afterwards.
    Fix: check both days.
    """
    for code, one in programme.followed.items():
        for number, each in enumerate(register.people[code].deferrals if not one.case.unread else ()):
            due = min(_due_days(one, each), default=each.until)
            if each.approved_on is not None and due < each.approved_on <= programme.day:
                message = say("approved on {day}, after the duty was due on {due}", day=each.approved_on, due=due)
                place = one.person.at("deferrals", number, "approved_on")
                yield warning(place, message, fix=say("check both days"))


def _due_days(one: FollowupCase, deferral: Deferral) -> Iterator[date]:
    """The days inside the deferral on which a talk or a planned visit was due; of other duties none is known here."""
    within = Span(deferral.since, deferral.until)
    if deferral.duty == "talk":
        for period in one.policy.talk_periods_within(deferral.since, max(deferral.since, deferral.until)):
            ends = [span.last or period.last for span in one.demanded if span.first <= period.last]
            last = min(max(ends, default=period.last), period.last)
            yield from (last,) if last in within else ()
    elif deferral.duty == "visit":
        yield from (each.due_on for each in one.planned if each.due_on in within)
