"""The next step of a duty: what to do once it is done, in an officer's words, and the file that it goes into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.register.layout import Kind, spot
from huifang.rules.duties import BY_ID
from huifang.rules.duties.action import NEXT
from huifang.rules.needed import named_field
from huifang.texts import FieldPath, Text, say

if TYPE_CHECKING:
    from huifang.lists import DueRow
    from huifang.portal.site import Site
    from huifang.register.models import Person

NEW_FILES = ("talk", "visit")
NEW_NAME = "YYYY-MM-DD"
HELD = "held["  # how the place of a hold begins: its review ends with the hold
HELD_LINES = "held:\n  - {since: , by: , review_on: , until: }"
ADDED = {
    "talk": say("after the talk, add its record"),
    "visit": say("after the visit, add its record"),
    NEXT: say("after the talk or visit, add its record"),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do, the file it goes into (empty: none), and whether that file is still to be made."""

    told: Text
    file: str
    new: bool


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
        return _plan(row, site) if file == "plan" else ""
    person = site.people.get(row.person)
    folder = person.path.rsplit("/", 1)[0] if person else ""
    if _is_contact(row) or file in NEW_FILES:
        return f"{folder}/{NEW_NAME}-{file if file in NEW_FILES else NEW_FILES[0]}.md"
    return f"{folder}/person.md"


def next_step(row: DueRow, site: Site) -> NextStep:
    """What the list says of a row."""
    closes, file = BY_ID[row.duty].closes, file_of(row, site)
    if closes.said:
        return NextStep(say(closes.said), "", new=False)
    if _is_contact(row) or closes.file in NEW_FILES:
        return NextStep(ADDED[NEXT if _is_contact(row) else closes.file], file, new=True)
    if row.person is None:
        return NextStep(say("once it is approved, add the visit plan of {year}", year=row.period or ""), file, new=True)
    return NextStep(_filled_in(file, _field(row, site)), file, new=False)


def _filled_in(file: str, field: FieldPath) -> Text:
    """Which record is meant, by what it is and its day."""
    name = file.rsplit("/", 1)[-1]
    match spot(file.partition("/")[2]).kind:
        case Kind.VISIT:
            return say("then fill in {field} in the record of the visit of {day}", field=field, day=name[:10])
        case Kind.TALK:
            return say("then fill in {field} in the record of the talk of {day}", field=field, day=name[:10])
        case Kind.RESTRICTED:
            return say("then fill in {field} among the restricted facts", field=field)
    return say("then fill in {field} in the person's record", field=field)


def _field(row: DueRow, site: Site) -> FieldPath:
    """The key that is filled in, of the entry that owes it."""
    key, person = stub(row).split(":", 1)[0], site.people.get(row.person or "")
    if not BY_ID[row.duty].closes.in_item or row.item is None:
        return FieldPath(key)
    item = row.item if "[" in row.item else _by_mark(person, row.item)
    field = f"{item}.{key}" if item else key
    return named_field(person, field, site.lists.policy) if person is not None else FieldPath(field)


def _by_mark(person: Person | None, mark: str) -> str:
    """The place of a measure that is known by a mark of its own."""
    return next((f"measures[{each.index}]" for each in (person.measures if person else ()) if each.id == mark), "")


def _plan(row: DueRow, site: Site) -> str:
    """The file of a body's plan, in the register that has the body."""
    files = site.lists.register.organizations.files
    home = next((each.path for each in files if any(one.id == row.owner for one in each.organizations)), "records/")
    return f"{home.partition('/')[0]}/plans/{row.period}-{row.owner}.yml"


def _is_contact(row: DueRow) -> bool:
    """A promised contact is kept by the next talk or visit, not by a line."""
    return row.item == NEXT
