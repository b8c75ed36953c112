"""Days ahead: what is written as done lies in the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import contacts, dated
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
    ahead = [(contact.at("date"), contact.date) for contact in contacts(register) if contact.date > programme.day]
    for person, measure, decided in dated(register):
        if decided.first > programme.day:
            ahead.append((person.at("measures", measure.index, "decided_on"), decided.first))
    for place, day in ahead:
        message = say("{day} lies after {today}; until then the record is not seen", day=day, today=programme.day)
        yield warning(place, message, fix=say("check the year"))
