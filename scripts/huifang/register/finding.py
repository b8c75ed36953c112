"""What is wrong with a record: where, how grave, what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from huifang.texts import Text  # noqa: TC001 - a dataclass keeps its annotations

Key = tuple[str | int, ...]


class Severity(StrEnum):
    """`error`: the record cannot be true or cannot be read. `warning`: true perhaps, but irregular or incomplete."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A key in a file; line and column (from 1) are looked up when somebody reads the finding."""

    path: str
    key: Key = ()
    line: int | None = None
    column: int | None = None
    on_key: bool = False

    @property
    def field(self) -> str | None:
        """The key as people write it: `measures[0].decided_on`; None for a whole file or a bare line."""
        return field_name(self.key) or None


def field_name(key: Key) -> str:
    """`("measures", 0, "decided_on")` as `measures[0].decided_on`."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


class Edit(NamedTuple):
    """A change of the file's text that mends a finding for certain: `text` instead of what stands there.

    Without `start` it is the value of `key` (None: of the finding's own place, where it is on the key the key itself),
    whose span is looked up when somebody reads the finding. Lines and columns from 1; the end is the first that stays.
    A file is always written as UTF-8 without a mark, so an edit that changes nothing mends those.
    """

    text: str
    key: Key | None = None
    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `check` is the id of the check that found it, stamped by its runner.

    `edit` is there where the fix is certain; it is for programs that mend, and in no output.
    """

    severity: Severity
    place: Place
    message: Text
    fix: Text
    check: str = ""
    edit: Edit | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order of the contract: path, line, column, check (then field, for a steady order)."""
        place = self.place
        return place.path, place.line or 0, place.column or 0, self.check, place.field or ""


def error(place: Place, message: Text, *, fix: Text, check: str = "", edit: Edit | None = None) -> Finding:
    """A finding that blocks a merge."""
    return Finding(Severity.ERROR, place, message, fix, check, edit)


def warning(place: Place, message: Text, *, fix: Text, check: str = "", edit: Edit | None = None) -> Finding:
    """A finding that may be true but is irregular or incomplete."""
    return Finding(Severity.WARNING, place, message, fix, check, edit)
