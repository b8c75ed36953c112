"""Execution of sanctions, Party sanctions unless policy names more: announced, executed and reported in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import dated
from huifang.register import Finding, add_months, warning
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import DecisionDay, Register
    from huifang.register.models import Measure, Person
    from huifang.texts import Text


def announced_late(register: Register, policy: Policy) -> Iterator[Finding]:
    """A sanction is announced within the term.

    Why: it is told to the members of the branch. Source: S28.
    Fix: check the day; a late announcement stays as it was.
    """
    for person, measure, decided in _with_terms(register, policy):
        latest = add_months(decided.last, policy.on(decided.last).execution.announced_months)
        if measure.announced_on is not None and measure.announced_on > latest:
            message = say("announced on {day}, later than {latest}", day=measure.announced_on, latest=latest)
            yield _late(person, measure, "announced_on", message)


def executed_late(register: Register, policy: Policy) -> Iterator[Finding]:
    """A sanction is executed within the term: changes of post and pay are done.

    Why: one month, and six at most for a special reason. Source: S28.
    Fix: check the day; a late execution stays as it was.
    """
    for person, measure, decided in _with_terms(register, policy):
        rule = policy.on(decided.last).execution
        term, latest = (add_months(decided.last, each) for each in (rule.executed_months, rule.executed_latest_months))
        done = measure.executed_on
        if done is not None and done > latest:
            message = say("executed on {day}, later than {latest}", day=done, latest=latest)
            yield _late(person, measure, "executed_on", message)
        elif done is not None and done > term:
            names = {"day": done, "term": term, "latest": latest}
            message = say("executed on {day}, later than {term}; up to {latest} needs a special reason", **names)
            yield _late(person, measure, "executed_on", message)


def reported_late(register: Register, policy: Policy) -> Iterator[Finding]:
    """The execution of a sanction is reported within the term.

    Why: the unit reports to the deciding body. Source: S28.
    Fix: check the day; a late report stays as it was.
    """
    for person, measure, decided in _with_terms(register, policy):
        latest = add_months(decided.last, policy.on(decided.last).execution.reported_months)
        if measure.execution_reported_on is not None and measure.execution_reported_on > latest:
            message = say("reported on {day}, later than {latest}", day=measure.execution_reported_on, latest=latest)
            yield _late(person, measure, "execution_reported_on", message)


def _with_terms(register: Register, policy: Policy) -> Iterator[tuple[Person, Measure, DecisionDay]]:
    """Measures of the families whose execution has terms."""
    for person, measure, decided in dated(register):
        if policy.types[measure.type].family in policy.on(decided.last).execution.families:
            yield person, measure, decided


def _late(person: Person, measure: Measure, key: str, message: Text) -> Finding:
    return warning(
        person.at("measures", measure.index, key), message, fix=say("check the day; keep it where it is right")
    )
