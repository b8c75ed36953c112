"""The policy: every version of every rule with its article, its certainty and the day from which it holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.pages.parameters import numbers, plain_value, reference
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from huifang.policy import Policy, Version
    from huifang.portal.site import Site
    from huifang.portal.view import View
    from huifang.texts import Value


@dataclass(frozen=True, slots=True)
class Rules:
    """One group of rules: a heading and its versions, each with the name of the rule."""

    title: Text
    versions: Sequence[tuple[Value, Version]]


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page."""
    yield planned_page(
        site,
        "policy.html",
        say("Rules and sources"),
        "policy.html",
        _values,
        section=NavigationSection.RULES,
        searchable=True,
    )


def _values(view: View) -> Mapping[str, object]:
    policy = view.site.lists.policy
    return {
        "groups": list(rule_groups(policy)),
        "local": policy.local,
        "coming": coming(policy, view.day),
        "numbers": lambda version: numbers(view, version),
        "ref": lambda ref: reference(view, ref),
        "plain": plain_value,
        "grades": grades(policy),
        "total": sum(1 for _ in policy.versions()),
    }


def grades(policy: Policy) -> list[tuple[str, int]]:
    """How many versions have each grade of certainty, in the order of the vocabulary."""
    found = Counter(str(version.certainty) for version in policy.versions())
    return [(grade, found.get(grade, 0)) for grade in policy.labels["certainty"]]


def coming(policy: Policy, day: date) -> list[Version]:
    """The versions that are not in force yet on a day, the next one first."""
    ahead = [(version.since, version.id, version) for version in policy.versions() if version.since]
    return [version for since, _, version in sorted(ahead, key=lambda each: each[:2]) if since > day]


def rule_groups(policy: Policy) -> Iterator[Rules]:
    """All versions of a policy, group by group."""
    for family in policy.measures.families:
        mine = [rule for rule in policy.measures.types if rule.family == family.id]
        title = say("Measures: {family}", family=family.label.label)
        yield Rules(title, [(rule.label.label, version) for rule in mine for version in rule.versions])
    added: list[tuple[Value, Version]] = [(policy.label("bar", layer.bar), layer) for layer in policy.measures.layers]
    yield Rules(say("What selection rules add to every running period"), added)
    cited: list[tuple[Value, Version]] = [
        (policy.label("condition", rules.condition), version)
        for rules in policy.measures.conditions
        for version in rules.versions
    ]
    yield Rules(say("Articles that conditions cite"), cited)
    appraised: list[tuple[Value, Version]] = [
        (tuple(policy.label("measure_type", each) for each in group.types), version)
        for group in policy.measures.appraisals
        for version in group.versions
    ]
    yield Rules(say("Annual appraisal and honours"), appraised)
    names = {family.id: family.label.label for family in policy.measures.families}
    stacking = policy.stacking
    together: list[tuple[Value, Version]] = [
        (names.get(rules.family, rules.family), version) for rules in stacking.rules for version in rules.versions
    ]
    together += [(say("across systems"), version) for version in stacking.across]
    together += [(say("decided on one day"), version) for version in stacking.same_day]
    yield Rules(say("Several measures together"), together)
    changes = [(policy.label("changed_measure", version.kind), version) for version in stacking.changes]
    yield Rules(say("Measures changed on review"), changes)
    ends = [
        (names.get(rules.family, rules.family), version) for rules in policy.lifting.rules for version in rules.versions
    ]
    early = [(say("before the end: {family}", family=names.get(each.family, each.family)), each)
             for each in policy.lifting.early]  # fmt: skip
    yield Rules(say("How a measure ends"), [*ends, *early])
    counted = [(say("last barred day"), version) for version in stacking.conventions]
    yield Rules(say("How days are counted"), [*counted, *((say("longest period"), each) for each in stacking.limits)])
    followup = policy.followup.rules
    names_of = [(name, version) for name in type(followup).model_fields for version in getattr(followup, name)]
    yield Rules(say("The follow-up programme"), [(_title(name, version), version) for name, version in names_of])


def _title(name: str, version: Version) -> Value:
    return version.label.label if version.label else name
