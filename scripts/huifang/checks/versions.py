"""Versions of policy: every rule has one, and they follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.checks.support import did_you_mean
from huifang.policy.followup import FollowupRules
from huifang.register import Finding, Key, Place, error
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.policy import Policy, Version
    from huifang.register import Register

WHOLE = 100  # per cent
LISTS = ("across", "same_day", "conventions")  # rules of stacking.yml that are one series each


class Placed(NamedTuple):
    """A version of a rule with its place; versions of one series follow one another, and it may stand in several."""

    version: Version
    place: Place
    series: tuple[str, ...]


def policy_place(register: Register, file: str, *key: str | int) -> Place:
    """A key of a policy file."""
    return Place(f"{register.root}/policy/{file}.yml", key)


def below(place: Place, *key: str | int) -> Place:
    """A key inside the mapping at a place."""
    return place._replace(key=(*place.key, *key))


def placed_versions(register: Register, policy: Policy) -> Iterator[Placed]:
    """Every version of every rule with its place, in the order of the files."""
    for part in (_of_measures, _of_stacking, _of_lifting):
        yield from (each._replace(series=_by_category(each)) for each in part(register, policy))
    for name in FollowupRules.model_fields:
        yield from _several(register, "followup", ("rules", name), policy.followup.versions(name), name)


def _by_category(one: Placed) -> tuple[str, ...]:
    """The series of each category that a version names; those for everybody are one of their own."""
    return tuple(f"{name} {category}" for name in one.series for category in one.version.categories or ("",))


def _of_measures(register: Register, policy: Policy) -> Iterator[Placed]:
    for number, rule in enumerate(policy.measures.types):
        for at, version in enumerate(rule.versions):
            place = policy_place(register, "measures", "types", number, "versions", at)
            yield Placed(
                version, place, _each(f"measures {rule.type}", version.removal_reasons) or (f"measures {rule.type}",)
            )
    for at, layer in enumerate(policy.measures.layers):
        yield Placed(
            layer, policy_place(register, "measures", "layers", at), _each(f"layer {layer.bar}", layer.families)
        )
    for number, text in enumerate(policy.measures.conditions):
        for at, cited in enumerate(text.versions):
            place = policy_place(register, "measures", "conditions", number, "versions", at)
            yield Placed(cited, place, _each(f"condition {number}", cited.leaving) or (f"condition {number}",))
    for number, group in enumerate(policy.measures.appraisals):
        yield from _several(
            register, "measures", ("appraisals", number, "versions"), group.versions, f"appraisal {number}"
        )


def _of_stacking(register: Register, policy: Policy) -> Iterator[Placed]:
    for number, adding in enumerate(policy.stacking.rules):
        yield from _several(register, "stacking", ("rules", number, "versions"), adding.versions, adding.family)
    for name in LISTS:
        yield from _several(register, "stacking", (name,), getattr(policy.stacking, name), name)
    for at, change in enumerate(policy.stacking.changes):
        yield Placed(change, policy_place(register, "stacking", "changes", at), (f"changes {change.kind}",))
    for at, limit in enumerate(policy.stacking.limits):
        yield Placed(limit, policy_place(register, "stacking", "limits", at), _each("limits", limit.families))


def _of_lifting(register: Register, policy: Policy) -> Iterator[Placed]:
    for number, lifting in enumerate(policy.lifting.rules):
        yield from _several(register, "lifting", ("rules", number, "versions"), lifting.versions, lifting.family)
    for at, early in enumerate(policy.lifting.early):
        yield Placed(early, policy_place(register, "lifting", "early", at), (f"early {early.family}",))


def _each(name: str, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{name} {word}" for word in words)


def _several(register: Register, file: str, key: Key, versions: Sequence[Version], name: str) -> Iterator[Placed]:
    for at, version in enumerate(versions):
        yield Placed(version, policy_place(register, file, *key, at), (f"{file} {name}",))


def rule_without_version(register: Register, policy: Policy) -> Iterator[Finding]:
    """Every rule of the programme has a version.

    Why: the program asks each rule for its numbers on a day; without a version there is none.
    Fix: copy the rule from the sample register.
    """
    needed = [name for name, field in FollowupRules.model_fields.items() if field.is_required()]
    rules = [(policy_place(register, "followup", "rules", name), name) for name in needed]
    empty = [(place, name) for place, name in rules if not policy.followup.versions(name)]
    empty += [(policy_place(register, "stacking", name), name) for name in LISTS if not getattr(policy.stacking, name)]
    for place, name in empty:
        fix = say("copy the rule from the sample register")
        yield error(place, say("the rule {name} has no version", name=name), fix=fix)


def versions_in_order(register: Register, policy: Policy) -> Iterator[Finding]:
    """The versions of a rule stand in the order of their first days.

    Why: a version holds until the next one for the same categories begins; out of order one of them would never hold.
    For 免职 each reason has versions of its own.
    Fix: sort them by `from`; only the first may do without.
    """
    last: dict[str, Version] = {}
    for version, place, series in placed_versions(register, policy):
        for before in [last[name] for name in series if name in last][:1]:
            if version.since is None or (before.since is not None and version.since <= before.since):
                message = say(
                    "{id} does not begin after {before}, which stands above it", id=version.id, before=before.id
                )
                fix = say("sort the versions by `from`; only the first may do without")
                yield error(below(place, "from"), message, fix=fix)
        last.update(dict.fromkeys(series, version))


def duplicate_version(register: Register, policy: Policy) -> Iterator[Finding]:
    """The id of a version is used once in the whole policy.

    Why: rows name the rule that decided them by it.
    Fix: give the newer version another id.
    """
    seen: set[str] = set()
    for version, place, _series in placed_versions(register, policy):
        if version.id in seen:
            message = say("the id {id} is used by two versions", id=version.id)
            yield error(below(place, "id"), message, fix=say("give the newer version another id"))
        seen.add(version.id)


def checked_unknown_version(register: Register, policy: Policy) -> Iterator[Finding]:
    """`audit/checked.yml` names versions that the policy has.

    Why: a misspelt one lifts nothing, and the rows it was meant for still ask for a check by hand.
    Fix: copy the id from the page 依据核对情况.
    """
    known = {version.id for version, _, _ in placed_versions(register, policy)}
    for file in register.checked_files:
        for number, each in enumerate(file.checked):
            if each.version not in known:
                fix = did_you_mean(each.version, known, say("copy the id from the page of the sources"))
                message = say("the policy has no version {id}", id=each.version)
                yield error(file.at("checked", number, "version"), message, fix=fix)


def percent_of_whole(register: Register, policy: Policy) -> Iterator[Finding]:
    """Coverage asks for at most 100 per cent.

    Why: more people than there are cannot be visited.
    Fix: write 1 to 100; a setting in `register.yml` counts too.
    """
    for number, version in enumerate(policy.followup.versions("coverage")):
        if version.percent > WHOLE:
            own = "followup.coverage.percent"
            place = policy_place(register, "followup", "rules", "coverage", number, "percent")
            if own in policy.local and own in (register.settings.settings or {}):
                place = register.settings.at("settings", own)
            message = say("{percent} % is more than all", percent=version.percent)
            yield error(place, message, fix=say("write a number from 1 to 100"))
            return
