"""A value of a record as a day."""

from __future__ import annotations

from datetime import date
from typing import Any


def day_in(record: Any, key: str) -> date | None:  # noqa: ANN401 - JSON data
    """The day under a key; None where there is none."""
    return day_as(record.get(key)) if isinstance(record, dict) else None


def day_as(value: object) -> date | None:
    """A value as a day; None where it is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
