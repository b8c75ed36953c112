"""What the checks over records share: a change as a finding, its values in a sentence, the day in a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.history.audit.finding import AuditFinding
from huifang.history.record_diff import FILE, PATH, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.history.record_diff import FieldChange
    from huifang.register import Severity
    from huifang.texts import Text
    from huifang.texts.text import Value

NO_FIELD = (PATH, UNREADABLE, FILE)
LONGEST = 40  # characters of a value in a sentence
NOTHING = "—"


def found(change: FieldChange, message: Text, fix: Text, severity: Severity | None = None) -> AuditFinding:
    """A finding on one change."""
    field = None if change.field in NO_FIELD else change.field
    return AuditFinding(change.commit, change.path, message, fix, field, change.person, severity=severity)


def brief(value: object) -> Value:
    """A value in a sentence: several are joined as the language does, of a mapping its values."""
    left, shown = LONGEST, []
    for part in _parts(value):
        if left <= 0:
            shown.append("…")
            break
        shown.append(part if len(part) <= left else f"{part[: left - 1]}…")
        left -= len(part)
    return shown[0] if len(shown) == 1 else tuple(shown) or NOTHING


def _parts(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _parts(each)
    elif value is not None:
        yield " ".join(str(value).split())
