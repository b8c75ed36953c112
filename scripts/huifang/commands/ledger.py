"""`huifang import FILE.xlsx` and `huifang export`: ledgers (台账) in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import SCOPE, Document, Verb, Work, print_note, refuse_bytes_for_the_screen
from huifang.services.exits import ExitCode
from huifang.texts import N_


def import_(
    work: Work,
    file: Annotated[Path, Argument(help=N_("the ledger, a workbook (.xlsx)"))],
    write: Annotated[bool, Option(help=N_("write what is shown; without it nothing is written"))] = False,
    update: Annotated[bool, Option(help=N_("also add what the ledger says more of people who are registered"))] = False,
    mapping: Annotated[
        Path | None, Option(help=N_("file that says which heading is which key; made if absent"))
    ] = None,
    rejects: Annotated[
        Path | None, Option(help=N_("workbook to make of the rejected rows, reasons beside them"))
    ] = None,
    without_names: Annotated[bool, Option(help=N_("take no names; they only tell which rows are one person"))] = False,
) -> Document:
    """A dry run of a ledger, or its import: all files or none."""
    from huifang.services.import_report import ImportReport, import_json, import_text
    from huifang.services.ledger_import import Asked, files_beside, imported, refuse_in_repository, written
    from huifang.services.targets import refuse_within

    if rejects is not None:
        refuse_within(rejects, work.wanted.records)
        refuse_in_repository(rejects)
    asked = Asked(file, mapping, write, update, without_names, work.wanted.as_of)
    found = imported(work.opened, asked, work.words)
    for note in files_beside(found, rejects, work.wanted.records, work.words):
        print_note(note, work.words)
    done = written(work.opened, found) if write else []
    shown = ImportReport(found, work.opened.trees[0].name, tuple(done), written=write)
    text = import_json(shown, work.words) if work.format == "json" else import_text(shown, work.words)
    return Document(text, ExitCode.FOUND if found.outcome.rejected else ExitCode.DONE)


def export(
    work: Work,
    template: Annotated[bool, Option(help=N_("an empty ledger with lists to choose words and units from"))] = False,
) -> Document:
    """People, talks and visits as a ledger that can be imported again; by code, names only with --names."""
    from huifang.services.ledger_export import exported_ledger, ledger_written
    from huifang.services.ledger_import import refuse_in_repository

    refuse_bytes_for_the_screen(work)
    if work.output is not None and work.names:
        refuse_in_repository(work.output)
    ledger, left_out = exported_ledger(work.lists, work.words, named=work.names, template=template)
    for note in left_out:
        print_note(note, work.words)
    content = ledger_written(ledger, work.format)
    return Document(content) if isinstance(content, str) else Document(content=content)


VERBS = (
    Verb("import", import_, ("records", "as_of", "format", "lang"), ("text", "json")),
    Verb("export", export,
         ("records", "as_of", "at", *SCOPE, "names", "format", "output", "lang"), ("xlsx", "csv")),
)  # fmt: skip
