"""`huifang audit`: integrity findings over the history; `audit seal` writes a checkpoint, `audit verify` asks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from typer import Argument

from huifang.commands.exits import ExitCode, Stop
from huifang.commands.past import Past, past_of
from huifang.commands.verb import Document, Verb, Work
from huifang.editing import write_file
from huifang.history.audit import (
    CHECKS,
    SEAL_CHECKS,
    Audited,
    AuditRow,
    audit_rows,
    made_seal,
    outside_rows,
    read_seal,
)
from huifang.lists import Lists, Table
from huifang.output import json_text
from huifang.output.audittext import audit_text
from huifang.texts import N_, Text, say

TITLE, EMPTY = say("Audit"), say("Nothing to report.")
SEALS_HOLD = say("Every seal holds.")


def audit(
    work: Work,
    step: Annotated[str | None, Argument(help=N_("seal: write a checkpoint; verify: ask the checkpoints only"))] = None,
    seals: Annotated[list[Path] | None, Argument(help=N_("verify: seals that were kept elsewhere"))] = None,
) -> Document:
    """Every finding over the history, answered ones too; exit code 1 while an error stands unanswered."""
    run = STEPS.get(step or "")
    if run is None:
        known = ", ".join(name for name in STEPS if name)
        raise Stop(
            ExitCode.USAGE, say("there is no step {value} of audit; there are: {known}", value=str(step), known=known)
        )
    if seals and step != "verify":
        raise Stop(ExitCode.USAGE, say("only `audit verify` takes seals"))
    return run(work, tuple(seals or ()))


def _audited(work: Work) -> tuple[tuple[Past, Audited], ...]:
    pasts = past_of(work)
    return tuple((past, Audited(past.history, work.lists, past.tree)) for past in pasts)


def _all(work: Work, _seals: tuple[Path, ...]) -> Document:
    rows = tuple(row for _, audited in _audited(work) for row in audit_rows(audited, CHECKS))
    return _document(work, rows, EMPTY)


def _verify(work: Work, seals: tuple[Path, ...]) -> Document:
    """Ask the seals of the register, and those that were kept elsewhere."""
    found: list[AuditRow] = []
    for _, audited in _audited(work):
        found += audit_rows(audited, SEAL_CHECKS)
        found += outside_rows(audited, [read_seal(path.stem, path.read_bytes()) for path in seals])
    return _document(work, tuple(found), SEALS_HOLD)


def _seal(work: Work, _seals: tuple[Path, ...]) -> Document:
    """Write the next seal; where an earlier one does not hold, say so instead."""
    both = _audited(work)
    if len(both) > 1:
        raise Stop(ExitCode.USAGE, say("seal one register at a time"))
    past, audited = both[0]
    broken = audit_rows(audited, SEAL_CHECKS)
    if any(row.severity == "error" and row.answered is None for row in broken):
        return _document(work, broken, EMPTY)
    seal = made_seal(audited, work.lists.day)
    if seal is None:
        raise Stop(ExitCode.DONE, say("there is nothing new since the last seal"))
    if work.output is not None:
        return Document(seal.raw.decode())
    if past.place.bare:
        raise Stop(
            ExitCode.UNREADABLE, say("a bare repository has no work tree to write to; name a file with --output")
        )
    path = past.folder / seal.path
    try:
        write_file(path, seal.raw, new=True)
    except FileExistsError as problem:
        raise Stop(ExitCode.UNREADABLE, say("{path} is there already", path=str(path))) from problem
    told = say("{path} written; commit it, and keep a copy elsewhere", path=f"{audited.root}/{seal.path}")
    return Document(f"{work.words(told)}\n")


STEPS: Mapping[str, Callable[[Work, tuple[Path, ...]], Document]] = {"": _all, "seal": _seal, "verify": _verify}


def _document(work: Work, rows: tuple[AuditRow, ...], empty: Text) -> Document:
    table = _table(work.lists, rows, empty)
    text = json_text(table, work.words) if work.format == "json" else audit_text(table, work.words)
    failed = any(row.severity == "error" and row.answered is None for row in rows)
    return Document(text, ExitCode.FOUND if failed else ExitCode.DONE)


def _table(lists: Lists, rows: tuple[AuditRow, ...], empty: Text) -> Table:
    heading = replace(lists.heading("validate"), verb="audit", title=TITLE, empty=empty)
    return Table(heading, AuditRow, rows, lists.policy, lists.register.organizations)


VERBS = (
    Verb(
        "audit",
        N_("What the history says against the records; seal and verify its checkpoints."),
        audit,
        takes=("records", "as_of", "format", "output", "lang"),
        formats=("text", "json"),
    ),
)
