"""What one commit is about to do, before anybody is chosen to do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(slots=True, eq=False)
class RecordChangeDraft:
    """One change to the records; a file that is None goes away."""

    day: date
    about: str  # a person's code or a file: two branches never hold the same at once
    district: str  # whose editors do it
    subject: str
    changes: dict[str, str | None]
    registers: tuple[str, ...] = ()  # codes whose names are entered with it
    undoes: RecordChangeDraft | None = None  # a revert names the commit of this one
    label: str = ""  # of the branch, where `about` is not its name
