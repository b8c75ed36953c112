"""Words of policy: every word that a rule uses is known, and every word that the program uses is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import did_you_mean
from huifang.checks.versions import below, placed_versions, policy_place
from huifang.checks.words import NEEDED
from huifang.register import Finding, Key, Place, error
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from huifang.policy import Policy
    from huifang.register import Register


def duplicate_word(register: Register, policy: Policy) -> Iterator[Finding]:
    """A kind of measure, a family and a word of an enumeration each stand once.

    Why: of two entries only one can be meant, with its label and its rule.
    Fix: take one of the two out.
    """
    lists: list[tuple[str, Key, str, list[str]]] = [
        ("measures", ("families",), "id", [family.id for family in policy.measures.families]),
        ("measures", ("types",), "type", [rule.type for rule in policy.measures.types]),
    ]
    for name, words in policy.vocabulary.enumerations.items():
        lists.append(("vocabulary", ("enumerations", name), "value", [word.value for word in words]))
    for file, key, last, values in lists:
        for number, value in enumerate(values):
            if value in values[:number]:
                place = policy_place(register, file, *key, number, last)
                yield error(
                    place, say("{value} stands here a second time", value=value), fix=say("take one of the two out")
                )


def unknown_family(register: Register, policy: Policy) -> Iterator[Finding]:
    """A rule names a family of measures that exists.

    Why: measures of a family nobody knows would add to nothing and never be lifted.
    Fix: correct the family, or add it under `families`.
    """
    known = {family.id for family in policy.measures.families}
    for place, family in _families(register, policy):
        if family not in known:
            fix = did_you_mean(family, known, say("add it under `families` in measures.yml"))
            yield error(place, say("no family of measures has the id {id}", id=family), fix=fix)


def family_without_rules(register: Register, policy: Policy) -> Iterator[Finding]:
    """A family whose measures have a period says how these add up, and how they end.

    Why: without rules its periods would run side by side and end by themselves, which no text may say.
    Fix: add its versions with their source, also where the law is silent; then the source says so.
    """
    with_period = {rule.family for rule in policy.measures.types if rule.effect != "none"}
    rules = {
        "stacking": {each.family for each in policy.stacking.rules},
        "lifting": {each.family for each in policy.lifting.rules},
    }
    for number, family in enumerate(policy.measures.families):
        for name, known in rules.items():
            if family.id in with_period and family.id not in known:
                message = say("{file} has no rules for the family {id}", file=f"{name}.yml", id=family.id)
                fix = say("add the family under `rules` in policy/{file}, with the source of each version",
                          file=f"{name}.yml")  # fmt: skip
                yield error(policy_place(register, "measures", "families", number, "id"), message, fix=fix)


def _families(register: Register, policy: Policy) -> Iterator[tuple[Place, str]]:
    """Each family that a rule names, with its place."""
    rules = [
        *((("measures", "types", at), rule.family) for at, rule in enumerate(policy.measures.types)),
        *((("stacking", "rules", at), rule.family) for at, rule in enumerate(policy.stacking.rules)),
        *((("lifting", "rules", at), rule.family) for at, rule in enumerate(policy.lifting.rules)),
        *((("lifting", "early", at), rule.family) for at, rule in enumerate(policy.lifting.early)),
    ]
    for key, family in rules:
        yield policy_place(register, *key, "family"), family
    lists = [
        *((("stacking", "limits", at), limit.families) for at, limit in enumerate(policy.stacking.limits)),
        *((("measures", "layers", at), layer.families) for at, layer in enumerate(policy.measures.layers)),
    ]
    for key, families in lists:
        for number, family in enumerate(families):
            yield policy_place(register, *key, "families", number), family
    for at, execution in enumerate(policy.followup.versions("execution")):
        for number, family in enumerate(execution.families):
            yield _rule_place(register, policy, "execution", at, "families", number), family


def unknown_word_of_rule(register: Register, policy: Policy) -> Iterator[Finding]:
    """A rule uses words of the vocabulary only: bars, categories, reasons of removal, forms, editions.

    Why: a word that no record can carry never matches, so the rule would silently not apply.
    Fix: correct the word, or add it to `policy/vocabulary.yml`.
    """
    for place, enumeration, value in (*_of_types(register, policy), *_of_others(register, policy)):
        known = policy.labels.get(enumeration, {})
        if known and value not in known:
            fix = did_you_mean(value, known, say("add it to policy/vocabulary.yml under `{name}`", name=enumeration))
            message = say("the vocabulary has no {value} under `{name}`", value=value, name=enumeration)
            yield error(place, message, fix=fix)


def _of_types(register: Register, policy: Policy) -> Iterator[tuple[Place, str, str]]:
    """Each word that a kind of measure uses: its place, its enumeration, the word."""
    for number, rule in enumerate(policy.measures.types):
        own = policy_place(register, "measures", "types", number)
        yield from _several(own, "forms", "form", map(str, rule.forms))
        yield from _several(own, "categories", "category", rule.categories)
        for at, version in enumerate(rule.versions):
            here = below(own, "versions", at)
            yield from _several(here, "bars", "bar", version.bars)
            yield from ((below(here, "months_by_bar", bar), "bar", bar) for bar in version.months_by_bar)
            yield from _several(here, "removal_reasons", "removal_reason", version.removal_reasons)
            yield from _several(here, "fits", "category", version.fits)
            if version.edition is not None and policy.family(rule.family).editions:
                yield below(here, "edition"), "basis_version", version.edition


def _of_others(register: Register, policy: Policy) -> Iterator[tuple[Place, str, str]]:
    """Each word that layers, conditions, the key group and the categories of all versions use."""
    for version, place, _ in placed_versions(register, policy):
        yield from _several(place, "categories", "category", version.categories)
    for at, layer in enumerate(policy.measures.layers):
        yield policy_place(register, "measures", "layers", at, "bar"), "bar", layer.bar
    for number, rules in enumerate(policy.measures.conditions):
        own = policy_place(register, "measures", "conditions", number)
        yield below(own, "condition"), "condition", rules.condition
        for at, version in enumerate(rules.versions):
            yield from _several(below(own, "versions", at), "leaving", "left_reason", version.leaving)
    for at, key in enumerate(policy.followup.versions("key")):
        for name, enumeration, words in (
            ("forms", "form", map(str, key.forms)),
            ("situations", "situation", key.situations),
        ):
            for number, word in enumerate(words):
                yield _rule_place(register, policy, "key", at, name, number), enumeration, word


def _rule_place(register: Register, policy: Policy, rule: str, at: int, key: str, number: int) -> Place:
    """An entry of a list of a rule: in the policy file, or in the register's settings where these say it."""
    own = f"followup.{rule}.{key}"
    if own in policy.local and own in (register.settings.settings or {}):
        return register.settings.at("settings", own)
    return policy_place(register, "followup", "rules", rule, at, key, number)


def _several(place: Place, key: str, enumeration: str, values: Iterable[str]) -> Iterator[tuple[Place, str, str]]:
    return ((below(place, key, number), enumeration, value) for number, value in enumerate(values))


def missing_word(register: Register, policy: Policy) -> Iterator[Finding]:
    """The vocabulary has every enumeration and word that the program knows.

    Why: without them records cannot be read, or a computed word has no label.
    Fix: copy the word from the sample register; labels may be changed, words may not.
    """
    for enumeration, words in NEEDED.items():
        place = policy_place(register, "vocabulary", "enumerations", enumeration)
        known = policy.labels.get(enumeration, {})
        if not known:
            message = say("the vocabulary has no `{name}`", name=enumeration)
            fix = say("copy it from the sample register")
            yield error(place, message, fix=fix)
        elif missing := tuple(word for word in words if word not in known):
            message = say("under `{name}` the program needs {words}", name=enumeration, words=missing)
            fix = say("copy it from the sample register")
            yield error(place, message, fix=fix)
