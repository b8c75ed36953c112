"""What all verbs share: the options, the document on stdout, notes on stderr, and the exit code."""

from __future__ import annotations

import copy
import inspect
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import typer

from huifang.commands.exits import ExitCode, Stop
from huifang.commands.opening import Opened, Wanted, lists_of, open_register
from huifang.commands.progress import Shown
from huifang.editing import write_file
from huifang.history import GitTroubleError
from huifang.lists import Lists
from huifang.output import csv_file
from huifang.output.visible import visible
from huifang.texts import LANGUAGES, N_, Language, Text, Words, say, words

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

    wanted: Wanted
    words: Words
    format: str
    names: bool
    output: Path | None

    @cached_property
    def opened(self) -> Opened:
        """The register with its policy."""
        found = open_register(self.wanted)
        for note in found.notes:
            told(note, self.words)
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


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: its name, what it does, the shared options it takes, its formats (the first is the default)."""

    name: str
    help: str
    run: Callable[..., Document]
    takes: tuple[str, ...] = LIST
    formats: tuple[str, ...] = ()


def command(verb: Verb, lang: Language) -> Callable[..., None]:
    """The function that typer calls: shared options, then the verb's own."""
    spoken = words(lang)
    own = list(inspect.signature(verb.run).parameters.values())[1:]
    hints = get_type_hints(verb.run, include_extras=True)

    def call(**given: Any) -> None:  # noqa: ANN401 - typer's values
        mine = {each.name: given.pop(each.name) for each in own}
        if given.get("lang", lang) not in LANGUAGES:
            message = say("there is no language {value}; there are: {known}", value=given["lang"], known=LANGUAGES)
            raise typer.Exit(int(told(message, spoken)))
        raise typer.Exit(int(_run(verb, given, mine, words(given.get("lang") or lang))))

    parameters = [each.replace(annotation=_spoken(hints[each.name], spoken)) for each in own]
    parameters += [_shared(name, verb, spoken) for name in verb.takes]
    parameters.sort(key=lambda each: each.default is not inspect.Parameter.empty)
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {each.name: each.annotation for each in parameters}
    call.__doc__ = spoken.plain(verb.help)
    return call


def alone(call: Callable[..., None], spoken: Words) -> Callable[..., None]:
    """A verb that has further verbs below it: it runs where none of them is named, and takes no options for them."""

    def run(context: typer.Context, **given: Any) -> None:  # noqa: ANN401 - typer's values
        if context.invoked_subcommand is None:
            call(**given)
        elif any(context.get_parameter_source(name).name == "COMMANDLINE" for name in given):  # type: ignore[union-attr] # of its own parameters
            verb = f"{context.info_name} {context.invoked_subcommand}"
            raise typer.Exit(int(told(say("options stand after the verb: `huifang {verb}` …", verb=verb), spoken)))

    inner = inspect.signature(call)
    context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    run.__signature__ = inner.replace(parameters=[context, *inner.parameters.values()])  # type: ignore[attr-defined]
    run.__annotations__ = {"context": typer.Context, **call.__annotations__}
    run.__doc__ = call.__doc__
    return run


def _shared(name: str, verb: Verb, spoken: Words) -> inspect.Parameter:
    kind, default, text = SHARED[name]
    shown = spoken.plain(text)
    if name == "format":
        default, shown = verb.formats[0], f"{shown}: {', '.join(verb.formats)}"
    if name == "lang":
        default = spoken.lang
    flag = f"--{name.replace('_', '-')}"
    annotation: Any = Annotated[kind, typer.Option(flag, help=shown, show_default=name == "format")]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _spoken(annotation: Any, spoken: Words) -> Any:  # noqa: ANN401 - any type expression
    """The annotation with its help in the language."""
    if not hasattr(annotation, "__metadata__"):
        return annotation
    info = copy.copy(annotation.__metadata__[0])
    info.help = spoken.plain(info.help or "")
    return Annotated[get_args(annotation)[0], info]


def _run(verb: Verb, given: Mapping[str, Any], mine: Mapping[str, Any], spoken: Words) -> ExitCode:
    form = given.get("format") or ""
    if "format" in given and form not in verb.formats:
        known = ", ".join(verb.formats)
        return told(
            say("there is no format {value} for this verb; there are: {known}", value=form, known=known), spoken
        )
    with Shown(spoken) as progress:
        work = Work(_wanted(given, progress), spoken, form, bool(given.get("names")), given.get("output"))
        try:
            document = verb.run(work, **mine)
        except GitTroubleError as trouble:
            progress.close()
            return told(trouble.message, spoken, ExitCode.UNREADABLE)
        except Stop as stop:
            progress.close()
            for finding in stop.findings:
                place = f"{finding.place.path}:{finding.place.line or 1}:{finding.place.column or 1}"
                print(visible(f"{place}: {spoken(finding.message)} → {spoken(finding.fix)}"), file=sys.stderr)  # noqa: T201
            return told(stop.message, spoken, stop.code)
    return _written(document, work)


def _wanted(given: Mapping[str, Any], progress: Shown) -> Wanted:
    return Wanted(
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
    if work.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return document.code
    if not work.output.absolute().parent.is_dir():
        message = say("there is no folder {folder}", folder=str(work.output.absolute().parent))
        return told(message, work.words, ExitCode.UNREADABLE)
    try:
        write_file(work.output, csv_file(text) if work.format == "csv" else text.encode())
    except OSError as problem:
        message = say("cannot write {path}: {reason}", path=str(work.output), reason=problem.strerror or str(problem))
        return told(message, work.words, ExitCode.UNREADABLE)
    return document.code


def told(message: Text, spoken: Words, code: ExitCode = ExitCode.USAGE) -> ExitCode:
    """A sentence on stderr."""
    print(f"huifang: {visible(spoken(message))}", file=sys.stderr)  # noqa: T201 - stderr is for notes
    return code


def language_of(arguments: list[str]) -> Language:
    """The language of help and errors, looked for before anything is parsed."""
    named = [part.partition("=")[2] for part in arguments if part.startswith("--lang=")]
    named += [after for part, after in pairwise(arguments) if part == "--lang"]
    wanted = named[-1] if named else os.environ.get("HUIFANG_LANG", "zh")
    return "en" if wanted == "en" else "zh"
