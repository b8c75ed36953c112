"""What was agreed at a visit or talk, the next contact included (rules part 4; S0, rules 14 to 18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.rules.deferrals import put_off
from huifang.rules.obligation import Obligation
from huifang.rules.visits import was_held
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.register.models import Action, Talk, Visit
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme

NEXT = "next_by"


def action(programme: Programme) -> Iterator[Obligation]:
    """Each action with a due day, and the next contact where one was promised."""
    for one in programme.followed.values():
        visits = one.case.known.visits.get(one.code, ())
        contacts: list[Visit | Talk] = [*visits, *one.talks]
        for contact in sorted(contacts, key=lambda each: (each.date, each.path)):
            for index, each in enumerate(contact.actions):
                if each.due is not None and each.due >= one.start(each.due):
                    yield _agreed(one, contact, index, each, each.due)
            if contact.next_by is not None and contact.next_by >= one.start(contact.next_by):
                yield _next_contact(one, contact, contact.next_by)


def _agreed(one: FollowupCase, contact: Visit | Talk, index: int, each: Action, due_on: date) -> Obligation:
    owner = each.by if each.by is not None and each.by in one.case.known.organizations else None
    reason = say("agreed on {day}: {what}", day=contact.date, what=each.what)
    return _obligation(
        one,
        contact,
        f"actions[{index}]",
        due_on,
        owner=owner,
        assignee=each.by if owner is None else None,
        reason=reason,
        closed_on=each.done,
    )


def _next_contact(one: FollowupCase, contact: Visit | Talk, due_on: date) -> Obligation:
    reason = say("on {day} the next contact was promised by {due}", day=contact.date, due=due_on)
    return _obligation(one, contact, NEXT, due_on, reason=reason, closed_on=_contact_after(one, contact.date))


def _contact_after(one: FollowupCase, day: date) -> date | None:
    """The next held visit, of whatever body, or talk."""
    visits = (each.date for each in one.case.known.visits.get(one.code, ()) if was_held(each))
    talks = (each.date for each in one.talks)
    return min((each for each in (*visits, *talks) if each > day), default=None)


def _obligation(  # noqa: PLR0913 - what two kinds of action share
    one: FollowupCase,
    contact: Visit | Talk,
    item: str,
    due_on: date,
    *,
    reason: Text,
    closed_on: date | None,
    owner: str | None = None,
    assignee: str | None = None,
) -> Obligation:
    """Without a body named, a visit's action falls to the body that visited, a talk's to the unit's committee."""
    due = put_off(one.person, "action", due_on, one.policy)
    day = one.when(due.on)
    body = getattr(contact, "body", None)
    helper = getattr(contact, "helper", None) if owner is None else None
    return Obligation(
        duty="action",
        person=one.code,
        unit=one.person.unit_on(day),
        period=None,
        opens_on=min(contact.date, due.on),
        due_on=due.on,
        owner=owner or body or one.committee_on(day),
        assignee=assignee or helper,
        rule=one.policy.on(contact.date).action,
        reason=reason,
        record=contact.path,
        item=item,
        ahead=one.ahead,
        closed_on=closed_on,
        lapsed_on=one.died_on,
        deferred_until=due.deferred_until,
    )
