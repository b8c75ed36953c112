"""Duties as a calendar: whole days, a UID that stays, no name unless asked for, cancelled when they are settled."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from huifang.lists.due import SETTLED
from huifang.output.cells import cell
from huifang.past.difference import of_due
from huifang.texts.invisible import visible

if TYPE_CHECKING:
    from huifang.lists import DueRow
    from huifang.lists.table import Table
    from huifang.texts import Words

PRODUCT = "-//huifang//duties//ZH"


def calendar(table: Table, words: Words) -> bytes:
    """The calendar; equal rows give equal bytes. Its name says what it holds, so that several can be subscribed to."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", visible(" ".join(map(words, (table.heading.title, *table.heading.chosen)))))
    for row in table.rows:
        made.add_component(_event(row, table, words))
    return bytes(made.to_ical())


def uid_of(row: DueRow) -> str:
    """The same for a duty whatever its day and status: what it is known by, as in `compare`."""
    known = chr(0).join(each or "" for each in of_due(row))
    return f"{hashlib.sha256(known.encode()).hexdigest()[:32]}@huifang"


def _event(row: DueRow, table: Table, words: Words) -> Event:
    made = Event()
    made.add("uid", uid_of(row))
    made.add("dtstamp", datetime.combine(table.heading.as_of, time(), UTC))
    made.add("dtstart", row.due_on)
    made.add("dtend", row.due_on + timedelta(days=1))
    made.add("summary", visible(_summary(row, table, words)))
    made.add("description", visible(_description(row, table, words)))
    made.add("status", "CANCELLED" if row.status in SETTLED else "CONFIRMED")
    made.add("transp", "TRANSPARENT")  # a day on which something is due is no day on which somebody is busy
    return made


def _summary(row: DueRow, table: Table, words: Words) -> str:
    name = (table.names or {}).get(row.person or "")
    who = " ".join(each for each in (row.person, name) if each)
    what = _text("duty", row, table, words)
    period = _text("period", row, table, words) if row.period else ""
    return " ".join(each for each in (who, what, period) if each)


def _description(row: DueRow, table: Table, words: Words) -> str:
    return "\n".join(
        f"{words.plain(column.label)}: {cell(row, column, table, words)}"
        for column in table.columns
        if column.name in {"owner", "assignee", "reason", "source"} and getattr(row, column.name) is not None
    )


def _text(name: str, row: DueRow, table: Table, words: Words) -> str:
    return next(cell(row, column, table, words) for column in table.columns if column.name == name)
