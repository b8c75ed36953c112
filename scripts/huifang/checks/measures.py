"""Measures: nothing is missing that a period or a duty needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import dated, valid_measures, version_of
from huifang.register import Finding, warning
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register

PROBATION, DISMISSAL = "probation", "dismissal"  # effects


def decision_without_day(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A measure has the day of its decision.

    Why: without it no period can be computed, and the person stays 待核.
    Fix: look the day up in the decision; the month alone is better than nothing.
    """
    for person, measure in valid_measures(register):
        if measure.decided_on is None:
            message = say("the day of the decision is missing")
            fix = say("write YYYY-MM-DD, or YYYY-MM where only the month is known")
            yield warning(person.at("measures", measure.index, "decided_on"), message, fix=fix)


def measure_without_form(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A measure has its form (四种形态).

    Why: forms 2 and 3 make the key group; without a form the person is treated as one. Source: S0, rule 11.
    Fix: copy the form from the case file.
    """
    for person, measure in valid_measures(register):
        if measure.form is None:
            message = say("the form (1 to 4) is missing; the person counts as key until it is there")
            yield warning(person.at("measures", measure.index, "form"), message, fix=say("copy it from the case file"))


def measure_without_rule(register: Register, policy: Policy) -> Iterator[Finding]:
    """Policy has a rule for the measure on the day of its decision.

    Why: without one the length of the period is not known, and the person stays 待核.
    Fix: check day and kind; where both are right, a version must be added to `policy/measures.yml`.
    """
    for person, measure, decided in dated(register):
        rule = policy.types[measure.type]
        open_reason = policy.by_reason(measure.type) and measure.removal_reason is None
        if (
            not open_reason
            and version_of(person, measure, policy) is None
            and measure.months is None
            and not measure.stated_end
        ):
            message = say(
                "policy has no rule for {measure} decided on {day}", measure=rule.label.label, day=str(decided)
            )
            fix = say("check day and kind, or write the period that the decision states as `months`")
            yield warning(person.at("measures", measure.index, "decided_on"), message, fix=fix)


def removal_without_reason(register: Register, policy: Policy) -> Iterator[Finding]:
    """A removal from office (免职) says why.

    Why: the reason decides the period; an ordinary removal has none. Without it the person stays 待核.
    Fix: add `removal_reason`.
    """
    for person, measure in valid_measures(register):
        if policy.by_reason(measure.type) and measure.removal_reason is None:
            words = tuple(policy.labels.get("removal_reason", {}))
            message = say("the reason of the removal is missing; it decides the period")
            fix = say("add `removal_reason`, one of: {words}", words=words)
            yield warning(person.at("measures", measure.index, "removal_reason"), message, fix=fix)


def probation_without_months(register: Register, policy: Policy) -> Iterator[Finding]:
    """留党察看 says how long probation lasts.

    Why: rights are restored at its end; without a length the end is not known, and the person stays 待核.
    Fix: add `probation_months` from the decision.
    """
    for person, measure in valid_measures(register):
        if policy.types[measure.type].effect == PROBATION and measure.probation_months is None:
            message = say("the length of probation is missing")
            fix = say("add `probation_months` from the decision")
            yield warning(person.at("measures", measure.index, "probation_months"), message, fix=fix)


def measure_without_length(register: Register, policy: Policy) -> Iterator[Finding]:
    """A measure whose length the law leaves to the decision says how long it lasts.

    Why: without a length the person stays 待核.
    Fix: add `months` or `stated_end` from the decision.
    """
    for person, measure in valid_measures(register):
        version = version_of(person, measure, policy)
        if version is None or not version.bars or version.months is not None:
            continue
        if measure.months is None and measure.stated_end is None:
            name = policy.types[measure.type].label.label
            message = say("the law sets no period for {measure}, and the record has none", measure=name)
            fix = say("add `months` or `stated_end` from the decision")
            yield warning(person.at("measures", measure.index, "months"), message, fix=fix)


def dismissal_without_leaving(register: Register, policy: Policy) -> Iterator[Finding]:
    """Somebody dismissed has left.

    Why: the dismissal ends all duties by itself, but lists, grid and statistics name the leaving.
    Fix: add `left` with the day and the reason 开除.
    """
    for person, measure, decided in dated(register):
        changed = measure.id is not None and any(each.replaces == measure.id for each in person.measures)
        if policy.types[measure.type].effect == DISMISSAL and person.left is None and not changed:
            message = say("{measure}, but `left` is empty", measure=policy.types[measure.type].label.label)
            fix = say("add `left: {{on: {day}, reason: 开除}}`", day=str(decided.last))
            yield warning(person.at("left"), message, fix=fix)
