"""One call of a verb, run: its request, the document on stdout or in its file, and the exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from huifang.command_line.verb import Document, Verb, Work, note_finding, print_note
from huifang.editing import NotWrittenError, write_document
from huifang.git_access import GitTroubleError
from huifang.output.check_links import hyperlinked
from huifang.output.csvtext import csv_file
from huifang.output.printable import visible
from huifang.output.progress import Shown
from huifang.output.streams import screen
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import Request
from huifang.services.targets import refuse_document
from huifang.texts import Words, say

if TYPE_CHECKING:
    from collections.abc import Mapping


def run_verb(verb: Verb, given: Mapping[str, Any], mine: Mapping[str, Any], spoken: Words) -> ExitCode:
    """Run a verb: `given` are the shared options as typed, `mine` its own; returns the exit code."""
    form = given.get("format") or ""
    if "format" in given and form not in verb.formats:
        known = ", ".join(verb.formats)
        return print_note(
            say("there is no format {value} for this verb; there are: {known}", value=form, known=known), spoken
        )
    with Shown(spoken) as progress:
        work = Work(_wanted(given, progress), spoken, form, bool(given.get("names")), given.get("output"))
        try:
            if work.output is not None:
                refuse_document(work.output, work.wanted.records)
            document = verb.run(work, **mine)
        except GitTroubleError as trouble:
            progress.close()
            return print_note(trouble.message, spoken, ExitCode.UNREADABLE)
        except Stop as stop:
            progress.close()
            for finding in stop.findings:
                note_finding(finding, spoken)
            return print_note(stop.message, spoken, stop.code)
    return _written(document, work)


def _wanted(given: Mapping[str, Any], progress: Shown) -> Request:
    return Request(
        records=tuple(given.get("records") or ()),
        at=given.get("at"),
        as_of=given.get("as_of"),
        districts=tuple(given.get("district") or ()),
        units=tuple(given.get("unit") or ()),
        people=tuple(given.get("person") or ()),
        progress=progress.at,
    )


def _written(document: Document, work: Work) -> ExitCode:
    """The document alone on stdout, UTF-8 whatever the locale; or in the file, whole or not at all."""
    text = visible(document.text)
    plain = text.encode() if document.content is None else document.content
    try:
        if work.output is not None:
            write_document(work.output, csv_file(text) if work.format == "csv" else plain, plain)
            return document.code
        screen(hyperlinked(text, document.links).encode() if document.links and sys.stdout.isatty() else plain)
    except BrokenPipeError:  # whoever reads has enough
        return document.code
    except OSError as problem:
        reason = problem.strerror or str(problem)
        message = say("cannot write to the screen: {reason}", reason=reason)
        if work.output is not None:
            message = say("cannot write {path}: {reason}", path=str(work.output), reason=reason)
        return print_note(message, work.words, ExitCode.UNREADABLE)
    except NotWrittenError as refused:
        return print_note(refused.message, work.words, ExitCode.UNREADABLE)
    return document.code
