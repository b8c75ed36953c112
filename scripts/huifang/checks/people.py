"""People: helpers, units and leaving fit together."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from huifang.checks.support import organization_label, was_read
from huifang.register import Finding, warning
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Helper
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme
    from huifang.texts import Text


def supervised_by_other_body(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A discipline body owes the follow-up.

    Why: only visits of 纪检监察机关 and 派驻机构 close its duties and count in coverage. Source: S0, rules 11 to 13.
    Fix: name the body that handled the case.
    """
    organizations = register.organizations
    for person in register.people.values():
        body = person.supervised_by
        if body in organizations and not organizations.is_discipline_body(body):
            message = say("{body} is not a discipline body", body=organization_label(register, body))
            fix = say("name the body of kind 纪检监察机关 or 派驻机构 that handled the case")
            yield warning(person.at("supervised_by"), message, fix=fix)


def closed_unit(register: Register, programme: Programme) -> Iterator[Finding]:
    """A person in service is in a unit, and with a supervising body, that has not been closed.

    Why: after its last day nobody there answers for talks, visits and papers.
    Fix: write the unit that took over, and the closed one with its last day in `unit_history`.
    """
    for person in register.people.values():
        if person.left is not None and person.left.on <= programme.day:
            continue
        for key, named in (("unit", person.unit), ("supervised_by", person.supervised_by)):
            found = register.organizations.by_id.get(named)
            if found is not None and found.closed_on is not None and found.closed_on < programme.day:
                message = say("{unit} was closed; its last day was {day}",
                              unit=organization_label(register, named), day=found.closed_on)  # fmt: skip
                yield warning(person.at(key), message, fix=_of_successor(register, found.successor))


def _of_successor(register: Register, successor: str | None) -> Text:
    if successor is None:
        return say("write where the person is now, and the closed unit with its last day in `unit_history`")
    return say("write `{id}`, its successor {name}, if that took over; and the closed unit with its last day "
               "in `unit_history`", id=successor, name=organization_label(register, successor))  # fmt: skip


def helper_of_other_unit(register: Register, programme: Programme) -> Iterator[Finding]:
    """A helper belongs to the person's unit, or to a body above it.

    Why: the unit's committee names a leader of its own; somebody else is not the helper. Source: S0, rule 8.
    Fix: correct the helper's unit, or name a leader of the person's unit.
    """
    organizations = register.organizations
    for one in _with_helpers(register, programme):
        active = {id(each.helper) for each in one.appointments}
        for helper in one.person.helpers:
            unit = one.person.unit_on(helper.since)
            if helper.to is not None and helper.to < helper.since:
                continue
            if id(helper) not in active and helper.unit in organizations and unit in organizations:
                names = {
                    "helper": organization_label(register, helper.unit),
                    "unit": organization_label(register, unit),
                }
                message = say("{helper} is neither the person's unit {unit} nor above it", **names)
                fix = say("name a leader of the unit, or correct `unit` or `from`")
                yield warning(one.person.at("helpers", _number(register, one, helper), "unit"), message, fix=fix)


def two_helpers(register: Register, programme: Programme) -> Iterator[Finding]:
    """One helper is active at a time, or as many as policy lets be.

    Why: with more, nobody owes the talk. Source: S0, rule 8.
    Fix: write `to` for the one who ended.
    """
    for one in _with_helpers(register, programme):
        in_order = sorted(one.appointments, key=lambda each: (each.span.first, each.helper.since))
        for number, later in enumerate(in_order):
            earlier = [each for each in in_order[:number] if later.span.first in each.span]
            rule = programme.policy.on(later.span.first).helper
            if len(earlier) < (int(rule.active) if rule else 1):
                continue
            for each in earlier:
                names = {"one": each.helper.name, "other": later.helper.name}
                message = say("{one} and {other} are both helpers on {day}", day=later.span.first, **names)
                fix = say("write `to` for {name}, or another `from` here", name=each.helper.name)
                yield warning(one.person.at("helpers", _number(register, one, later.helper)), message, fix=fix)


def _with_helpers(register: Register, programme: Programme) -> Iterator[FollowupCase]:
    """Everybody with a helper whose units are all known."""
    for code, one in programme.followed.items():
        known = was_read(register.people[code], "unit", "unit_history", "helpers")
        if one.person.helpers and known and register.organizations.complete:
            yield one


def _number(register: Register, one: FollowupCase, helper: Helper) -> int:
    """A helper's number in the file; on an earlier day the later ones are not known yet."""
    names = [(each.name, each.unit, each.since) for each in register.people[one.code].helpers]
    return names.index((helper.name, helper.unit, helper.since))


def history_without_end(register: Register, _policy: Policy) -> Iterator[Finding]:
    """An entry of the unit history has a last day.

    Why: it says what held before; without its last day it is not used, and today's values hold for that time too.
    Fix: add `to`, the last day of that post.
    """
    for person in register.people.values():
        for number, entry in enumerate(person.unit_history):
            if entry.to is None:
                message = say("this entry has no last day and is not used")
                fix = say("add `to`, the last day on which it held")
                yield warning(person.at("unit_history", number, "to"), message, fix=fix)


def history_overlaps(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Entries of the unit history follow one another.

    Why: on a day that lies in two of them the first one in the file counts, which may be the wrong one.
    Fix: correct `from` or `to`.
    """
    for person in register.people.values():
        closed = [(number, entry) for number, entry in enumerate(person.unit_history) if entry.to is not None]
        for (_, earlier), (number, later) in combinations(closed, 2):
            begins = max(day for day in (earlier.since, later.since) if day) if earlier.since or later.since else None
            ends = min(day for day in (earlier.to, later.to) if day)
            if begins is None or begins <= ends:
                message = say("this entry and an earlier one both hold on {day}", day=begins or ends)
                yield warning(person.at("unit_history", number), message, fix=say("correct `from` or `to`"))
