"""What a measure's period needs of its record; a field that is not among it may be wrong and changes no answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from huifang.register.deciding import STATE
from huifang.register.known import is_kind_unread
from huifang.rules.period import category_of
from huifang.texts import FieldPath, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register.models import Measure, Person

EFFECTS = ("period", "probation")  # of the kinds of measure, those with a period
PROBATION, DISMISSAL = "probation", "dismissal"
AMONG_OTHERS = ("id", "matter", "replaces")  # they say something beside another measure only
OF_PROBATION = ("probation_months", "probation_extended_on", "rights_restored_on")
OF_MEASURE = re.compile(r"measures\[(\d+)\]")
OF_DISMISSAL = ("type", "decided_on", "revoked_on", *AMONG_OTHERS)


def unusable(person: Person, measure: Measure, policy: Policy) -> Iterator[str]:
    """The fields, as paths of the record, that the period needs and that cannot be read or cannot be true."""
    for key in STATE["measures"]:
        path = f"measures[{measure.index}].{key}"
        if (path in person.unread or is_impossible(person, measure, key, policy)) and _is_needed(
            person, measure, key, policy
        ):
            yield path


def named_field(person: Person, path: str, policy: Policy) -> FieldPath:
    """A field for a sentence; of a measure with the kind of measure."""
    found = OF_MEASURE.match(path)
    measure = next((each for each in person.measures if found and each.index == int(found[1])), None)
    if measure is None or is_kind_unread(person, measure):
        return FieldPath(path)
    label = policy.label("measure_type", str(measure.type))
    sanction = policy.is_sanction(str(measure.type))
    return FieldPath(path, say("sanction ({what})", what=label) if sanction else say("handling ({what})", what=label))


def _is_needed(person: Person, measure: Measure, key: str, policy: Policy) -> bool:
    rule = policy.types[measure.type]
    if rule.effect not in EFFECTS and not (rule.effect == DISMISSAL and key in OF_DISMISSAL):
        return False
    if key in AMONG_OTHERS:
        return len(person.measures) > 1
    if key in OF_PROBATION:
        return rule.effect == PROBATION
    if key == "lifted_on":
        return policy.family(rule.family).lifted
    if key == "basis_version":
        return any(version.edition for version in rule.versions)
    return key != "removal_reason" or policy.by_reason(measure.type)


def is_impossible(person: Person, measure: Measure, key: str, policy: Policy) -> bool:
    """Whether no law can give the number that stands there."""
    if key == "months" and measure.months is not None:
        longest = policy.longest(policy.types[measure.type].family)
        return measure.months == 0 or (longest is not None and measure.months > longest)
    if key == "probation_months" and measure.probation_months is not None:
        allowed = probations(person, measure, policy)
        return bool(allowed) and measure.probation_months not in allowed
    return False


def probations(person: Person, measure: Measure, policy: Policy) -> tuple[int, ...]:
    """The lengths of a probation that the law of the decision day knows; of any day where that is not known."""
    decided = measure.decided_on
    version = decided and policy.measure(
        measure.type,
        decided.last,
        category=category_of(person, measure),
        reason=measure.removal_reason,
        edition=measure.basis_version,
    )
    versions = (version,) if version else policy.types[measure.type].versions
    return tuple(sorted({number for each in versions for number in each.probation_months}))
