"""`huifang validate`: every finding, sorted; it reads and never writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import SCOPE, Document, Verb, Work, print_note
from huifang.output import FINDING_FORMATS, FORGE_FORMATS
from huifang.services.exits import ExitCode
from huifang.texts import N_


def validate(
    work: Work,
    paths: Annotated[list[Path] | None, Argument(help=N_("report only what concerns these files and folders"))] = None,
    strict: Annotated[bool, Option(help=N_("warnings count as errors"))] = False,
) -> Document:
    """All findings of the register; PATHS limits what is reported, everything is read."""
    from huifang.lists import FindingRow
    from huifang.output.check_links import check_addresses
    from huifang.services.finding_scope import findings_asked, from_repositories
    from huifang.services.owners_file import owners_notes
    from huifang.services.portal_address import portal_address

    rows = findings_asked(work.lists, work.opened, paths or (), work.wanted.at)
    if work.format in FORGE_FORMATS:
        rows = from_repositories(rows, work.opened)
    if not paths:
        for note in owners_notes(work.opened):
            print_note(note, work.words)
    code = ExitCode.FOUND if any(strict or row.severity == "error" for row in rows) else ExitCode.DONE
    if work.opened.notes:  # git could not be asked, so what is tracked was not checked; the note says what to do
        code = ExitCode.UNREADABLE
    address, wrong = portal_address()
    if wrong is not None:
        print_note(wrong, work.words)
    table = replace(work.lists.table("validate", FindingRow, rows), portal=address)
    links = check_addresses(rows, address) if work.format == "text" else {}
    return Document(FINDING_FORMATS[work.format](table, work.words), code, links=links)


VERBS = (
    Verb("validate", validate,
         ("records", "as_of", "at", *SCOPE, "format", "output", "lang"), tuple(FINDING_FORMATS)),
)  # fmt: skip
