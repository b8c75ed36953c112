"""The `huifang` command: the table of its verbs, and errors as sentences."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from huifang import __version__
from huifang.commands import (
    answers,
    audit,
    compare,
    demo,
    erase,
    fix,
    fmt,
    handover,
    history,
    hook,
    init,
    ledger,
    lists,
    new,
    note,
    pack,
    portal,
    schema,
    seals,
    show,
    units,
    upgrade,
    validate,
)
from huifang.commands.options import WrongCall
from huifang.commands.usage import SpokenGroup, sentence_of
from huifang.commands.verb import Verb, command, language_of, print_note
from huifang.editing import NotWrittenError
from huifang.output.streams import keep_streams, screen
from huifang.services.exits import ExitCode
from huifang.texts import N_, say, words

if TYPE_CHECKING:
    from huifang.texts import Language, Text, Words

MODULES = (
    init,
    validate,
    lists,
    show,
    units,
    new,
    fix,
    fmt,
    handover,
    ledger,
    portal,
    history,
    compare,
    note,
    audit,
    seals,
    answers,
    pack,
    erase,
    hook,
    schema,
    upgrade,
    demo,
)
VERBS: tuple[Verb, ...] = tuple(verb for module in MODULES for verb in module.VERBS)
GROUPS = {
    "new": N_("A new record: person, visit, talk or plan."),
    "portal": N_("The internal site."),
    "hook": N_("What Git itself asks before it takes a commit."),
}  # verbs of two words
ABOUT = N_("The register of follow-up visits to sanctioned officials.")


def application(lang: Language) -> click.Group:
    """All verbs, with their help in a language."""
    spoken = words(lang)
    by_name = {verb.name: verb for verb in VERBS}
    below: dict[str, dict[str, click.Command]] = {}
    for name, verb in by_name.items():
        group, _, last = name.rpartition(" ")
        if group:
            below.setdefault(group, {})[last] = command(verb, spoken)
    made: dict[str, click.Command] = {
        name: command(verb, spoken, below.get(name)) for name, verb in by_name.items() if " " not in name
    }
    for name, text in GROUPS.items():
        made[name] = SpokenGroup(spoken, name=name, help=spoken.plain(text), commands=below[name], no_args_is_help=True)
    version = click.Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=_version,
        help=spoken.plain(N_("the version")),
    )  # fmt: skip
    return SpokenGroup(
        spoken, name="huifang", help=spoken.plain(ABOUT), commands=made, params=[version], no_args_is_help=True
    )


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        sys.stdout.write(f"huifang {__version__}\n")
        ctx.exit()


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code. No traceback reaches a person."""
    keep_streams()
    given = sys.argv[1:] if arguments is None else arguments
    spoken = words(language_of(given))
    return _flushed(_ran(given, spoken), spoken)


def _ran(given: list[str], spoken: Words) -> int:
    try:
        result = application(spoken.lang).main(_without_language(given), prog_name="huifang", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as problem:
        print(problem.format_message())  # noqa: T201 - the help
        return ExitCode.USAGE
    except click.UsageError as problem:
        return int(print_note(_said(problem, given), spoken))
    except WrongCall as problem:
        return int(print_note(problem.message, spoken))
    except (KeyboardInterrupt, click.Abort):
        return int(print_note(say("stopped; nothing is half written"), spoken, ExitCode.INTERRUPTED))
    except (BrokenPipeError, SystemExit):  # whoever reads has enough; click ends the process then
        return ExitCode.DONE
    except NotWrittenError as refused:
        return int(print_note(refused.message, spoken, ExitCode.UNREADABLE))
    except OSError as problem:
        return int(print_note(_failed(problem), spoken, ExitCode.UNREADABLE))
    except Exception as problem:  # a fault of ours: one sentence, and the way to tell us
        if os.environ.get("HUIFANG_DEBUG"):
            raise
        message = say("this is a fault of the program ({problem}); set HUIFANG_DEBUG=1 and report what it prints",
                      problem=f"{type(problem).__name__}: {problem}")  # fmt: skip
        return int(print_note(message, spoken, ExitCode.UNREADABLE))
    return int(result or 0)


def _flushed(code: int, spoken: Words) -> int:
    """The exit code, once what help and version printed has gone out."""
    try:
        screen(b"")
    except BrokenPipeError:
        return code
    except OSError as problem:
        return code if code == ExitCode.UNREADABLE else int(print_note(_failed(problem), spoken, ExitCode.UNREADABLE))
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


def _said(problem: click.UsageError, given: list[str]) -> Text:
    """What is wrong with a call; options before the verb are the usual slip."""
    verb = next((part for part in given if part in {verb.name.partition(" ")[0] for verb in VERBS}), None)
    if isinstance(problem, click.NoSuchOption) and given[0].startswith("-") and verb:
        return say("options stand after the verb: `huifang {verb}` …", verb=verb)
    return sentence_of(problem)
