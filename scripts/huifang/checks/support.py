"""What several checks ask of a register: who can be judged, what was decided first, which word was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from huifang.register.nearest_word import nearest
from huifang.rules.period import category_of
from huifang.texts import Label, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from huifang.policy import MeasureVersion, Policy
    from huifang.register import DecisionDay, Register
    from huifang.register.models import Measure, Person, Record, Talk, Visit

LEAP_DAY = 2, 29


def was_read(record: Record, *keys: str) -> bool:
    """Whether all of these keys could be read: what rests on an unread one is blamed on nobody."""
    lost = record.unread
    return not lost or (record.path not in lost and not any(re.split(r"[.\[]", key)[0] in keys for key in lost))


def did_you_mean(word: str, known: Iterable[str], otherwise: Text) -> Text:
    """The fix for a word that nobody knows: all that are nearest, else what the caller says."""
    near = nearest(word, sorted(known))  # sets have no order of their own
    if len(near) == 1:
        return say("did you mean `{value}`?", value=near[0])
    return say("one of these is meant: {words}", words=near) if near else otherwise


def code_fix(typed: str, known: Iterable[str], otherwise: Text) -> Text:
    """The fix for a code that nobody has: the only one of its prefix that differs by one digit, if there is one.

    Codes are all alike: a code that is merely near would name somebody else.
    """
    near = [code for code in known if len(code) == len(typed) and _one_digit(code, typed)]
    return say("did you mean `{value}`?", value=near[0]) if len(near) == 1 else otherwise


def _one_digit(code: str, typed: str) -> bool:
    prefix = code.partition("-")[0]
    return typed.startswith(f"{prefix}-") and sum(one != other for one, other in zip(code, typed, strict=True)) == 1


def organization_label(register: Register, organization: str) -> Label:
    """An organisation's name, as a value of a sentence."""
    organizations = register.organizations
    return Label(organizations.name(organization), organizations.name(organization, "en"))


def measures(register: Register) -> Iterator[tuple[Person, Measure]]:
    """Every measure with its person, revoked ones too."""
    for person in register.people.values():
        for measure in person.measures:
            yield person, measure


def valid_measures(register: Register) -> Iterator[tuple[Person, Measure]]:
    """Every measure that was not revoked: a revoked one counts for nothing, so nothing more is asked about it."""
    return ((person, measure) for person, measure in measures(register) if measure.revoked_on is None)


def dated(register: Register) -> Iterator[tuple[Person, Measure, DecisionDay]]:
    """Every standing measure whose decision has a day, or at least a month."""
    for person, measure in valid_measures(register):
        if measure.decided_on is not None:
            yield person, measure, measure.decided_on


def contacts(register: Register) -> Iterator[Visit | Talk]:
    """Every visit and talk."""
    for visits in register.visits.values():
        yield from visits
    for talks in register.talks.values():
        yield from talks


def all_held_visits(register: Register) -> Iterator[Visit]:
    """Every visit that was held, of any body."""
    return (visit for visits in register.visits.values() for visit in visits if visit.outcome == "held")


def right_year(day: date, first: date | None, last: date | None = None) -> Text:
    """The fix for a day out of its order: of another year, the same day of the year in which it fits."""
    near = first or last
    if near is not None and day.year != near.year and (day.month, day.day) != LEAP_DAY:
        for year in (near.year, near.year + 1 if first else near.year - 1):
            meant = day.replace(year=year)
            if (first is None or meant >= first) and (last is None or meant <= last):
                return say("check both days; if the year is the slip: `{day}`", day=meant)
    return say("check both days")


def first_decision(person: Person) -> date | None:
    """The first day on which anything can have been decided; None where a decision has no day."""
    days = [measure.decided_on.first for measure in person.measures if measure.decided_on is not None]
    if len(days) < len(person.measures) or not was_read(person, "measures"):
        return None
    return min(days, default=None)


def version_of(person: Person, measure: Measure, policy: Policy) -> MeasureVersion | None:
    """The rule in force for a measure; None where the decision has no day or policy has no rule for it."""
    if measure.decided_on is None:
        return None
    reason, edition = measure.removal_reason, measure.basis_version
    category = category_of(person, measure)
    return policy.measure(measure.type, measure.decided_on.last, category=category, reason=reason, edition=edition)
