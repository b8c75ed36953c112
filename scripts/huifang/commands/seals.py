"""`huifang audit seal` writes a checkpoint of the history; `huifang audit verify` asks the checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from huifang.commands.audit import FORMATS, TAKES, audited, document
from huifang.commands.options import Argument
from huifang.commands.verb import Document, Verb, Work
from huifang.editing import sweep_register, write_record
from huifang.history.audit import SEAL_CHECKS, audit_rows, made_seal, outside_rows, read_seal, seals_of
from huifang.lists import AuditRow
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, say

NO_SEAL = say("No seal was ever made.")


def verify(
    work: Work, seals: Annotated[list[Path] | None, Argument(help=N_("seals that were kept elsewhere"))] = None
) -> Document:
    """Ask the seals of the register, and those that were kept elsewhere."""
    found: list[AuditRow] = []
    kept = [read_seal(path.stem, path.read_bytes()) for path in seals or ()]
    asked = len(kept)
    for _, each in audited(work):
        asked += len(seals_of(each))
        found += audit_rows(each, SEAL_CHECKS)
        found += outside_rows(each, kept)
    return document(work, tuple(found), say("{n} seals were asked, and each holds.", n=asked) if asked else NO_SEAL)


def seal(work: Work) -> Document:
    """Write the next seal; where an earlier one does not hold, say so instead."""
    both = audited(work)
    if len(both) > 1:
        raise Stop(ExitCode.USAGE, say("seal one register at a time"))
    past, mine = both[0]
    sweep_register(past.folder)
    if mine.history.tip is None:
        raise Stop(ExitCode.UNREADABLE, say("there is no commit yet, so there is nothing to seal"))
    newest = mine.day(mine.history.mainline[-1])
    if work.lists.day < newest:
        message = say("the newest commit is of {newest}; a seal of {day} would be older than what it seals",
                      newest=newest, day=work.lists.day)  # fmt: skip
        raise Stop(ExitCode.USAGE, message)
    broken = audit_rows(mine, SEAL_CHECKS)
    if any(row.severity == "error" and row.answered is None for row in broken):
        return document(work, broken)
    made = made_seal(mine, work.lists.day)
    if made is None:
        raise Stop(ExitCode.DONE, say("there is nothing new since the last seal"))
    if work.output is not None:
        return Document(made.raw.decode())
    if past.place.bare:
        raise Stop(
            ExitCode.UNREADABLE, say("a bare repository has no work tree to write to; name a file with --output")
        )
    try:
        write_record(past.folder, made.path, made.raw, new=True)
    except FileExistsError as problem:
        path = str(past.folder / made.path)
        raise Stop(ExitCode.UNREADABLE, say("{path} is there already", path=path)) from problem
    told = say("{path} written; commit it, and keep a copy elsewhere", path=f"{mine.root}/{made.path}")
    return Document(f"{work.words(told)}\n")


VERBS = (
    Verb("audit seal", N_("A checkpoint of the history, to commit and to keep elsewhere."), seal, takes=TAKES,
         formats=FORMATS),
    Verb("audit verify", N_("Whether the checkpoints still hold."), verify, takes=TAKES, formats=FORMATS),
)  # fmt: skip
