"""`huifang audit seal` writes a checkpoint of the history; `huifang audit verify` asks the checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from huifang.command_line.options import Argument
from huifang.command_line.verb import Document, Verb, Work
from huifang.commands.audit import FORMATS, TAKES, audited, document
from huifang.texts import N_, say

NO_SEAL = say("No seal was ever made.")


def verify(
    work: Work, seals: Annotated[list[Path] | None, Argument(help=N_("seals that were kept elsewhere"))] = None
) -> Document:
    """Ask the seals of the register, and those that were kept elsewhere."""
    from huifang.history.audit import SEAL_CHECKS, audit_rows, outside_rows, read_seal, seals_of
    from huifang.lists import AuditRow

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
    from huifang.history.audit import SEAL_CHECKS, audit_rows
    from huifang.services.audit_page import only_audited, unanswered_errors
    from huifang.services.sealing import next_seal, refuse_sealing, write_seal

    past, mine = only_audited(audited(work), say("seal one register at a time"))
    refuse_sealing(past, mine, work.lists.day)
    broken = audit_rows(mine, SEAL_CHECKS)
    if unanswered_errors(broken):
        return document(work, broken)
    made = next_seal(mine, work.lists.day)
    if work.output is not None:
        return Document(made.raw.decode())
    write_seal(past, made)
    told = say("{path} written; commit it, and keep a copy elsewhere", path=f"{mine.root}/{made.path}")
    return Document(f"{work.words(told)}\n")


VERBS = (
    Verb("audit seal", seal, takes=TAKES,
         formats=FORMATS),
    Verb("audit verify", verify, takes=TAKES, formats=FORMATS),
)  # fmt: skip
