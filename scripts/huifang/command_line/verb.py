"""What all verbs share: the options, the document on stdout, notes on stderr, and the exit code."""

from __future__ import annotations

import inspect
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import dropwhile, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

import click

from huifang.command_line.options import REQUIRED, Option, parameter_of
from huifang.command_line.usage import Spoken, SpokenGroup
from huifang.editing import NotWrittenError, write_document
from huifang.git_access import GitTroubleError
from huifang.output import csv_file
from huifang.output.check_links import hyperlinked
from huifang.output.printable import one_line, visible
from huifang.output.progress import Shown
from huifang.output.streams import screen
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import OpenRegister, Request, lists_of, open_register
from huifang.services.targets import refuse_document
from huifang.texts import LANGUAGES, N_, Language, Text, Words, say, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from huifang.command_line.usage import Asks
    from huifang.lists import Lists
    from huifang.register import Finding

SHARED: Mapping[str, tuple[Any, Any, str]] = {  # name -> type, default, help
    "records": (list[Path] | None, None, N_("the register's folder; may be given several times")),
    "as_of": (str | None, None, N_("the day everything is computed for, YYYY-MM-DD")),
    "at": (str | None, None, N_("the records of a commit or of a day's last commit")),
    "district": (list[str] | None, None, N_("only this district; may be given several times")),
    "unit": (list[str] | None, None, N_("only this unit; may be given several times")),
    "person": (list[str] | None, None, N_("only this person; may be given several times")),
    "names": (bool, False, N_("names beside the codes, as far as identities/ is present")),
    "output": (Path | None, None, N_("write to this file instead of the screen")),
    "format": (str | None, None, N_("the format of the document")),
    "lang": (str, "zh", N_("the language: zh or en")),
}
SCOPE = ("district", "unit", "person")
LIST = ("records", "as_of", "at", *SCOPE, "names", "format", "output", "lang")


@dataclass(frozen=True)
class Work:
    """One call of a verb: what was asked for, and the register behind it, opened when first needed."""

    wanted: Request
    words: Words
    format: str
    names: bool
    output: Path | None

    @cached_property
    def opened(self) -> OpenRegister:
        """The register with its policy."""
        found = open_register(self.wanted)
        for note in found.notes:
            print_note(note, self.words)
        return found

    @cached_property
    def lists(self) -> Lists:
        """Everything computed for what was asked."""
        return lists_of(self.opened, self.wanted)


