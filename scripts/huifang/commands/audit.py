"""`huifang audit`: integrity findings over the history; what its other verbs share."""

from __future__ import annotations

from huifang.command_line.verb import Document, Verb, Work
from huifang.history.audit import CHECKS, audit_rows
from huifang.lists import AuditRow
from huifang.output import json_text
from huifang.output.audittext import audit_text
from huifang.services.audit_page import EMPTY, AuditedHistory, audit_table, audited_histories, unanswered_errors
from huifang.services.exits import ExitCode
from huifang.services.repositories import histories_of
from huifang.texts import N_, Text

TAKES = ("records", "as_of", "format", "output", "lang")
FORMATS = ("text", "json")


def audit(work: Work) -> Document:
    """Every finding over the history, answered ones too; exit code 1 while an error stands unanswered."""
    rows = tuple(row for _, each in audited(work) for row in audit_rows(each, CHECKS))
    return document(work, rows)


def audited(work: Work) -> tuple[AuditedHistory, ...]:
    """Every register that was asked for, with its history and what is computed for it now."""
    return audited_histories(histories_of(work.wanted), work.lists, work.wanted.progress)


def document(work: Work, rows: tuple[AuditRow, ...], empty: Text = EMPTY) -> Document:
    """The findings as text or JSON."""
    table = audit_table(work.lists, rows, empty)
    text = json_text(table, work.words) if work.format == "json" else audit_text(table, work.words)
    return Document(text, ExitCode.FOUND if unanswered_errors(rows) else ExitCode.DONE)


VERBS = (Verb("audit", N_("What the history says against the records."), audit, takes=TAKES, formats=FORMATS),)
