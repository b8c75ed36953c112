"""From the files of `policy/` to a Policy, or to everything that is wrong with them."""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from huifang.policy.followup import FollowupFile
from huifang.policy.models import LiftingFile, MeasuresFile, StackingFile, VocabularyFile
from huifang.policy.policy import Policy
from huifang.register.finding import Finding, Place, error
from huifang.register.forms import KEYS
from huifang.register.reading import read
from huifang.register.talk_periods import TALK_PERIODS
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.register import Tree
    from huifang.register.reading import FileReading, WordLists

Shape = TypeVar("Shape", bound=BaseModel)
Settings = dict[str, "str | tuple[str, ...]"]

FILES: Mapping[str, TypeAdapter[BaseModel]] = {
    "vocabulary": TypeAdapter(VocabularyFile),
    "measures": TypeAdapter(MeasuresFile),
    "stacking": TypeAdapter(StackingFile),
    "lifting": TypeAdapter(LiftingFile),
    "followup": TypeAdapter(FollowupFile),
}
REMEMBERED = 64  # files of policy in one process: those of today, of a commit, of the month ends of a portal


class NoPolicyError(Exception):
    """There is no `policy/` to read, or it cannot be read; `findings` say why."""

    def __init__(self, findings: Sequence[Finding] = ()) -> None:
        super().__init__("no policy")
        self.findings = tuple(findings)


def load_policy(tree: Tree, settings: Mapping[str, str | tuple[str, ...]] | None = None) -> Policy:
    """The policy of a register, with its local settings; NoPolicyError where it is absent or broken."""
    found: dict[str, BaseModel] = {}
    findings: list[Finding] = []
    local = dict(settings or {})
    for name in FILES:
        path = f"{tree.name}/policy/{name}.yml"
        try:
            raw = tree.read(f"policy/{name}.yml")
        except OSError:
            message = say("the policy file {name} is missing", name=f"{name}.yml")
            findings.append(error(Place(path), message, fix=say("copy it from the sample register"), check="no-policy"))
            continue
        reading = _read_file(name, path, raw)
        findings += reading.findings
        if reading.value is not None:
            found[name] = _overridden(name, FILES[name], reading.value, reading.data, local)
    if len(found) < len(FILES):
        raise NoPolicyError(findings)
    return Policy(**found, local=local)  # type: ignore[arg-type] # FILES gives each field its own class


@lru_cache(REMEMBERED)
def _read_file(name: str, path: str, raw: bytes) -> FileReading[BaseModel]:
    """What a file of policy says; kept, for most states of a register that a process looks at have the same."""
    return read(FILES[name], path, raw, {}, markdown=False)


def words_of(policy: Policy) -> WordLists:
    """The enumerations by which records are read, and the labels of their keys."""
    labels = {name: key.label for name, key in policy.vocabulary.keys.items()}
    return {**policy.labels, TALK_PERIODS: policy.talk_kinds, KEYS: labels}


def _overridden(name: str, shape: TypeAdapter[BaseModel], value: BaseModel, data: object, local: Settings) -> BaseModel:
    """The file with the register's settings in place of its own values.

    One that names no path of it, or a value that does not fit there, changes nothing; a check tells it.
    """
    for path, setting in local.items():
        file, *steps = path.split(".")
        if file != name or not isinstance(data, dict):
            continue
        tried = copy.deepcopy(data)
        for version in versions_at(name, tried, steps[:1]):
            version["local"] = "true"
            _put(version, steps[1:], list(setting) if isinstance(setting, tuple) else setting)
        try:
            value, data = shape.validate_python(tried), tried
        except ValidationError:
            continue
    return value


def _put(part: dict[str, object], steps: list[str], value: object) -> None:
    """The value at a path inside a version; a path that leads nowhere is refused by the shape."""
    for step in steps[:-1]:
        inner = part.get(step)
        part[step] = inner = dict(inner) if isinstance(inner, dict) else {}
        part = inner
    part[steps[-1] if steps else ""] = value


def versions_at(name: str, data: dict[str, object], steps: list[str]) -> list[dict[str, object]]:
    """The versions that a setting's path means: `followup.talk`, `measures.诫勉`, `stacking.conventions`."""
    if len(steps) != 1:
        return []
    step = steps[0]
    found: object = None
    if name == "followup":
        rules = data.get("rules")
        found = rules.get(step) if isinstance(rules, dict) else None
    elif name == "measures":
        types = data.get("types")
        entries = types if isinstance(types, list) else []
        found = next(
            (each.get("versions") for each in entries if isinstance(each, dict) and each.get("type") == step), None
        )
    elif name == "stacking":
        found = data.get(step)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
