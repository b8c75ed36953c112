"""`huifang audit`: integrity findings over the history; what its other verbs share."""

from __future__ import annotations

from typing import Annotated

from huifang.command_line.options import Option
from huifang.command_line.verb import Document, Verb, Work
from huifang.history.audit import audit_rows
from huifang.lists import AuditRow
from huifang.output import json_text
from huifang.output.audittext import audit_text
from huifang.services.audit_page import EMPTY, AuditedHistory, audit_table, audited_histories, unanswered_errors
from huifang.services.audit_selection import audit_selection
from huifang.services.exits import ExitCode
from huifang.services.repositories import histories_of
from huifang.texts import N_, Text

TAKES = ("records", "as_of", "format", "output", "lang")
FORMATS = ("text", "json")


def audit(
    work: Work,
    check: Annotated[list[str] | None, Option(help=N_("only this check; may be given several times"))] = None,
    severity: Annotated[str | None, Option(help=N_("only findings of this severity: error or warning"))] = None,
    person: Annotated[list[str] | None, Option(help=N_("only this person; may be given several times"))] = None,
    since: Annotated[str | None, Option(help=N_("only what came to the main line on this day or later"))] = None,
    unanswered: Annotated[bool, Option(help=N_("only findings that nobody answered"))] = False,
) -> Document:
    """Every finding over the history, answered ones too; exit code 1 while an error stands unanswered."""
    selection = audit_selection(work.wanted, check or (), severity, person or (), since, unanswered=unanswered)
    rows = tuple(
        row for _, each in audited(work) for row in selection.chosen(audit_rows(each, selection.asked()), each)
    )
    return document(work, rows, whole=bool(selection.checks))


def audited(work: Work) -> tuple[AuditedHistory, ...]:
    """Every register that was asked for, with its history and what is computed for it now."""
    return audited_histories(histories_of(work.wanted), work.lists, work.wanted.progress)


def document(work: Work, rows: tuple[AuditRow, ...], empty: Text = EMPTY, *, whole: bool = True) -> Document:
    """The findings as text or JSON; `whole` tells each, however many there are of one kind."""
    table = audit_table(work.lists, rows, empty)
    text = json_text(table, work.words) if work.format == "json" else audit_text(table, work.words, whole=whole)
    return Document(text, ExitCode.FOUND if unanswered_errors(rows) else ExitCode.DONE)


VERBS = (Verb("audit", N_("What the history says against the records."), audit, takes=TAKES, formats=FORMATS),)
