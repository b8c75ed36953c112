"""`huifang show CODE`: everything about one person."""

from __future__ import annotations

import io
from typing import Annotated

from rich.console import Console
from rich.text import Text as Line
from typer import Argument

from huifang.commands.exits import ExitCode, Stop
from huifang.commands.verb import Document, Verb, Work
from huifang.lists import DueRow, EligibleRow, FindingRow
from huifang.lists.contacts import ContactRow
from huifang.output import FORMATS, findings_text
from huifang.output.jsontext import dumps, envelope, plain, row_data
from huifang.output.tabletext import WIDE
from huifang.texts import N_, say


def show(work: Work, code: Annotated[str, Argument(help=N_("the person's code, for example JA-0007"))]) -> Document:
    """Periods with their articles, duties, visits, why free or not; as JSON, or as tables."""
    if code not in work.lists.register.people:
        raise Stop(ExitCode.USAGE, say("there is no person {value}", value=code))
    return Document(_json(work, code) if work.format == "json" else _text(work, code))


def _json(work: Work, code: str) -> str:
    lists, words = work.lists, work.words
    table = lists.table("show", EligibleRow, (), names=work.names)
    row = lists.eligible_of(code)
    duties = lists.table("show", DueRow, lists.duties_of(code))
    visits = lists.table("show", ContactRow, lists.contacts_of(code))
    findings = lists.table("show", FindingRow, lists.findings_of(code))
    person = {"code": code, "name": lists.register.names.get(code) if work.names else None}
    return dumps({
        **envelope(table.heading, words),
        "person": {**person, **plain(lists.record_of(code), words)},
        "eligible": None if row is None else row_data(row, lists.table("show", EligibleRow, ()), words),
        "duties": [row_data(each, duties, words) for each in duties.rows],
        "visits": [row_data(each, visits, words) for each in visits.rows],
        "findings": [row_data(each, findings, words) for each in findings.rows],
    })  # fmt: skip


def _text(work: Work, code: str) -> str:
    lists, words = work.lists, work.words
    out = io.StringIO()
    console = Console(file=out, width=WIDE, color_system=None)
    row = lists.eligible_of(code)
    name = f" {lists.register.names.get(code, '')}" if work.names else ""
    console.print(Line(f"{code}{name}"))
    if row is None:
        console.print(Line(words(lists.heading("show").empty)))
    else:
        console.print(Line(words(say("State: {state}", state=lists.policy.label("state", row.state)))))
        for label, day in ((N_("Last barred day: {day}"), row.until), (N_("Free from: {day}"), row.free_from)):
            console.print(Line(words(say(label, day=day or words(say("not known"))))))
        for reason in row.reasons:
            console.print(Line(f"  · {words(reason)}"))
    parts = [out.getvalue()]
    for verb, row_type, rows in (("due", DueRow, lists.duties_of(code)), ("show", ContactRow, lists.contacts_of(code))):
        if rows:
            parts.append(FORMATS["table"](lists.table(verb, row_type, rows), words))
    parts.append(findings_text(lists.table("validate", FindingRow, lists.findings_of(code)), words))
    return "\n".join(parts)


VERBS = (
    Verb(
        "show",
        N_("Everything about one person: periods, duties, visits, why free or not."),
        show,
        takes=("records", "as_of", "at", "names", "format", "output", "lang"),
        formats=("table", "json"),
    ),
)
