"""`huifang import FILE.xlsx` and `huifang export`: ledgers (台账) in and out."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from huifang.commands.options import Argument, Option
from huifang.commands.verb import Document, Verb, Work, print_note
from huifang.editing import write_document
from huifang.editing.ledger.export import Ledger, TooLongError, ledger_csv
from huifang.editing.ledger.rejects import rejects_book
from huifang.editing.ledger.workbook import ledger_book
from huifang.register.models import Person
from huifang.services.exits import ExitCode, Stop
from huifang.services.import_report import ImportReport, import_json, import_text
from huifang.services.ledger_import import Asked, imported, kept_mapping, refuse_in_repository, written
from huifang.services.targets import refuse_within
from huifang.texts import N_, Text, say


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
    if rejects is not None:
        refuse_within(rejects, work.wanted.records)
        refuse_in_repository(rejects)
    asked = Asked(file, mapping, write, update, without_names, work.wanted.as_of)
    found = imported(work.opened, asked, work.words)
    if mapping is not None and not mapping.exists():
        refuse_within(mapping, work.wanted.records)
        write_document(mapping, content := kept_mapping(found).encode(), content)
        kept = say("the headings as they were understood are in {path}; look through it and keep it", path=str(mapping))
        print_note(kept, work.words)
    if rejects is not None and found.outcome.rejected:
        book = rejects_book(found.sheets, found.outcome.rejected, work.words)
        write_document(rejects, book, book)
        print_note(say("the rejected rows are in {path}, which holds names as the ledger does; keep it out of Git",
                 path=str(rejects)), work.words)  # fmt: skip
    done = written(work.opened, found) if write else []
    shown = ImportReport(found, work.opened.trees[0].name, tuple(done), written=write)
    text = import_json(shown, work.words) if work.format == "json" else import_text(shown, work.words)
    return Document(text, ExitCode.FOUND if found.outcome.rejected else ExitCode.DONE)


def export(
    work: Work,
    template: Annotated[bool, Option(help=N_("an empty ledger with lists to choose words and units from"))] = False,
) -> Document:
    """People, talks and visits as a ledger that can be imported again; by code, names only with --names."""
    _refuse_place(work)
    lists = work.lists
    people = () if template else tuple(_people(work))
    names = lists.register.names if work.names else None
    ledger = Ledger(
        lists.register, lists.policy, work.words, people, names, template, import_notes(work, template=template)
    )
    try:
        if work.format == "csv":
            return Document(ledger_csv(ledger))
        return Document(content=ledger_book(ledger))
    except TooLongError as problem:
        raise Stop(ExitCode.UNREADABLE, problem.message) from problem


def _refuse_place(work: Work) -> None:
    if work.output is None and work.format == "xlsx":
        with suppress(OSError, ValueError):
            if sys.stdout.isatty():
                raise Stop(ExitCode.USAGE, say("a workbook is no text for the screen; name a file with --output"))
    if work.output is not None and work.names:
        refuse_in_repository(work.output)


def _people(work: Work) -> list[Person]:
    """Those in scope that the day knows: decided by then, not all revoked, and readable as a whole."""
    lists, found = work.lists, []
    for person in lists.register.people.values():
        decided = [each.decided_on for each in person.measures]
        begun = any(each is None or each.first <= lists.day for each in decided)
        cleared = all(each.revoked_on is not None and each.revoked_on <= lists.day for each in person.measures)
        if not lists.in_scope(person):
            continue
        if person.unread:
            print_note(say("{path} cannot be read whole and is left out", path=person.path), work.words)
        elif begun and not cleared:
            found.append(person)
    return found


def import_notes(work: Work, *, template: bool) -> list[Text]:
    """What a workbook says of itself."""
    made = [say("Ledger of the register of follow-up visits; made for {day}, policy {version}", day=work.lists.day,
                version=work.lists.policy.version)]  # fmt: skip
    if work.lists.register.sample:
        made.append(say("Fictional sample: every person, unit and document number is invented."))
    made += [
        say("One row a measure: a person with several has several rows, with the same code or name and unit in each."),
        say("Days are written 2025-08-12; where only the month of the decision is known, 2025-08."),
        say("Units are chosen from the list, or written with their id; several words in one cell are parted by “、”."),
        say("A value that has to be confirmed is followed by （待核实）."),
        say("Restricted facts, plans and names of people are not in this ledger unless names were asked for."),
    ]
    if template:
        made.append(say("Leave the code empty for a new person: the next free one of the district is given."))
    return made


VERBS = (
    Verb(
        "import",
        N_("A ledger (台账) of an office: what it would write, what is rejected and why; --write writes it."),
        import_,
        takes=("records", "as_of", "format", "lang"),
        formats=("text", "json"),
    ),
    Verb(
        "export",
        N_("The records as a ledger that can be imported again, or an empty one to fill in."),
        export,
        takes=("records", "as_of", "at", "district", "unit", "person", "names", "format", "output", "lang"),
        formats=("xlsx", "csv"),
    ),
)
