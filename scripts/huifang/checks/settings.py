"""Settings: `register.yml` overrides what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import ValidationError, create_model

from huifang.checks.support import did_you_mean
from huifang.policy import Version
from huifang.policy.followup import FollowupRules
from huifang.policy.models import ConventionVersion, MeasureVersion
from huifang.register import Finding, error, warning
from huifang.register.forges import WrongForge, forge_of, forms_address
from huifang.register.models import Mapped
from huifang.register.scalars import shortened
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from huifang.policy import Policy
    from huifang.register import Register


def unknown_setting(register: Register, policy: Policy) -> Iterator[Finding]:
    """A setting names a path of policy.

    Why: one that names nothing changes nothing, and nobody would notice.
    Fix: write file, rule and number, for example `followup.feedback.days`.
    """
    settings = register.settings.settings or {}
    known = dict(paths(policy)) if settings else {}
    for path in settings:
        if path not in known:
            place = register.settings.at("settings", path, on_key=True)
            fix = did_you_mean(path, sorted(known), say("write it like followup.feedback.days"))
            yield error(place, say("policy has no {path}", path=path), fix=fix)


def bad_setting(register: Register, policy: Policy) -> Iterator[Finding]:
    """A setting has a value that fits its path.

    Why: a value that cannot stand in the policy file is not applied.
    Fix: write a value like the one in the policy file.
    """
    settings = register.settings.settings or {}
    known = dict(paths(policy)) if settings else {}
    for path, value in settings.items():
        if path in known and not _fits(known[path], value):
            message = say(
                "{value} is not a value for {path}",
                value=shortened(value if isinstance(value, str) else list(value)),
                path=path,
            )
            fix = say("write a value like the one in the policy file")
            yield error(register.settings.at("settings", path), message, fix=fix)


def wrong_forge(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Forge and entry forms have addresses that a page can lead to.

    Why: pages lead to the records on the forge and to the forms; nobody would come there.
    Fix: write the kind of forge, its address, and the project as in its address.
    """
    settings = register.settings
    try:
        forge_of(settings)
    except WrongForge as wrong:
        yield error(settings.at("forge", wrong.key), say("pages cannot lead to the forge"), fix=wrong.sentence)
    try:
        forms_address(settings)
    except WrongForge as wrong:
        yield error(settings.at("forms"), say("pages cannot lead to the forms"), fix=wrong.sentence)


def not_understood(register: Register, policy: Policy) -> tuple[str, ...]:
    """The settings that change nothing: they name no path of policy, or their value does not fit there."""
    settings = register.settings.settings or {}
    known = dict(paths(policy)) if settings else {}
    return tuple(path for path, value in settings.items() if path not in known or not _fits(known[path], value))


def paths(policy: Policy) -> Iterator[tuple[str, FieldInfo]]:
    """Every path that a setting may override, with its field."""
    for rule in FollowupRules.model_fields:
        for version in policy.followup.versions(rule)[:1]:
            yield from ((f"followup.{rule}.{name}", field) for name, field in _values(type(version), lists=True))
    for measure in policy.measures.types:
        yield from ((f"measures.{measure.type}.{name}", field) for name, field in _values(MeasureVersion))
    yield from ((f"stacking.conventions.{name}", field) for name, field in _values(ConventionVersion))


def _values(version: type[Mapped], *, lists: bool = False) -> Iterator[tuple[str, FieldInfo]]:
    """The fields of a version that say what the rule is, not where it comes from: one value, or a list of words."""
    for name, field in version.model_fields.items():
        if name in Version.model_fields or name == "edition" or get_origin(field.annotation) is dict:
            continue
        if isinstance(field.annotation, type) and issubclass(field.annotation, Mapped):
            yield from ((f"{name}.{inner}", each) for inner, each in _values(field.annotation, lists=lists))
        elif Ellipsis not in get_args(field.annotation) or (lists and _is_plain(field)):
            yield name, field


def _is_plain(field: FieldInfo) -> bool:
    """Whether a list holds words or numbers, not mappings."""
    inner = get_args(field.annotation)[0]
    return not (isinstance(inner, type) and issubclass(inner, Mapped))


def _fits(field: FieldInfo, value: str | tuple[str, ...]) -> bool:
    shape: Any = field.annotation
    try:
        create_model("Setting", value=(shape, field)).model_validate(
            {"value": list(value) if isinstance(value, tuple) else value}
        )
    except ValidationError:
        return False
    return True


def sample_day_alone(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A sample day stands in a sample only.

    Why: a real register is computed for today; the day would have no effect.
    Fix: take `sample_day` out, or write `sample: true`.
    """
    settings = register.settings
    if settings.sample_day is not None and not settings.sample:
        message = say("`sample_day` has no effect: this register is no sample")
        yield warning(settings.at("sample_day"), message, fix=say("take it out, or write `sample: true`"))
