"""Doubles: one fact that stands in the register twice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from huifang.checks.support import dated, was_read
from huifang.register import Finding, warning
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Talk, Visit


def measure_twice(register: Register, policy: Policy) -> Iterator[Finding]:
    """A decision stands once in a person's record.

    Why: the second one would add a period, and count twice.
    Fix: take one of the two out; where there are two decisions, correct kind, day or body.
    """
    for person in register.people.values():
        alike: dict[Hashable, int] = {}
        for measure in person.measures:
            if measure.decided_on is None or not was_read(person, "measures"):
                continue
            fact = measure.type, measure.decided_on, measure.decided_by
            if (first := alike.setdefault(fact, measure.index)) != measure.index:
                name = policy.types[measure.type].label.label
                message = say("{measure} of {day} stands here already, as measures[{number}]",
                              measure=name, day=str(measure.decided_on), number=first)  # fmt: skip
                fix = say("take one of the two out, or correct `type` or `decided_on`")
                yield warning(person.at("measures", measure.index), message, fix=fix)


def contact_twice(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A visit or talk stands in one file.

    Why: two files of one talk count as two.
    Fix: delete one of the two files; where there were two that day, keep both.
    """
    groups: list[tuple[Visit | Talk, ...]] = [*register.visits.values(), *register.talks.values()]
    for contacts in groups:
        alike: dict[Hashable, str] = {}
        for contact in sorted(contacts, key=lambda each: (len(each.name), each.name)):
            first = alike.setdefault(_fact(contact), contact.name)
            if first != contact.name:
                message = say("{name}.md tells of the same day, with the same people", name=first)
                fix = say("delete this file or that one; keep both where there were two that day")
                yield warning(contact.at("date"), message, fix=fix)


def _fact(contact: Visit | Talk) -> Hashable:
    if contact.kind == "谈心谈话":
        return contact.date, contact.helper
    return contact.date, contact.body, contact.outcome


def person_twice(register: Register, policy: Policy) -> Iterator[Finding]:
    """One person has one code.

    Why: with two, everything is owed and counted twice. Joint decisions about several people exist: they may stay.
    Fix: compare the two records; where they are one person, delete the folder that is newer.
    """
    alike: dict[Hashable, list[tuple[str, Any]]] = defaultdict(list)
    for person, measure, decided in dated(register):
        if measure.document and was_read(person, "unit", "post", "measures"):
            fact = (person.unit, person.post, measure.type, decided, "".join(measure.document.split()))
            alike[fact].append((person.path.split("/")[-2], measure))
    for found in alike.values():
        yield from _two_codes(register, policy, found)


def _two_codes(register: Register, policy: Policy, found: Iterable[tuple[str, Any]]) -> Iterator[Finding]:
    by_code = dict(reversed(list(found)))
    first, *others = sorted(by_code)
    for code in others:
        other, measure = register.people[first], by_code[code]
        names = {"measure": policy.types[measure.type].label.label, "document": measure.document}
        message = say("{code} has the same unit, post and decision ({measure}, {document}): {path}",
                      code=first, path=other.path, **names)  # fmt: skip
        fix = say("compare the two; where they are one person delete one folder, otherwise keep both")
        yield warning(register.people[code].at("measures", measure.index, "document"), message, fix=fix)
