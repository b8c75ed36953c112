"""One line of time for one person: what happened, newest first, and apart from it what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.pages.happened import TimelineEvent, contact_events, measure_events, person_events
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.lists import DueRow
    from huifang.portal.view import View
    from huifang.rules.case import Case


def events(view: View, case: Case) -> list[TimelineEvent]:
    """Everything that is known up to the day, newest first."""
    return sorted(
        (each for each in _recorded(view, case) if each.day <= view.day),
        key=lambda each: (each.day, each.kind),
        reverse=True,
    )


def ahead(view: View, case: Case) -> list[TimelineEvent]:
    """What is still to come, the nearest first: open duties, those overdue too, and days that the records name."""
    duties = (
        TimelineEvent(row.due_on, _duty(view, row), row.record or case.person.path, "duty")
        for row in view.site.due_of.get(case.person.code, ())
        if row.status != "missed"
    )
    named = (each for each in (*_recorded(view, case), *_ends(view, case)) if each.day > view.day)
    return sorted((*duties, *named), key=lambda each: (each.day, each.kind))


def _recorded(view: View, case: Case) -> Iterator[TimelineEvent]:
    yield from measure_events(view, case)
    yield from person_events(view, case.person)
    yield from contact_events(view, case.person.code)


def _duty(view: View, row: DueRow) -> Text:
    label = view.site.lists.policy.label
    duty = label("duty", row.duty)
    return (
        say("{duty} ({period})", duty=duty, period=label("duty_period", row.period))
        if row.period
        else say("{value}", value=duty)
    )


def _ends(view: View, case: Case) -> Iterator[TimelineEvent]:
    """From when the person is free again, and when a hold is looked at again or a duty put off comes back."""
    person, row = case.person, view.site.eligible_of.get(case.person.code)
    if row is not None and row.free_from is not None:
        yield TimelineEvent(row.free_from, say("free from this day on"), person.path, "return")
    for held in person.held:
        if held.review_on is not None:
            yield TimelineEvent(held.review_on, say("review of the hold after the period"), person.path, "return")
    for each in person.deferrals:
        duty = case.policy.label("duty", str(each.duty))
        yield TimelineEvent(each.until, say("{duty}: last day put off", duty=duty), person.path, "deferral")
