"""`huifang audit`: integrity findings over the history; what its other verbs share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from huifang.command_line.options import Option
from huifang.command_line.verb import Document, Verb, Work
from huifang.services.exits import ExitCode
from huifang.texts import N_, Text

if TYPE_CHECKING:
    from huifang.lists import AuditRow
    from huifang.services.audit_page import AuditedHistory

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
    from huifang.history.audit import audit_rows
    from huifang.services.audit_selection import audit_selection

    selection = audit_selection(work.wanted, check or (), severity, person or (), since, unanswered=unanswered)
    rows = tuple(
        row for _, each in audited(work) for row in selection.chosen(audit_rows(each, selection.asked()), each)
    )
    return document(work, rows, whole=bool(selection.checks))


def audited(work: Work) -> tuple[AuditedHistory, ...]:
    """Every register that was asked for, with its history and what is computed for it now."""
    from huifang.services.audit_page import audited_histories
    from huifang.services.repositories import histories_of

    return audited_histories(histories_of(work.wanted), work.lists, work.wanted.progress)


def document(work: Work, rows: tuple[AuditRow, ...], empty: Text | None = None, *, whole: bool = True) -> Document:
    """The findings as text or JSON; `whole` tells each, however many there are of one kind."""
    from huifang.history.audit import CHECKS
    from huifang.output.audittext import audit_text
    from huifang.output.jsontext import json_text
    from huifang.services.audit_page import EMPTY, audit_table, unanswered_errors

    table = audit_table(work.lists, rows, empty or EMPTY)
    if work.format == "json":
        text = json_text(table, work.words)
    else:
        text = audit_text(table, work.words, [each.id for each in CHECKS], whole=whole)
    return Document(text, ExitCode.FOUND if unanswered_errors(rows) else ExitCode.DONE)


VERBS = (Verb("audit", audit, takes=TAKES, formats=FORMATS),)
