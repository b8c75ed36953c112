"""The next step of a duty: which key in which file closes it, as somebody would type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.lists import DueRow
    from huifang.portal.site import Site

NEW_FILES: Mapping[str, str] = {"talk": "talk", "visit": "visit"}
PERSON_KEYS: Mapping[str, str] = {
    "helper-missing": "helpers:\n  - {name: , post: , unit: , from: , to: null}",
    "rights": "rights_restored_on: ",
    "lifting": "lifted_on: ",
    "return-to-scope": "return_to_scope:\n  - {reminded_on: , confirmed_on: }",
}
VISIT_KEYS: Mapping[str, str] = {
    "feedback": "feedback_to_unit: {on: }",
    "archive": "archived: {on: , ref: }",
    "personnel": "given_to_personnel: {on: }",
    "action": "actions:\n  - {what: , by: , due: , done: }",
    "issue": "settled_on: ",
}


def stub(duty: str) -> str:
    """The line to fill in, without its values; empty where a new file is the answer."""
    return {**PERSON_KEYS, **VISIT_KEYS}.get(duty, "")


def file_of(row: DueRow, site: Site) -> str:
    """The file that closes the duty: the record it comes from, the person's file, or a new one."""
    if row.duty in VISIT_KEYS and row.record:
        return row.record
    if row.person is None:
        return f"plans/{row.period}-{row.owner}.yml" if row.duty == "plan" else ""
    person = site.people.get(row.person)
    folder = person.path.rsplit("/", 1)[0] if person else ""
    if row.duty in NEW_FILES:
        return f"{folder}/YYYY-MM-DD-{NEW_FILES[row.duty]}.md"
    return f"{folder}/person.md"


def next_step(row: DueRow, site: Site) -> Text:
    """The sentence for the list."""
    file = file_of(row, site).rsplit("/", 1)[-1]
    if row.duty in NEW_FILES or row.duty == "plan":
        return say("then add {file}", file=file)
    if row.duty == "coverage":
        return say("visit people of the coverage page")
    if row.duty == "period-ending":
        return say("prepare the return to the normal scope")
    key = "held" if row.rule == site.lists.policy.on(site.lists.day).hold.id else stub(row.duty).split(":", 1)[0]
    return say("then fill in {key} in {file}", key=key, file=file)
