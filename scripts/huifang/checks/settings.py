"""Settings: `register.yml` overrides what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args, get_origin

from huifang.checks.support import did_you_mean
from huifang.policy import Version
from huifang.policy.followup import FollowupRules
from huifang.policy.models import ConventionVersion, MeasureVersion
from huifang.register import Finding, error, warning
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register


def unknown_setting(register: Register, policy: Policy) -> Iterator[Finding]:
    """A setting names a path of policy.

    Why: one that names nothing changes nothing, and nobody would notice.
    Fix: write file, rule and number, for example `followup.feedback.days`.
    """
    settings = register.settings.settings or {}
    known = sorted(paths(policy)) if settings else []
    for path in settings:
        if path not in known:
            fix = did_you_mean(path, known, say("write it like followup.feedback.days"))
            yield error(
                register.settings.at("settings", path, on_key=True), say("policy has no {path}", path=path), fix=fix
            )


def paths(policy: Policy) -> Iterator[str]:
    """Every path that a setting may override."""
    for rule in FollowupRules.model_fields:
        for version in getattr(policy.followup.rules, rule)[:1]:
            yield from (f"followup.{rule}.{name}" for name in _numbers(type(version)))
    for measure in policy.measures.types:
        yield from (f"measures.{measure.type}.{name}" for name in _numbers(MeasureVersion))
    yield from (f"stacking.conventions.{name}" for name in _numbers(ConventionVersion))


def _numbers(version: type[Version]) -> Iterator[str]:
    """The fields of a version that hold one value and say what the rule is, not where it comes from."""
    for name, field in version.model_fields.items():
        several = get_origin(field.annotation) is dict or Ellipsis in get_args(field.annotation)
        if name not in Version.model_fields and name != "edition" and not several:
            yield name


def sample_day_alone(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A sample day stands in a sample only.

    Why: a real register is computed for today; the day would have no effect.
    Fix: take `sample_day` out, or write `sample: true`.
    """
    settings = register.settings
    if settings.sample_day is not None and not settings.sample:
        message = say("`sample_day` has no effect: this register is no sample")
        yield warning(settings.at("sample_day"), message, fix=say("take it out, or write `sample: true`"))
