"""What happened to one person and with one person, as the records say it: an event a fact with its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a dataclass keeps its annotations
from typing import TYPE_CHECKING

from huifang.register.days import ONE_DAY
from huifang.register.models import Talk
from huifang.rules.duties.execution import STEPS
from huifang.texts import N_, Label, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.portal.view import View
    from huifang.register.models import Measure, Person, Visit
    from huifang.rules.case import Case

KINDS: Mapping[str, str] = {  # of an event -> its words
    "measure": N_("measure"),
    "period": N_("impact period"),
    "helper": N_("helper"),
    "career": N_("unit and post"),
    "talk": N_("talk"),
    "visit": N_("visit"),
    "paper": N_("paperwork"),
    "action": N_("agreed help"),
    "achievement": N_("achievement"),
    "return": N_("after the period"),
    "deferral": N_("deferral"),
    "duty": N_("still to do"),
}
PAPERS = ("pre_contact", "feedback_to_unit", "archived", "given_to_personnel")  # of a visit, in the order of the work


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that happened, or is to come; `record` is the file that says so."""

    day: date
    text: Text
    record: str
    kind: str


def measure_events(view: View, case: Case) -> Iterator[TimelineEvent]:
    """Decisions, what was done about each, and where its period begins and ends."""
    path = case.person.path
    for measure in case.person.measures:
        for day, text in _of_measure(view, case, measure):
            if day is not None:
                yield TimelineEvent(day, text, path, "measure")
    for period in case.periods:
        name = period.rule.label.label
        if period.start is not None:
            yield TimelineEvent(period.start, say("first barred day of {measure}", measure=name), path, "period")
        if period.until is not None:
            yield TimelineEvent(period.until, say("last barred day of {measure}", measure=name), path, "period")


def _of_measure(view: View, case: Case, measure: Measure) -> Iterator[tuple[date | None, Text]]:
    name = case.policy.label("measure_type", str(measure.type))
    decided = measure.decided_on
    yield (
        decided and decided.last,
        say("{measure} decided by {body}", measure=name, body=view.org_name(measure.decided_by)),
    )
    yield measure.delivered_on, say("{measure}: delivered", measure=name)
    for step, (key, _) in STEPS.items():
        label = case.policy.label("duty_period", step)
        yield getattr(measure, key), say("{measure}: {step}", measure=name, step=label)
    yield measure.rights_restored_on, say("{measure}: Party rights restored", measure=name)
    yield measure.probation_extended_on, say("{measure}: probation extended", measure=name)
    yield measure.lifted_on, say("{measure}: lifted", measure=name)
    yield measure.revoked_on, say("{measure}: revoked", measure=name)


def person_events(view: View, person: Person) -> Iterator[TimelineEvent]:
    """What the person's own file says beside measures."""
    for kind, day, text in (
        *_helpers(person),
        *_career(view, person),
        *_return(view, person),
        *_deferrals(view, person),
    ):
        if day is not None:
            yield TimelineEvent(day, text, person.path, kind)


Told = tuple[str, "date | None", Text]


def _helpers(person: Person) -> Iterator[Told]:
    for each in person.helpers:
        yield "helper", each.since, say("{name} becomes the helper", name=each.name)
        yield "helper", each.to, say("last day of {name} as the helper", name=each.name)


def _career(view: View, person: Person) -> Iterator[Told]:
    label = view.site.lists.policy.label
    for day in person.unit_changes():
        yield "career", day, say("new unit: {unit}", unit=view.org_name(person.unit_on(day)))
    for entry in person.unit_history:
        if entry.received_on is not None and entry.to is not None:
            body = view.org_name(person.supervised_by_on(entry.to + ONE_DAY))
            yield "career", entry.received_on, say("{body} took over the follow-up", body=body)
    for each in person.appointments:
        kind = label("appointment_kind", str(each.kind))
        yield "career", each.on, say("{kind}: {post}", kind=kind, post=each.post or "—")
    for done in person.achievements:
        yield "achievement", done.on, say("{value}", value=done.what)
    if person.left is not None:
        reason = label("left_reason", str(person.left.reason))
        yield "career", person.left.on, say("out of service: {reason}", reason=reason)


def _return(view: View, person: Person) -> Iterator[Told]:
    yield "measure", person.informed_on, say("letter of notice delivered")
    for held in person.held:
        yield "return", held.since, say("held after the period by {body}", body=view.org_name(held.by))
        yield "return", held.until, say("last day held after the period")
    if person.end_appraisal is not None:
        yield "return", person.end_appraisal.on, say("appraisal at the end of the period")
    for back in person.return_to_scope:
        yield "return", back.reminded_on, say("committee reminded of the return to the normal scope")
        yield "return", back.confirmed_on, say("return to the normal scope confirmed")


def _deferrals(view: View, person: Person) -> Iterator[Told]:
    label = view.site.lists.policy.label
    for each in person.deferrals:
        duty, reason = label("duty", str(each.duty)), label("deferral_reason", str(each.reason))
        yield "deferral", each.since, say("{duty} put off to {day}: {reason}", duty=duty, day=each.until, reason=reason)


def contact_events(view: View, code: str) -> Iterator[TimelineEvent]:
    """Visits and talks, held or not, and the paperwork and help that followed."""
    for each in view.site.contacts(code):
        yield from _contact(view, each)
        for action in each.actions:
            if action.done is not None:
                yield TimelineEvent(action.done, say("done: {what}", what=action.what), each.path, "action")


def _contact(view: View, each: Visit | Talk) -> Iterator[TimelineEvent]:
    label = view.site.lists.policy.label
    kind = label("visit_kind", each.kind)
    if isinstance(each, Talk):
        yield TimelineEvent(each.date, say("{kind} by {who}", kind=kind, who=each.helper), each.path, "talk")
        return
    outcome = label("outcome", str(each.outcome))
    text = say("{kind} by {who}: {outcome}", kind=kind, who=view.org_name(each.body), outcome=outcome)
    yield TimelineEvent(each.date, text, each.path, "visit")
    for key in (*PAPERS, "recommendation"):
        step = getattr(each, key)
        if step is not None and step.on is not None:
            what = _key(view, key)
            yield TimelineEvent(step.on, say("{what} (visit of {day})", what=what, day=each.date), each.path, "paper")


def _key(view: View, name: str) -> Label:
    return view.site.lists.policy.key_label(name) or Label(name, name)
