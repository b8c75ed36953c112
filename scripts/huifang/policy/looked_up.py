"""A policy in which the versions that an office has looked up are as sure as if they had been read here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.policy.version import LIFTED_BY_CHECK, Version
from huifang.register.models.base import Mapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.register.models import Checked


def with_checks(part: object, known: Mapping[str, Checked]) -> object:
    """The same part of a policy in which every version that was looked up says so."""
    if isinstance(part, tuple):
        return tuple(with_checks(each, known) for each in part)
    if not isinstance(part, Mapped):
        return part
    values = {name: getattr(part, name) for name in type(part).model_fields}
    changed = {name: new for name, value in values.items() if (new := with_checks(value, known)) is not value}
    check = known.get(part.id) if isinstance(part, Version) else None
    made = part.model_copy(update=changed) if changed else part
    if check is not None and isinstance(made, Version) and made.certainty in LIFTED_BY_CHECK:
        return made.looked_up(check)
    return made
