"""Kinds: measure, form, category, edition and months fit one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import dated, valid_measures, version_of, was_read
from huifang.register import Finding, warning
from huifang.texts import Label, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Measure

PROBATION = "probation"  # an effect
LIFTING_KEYS = ("lifted_on", "lifted_by")
PROBATION_KEYS = ("probation_months", "probation_extended_on", "rights_restored_on")


def form_of_measure(register: Register, policy: Policy) -> Iterator[Finding]:
    """The form fits the measure, or another measure on the same matter.

    Why: the form comes from the case file, the table can only warn. Source: S26, S26b.
    Fix: compare with the case file; keep the form when it stands there.
    """
    for person, measure in valid_measures(register):
        matter = [measure]
        if measure.matter is not None:
            matter = [each for each in person.measures if each.matter == measure.matter]
        usual = sorted({form for each in matter for form in policy.types[each.type].forms})
        own = policy.types[measure.type]
        if measure.form is not None and own.forms and measure.form not in usual:
            message = say("form {form} is unusual for {measure}", form=measure.form, measure=own.label.label)
            fix = say("usually {words}; compare with the case file", words=tuple(usual))
            yield warning(person.at("measures", measure.index, "form"), message, fix=fix)


def kind_of_category(register: Register, policy: Policy) -> Iterator[Finding]:
    """The kind of measure fits the person's category on the day of the decision.

    Why: each system sanctions its own staff; the computation goes by the measure all the same.
    Fix: correct the kind, or `category` at the decision (in the measure or in `unit_history`).
    """
    for person, measure, decided in dated(register):
        rule, version = policy.types[measure.type], version_of(person, measure, policy)
        fitting = (version.fits if version else ()) or rule.categories
        if not fitting or not (measure.category or was_read(person, "category", "unit_history")):
            continue
        category = measure.category or person.category_on(decided.last)
        if category not in fitting:
            names = {"measure": rule.label.label, "category": policy.label("category", category)}
            message = say("{measure} is not a measure for {category}", **names)
            fix = say("for {words}; check the kind, and the category on that day", words=_labels(policy, fitting))
            yield warning(person.at("measures", measure.index, "type"), message, fix=fix)


def _labels(policy: Policy, categories: tuple[str, ...]) -> tuple[Label, ...]:
    return tuple(policy.label("category", each) for each in categories)


def edition_of_measure(register: Register, policy: Policy) -> Iterator[Finding]:
    """`basis_version` names an edition that knows the measure.

    Why: otherwise the edition of the decision day is applied, and nobody is told.
    Fix: leave it out, or name the edition that the decision cites.
    """
    for person, measure in valid_measures(register):
        editions = sorted({each.edition for each in policy.types[measure.type].versions if each.edition})
        if measure.basis_version is not None and measure.basis_version not in editions:
            name = policy.types[measure.type].label.label
            message = say(
                "no edition of {edition} has a rule for {measure}", edition=measure.basis_version, measure=name
            )
            fix = say("one of: {words}", words=tuple(editions)) if editions else say("leave `basis_version` out")
            yield warning(person.at("measures", measure.index, "basis_version"), message, fix=fix)


def double_sanction(register: Register, policy: Policy) -> Iterator[Finding]:
    """One matter is not sanctioned by the supervision body and by the employer too.

    Why: for one act only one of the two may sanction. Source: 政务处分法 Art. 16 (C10).
    Fix: give different matters different numbers; where it is one act, tell the deciding bodies.
    """
    for person in register.people.values():
        mine = [measure for measure in person.measures if measure.revoked_on is None and measure.matter is not None]
        first = {each.matter: each for each in reversed(mine) if _decider(each, policy) == "supervision"}
        for measure in mine:
            other = first.get(measure.matter)
            if other is not None and _decider(measure, policy) == "employer":
                rules = policy.types[other.type].label.label, policy.types[measure.type].label.label
                message = say(
                    "{one} and {other} stand for one matter ({matter})",
                    one=rules[0],
                    other=rules[1],
                    matter=measure.matter or "",
                )
                fix = say("write another `matter` where it is another act")
                yield warning(person.at("measures", measure.index, "matter"), message, fix=fix)


def _decider(measure: Measure, policy: Policy) -> str | None:
    """Whether the supervision body or the employer decides such a sanction."""
    return policy.family(policy.types[measure.type].family).decided_by


def key_of_other_measure(register: Register, policy: Policy) -> Iterator[Finding]:
    """Keys of probation, of lifting and of removal stand with such a measure only.

    Why: elsewhere they have no effect, so something else was meant.
    Fix: correct the kind of measure, or take the key out.
    """
    for person, measure in valid_measures(register):
        rule = policy.types[measure.type]
        foreign = (
            [] if rule.effect == PROBATION else [key for key in PROBATION_KEYS if getattr(measure, key) is not None]
        )
        if not policy.family(rule.family).lifted:
            foreign += [key for key in LIFTING_KEYS if getattr(measure, key) is not None]
        if measure.removal_reason is not None and not policy.by_reason(measure.type):
            foreign.append("removal_reason")
        for key in foreign:
            name = policy.key_label(key) or key
            message = say("{what} has no meaning for {measure}", what=name, measure=rule.label.label)
            fix = say("take `{key}` out, or correct `type`", key=key)
            yield warning(person.at("measures", measure.index, key), message, fix=fix)


def months_differ(register: Register, policy: Policy) -> Iterator[Finding]:
    """Months set by the decision are those of the law, as a rule.

    Why: the decision wins, but a slip would move every date.
    Fix: compare with the decision; leave `months` out where it names none.
    """
    for person, measure in valid_measures(register):
        version = version_of(person, measure, policy)
        usual = version.months if version else None
        if usual is not None and measure.months is not None and measure.months != usual:
            message = say("{months} months; the law has {usual}", months=measure.months, usual=usual)
            fix = say("compare with the decision; its number counts")
            yield warning(person.at("measures", measure.index, "months"), message, fix=fix)
