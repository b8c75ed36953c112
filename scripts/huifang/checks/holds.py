"""Holds (期满影响使用): decided by the right body, on paper, and looked at again in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import organization_label
from huifang.register import Finding, add_months, warning
from huifang.register.organizations import COMMITTEE, PERSONNEL
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.rules.programme import Programme


def hold_by_other_body(register: Register, _policy: Policy) -> Iterator[Finding]:
    """An organisation department or Party committee holds somebody, never a discipline body.

    Why: whether a matter still affects use is decided by whoever appoints.
    Fix: name the body that signed the decision.
    """
    organizations = register.organizations
    for person in register.people.values():
        for number, hold in enumerate(person.held):
            body = organizations.by_id.get(hold.by)
            if body is not None and body.kind not in (PERSONNEL, COMMITTEE):
                message = say("{body} cannot decide a hold", body=organization_label(register, hold.by))
                fix = say("name the body of kind 组织人事部门 or 党委党组 that signed the decision")
                yield warning(person.at("held", number, "by"), message, fix=fix)


def hold_without_document(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A hold rests on a document.

    Why: nobody is kept back without a written decision that can be shown.
    Fix: add `document`.
    """
    for person in register.people.values():
        for number, hold in enumerate(person.held):
            if not hold.document:
                message = say("the document of the decision is missing")
                yield warning(person.at("held", number, "document"), message, fix=say("add `document`"))


def hold_without_review(register: Register, policy: Policy) -> Iterator[Finding]:
    """A hold has a day on which it is looked at again, not later than policy says.

    Why: a hold without end would be a second sanction.
    Fix: add `review_on`, or an earlier day.
    """
    for person in register.people.values():
        for number, hold in enumerate(person.held):
            latest = add_months(hold.since, policy.on(hold.since).hold.review_months)
            place = person.at("held", number, "review_on")
            if hold.review_on is None and (hold.until is None or hold.until > latest):
                message = say("the day of the review is missing")
                yield warning(place, message, fix=say("add `review_on: {latest}` or an earlier day", latest=latest))
            elif hold.review_on is not None and hold.review_on > latest:
                message = say("the review on {day} is later than {latest}", day=hold.review_on, latest=latest)
                yield warning(place, message, fix=say("write `{latest}` or an earlier day", latest=latest))


def hold_before_end(register: Register, programme: Programme) -> Iterator[Finding]:
    """A hold begins when every period is over.

    Why: inside a period the person is barred anyway; the hold has effect only from the day after the last end.
    Fix: check `since`.
    """
    for code, person in register.people.items():
        case = programme.cases.get(code) if person.held else None
        end = case.last_end if case is not None and not case.unread else None
        for number, hold in enumerate(person.held):
            if end is not None and hold.since <= end and hold.since <= programme.day:
                message = say("the hold begins on {day}, but the last period runs to {end}", day=hold.since, end=end)
                fix = say("check `since`; it has effect from the day after")
                yield warning(person.at("held", number, "since"), message, fix=fix)
