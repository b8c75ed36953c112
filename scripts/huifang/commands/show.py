"""`huifang show CODE`: everything about one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated

from huifang.commands.options import Argument
from huifang.commands.verb import Document, Verb, Work
from huifang.lists import CLOSING, DueRow, EligibleRow, FindingRow
from huifang.lists.contacts import ContactRow
from huifang.lists.table import Cell, Table
from huifang.output import FORMATS, findings_text
from huifang.output.jsontext import json_value
from huifang.output.persontext import person_json
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, say

MET = {True: N_("met"), False: N_("not met"), None: N_("to be checked")}


def show(work: Work, code: Annotated[str, Argument(help=N_("the person's code, for example JA-0007"))]) -> Document:
    """Periods with their articles, duties, visits, why free or not; as JSON, or as tables."""
    if code not in work.lists.register.people:
        raise Stop(ExitCode.USAGE, say("there is no person {value}", value=code))
    names = work.lists.register.names if work.names else {}
    return Document(person_json(work.lists, code, work.words, names) if work.format == "json" else _text(work, code))


def _text(work: Work, code: str) -> str:
    lists, words = work.lists, work.words
    row = lists.eligible_of(code)
    name = f" {lists.register.names.get(code, '')}" if work.names else ""
    head = [f"{code}{name}", *(_answer(work, row) if row else [words(lists.heading("show").empty)])]
    parts = ["\n".join(head) + "\n"]
    for verb, row_type, rows in (("due", DueRow, lists.duties_of(code)), ("show", ContactRow, lists.contacts_of(code))):
        if rows:
            parts.append(FORMATS["table"](_open_ended(lists.table(verb, row_type, rows)), words))
    parts.append(findings_text(lists.table("validate", FindingRow, lists.findings_of(code)), words))
    return "\n".join((*parts, f"{words(CLOSING)}\n"))


def _open_ended(table: Table) -> Table:
    """A part of the document: the closing sentence stands once, below the last part."""
    notice = tuple(each for each in table.heading.notice if each != CLOSING)
    return replace(table, heading=replace(table.heading, notice=notice))


def _answer(work: Work, row: EligibleRow) -> Iterator[str]:
    """State, days, reasons, conditions and the arithmetic, a line each."""
    lists, words = work.lists, work.words
    yield words(say("State: {state}", state=lists.policy.label("state", row.state)))
    for label, day in ((N_("Last barred day: {day}"), row.until), (N_("Free from: {day}"), row.free_from)):
        yield words(say(label, day=day or words(say("not known"))))
    for reason in (*row.reasons, *lists.calculation_of(row.person)):
        yield f"  · {words(reason)}"
    yield words(say("Conditions:"))
    for each in row.conditions:
        yield f"  {_condition(work, each)}"


def _condition(work: Work, each: Mapping[str, Cell]) -> str:
    """Met, not met or unknown; the condition, its article, what would change it."""
    words = work.words
    sign = words(say(MET[each["met"]]))  # type: ignore[index] # a condition's `met` is a bool or None
    name = words(work.lists.policy.label("condition", str(each["condition"])))
    remedy = f" → {json_value(each['remedy'], words)}" if each["remedy"] is not None else ""
    told = say("[{sign}] {name} ({article})", sign=sign, name=name, article=json_value(each["article"], words))
    return f"{words(told)}{remedy}"


VERBS = (
    Verb(
        "show",
        N_("Everything about one person: periods, duties, visits, why free or not."),
        show,
        takes=("records", "as_of", "at", "names", "format", "output", "lang"),
        formats=("table", "json"),
    ),
)
