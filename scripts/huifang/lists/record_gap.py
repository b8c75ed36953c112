"""A gap of a record: what is missing where, what is put there, and why it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huifang.register import Edit, Key
    from huifang.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordGap:
    """Something that a record does not say: where it goes, what is put there, and why it is asked for.

    `told` None: the place itself says what stands there until somebody fills it in.
    """

    gap: str
    path: str
    key: Key
    message: Text
    fix: Text
    why: Text
    check: str | None = None
    person: str | None = None
    body: str | None = None
    told: str | None = None
    edit: Edit | None = None
    entry: bool = False
    fillable: bool = True
    line: int | None = None
