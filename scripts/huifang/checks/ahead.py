"""Days ahead: what is written as done, or as in force, lies in the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.fields import steps_to, values_at
from huifang.register import DecisionDay, Finding, warning
from huifang.register.scalars import read_day, read_decided
from huifang.texts import Label, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.policy import Policy
    from huifang.register import Key, Register
    from huifang.rules.programme import Programme

BARE = ("on", "from", "since")  # keys that say no more than the day


def day_ahead(register: Register, programme: Programme) -> Iterator[Finding]:
    """No day on which something was done, or came into force, lies after the as-of date.

    Why: what lies ahead is not seen by any list, so a slip in the year hides a record. Terms and ends may lie ahead.
    Fix: check the year.
    """
    today = programme.day
    for record in register.everything():
        for steps in steps_to(type(record), read_day, read_decided):
            for key, value in values_at(record, steps):
                day = value.first if isinstance(value, DecisionDay) else value
                if day > today:
                    what = _named(key, programme.policy)
                    message = say("{what}: {day} lies after {today}; until then it is not seen by any list",
                                  what=what, day=str(value), today=today)  # fmt: skip
                    yield warning(record.at(*key), message, fix=_fix(day, today))


def _named(key: Key, policy: Policy) -> Label:
    """What happened on the day: the key's label, of a mere `on` that of the list it stands in."""
    names = [part for part in key if isinstance(part, str)]
    name = names[0] if names[-1] in BARE else names[-1]
    return policy.key_label(name) or Label(name, name)


def _fix(day: date, today: date) -> Text:
    """The day with the last two digits of the year the other way round, where that lies in the past."""
    turned = f"{day.year // 100}{str(day.year)[:1:-1]}"
    not_later = (int(turned), day.month, day.day) <= (today.year, today.month, today.day)
    if not_later and int(turned) >= today.year - 1:
        return say("check the year: did you mean `{day}`?", day=f"{turned}{day.isoformat()[4:]}")
    return say("check the year; what has yet to come is recorded when it has come")
