"""Careers: posts, ranks and units of a record agree with one another."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

from huifang.checks.support import dated, organization_label, was_read
from huifang.register import Finding, warning
from huifang.register.days import ONE_DAY
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Person
    from huifang.rules.programme import Programme
    from huifang.texts import Value

YEAR = re.compile(r"[\[(〔【]\s*(\d{4})\s*(?:年)?\s*[\])〕】]")
VALUES: Mapping[str, Callable[[Person, date], str | None]] = {
    "post": lambda person, day: person.post_on(day),
    "rank": lambda person, day: person.rank_on(day),
    "unit": lambda person, day: person.unit_on(day),
}


def present_differs(register: Register, programme: Programme) -> Iterator[Finding]:
    """Post, rank and unit are those of the last appointment.

    Why: lists show and count by them; after an appointment both places must be written.
    Fix: write the new value in both places, and the former one in `unit_history`.
    """
    for person in register.people.values():
        known = [(each.on, number) for number, each in enumerate(person.appointments) if each.on <= programme.day]
        if not known or not was_read(person, "post", "rank", "unit", "unit_history", "appointments"):
            continue
        day, number = max(known)
        for key, read in VALUES.items():
            appointed = getattr(person.appointments[number], key)
            held = [read(person, each) for each in (day, day + ONE_DAY)]
            if appointed is not None and appointed not in held:
                values = {"present": _said(register, key, held[-1]), "appointed": _said(register, key, appointed)}
                message = say("`{key}` is {present}, but the appointment of {day} says {appointed}",
                              key=key, day=day, **values)  # fmt: skip
                place = person.at(key) if person.before(day) is None else person.at("appointments", number, key)
                yield warning(place, message, fix=_fix(appointed))


def _said(register: Register, key: str, value: str | None) -> Value:
    return organization_label(register, value) if key == "unit" and value else value or say("empty")


def _fix(appointed: str) -> Text:
    return say("write `{value}` and the former value in `unit_history`, or correct the appointment",
               value=appointed)  # fmt: skip


def history_with_hole(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Entries of the unit history follow one another without a gap.

    Why: on a day that lies in none of them today's values hold, which may be the wrong ones.
    Fix: correct `from` or `to`, or add what held between.
    """
    for person in register.people.values():
        if not was_read(person, "unit_history"):
            continue
        entries = [(each.since, each.to, number) for number, each in enumerate(person.unit_history)
                   if each.since is not None and each.to is not None]  # fmt: skip
        for (_, ended, _), (begun, _, number) in itertools.pairwise(sorted(entries)):
            if begun > ended + ONE_DAY:
                first, last = ended + ONE_DAY, begun - ONE_DAY
                message = say("nothing says what held from {first} to {last}", first=first, last=last)
                fix = say("write `{day}` here, or add what held between", day=first)
                yield warning(person.at("unit_history", number, "from"), message, fix=fix)


def document_of_other_year(register: Register, _policy: Policy) -> Iterator[Finding]:
    """The number of a decision carries the year of its day.

    Why: a slip in the year of the day moves every date.
    Fix: compare both with the decision.
    """
    for person, measure, decided in dated(register):
        match = YEAR.search(unicodedata.normalize("NFKC", measure.document or ""))
        if match and int(match[1]) != decided.first.year:
            message = say("{document} is of {year}, but the decision of {day}",
                          document=measure.document or "", year=match[1], day=str(decided))  # fmt: skip
            fix = say("compare `document` and `decided_on` with the decision; keep both where they are right")
            yield warning(person.at("measures", measure.index, "document"), message, fix=fix)
