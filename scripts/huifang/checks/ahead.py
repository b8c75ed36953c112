"""Days ahead: what is written as done lies in the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import contacts, standing
from huifang.register import Finding, warning
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.register import Register
    from huifang.rules.programme import Programme


def day_ahead(register: Register, programme: Programme) -> Iterator[Finding]:
    """Visits, talks and decisions are not dated after the as-of date.

    Why: what lies ahead is not seen by any list, so a slip in the year hides a record.
    Fix: check the year.
    """
    days = [(contact.at("date"), contact.date) for contact in contacts(register)]
    for person, measure in standing(register):
        if measure.decided_on is not None:
            days.append((person.at("measures", measure.index, "decided_on"), measure.decided_on.first))
    for place, day in days:
        if day > programme.day:
            message = say("{day} lies after {today}; until then the record is not seen", day=day, today=programme.day)
            yield warning(place, message, fix=say("check the year"))
