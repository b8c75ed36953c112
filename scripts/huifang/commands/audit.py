"""`huifang audit`: integrity findings over the history; what its other verbs share."""

from __future__ import annotations

from huifang.commands.verb import Document, Verb, Work
from huifang.history.audit import CHECKS, Audited, audit_rows
from huifang.lists import AuditRow
from huifang.output import json_text
from huifang.output.audittext import audit_text
from huifang.services.audit_page import EMPTY, audit_table
from huifang.services.exits import ExitCode
from huifang.services.repositories import RegisterHistory, histories_of
from huifang.texts import N_, Text

TAKES = ("records", "as_of", "format", "output", "lang")
FORMATS = ("text", "json")


def audit(work: Work) -> Document:
    """Every finding over the history, answered ones too; exit code 1 while an error stands unanswered."""
    rows = tuple(row for _, each in audited(work) for row in audit_rows(each, CHECKS))
    return document(work, rows)


def audited(work: Work) -> tuple[tuple[RegisterHistory, Audited], ...]:
    """Every register that was asked for, with its history and what is computed for it now."""
    return tuple((past, Audited(past.history, work.lists, past.tree)) for past in histories_of(work.wanted))


def document(work: Work, rows: tuple[AuditRow, ...], empty: Text = EMPTY) -> Document:
    """The findings as text or JSON."""
    table = audit_table(work.lists, rows, empty)
    text = json_text(table, work.words) if work.format == "json" else audit_text(table, work.words)
    failed = any(row.severity == "error" and row.answered is None for row in rows)
    return Document(text, ExitCode.FOUND if failed else ExitCode.DONE)


VERBS = (Verb("audit", N_("What the history says against the records."), audit, takes=TAKES, formats=FORMATS),)
