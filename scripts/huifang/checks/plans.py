"""Plans: a year's visits name people of the register, in months of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import code_fix
from huifang.register import Finding, error, warning
from huifang.register.days import MONTHS_A_YEAR
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register


def planned_person(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A plan names people of the register.

    Why: a visit planned to nobody is never made.
    Fix: correct the code.
    """
    for plan in register.plans:
        for number, entry in enumerate(plan.visits):
            if entry.person not in register.folders:
                fix = code_fix(entry.person, register.folders, say("correct the code, or add the person first"))
                message = say("nobody has the code {code}", code=entry.person)
                yield error(plan.at("visits", number, "person"), message, fix=fix)


def planned_month(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A visit is planned for a month from 1 to 12.

    Why: the visit is due on the last day of the month.
    Fix: write the month as a number.
    """
    for plan in register.plans:
        for number, entry in enumerate(plan.visits):
            if not 1 <= entry.month <= MONTHS_A_YEAR:
                message = say("{month} is not a month", month=entry.month)
                yield error(plan.at("visits", number, "month"), message, fix=say("write 1 to 12"))


def planned_twice(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A plan names a person once a month.

    Why: both entries would ask for the same visit.
    Fix: take one of the two out.
    """
    for plan in register.plans:
        seen: set[tuple[str, int]] = set()
        for number, entry in enumerate(plan.visits):
            if (entry.person, entry.month) in seen:
                message = say("{code} is planned for month {month} already", code=entry.person, month=entry.month)
                yield warning(plan.at("visits", number), message, fix=say("take one of the two entries out"))
            seen.add((entry.person, entry.month))
