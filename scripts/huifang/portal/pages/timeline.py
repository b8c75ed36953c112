"""The course of events of one person: what happened when, and which file says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a dataclass keeps its annotations
from typing import TYPE_CHECKING

from huifang.register.days import ONE_DAY
from huifang.rules.duties.execution import STEPS
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.portal.view import View
    from huifang.register.models import Person
    from huifang.rules.case import Case


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that happened; `record` is the file that says so."""

    day: date
    text: Text
    record: str
    kind: str


def events(view: View, case: Case) -> list[TimelineEvent]:
    """Everything that is known up to the day, newest first."""
    found = [
        *_decisions(view, case),
        *_career(view, case.person),
        *_handed(view, case.person),
        *_contacts(view, case.person.code),
    ]
    return sorted(
        (each for each in found if each.day <= view.day), key=lambda each: (each.day, each.kind), reverse=True
    )


def _decisions(view: View, case: Case) -> Iterator[TimelineEvent]:
    path = case.person.path
    for measure in case.person.measures:
        name = case.policy.label("measure_type", str(measure.type))
        if measure.decided_on is not None:
            text = say("{measure} decided by {body}", measure=name, body=view.org_name(measure.decided_by))
            yield TimelineEvent(measure.decided_on.last, text, path, "measure")
        steps = [
            (getattr(measure, key), say("{measure}: {step}", measure=name, step=case.policy.label("duty_period", step)))
            for step, (key, _) in STEPS.items()
        ]
        for day, text in (
            *steps,
            (measure.rights_restored_on, say("{measure}: Party rights restored", measure=name)),
            (measure.probation_extended_on, say("{measure}: probation extended", measure=name)),
            (measure.lifted_on, say("{measure}: lifted", measure=name)),
        ):
            if day is not None:
                yield TimelineEvent(day, text, path, "measure")
    for period in case.periods:
        if period.until is not None:
            yield TimelineEvent(
                period.until, say("last barred day of {measure}", measure=period.rule.label.label), path, "end"
            )


def _handed(view: View, person: Person) -> Iterator[TimelineEvent]:
    for entry in person.unit_history:
        if entry.received_on is not None and entry.to is not None:
            body = view.org_name(person.supervised_by_on(entry.to + ONE_DAY))
            yield TimelineEvent(
                entry.received_on, say("{body} took over the follow-up", body=body), person.path, "career"
            )


def _career(view: View, person: Person) -> Iterator[TimelineEvent]:
    path, label = person.path, view.site.lists.policy.label
    for day in person.unit_changes():
        yield TimelineEvent(day, say("new unit: {unit}", unit=view.org_name(person.unit_on(day))), path, "career")
    for each in person.appointments:
        kind = label("appointment_kind", str(each.kind))
        yield TimelineEvent(each.on, say("{kind}: {post}", kind=kind, post=each.post or "—"), path, "career")
    for held in person.held:
        text = say("held after the period by {body}", body=view.org_name(held.by))
        yield TimelineEvent(held.since, text, path, "measure")
    for back in person.return_to_scope:
        if back.reminded_on is not None:
            yield TimelineEvent(
                back.reminded_on, say("committee reminded of the return to the normal scope"), path, "career"
            )
        if back.confirmed_on is not None:
            yield TimelineEvent(back.confirmed_on, say("return to the normal scope confirmed"), path, "career")
    for done in person.achievements:
        if done.on is not None:
            yield TimelineEvent(done.on, say("achievement: {what}", what=done.what), path, "career")
    if person.left is not None:
        reason = label("left_reason", str(person.left.reason))
        yield TimelineEvent(person.left.on, say("out of service: {reason}", reason=reason), path, "career")


def _contacts(view: View, code: str) -> Iterator[TimelineEvent]:
    label = view.site.lists.policy.label
    for each in view.site.contacts(code):
        kind = label("visit_kind", each.kind)
        body = getattr(each, "body", None)
        if body is None:
            yield TimelineEvent(
                each.date, say("{kind} by {who}", kind=kind, who=getattr(each, "helper", "")), each.path, "talk"
            )
        else:
            outcome = label("outcome", str(getattr(each, "outcome", "held")))
            text = say("{kind} by {who}: {outcome}", kind=kind, who=view.org_name(body), outcome=outcome)
            yield TimelineEvent(each.date, text, each.path, "visit")