@dataclass(frozen=True, slots=True)
class Document:
    """What goes to stdout or into the file, and how the verb ends."""

    text: str = ""
    code: ExitCode = ExitCode.DONE
    content: bytes | None = None  # instead of text: a workbook
    links: Mapping[str, str] = field(default_factory=dict)  # what stands between brackets -> its address, on a terminal


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: its name, what it does, the shared options it takes, its formats (the first is the default)."""

    name: str
    help: str
    run: Callable[..., Document]
    takes: tuple[str, ...] = LIST
    formats: tuple[str, ...] = ()
    asks: Asks | None = None  # how somebody at a terminal is asked for what is missing
    options: Mapping[str, Any] = field(default_factory=dict)  # of its own, besides those of its function's signature


def command(verb: Verb, spoken: Words, below: Mapping[str, click.Command] | None = None) -> click.Command:
    """The verb on the command line: its own parameters, then the shared options; `below` are its further verbs."""
    parameters = [parameter_of(name, *described, spoken) for name, described in own_parameters(verb).items()]
    own = tuple(str(each.name) for each in parameters)
    parameters += [_shared(name, verb, spoken) for name in verb.takes]

    def call(**given: Any) -> int:  # noqa: ANN401 - what was typed, read by click
        mine = {name: value for name in own if (value := _several(given.pop(name))) is not None}
        if given.get("lang", spoken.lang) not in LANGUAGES:
            message = say("there is no language {value}; there are: {known}", value=given["lang"], known=LANGUAGES)
            return print_note(message, spoken)
        return _run(verb, given, mine, words(given.get("lang") or spoken.lang))

    name, text = verb.name.rpartition(" ")[2], spoken.plain(verb.help)
    if below is None:
        return Spoken(spoken, verb.asks, name=name, callback=call, params=parameters, help=text)
    return SpokenGroup(
        spoken, name=name, callback=_alone(call), params=parameters, help=text, commands=below,
        invoke_without_command=True,
    )  # fmt: skip


def own_parameters(verb: Verb) -> dict[str, tuple[Any, Any]]:
    """The parameters that are the verb's own, with annotation and default: of its signature, then of its table.

    TypeError for one of which neither says anything: it would be no option, and nobody would see it.
    """
    hints = get_type_hints(verb.run, include_extras=True)
    found: dict[str, tuple[Any, Any]] = {}
    for each in list(inspect.signature(verb.run).parameters.values())[1:]:
        if get_origin(hints[each.name]) is Annotated:
            found[each.name] = hints[each.name], each.default
        elif each.kind is not each.VAR_KEYWORD and each.name not in verb.options:
            raise TypeError(verb.name, each.name)
    for name, annotation in verb.options.items():
        found[name] = annotation, REQUIRED if get_args(annotation)[0] is str else None
    return found


def _alone(call: Callable[..., int]) -> Callable[..., int]:
    """A verb that has further verbs below it runs where none of them is named."""

    def run(**given: Any) -> int:  # noqa: ANN401 - as above
        return 0 if click.get_current_context().invoked_subcommand else call(**given)

    return run


def _several(value: object) -> object:
    """Several values as a list, none of them as nothing."""
    return (list(value) or None) if isinstance(value, tuple) else value


def _shared(name: str, verb: Verb, spoken: Words) -> click.Parameter:
    kind, default, text = SHARED[name]
    shown = spoken.plain(text)
    if name == "format":
        default, shown = verb.formats[0], f"{shown}: {', '.join(verb.formats)}"
    if name == "lang":
        default = spoken.lang
    return parameter_of(name, Annotated[kind, Option(help=shown)], default, spoken)


def _run(verb: Verb, given: Mapping[str, Any], mine: Mapping[str, Any], spoken: Words) -> ExitCode:
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


def refuse_bytes_for_the_screen(work: Work) -> None:
    """Stop where a workbook would be printed to somebody's terminal."""
    if work.output is None and work.format == "xlsx":
        with suppress(OSError, ValueError):
            if sys.stdout.isatty():
                raise Stop(ExitCode.USAGE, say("a workbook is no text for the screen; name a file with --output"))


def print_note(message: Text, spoken: Words, code: ExitCode = ExitCode.USAGE) -> ExitCode:
    """A sentence on stderr, if anybody listens."""
    noted(f"huifang: {visible(spoken(message))}")
    return code


def note_finding(finding: Finding, spoken: Words) -> None:
    """A finding as a line on stderr: where, what, and what to do."""
    place = finding.place
    where = f"{place.path}:{place.line}:{place.column or 1}" if place.line else place.path
    noted(one_line(f"{where}: {spoken(finding.message)} → {spoken(finding.fix)}"))


def noted(line: str) -> None:
    """A line on stderr, which may be full or closed: then nobody reads it."""
    with suppress(OSError):
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - stderr is for notes


def language_of(arguments: list[str]) -> Language:
    """The language of help and errors, looked for before anything is parsed; not before the verb."""
    after = list(dropwhile(lambda part: part.startswith("-"), arguments))
    named = [part.partition("=")[2] for part in after if part.startswith("--lang=")]
    named += [value for part, value in pairwise(after) if part == "--lang"]
    wanted = named[-1] if named else os.environ.get("HUIFANG_LANG", "zh")
    return "en" if wanted == "en" else "zh"
