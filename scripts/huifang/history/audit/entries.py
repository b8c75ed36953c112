"""Entries of lists that were taken away or are another entry now: appointments, helpers, deferrals, planned visits."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from huifang.history.audit.wording import brief, found
from huifang.history.record_diff import kind_of
from huifang.register import Severity
from huifang.register.described import LISTS
from huifang.register.layout import Kind, spot
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.history.audit.finding import Audited, AuditFinding
    from huifang.history.record_diff import FieldChange

PLANNED = "visits"
WATCHED: Mapping[str, tuple[str, ...]] = {  # list -> what in an entry is computed with, as its model says
    key: said.computed_with for key, said in LISTS.items() if said.computed_with
}
ENTRY = re.compile(rf"(?P<list>{'|'.join(WATCHED)})\[.*\](?:\.(?P<key>[a-z_]+))?")


def entry_removed(audited: Audited) -> Iterator[AuditFinding]:
    """Appointments, helpers, deferrals, holds, earlier units and planned visits stay in the record.

    Why: a planned visit that is gone was never missed, and an appointment that is gone was never inside a bar. A
    warning for a planned visit whose month had not begun.
    Fix: put it back, with the day on which it ended; or say why it never was so.
    """
    for change, name, key in _entries(audited):
        gone = change.new is None and isinstance(change.old, dict)
        if (key is None and gone) or (name, key) == (PLANNED, "person"):
            month = _month(change)
            ahead = month is not None and month > audited.arrived(change.commit)
            if key is None:
                message = say(
                    "the entry was removed: {entry}", entry=brief([change.old.get(each) for each in WATCHED[name]])
                )
            else:
                message = say("the visit planned for {old} is {new}'s now", old=brief(change.old),
                              new=brief(change.new))  # fmt: skip
            fix = say("put the entry back, or say why it had to go")
            yield found(change, message, fix, Severity.WARNING if ahead else Severity.ERROR)


def entry_changed(audited: Audited) -> Iterator[AuditFinding]:
    """What an entry of these lists is computed with stays as it was recorded.

    Why: a deferral that was made longer, or a planned visit that moved to a later month, is no longer late.
    Fix: say who decided it and when.
    """
    for change, name, key in _entries(audited):
        if key in WATCHED[name] and change.old is not None and (name, key) != (PLANNED, "person"):
            message = say("changed from {old} to {new}", old=brief(change.old), new=brief(change.new))
            yield found(change, message, say("say who decided it and when"))


def _entries(audited: Audited) -> Iterator[tuple[FieldChange, str, str | None]]:
    """Every change of an entry: of which list, which key of it; None for the whole entry."""
    for change in audited.changes:
        match = ENTRY.fullmatch(change.field or "")
        if match is not None:
            kind = Kind.PLAN if match["list"] == PLANNED else Kind.PERSON
            if kind_of(change.path) is kind:
                yield change, match["list"], match["key"]


def _month(change: FieldChange) -> date | None:
    """The first day of the month for which a visit was planned."""
    if kind_of(change.path) is not Kind.PLAN:
        return None
    told = change.old.get("month") if isinstance(change.old, dict) else (change.field or "").rpartition("@")[2]
    month = str(told).partition("]")[0]
    year = spot(change.path).day[:4]
    try:
        return date(int(year), int(month), 1)
    except (ValueError, OverflowError):
        return None
