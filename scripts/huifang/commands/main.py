"""The `huifang` command: the table of its verbs, and errors as sentences."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from huifang import __version__
from huifang.commands import (
    answers,
    audit,
    compare,
    demo,
    erase,
    history,
    lists,
    new,
    pack,
    portal,
    schema,
    seals,
    show,
    validate,
)
from huifang.commands.exits import ExitCode
from huifang.commands.verb import Verb, alone, command, language_of, screen, told
from huifang.editing import NotWrittenError
from huifang.texts import N_, say, words

if TYPE_CHECKING:
    from huifang.texts import Language, Text, Words

MODULES = (validate, lists, show, new, portal, history, compare, audit, seals, answers, pack, erase, schema, demo)
VERBS: tuple[Verb, ...] = tuple(verb for module in MODULES for verb in module.VERBS)
GROUPS = {
    "new": N_("A new record: person, visit, talk or plan."),
    "portal": N_("The internal site."),
}  # verbs of two words
UsageError: type[Exception] = typer.BadParameter.__mro__[1]  # typer keeps its click to itself

NO_COMMAND = re.compile(r"No such command '(.+)'")
ABOUT = N_("The register of follow-up visits to sanctioned officials.")


def application(lang: Language) -> typer.Typer:
    """All verbs, with their help in a language."""
    spoken = words(lang)
    app = typer.Typer(
        name="huifang",
        help=spoken.plain(ABOUT),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    def about(version: bool = typer.Option(False, "--version", help=spoken.plain(N_("the version")))) -> None:  # noqa: FBT003
        if version:
            sys.stdout.write(f"huifang {__version__}\n")
            raise typer.Exit

    app.callback(invoke_without_command=True)(about)
    by_name = {verb.name: verb for verb in VERBS}
    groups: dict[str, typer.Typer] = {"": app}
    for name in sorted({name.rpartition(" ")[0] for name in by_name} - {""}):
        own = by_name.pop(name, None)  # a verb with further verbs below it
        groups[name] = typer.Typer(no_args_is_help=own is None, invoke_without_command=own is not None)
        if own is not None:
            groups[name].callback()(alone(command(own, lang), spoken))
        app.add_typer(groups[name], name=name, help=spoken.plain(own.help if own else GROUPS[name]))
    for verb in by_name.values():
        group, _, name = verb.name.rpartition(" ")
        groups[group].command(name)(command(verb, lang))
    return app


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code. No traceback reaches a person."""
    _keep_streams()
    given = sys.argv[1:] if arguments is None else arguments
    lang = language_of(given)
    return _flushed(_ran(given, lang, words(lang)), words(lang))


def _ran(given: list[str], lang: Language, spoken: Words) -> int:
    try:
        result = application(lang)(_without_language(given), prog_name="huifang", standalone_mode=False)
    except UsageError as problem:
        return int(_usage(problem, spoken))
    except (KeyboardInterrupt, typer.Abort):
        return int(told(say("stopped; nothing is half written"), spoken, ExitCode.INTERRUPTED))
    except (BrokenPipeError, SystemExit):  # whoever reads has enough; typer ends the process then
        return ExitCode.DONE
    except NotWrittenError as refused:
        return int(told(refused.message, spoken, ExitCode.UNREADABLE))
    except OSError as problem:
        return int(told(_failed(problem), spoken, ExitCode.UNREADABLE))
    except Exception as problem:  # a fault of ours: one sentence, and the way to tell us
        if os.environ.get("HUIFANG_DEBUG"):
            raise
        message = say("this is a fault of the program ({problem}); set HUIFANG_DEBUG=1 and report what it prints",
                      problem=f"{type(problem).__name__}: {problem}")  # fmt: skip
        return int(told(message, spoken, ExitCode.UNREADABLE))
    return int(result or 0)


def _keep_streams() -> None:
    """Where somebody closed one of the three, a file opened later would get its number, and be written into."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is None:  # what is written there fails, and is told
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:  # there is nobody to tell
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as we run


def _flushed(code: int, spoken: Words) -> int:
    """The exit code, once what help and version printed has gone out."""
    try:
        screen(b"")
    except BrokenPipeError:
        return code
    except OSError as problem:
        return code if code == ExitCode.UNREADABLE else int(told(_failed(problem), spoken, ExitCode.UNREADABLE))
    return code


def _failed(problem: OSError) -> Text:
    """What the system could not do, and where, if it says so."""
    reason = problem.strerror or str(problem)
    if not problem.filename:
        return say("cannot read or write: {reason}", reason=reason)
    return say("cannot read or write {path}: {reason}", path=os.fsdecode(problem.filename), reason=reason)


def _without_language(given: list[str]) -> list[str]:
    """Help is asked of groups too, which have no `--lang`: it has been heeded already."""
    if "--help" not in given:
        return given
    values = {number + 1 for number, part in enumerate(given) if part == "--lang"}
    kept = enumerate(given)
    return [part for number, part in kept if number not in values and part.partition("=")[0] != "--lang"]


def _usage(problem: Exception, spoken: Words) -> ExitCode:
    """What typer says of a wrong call, in the reader's language where we know the kind."""
    option = getattr(problem, "option_name", None)
    verb = getattr(problem, "command_name", None)
    name = type(problem).__name__
    if name == "NoArgsIsHelpError":
        print(problem.format_message())  # type: ignore[attr-defined]  # noqa: T201 - the help
        return ExitCode.USAGE
    if name == "NoSuchOption":
        return told(say("there is no option {value} here", value=str(option)), spoken)
    if name == "NoSuchCommand" or verb:
        return told(say("there is no verb {value}; `huifang --help` lists them", value=str(verb)), spoken)
    absent = getattr(problem, "param", None)
    if name == "MissingParameter" and absent is not None:
        shown = next((each for each in absent.opts if each.startswith("--")), str(absent.name).upper())
        return told(say("{value} is missing; --help says what it is", value=shown), spoken)
    said = problem.format_message()  # type: ignore[attr-defined]
    if (unknown := NO_COMMAND.match(said)) is not None:
        return told(say("there is no verb {value}; `huifang --help` lists them", value=unknown[1]), spoken)
    return told(say("wrong call: {problem}", problem=said), spoken)
