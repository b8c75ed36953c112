"""Party sanctions: of members, and within a probation none but expulsion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import dated, valid_measures, version_of, was_read
from huifang.register import Finding, add_months, error, warning
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.policy import MeasureVersion, Policy
    from huifang.register import Register
    from huifang.register.models import Measure

PARTY, PROBATION = "party", "probation"  # a family, an effect
EXPULSION = "rejoin_party"  # the bar that only an expulsion from the Party brings


def sanction_of_non_member(register: Register, policy: Policy) -> Iterator[Finding]:
    """Only members of the Party receive a Party sanction.

    Why: one of the two is a slip, and the families of sanctions have other periods. Somebody expelled was a member.
    Fix: correct `party_member` or the kind.
    """
    for person in register.people.values():
        if person.party_member or not was_read(person, "party_member", "measures"):
            continue
        if any(_expels(each, policy) for each in person.measures):
            continue
        for measure in person.measures:
            if measure.revoked_on is None and policy.types[measure.type].family == PARTY:
                name = policy.types[measure.type].label.label
                message = say("{measure}, but `party_member` is false", measure=name)
                fix = say("correct `type`, or write `party_member: true`")
                yield warning(person.at("measures", measure.index, "type"), message, fix=fix)


def _expels(measure: Measure, policy: Policy) -> bool:
    rule = policy.types[measure.type]
    return rule.family == PARTY and any(EXPULSION in version.bars for version in rule.versions)


def sanction_within_probation(register: Register, policy: Policy) -> Iterator[Finding]:
    """Within a probation no other Party sanction is decided than expulsion.

    Why: who commits another breach then is to be expelled. Source: 中国共产党纪律处分条例 on 留党察看 (Art. 12).
    Fix: compare with the decision; keep it where it stands there.
    """
    for person, watched, begun in dated(register):
        version = version_of(person, watched, policy)
        end = _probation_end(watched, begun.last, version)
        if version is None or end is None:
            continue
        for other in person.measures:
            if _is_another(watched, other, policy) and other.decided_on and begun.last < other.decided_on.first <= end:
                message = say("decided within the probation that runs to {end}: by {rule} it is to be expulsion",
                              end=end, rule=version.cited)  # fmt: skip
                fix = say("compare with the decision; keep it where it stands there")
                yield warning(person.at("measures", other.index, "decided_on"), message, fix=fix)


def _is_another(watched: Measure, other: Measure, policy: Policy) -> bool:
    changes = other.replaces is not None and other.replaces == watched.id
    party = policy.types[other.type].family == PARTY and not _expels(other, policy)
    return party and other is not watched and other.revoked_on is None and not changes


def _probation_end(measure: Measure, begun: date, version: MeasureVersion | None) -> date | None:
    """The last day of a probation, extension and all; the day of restoring where that is earlier."""
    if version is None or not version.probation_months or measure.probation_months is None:
        return None
    more = version.extension_months if measure.probation_extended_on is not None else 0
    end = add_months(begun, min(measure.probation_months + more, version.probation_max))
    restored = measure.rights_restored_on
    return min(end, restored) if restored is not None else end


def extended_beyond_law(register: Register, policy: Policy) -> Iterator[Finding]:
    """A probation that is as long as the law allows is not extended.

    Why: probation lasts 24 months in all at most, so one of the two values is wrong. Source: the version in policy.
    Fix: compare with the decision: correct `probation_months`, or take `probation_extended_on` out.
    """
    for person, measure in valid_measures(register):
        version = version_of(person, measure, policy)
        most = version.probation_max if version else 0
        if not most or measure.probation_months is None or measure.probation_extended_on is None:
            continue
        if measure.probation_months >= most:
            message = say("a probation of {n} months cannot be extended: {most} in all is the most",
                          n=measure.probation_months, most=most)  # fmt: skip
            fix = say("correct `probation_months`, or take `probation_extended_on` out")
            yield error(person.at("measures", measure.index, "probation_extended_on"), message, fix=fix)
