"""What the rows of everybody are computed from, at one commit, and what of it a change makes another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from huifang.history.audit.inputs import NO_KEYS
from huifang.history.day_values import day_as
from huifang.past.effects import Effect, EffectKind
from huifang.policy import NoPolicyError, load_policy, words_of
from huifang.register import load
from huifang.register.load import settings_of
from huifang.register.models import RegisterFile
from huifang.register.yamltext import Refused, plain_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from huifang.history.audit.state_tree import FilesTree
    from huifang.policy import Policy
    from huifang.register.organizations import Organizations
    from huifang.register.reading import WordLists

POLICY = "policy/"
FROM = ("from", "since")  # keys that say from when a version holds


@dataclass(frozen=True)
class SharedInputs:
    """Policy, settings and organizations of one commit; `policy` the last that could be read."""

    tree: FilesTree
    policy: Policy

    @cached_property
    def words(self) -> WordLists:
        """The enumerations by which records are read."""
        return words_of(self.policy)

    @cached_property
    def settings(self) -> RegisterFile:
        """What `register.yml` says."""
        return settings_of(self.tree)

    @cached_property
    def organizations(self) -> Organizations:
        """Every body and unit."""
        return load([self.tree], self.words).organizations

    @cached_property
    def bodies(self) -> Mapping[str, Mapping[str, Any]]:
        """Of every organization, and of every district, what rows rest on."""
        found: dict[str, Mapping[str, Any]] = {}
        for file in self.organizations.files:
            found[f"{file.district.id}/"] = file.district.model_dump(exclude=set(NO_KEYS["district"]))
        for each in self.organizations.by_id.values():
            district = self.organizations.district_of(each.id) or ""
            found[each.id] = {**each.model_dump(exclude=set(NO_KEYS["organization"])), "district": district}
        return found

    def below(self, changed: frozenset[str]) -> Iterator[str]:
        """The organizations that are among the changed, stand below one, or in a district that is one."""
        for each in self.organizations.by_id:
            district = self.organizations.district_of(each)
            if f"{district}/" in changed or not changed.isdisjoint(self.organizations.chain(each)):
                yield each


def inputs_of(tree: FilesTree, before: SharedInputs | None) -> SharedInputs | None:
    """The inputs of a commit; where its policy cannot be read by that of the one before, None where there is none."""
    try:
        policy = load_policy(tree, settings_of(tree).settings)
    except NoPolicyError:
        return SharedInputs(tree, before.policy) if before else None
    return SharedInputs(tree, before.policy if before and before.policy == policy else policy)


def changed_bodies(before: SharedInputs, after: SharedInputs) -> frozenset[str]:
    """The organizations (and districts, with `/`) of which something is another that rows rest on."""
    old, new = before.bodies, after.bodies
    return frozenset(each for each in {*old, *new} if old.get(each) != new.get(each))


def shared_effects(before: SharedInputs, after: SharedInputs, day: date) -> Iterator[Effect]:
    """Each input that is another from that day on, or from an earlier one; what comes into force later is not yet."""
    for path in sorted({*before.tree, *after.tree}):
        if path.startswith(POLICY) and _in_force(before.tree, path, day) != _in_force(after.tree, path, day):
            yield _of(day, path)
    old, new = before.settings, after.settings
    for key in sorted(RegisterFile.model_fields.keys() - NO_KEYS["register"].keys() - {"settings"}):
        if getattr(old, key) != getattr(new, key):
            yield _of(day, f"register.yml#{key}", getattr(old, key), getattr(new, key))
    was, now = old.settings or {}, new.settings or {}
    for key in sorted({*was, *now}):
        if was.get(key) != now.get(key):
            yield _of(day, f"register.yml#settings.{key}", was.get(key), now.get(key))
    yield from _bodies(before, after, day)


def _bodies(before: SharedInputs, after: SharedInputs, day: date) -> Iterator[Effect]:
    """Organizations and districts that changed or went; one that came changes nobody's row by that."""
    files = {file.district.id: file.path.partition("/")[2] for side in (before, after)
             for file in side.organizations.files}  # fmt: skip
    for each in sorted(before.bodies):
        old, new = before.bodies[each], after.bodies.get(each)
        name, path = each.rstrip("/"), files[each.rstrip("/") if each.endswith("/") else old["district"]]
        if new is None:
            yield _of(day, f"{path}#{name}", name, None if each.endswith("/") else _renamed(before, after, each))
        else:
            for key in old:
                if old[key] != new[key]:
                    yield _of(day, f"{path}#{name}.{key}", old[key], new[key])


def _renamed(before: SharedInputs, after: SharedInputs, name: str) -> str | None:
    """The one organization that came, is called the same and is of the same kind as one that went: its new id."""
    old = before.organizations.by_id[name]
    same = [
        new.id
        for new in after.organizations.by_id.values()
        if new.id not in before.organizations.by_id and (new.name, new.kind) == (old.name, old.kind)
    ]
    return same[0] if len(same) == 1 else None


def _of(day: date, what: str, before: object = None, after: object = None) -> Effect:
    return Effect(EffectKind.SHARED.value, "", day.isoformat(), what, (_plain(before),), (_plain(after),))


def _plain(value: object) -> str | None:
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return None if value is None else str(value)


def _in_force(tree: FilesTree, path: str, day: date) -> object:
    """What a file of the policy says, without the versions that begin later."""
    try:
        return _begun(plain_data(tree.read(path).decode()), day)
    except (OSError, UnicodeDecodeError, Refused):
        return None


def _begun(data: object, day: date) -> object:
    if isinstance(data, dict):
        return {key: _begun(value, day) for key, value in data.items() if key != "version" or "from" in data}
    if isinstance(data, list):
        return [_begun(each, day) for each in data if not _is_ahead(each, day)]
    return data


def _is_ahead(entry: object, day: date) -> bool:
    days = [day_as(entry[key]) for key in FROM if key in entry] if isinstance(entry, dict) else []
    return any(each is not None and each > day for each in days)
