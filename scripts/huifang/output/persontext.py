"""Everything about one person, as JSON or as text with tables: the document of `show`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.lists import CLOSING, DueRow, EligibleRow, FindingRow
from huifang.lists.contacts import ContactRow
from huifang.lists.redaction import Redaction
from huifang.output.findings import findings_text
from huifang.output.jsontext import dumps, envelope, json_value, row_data
from huifang.output.tabletext import table_text
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.lists import Lists
    from huifang.lists.table import Cell, Table
    from huifang.texts import Words

EVERYBODY = Redaction()
MET = {True: N_("met"), False: N_("not met"), None: N_("to be checked")}


def person_json(
    lists: Lists, code: str, words: Words, names: Mapping[str, str], redaction: Redaction = EVERYBODY
) -> str:
    """As the contract says; `names` as far as they were asked for, nobody of the `redaction` is named."""
    table = lists.table("show", EligibleRow, ())
    row = redaction.value(lists.eligible_of(code))
    duties = lists.table("show", DueRow, redaction.rows(lists.duties_of(code)))
    visits = lists.table("show", ContactRow, redaction.rows(lists.contacts_of(code)))
    findings = lists.table("show", FindingRow, redaction.rows(lists.findings_of(code)))
    return dumps({
        **envelope(table.heading, words),
        "person": {"code": code, "name": names.get(code), **json_value(redaction.value(lists.record_of(code)), words)},
        "eligible": None if row is None else row_data(row, table, words),
        "duties": [row_data(each, duties, words) for each in duties.rows],
        "visits": [row_data(each, visits, words) for each in visits.rows],
        "findings": [row_data(each, findings, words) for each in findings.rows],
    })  # fmt: skip


def person_text(lists: Lists, code: str, words: Words, *, named: bool) -> str:
    """State, periods and conditions of a person in lines, then duties, contacts and findings as tables."""
    row = lists.eligible_of(code)
    name = f" {lists.register.names.get(code, '')}" if named else ""
    head = [f"{code}{name}", *(_answer(lists, row, words) if row else [words(lists.heading("show").empty)])]
    parts = ["\n".join(head) + "\n"]
    for verb, row_type, rows in (("due", DueRow, lists.duties_of(code)), ("show", ContactRow, lists.contacts_of(code))):
        if rows:
            parts.append(table_text(_open_ended(lists.table(verb, row_type, rows)), words))
    parts.append(findings_text(lists.table("validate", FindingRow, lists.findings_of(code)), words))
    return "\n".join((*parts, f"{words(CLOSING)}\n"))


def _open_ended(table: Table) -> Table:
    """A part of the document: the closing sentence stands once, below the last part."""
    notice = tuple(each for each in table.heading.notice if each != CLOSING)
    return replace(table, heading=replace(table.heading, notice=notice))


def _answer(lists: Lists, row: EligibleRow, words: Words) -> Iterator[str]:
    """State, days, reasons, conditions and the arithmetic, a line each."""
    yield words(say("State: {state}", state=lists.policy.label("state", row.state)))
    for label, day in ((N_("Last barred day: {day}"), row.until), (N_("Free from: {day}"), row.free_from)):
        yield words(say(label, day=day or words(say("not known"))))
    for reason in (*row.reasons, *lists.calculation_of(row.person)):
        yield f"  · {words(reason)}"
    yield words(say("Conditions:"))
    for each in row.conditions:
        yield f"  {_condition(lists, each, words)}"


def _condition(lists: Lists, each: Mapping[str, Cell], words: Words) -> str:
    """Met, not met or unknown; the condition, its article, what would change it."""
    sign = words(say(MET[each["met"]]))  # type: ignore[index] # a condition's `met` is a bool or None
    name = words(lists.policy.label("condition", str(each["condition"])))
    remedy = f" → {json_value(each['remedy'], words)}" if each["remedy"] is not None else ""
    told = say("[{sign}] {name} ({article})", sign=sign, name=name, article=json_value(each["article"], words))
    return f"{words(told)}{remedy}"
