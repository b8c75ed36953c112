"""Visits: who came, what was done and written, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import all_held_visits, first_decision, right_year
from huifang.register import Finding, error, warning
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register

NEEDED = ("methods", "interviews", "situation")  # keys that a held visit must have
PAPERS = ("feedback_to_unit", "archived", "given_to_personnel")


def visit_before_decision(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A visit follows the first decision.

    Why: a follow-up of something that had not happened cannot be. Where only the month is known, its first day counts.
    Fix: check the date of the visit, and the days of the decisions.
    """
    for code, visits in register.visits.items():
        person = register.people.get(code)
        first = first_decision(person) if person is not None else None
        for visit in visits:
            if first is not None and visit.date < first:
                message = say("visited on {date}, before the first decision on {first}", date=visit.date, first=first)
                yield error(visit.at("date"), message, fix=say("check the days of the visit and of the decisions"))


def missing_when_held(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A held visit says how it was done, with whom it spoke, and what it found.

    Why: without them nobody can tell whether it counts, and its situation is in no statistic.
    Fix: add `methods`, `interviews` and `situation`, or correct `outcome`.
    """
    for visit in all_held_visits(register):
        for key in NEEDED:
            if not getattr(visit, key):
                message = say("`{key}` is missing; a held visit has it", key=key)
                yield error(visit.at(key), message, fix=say("add `{key}`, or correct `outcome`", key=key))


def paper_before_visit(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Feedback, filing and hand-over follow the visit.

    Why: what was found cannot be told or filed before.
    Fix: check both days.
    """
    for visits in register.visits.values():
        for visit in visits:
            for key in PAPERS:
                step = getattr(visit, key)
                if step is not None and step.on is not None and step.on < visit.date:
                    message = say("{day} is before the visit on {date}", day=step.on, date=visit.date)
                    yield error(visit.at(key, "on"), message, fix=right_year(step.on, visit.date))


def contact_after_visit(register: Register, _policy: Policy) -> Iterator[Finding]:
    """The unit is contacted before the visit.

    Why: time, place and manner are agreed with its committee beforehand. Source: L1.
    Fix: check the day; leave `pre_contact` out where nobody was contacted.
    """
    for visits in register.visits.values():
        for visit in visits:
            day = visit.pre_contact.on if visit.pre_contact else None
            if day is not None and day > visit.date:
                message = say("{day} is after the visit on {date}", day=day, date=visit.date)
                yield warning(visit.at("pre_contact", "on"), message, fix=right_year(day, None, visit.date))


def enough_officers(register: Register, policy: Policy) -> Iterator[Finding]:
    """A discipline body visits with enough officers, one in charge. Committees are not bound.

    Why: a visit by one officer alone closes no duty. Source: S0, rule 13.
    Fix: name each officer who was there, with `body`.
    """
    is_discipline_body = register.organizations.is_discipline_body
    for visit in all_held_visits(register):
        if not is_discipline_body(visit.body):
            continue
        if any(visitor.body not in register.organizations for visitor in visit.visitors):
            continue  # told already, or written in a file that could not be read
        rule = policy.on(visit.date).visit_officers
        officers = [visitor for visitor in visit.visitors if is_discipline_body(visitor.body)]
        if len(officers) < rule.least:
            message = say("{n} of {least} officers took part", n=len(officers), least=rule.least)
            yield warning(visit.at("visitors"), message, fix=say("name each officer who was there, with `body`"))
        elif sum(officer.in_charge for officer in officers) < rule.in_charge:
            fix = say("add `in_charge: true` to the officer who led, if one did")
            yield warning(visit.at("visitors"), say("no officer was in charge"), fix=fix)


def person_not_interviewed(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A discipline body speaks with the person.

    Why: a visit without the person closes no duty and does not count in coverage. Source: S0, rule 13; L1.
    Fix: write `person: true` where the person was met; else `outcome` may be another.
    """
    for visit in all_held_visits(register):
        if register.organizations.is_discipline_body(visit.body) and visit.interviews and not visit.interviews.person:
            message = say("nobody spoke with the person: the visit closes no duty")
            fix = say("write `person: true` where the person was met, or correct `outcome`")
            yield warning(visit.at("interviews"), message, fix=fix)


def archive_without_opinion(register: Register, _policy: Policy) -> Iterator[Finding]:
    """What is filed has an opinion.

    Why: the archive keeps the opinion of the visit (回访意见); without one the duty stays open. Source: S0, rule 20.
    Fix: write `opinion`.
    """
    for visits in register.visits.values():
        for visit in visits:
            if visit.archived is not None and visit.archived.on is not None and not visit.opinion:
                message = say("filed on {day} without an opinion", day=visit.archived.on)
                yield warning(visit.at("archived"), message, fix=say("write `opinion`: what the visitors found"))


def grade_not_used(register: Register, policy: Policy) -> Iterator[Finding]:
    """A grade stands only where policy uses grades.

    Why: nobody is graded unless the office decided to; a grade changes no list in any case. Source: L4.
    Fix: take `grade` out, or switch grades on in `policy/followup.yml`.
    """
    for visits in register.visits.values():
        for visit in visits:
            if visit.grade is not None and not policy.on(visit.date).grade.shown:
                message = say("grades are not used here")
                yield warning(visit.at("grade"), message, fix=say("take `grade` out"))
