"""Decisions: what a measure says of itself can be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import did_you_mean, measures, right_year
from huifang.register import Finding, error
from huifang.rules.needed import is_impossible, probations
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Measure, Person

AFTERWARDS = (  # what can only happen to a decision that exists
    "probation_extended_on",
    "rights_restored_on",
    "lifted_on",
    "revoked_on",
    "delivered_on",
    "announced_on",
    "executed_on",
    "execution_reported_on",
    "stated_end",
)


def duplicate_measure_id(register: Register, _policy: Policy) -> Iterator[Finding]:
    """The `id` of a measure is used once in a person's record.

    Why: `replaces` names a measure by it, and two could be meant.
    Fix: give one of the two another id.
    """
    for person in register.people.values():
        seen: set[str] = set()
        for measure in person.measures:
            if measure.id is not None and measure.id in seen:
                message = say("the id {id} is used by two measures", id=measure.id)
                fix = say("give one of the two another id")
                yield error(person.at("measures", measure.index, "id"), message, fix=fix)
            seen.add(measure.id or "")


def replaced_measure(register: Register, _policy: Policy) -> Iterator[Finding]:
    """`replaces` names an earlier measure of the same record.

    Why: a measure changed on review ends the old one on its own day; without the old one nothing can be computed.
    Fix: give the old measure an `id`, and write it here.
    """
    for person in register.people.values():
        by_id = {measure.id: measure for measure in person.measures if measure.id is not None}
        for measure in person.measures:
            if measure.replaces is not None:
                yield from _replaced(person, measure, by_id)


def _replaced(person: Person, measure: Measure, by_id: dict[str, Measure]) -> Iterator[Finding]:
    place = person.at("measures", measure.index, "replaces")
    name = measure.replaces or ""
    old = by_id.get(name)
    if old is None:
        fix = did_you_mean(name, by_id, say("give the old measure this `id`"))
        yield error(place, say("no measure of this record has the id {id}", id=name), fix=fix)
    elif old is measure:
        yield error(place, say("a measure cannot replace itself"), fix=say("name the `id` of the old measure"))
    elif measure.decided_on and old.decided_on and measure.decided_on.last < old.decided_on.first:
        days = {"day": str(measure.decided_on), "old": str(old.decided_on)}
        message = say("decided on {day}, before the measure it replaces ({old})", **days)
        yield error(place, message, fix=say("check both days, or name the measure that was changed"))


def probation_of_law(register: Register, policy: Policy) -> Iterator[Finding]:
    """Probation lasts as many months as the law allows.

    Why: another number cannot stand in a decision. Source: the version of the measure in policy.
    Fix: copy the length from the decision.
    """
    for person, measure in measures(register):
        months = measure.probation_months
        if months is not None and is_impossible(person, measure, "probation_months", policy):
            message = say("no law knows a probation of {months} months", months=months)
            fix = say("one of: {words}", words=probations(person, measure, policy))
            yield error(person.at("measures", measure.index, "probation_months"), message, fix=fix)


def months_of_law(register: Register, policy: Policy) -> Iterator[Finding]:
    """A period set by the decision is not longer than the law allows, nor 0.

    Why: such a number cannot stand in a decision. Source: 政务处分法 Art. 15, in policy under `limits`.
    Fix: copy the months from the decision; leave `months` out where the decision names none.
    """
    for person, measure in measures(register):
        longest = policy.longest(policy.types[measure.type].family)
        if measure.months is not None and longest is not None and measure.months > longest:
            message = say("{n} months: a decision can set {longest} at most", n=measure.months, longest=longest)
            fix = say("copy the months from the decision")
            yield error(person.at("measures", measure.index, "months"), message, fix=fix)
        elif measure.months == 0:
            message = say("a period of 0 months is none")
            fix = say("leave `months` out where the decision names none")
            yield error(person.at("measures", measure.index, "months"), message, fix=fix)


def before_decision(register: Register, policy: Policy) -> Iterator[Finding]:
    """Nothing happens to a measure before it was decided.

    Why: it cannot be lifted, restored, revoked, announced or executed before. Where only the month is known, its first
    day counts.
    Fix: check both days; the year is the usual slip.
    """
    for person, measure in measures(register):
        if measure.decided_on is None:
            continue
        for key in AFTERWARDS:
            day = getattr(measure, key)
            if day is not None and day < measure.decided_on.first:
                what, decided = policy.key_label(key) or key, str(measure.decided_on)
                fix = right_year(day, measure.decided_on.first)
                message = say("{what}: {day} is before the decision of {decided}", what=what, day=day, decided=decided)
                yield error(person.at("measures", measure.index, key), message, fix=fix)
