"""The next step of a duty: what is written where to close it, as somebody would type it; all of it from the duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.rules.duties import BY_ID
from huifang.rules.duties.action import NEXT
from huifang.texts import Text, say

if TYPE_CHECKING:
    from huifang.lists import DueRow
    from huifang.portal.site import Site

NEW_FILES = ("talk", "visit")
HELD = "held["  # how the place of a hold begins: its review ends with the hold
HELD_LINES = "held:\n  - {since: , by: , review_on: , until: }"


def stub(row: DueRow) -> str:
    """The lines to fill in, without their values; empty where a new file is the answer."""
    if row.item is not None and row.item.startswith(HELD):
        return HELD_LINES
    return "" if _is_contact(row) else BY_ID[row.duty].closes.lines_of(row.period)


def file_of(row: DueRow, site: Site) -> str:
    """The file that closes the duty: the record it comes from, the person's file, or a new one."""
    file = BY_ID[row.duty].closes.file
    if file == "record" and row.record and not _is_contact(row):
        return row.record
    if row.person is None:
        return f"plans/{row.period}-{row.owner}.yml" if file == "plan" else ""
    person = site.people.get(row.person)
    folder = person.path.rsplit("/", 1)[0] if person else ""
    if _is_contact(row) or file in NEW_FILES:
        return f"{folder}/YYYY-MM-DD-{file if file in NEW_FILES else NEW_FILES[0]}.md"
    return f"{folder}/person.md"


def next_step(row: DueRow, site: Site) -> Text:
    """The sentence for the list."""
    closes = BY_ID[row.duty].closes
    if closes.said:
        return say(closes.said)
    file = file_of(row, site).rsplit("/", 1)[-1]
    lines = stub(row)
    if not lines:
        return say("then add {file}", file=file)
    key = lines.split(":", 1)[0]
    if closes.in_item and row.item is not None:
        return say("then fill in {key} of {item} in {file}", key=key, item=row.item, file=file)
    return say("then fill in {key} in {file}", key=key, file=file)


def _is_contact(row: DueRow) -> bool:
    """A promised contact is kept by the next talk or visit, not by a line."""
    return row.item == NEXT
