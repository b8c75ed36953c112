"""Leaving: what is dated after somebody left the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import was_read
from huifang.register import Finding, Place, warning
from huifang.texts import Label, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Person, Talk, Visit
    from huifang.texts import Value

GOVERNMENT, RETIRED = "government", "退休"


def after_leaving(register: Register, policy: Policy) -> Iterator[Finding]:
    """Nothing is done with somebody who has left the service: no talk, visit, appointment or hold.

    Why: one of the two days is a slip more often than not; where both are right, the record stays as it is.
    Fix: check both days.
    """
    for code, person in register.people.items():
        left = person.left
        if left is None or not was_read(person, "left"):
            continue
        for place, what, day in _facts(register, policy, code, person):
            if day > left.on:
                names = {"what": what, "reason": policy.label("left_reason", left.reason)}
                message = say("{what}: {day} is after the leaving on {left} ({reason})", day=day, left=left.on, **names)
                fix = say("check this day and `left`; keep both where they are right")
                yield warning(place, message, fix=fix)


def _facts(register: Register, policy: Policy, code: str, person: Person) -> Iterator[tuple[Place, Label, date]]:
    """The days on which something was done with a person in service; each with its name."""
    contacts: tuple[Visit | Talk, ...] = (*register.visits.get(code, ()), *register.talks.get(code, ()))
    for contact in contacts:
        yield contact.at("date"), policy.label("visit_kind", contact.kind), contact.date
    for key, first, days in (
        ("appointments", "on", [each.on for each in person.appointments]),
        ("helpers", "from", [each.since for each in person.helpers]),
        ("held", "since", [each.since for each in person.held]),
    ):
        for number, day in enumerate(days):
            yield person.at(key, number, first), policy.key_label(key) or Label(key, key), day


def measure_after_leaving(register: Register, policy: Policy) -> Iterator[Finding]:
    """A measure is decided while somebody is in service.

    Why: a Party sanction after retirement exists; no government sanction is given any more. Source: 政务处分法 Art. 27.
    Fix: check both days; keep them where both are right.
    """
    for person in register.people.values():
        left = person.left
        for measure in person.measures if left is not None and was_read(person, "left") else ():
            if left is None or measure.decided_on is None or measure.decided_on.first <= left.on:
                continue
            names: dict[str, Value] = {"day": str(measure.decided_on), "left": left.on,
                                       "reason": policy.label("left_reason", left.reason)}  # fmt: skip
            message = say("decided on {day}, after the leaving on {left} ({reason})", **names)
            rule = policy.on(measure.decided_on.last).retired
            if rule and policy.types[measure.type].family == GOVERNMENT and left.reason == RETIRED:
                message = say("decided on {day}, after the leaving on {left} ({reason}): by {rule} none is given then",
                              rule=rule.cited, **names)  # fmt: skip
            place = person.at("measures", measure.index, "decided_on")
            yield warning(place, message, fix=say("check this day and `left`; keep both where they are right"))
