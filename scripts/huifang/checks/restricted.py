"""Restricted records: what they refer to exists, and what is settled has a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import did_you_mean, right_year
from huifang.register import Finding, error, warning
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Talk, Visit

LISTS = ("violations", "issues_raised")


def unknown_visit(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A violation or issue refers to a visit or talk that exists.

    Why: the hand-over is traced back to where it was found.
    Fix: write the file name without `.md`.
    """
    for code, restricted in register.restricted.items():
        known = {each.name for each in _contacts(register, code)}
        known |= {path.rpartition("/")[2].removesuffix(".md") for path in register.unread if f"/{code}/" in path}
        for key in LISTS:
            for number, entry in enumerate(getattr(restricted, key)):
                if entry.visit is not None and entry.visit not in known and code in register.folders:
                    fix = did_you_mean(entry.visit, known, say("write the file name of the visit, without .md"))
                    message = say("{code} has no visit or talk {name}", code=code, name=entry.visit)
                    yield error(restricted.at(key, number, "visit"), message, fix=fix)


def handed_over_before_visit(register: Register, _policy: Policy) -> Iterator[Finding]:
    """What a visit found is handed over on its day or later.

    Why: it was not known before.
    Fix: check `on` and `visit`.
    """
    for code, restricted in register.restricted.items():
        days = {each.name: each.date for each in _contacts(register, code)}
        for key in LISTS:
            for number, entry in enumerate(getattr(restricted, key)):
                if entry.visit in days and entry.on < days[entry.visit]:
                    message = say("{day} is before the visit on {date}", day=entry.on, date=days[entry.visit])
                    yield error(restricted.at(key, number, "on"), message, fix=right_year(entry.on, days[entry.visit]))


def settled_without_result(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A violation that is settled has a result, and the other way round.

    Why: until it is settled the person is blocked; the result says with what right that ended.
    Fix: add `result` or `settled_on`.
    """
    for restricted in register.restricted.values():
        for number, entry in enumerate(restricted.violations):
            if (entry.settled_on is None) != (entry.result is None):
                key = "result" if entry.result is None else "settled_on"
                message = say("`{key}` is missing; day and result of the settlement go together", key=key)
                yield warning(restricted.at("violations", number, key), message, fix=say("add `{key}`", key=key))


def _contacts(register: Register, code: str) -> tuple[Visit | Talk, ...]:
    return (*register.visits.get(code, ()), *register.talks.get(code, ()))
