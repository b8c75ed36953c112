"""The law's side of a person's page: execution, appraisals and honours, restoring of rights, conditions of return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a dataclass keeps its annotations
from typing import TYPE_CHECKING

from huifang.register import add_months
from huifang.rules.honours import Honour, heaviest_of, honours
from huifang.rules.states import State, state
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Version
    from huifang.policy.followup import ChecklistRule, ExecutionRule
    from huifang.register.models import Measure
    from huifang.rules.case import Case

REMOVED = ("免职", "责令辞职", "引咎辞职")  # after these a return is an appointment anew
KEYS = ("delivered_on", "announced_on", "executed_on", "execution_reported_on")


@dataclass(frozen=True, slots=True)
class ExecutionStep:
    """One day after a decision, against the term of the policy where there is one."""

    key: str
    day: date | None
    latest: date | None
    told: Text
    late: bool = False


@dataclass(frozen=True, slots=True)
class Executed:
    """A measure with the days after its decision."""

    measure: Measure
    steps: tuple[ExecutionStep, ...]
    rule: Version | None


@dataclass(frozen=True, slots=True)
class Law:
    """All that the section shows."""

    executed: tuple[Executed, ...]
    honours: tuple[Honour, ...]
    years: tuple[tuple[int, Honour], ...]
    rights: ChecklistRule | None
    reappointment: ChecklistRule | None


def law(case: Case) -> Law:
    """Everything of one person on the case's day."""
    found = list(honours(case.person, case.policy))
    rules = case.policy.on(case.day)
    return Law(
        executed=tuple(_executed(case)),
        honours=tuple(found),
        years=tuple(_years(found, case)),
        rights=rules.rights_steps if case.open_probation else None,
        reappointment=rules.reappointment if _returns(case) else None,
    )


def _years(found: list[Honour], case: Case) -> Iterator[tuple[int, Honour]]:
    """Each year that a measure touches, with the heavier effect of several."""
    years = {year for each in found for year in range(each.first_year, each.last_year + 1)}
    for year in sorted(years):
        heaviest = heaviest_of(found, year, case.policy)
        if heaviest is not None:
            yield year, heaviest


def _returns(case: Case) -> bool:
    """Whether a return would be an appointment anew, now that the period is over."""
    over = state(case) is State.PERIOD_OVER
    return over and any(period.measure.type in REMOVED for period in case.periods)


def _executed(case: Case) -> Iterator[Executed]:
    """Measures with a term or with a recorded day, in the order of the file."""
    for measure in case.person.measures:
        decided = measure.decided_on
        start = decided.last if decided is not None else None
        rule = case.policy.on(start).execution if start is not None else None
        if rule is not None and case.policy.types[measure.type].family not in rule.families:
            rule = None
        if rule is None and all(getattr(measure, key) is None for key in KEYS):
            continue
        yield Executed(measure, tuple(_step(measure, key, start, rule, case.day) for key in KEYS), rule)


def _step(measure: Measure, key: str, start: date | None, rule: ExecutionRule | None, today: date) -> ExecutionStep:
    day: date | None = getattr(measure, key)
    terms = _terms(key, rule)
    if start is None or not terms:
        return ExecutionStep(key, day, None, say("on record") if day else say("not on record"))
    latest, last = add_months(start, terms[0]), add_months(start, terms[-1])
    if day is None:
        told = say("not on record, the term runs") if today <= latest else say("not on record, the term has passed")
        return ExecutionStep(key, None, latest, told, late=today > latest)
    if day <= latest:
        return ExecutionStep(key, day, latest, say("in time"))
    days = (day - latest).days
    if day <= last:
        return ExecutionStep(key, day, latest, say("{n} days after the usual term; with a special reason until {day}",
                                          n=days, day=last), late=True)  # fmt: skip
    return ExecutionStep(key, day, latest, say("{n} days late", n=(day - last).days), late=True)


def _terms(key: str, rule: ExecutionRule | None) -> tuple[int, ...]:
    """Months after the decision: the usual term, and the longest where another is named; none for delivery."""
    if rule is None:
        return ()
    return {
        "announced_on": (rule.announced_months,),
        "executed_on": (rule.executed_months, rule.executed_latest_months),
        "execution_reported_on": (rule.reported_months,),
    }.get(key, ())
