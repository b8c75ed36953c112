"""What differs between two states of a row of a list, in words: each column with what it was and what it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from huifang.lists import columns
from huifang.texts import Text, say

if TYPE_CHECKING:
    from huifang.lists import Column
    from huifang.past.snapshots import RowDifference
    from huifang.portal.view import View

FOLLOWS = {"days_left", "days_overdue", "rate"}  # from what stands beside it


def row_changes_told(view: View, difference: RowDifference) -> list[tuple[str, str, str]]:
    """(column, before, now) of everything that people see of a row and that differs; empty where it came or went."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        return []
    seen = [each for each in columns(type(after)) if each.shown and each.name not in FOLLOWS]
    return [
        (view.t(say(each.label)), *_told(view, each, getattr(before, each.name), getattr(after, each.name)))
        for each in seen
        if getattr(before, each.name) != getattr(after, each.name)
    ]


def _told(view: View, column: Column, before: Any, after: Any) -> tuple[str, str]:  # noqa: ANN401 - cells of any kind
    """The two values; of several those that are not on both sides."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        gone, new = [each for each in before if each not in after], [each for each in after if each not in before]
        return _several(view, column, gone), _several(view, column, new)
    return _one(view, column, before), _one(view, column, after)


def _several(view: View, column: Column, values: list[Any]) -> str:
    joined = view.t(say("; ")).join(_one(view, column, each) for each in values)
    return joined or "—"


def _one(view: View, column: Column, value: Any) -> str:  # noqa: ANN401 - a cell of any kind
    if value is None or value == "":
        return "—"
    if isinstance(value, Text):
        return view.t(value)
    if isinstance(value, bool):
        return view.t(say("yes") if value else say("no"))
    if isinstance(value, date):
        return value.isoformat()
    if column.kind == "word":
        return view.label(column.words, value)
    if column.kind == "organization":
        return view.org_name(value)
    return str(value)
