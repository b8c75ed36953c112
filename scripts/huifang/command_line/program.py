"""A command and its verbs: how a call is run, and every error as a sentence with its exit code."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import click

from huifang import __version__
from huifang.command_line.command import command
from huifang.command_line.options import WrongCall
from huifang.command_line.usage import BelowVerbs, SpokenGroup, sentence_of
from huifang.command_line.verb import language_of, print_note
from huifang.output.streams import keep_streams, screen
from huifang.services.exits import ExitCode
from huifang.texts import N_, ToldError, say, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.command_line.verb import Verb
    from huifang.texts import Language, Text, Words

NAME = "huifang"


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """A verb as the command knows it before it is called: its name, what it does, and which module has it."""

    name: str
    help: str
    module: str

    def verb(self, package: str) -> Verb:
        """The verb itself: its module is loaded."""
        verbs: Sequence[Verb] = import_module(f"{package}.{self.module}").VERBS
        return next(each for each in verbs if each.name == self.name)


@dataclass(frozen=True)
class Program:
    """A command: what it is, its verbs, and what those verbs have in common whose names are two words."""

    about: str
    package: str  # where the modules of the verbs are
    entries: Sequence[VerbEntry]
    groups: Mapping[str, str]  # the first of two words -> its help

    def application(self, lang: Language) -> click.Group:
        """All verbs, with their help in a language."""
        spoken = words(lang)
        version = click.Option(
            ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=_version,
            help=spoken.plain(N_("the version")),
        )  # fmt: skip
        about = {each.name: each.help for each in self.entries} | dict(self.groups)
        shown = {name: spoken.plain(about[name]) for name in (each.name.partition(" ")[0] for each in self.entries)}
        return SpokenGroup(
            spoken, name=NAME, help=spoken.plain(self.about), params=[version], no_args_is_help=True,
            below=BelowVerbs(shown, partial(self._named, spoken=spoken)),
        )  # fmt: skip

    def _named(self, name: str, spoken: Words) -> click.Command:
        """What a first word calls: a verb, or what is common to verbs of two words."""
        found = {each.name.partition(" ")[2]: each for each in self.entries if each.name.startswith(f"{name} ")}
        below = BelowVerbs(
            {last: spoken.plain(each.help) for last, each in found.items()},
            lambda last: command(found[last].verb(self.package), found[last].help, spoken),
        )
        if name in self.groups:
            return SpokenGroup(spoken, below, name=name, help=spoken.plain(self.groups[name]), no_args_is_help=True)
        own = next(each for each in self.entries if each.name == name)
        return command(own.verb(self.package), own.help, spoken, below if found else None)

    def run(self, arguments: list[str] | None = None) -> int:
        """Run a call, else what this process was called with; returns the exit code. No traceback reaches a person."""
        keep_streams()
        given = sys.argv[1:] if arguments is None else arguments
        spoken = words(language_of(given))
        return _flushed(self._ran(given, spoken), spoken)

    def _ran(self, given: list[str], spoken: Words) -> int:
        try:
            typed = _without_language(given)
            result = self.application(spoken.lang).main(typed, prog_name=NAME, standalone_mode=False)
        except click.exceptions.NoArgsIsHelpError as problem:
            print(problem.format_message())  # noqa: T201 - the help
            return ExitCode.USAGE
        except click.UsageError as problem:
            return int(print_note(self._said(problem, given), spoken))
        except WrongCall as problem:
            return int(print_note(problem.message, spoken))
        except (KeyboardInterrupt, click.Abort):
            return int(print_note(say("stopped; nothing is half written"), spoken, ExitCode.INTERRUPTED))
        except (BrokenPipeError, SystemExit):  # whoever reads has enough; click ends the process then
            return ExitCode.DONE
        except ToldError as refused:
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

    def _said(self, problem: click.UsageError, given: list[str]) -> Text:
        """What is wrong with a call; options before the verb are the usual slip."""
        verbs = {each.name.partition(" ")[0] for each in self.entries}
        verb = next((part for part in given if part in verbs), None)
        if isinstance(problem, click.NoSuchOption) and given[0].startswith("-") and verb:
            return say("options stand after the verb: `huifang {verb}` …", verb=verb)
        return sentence_of(problem)


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        sys.stdout.write(f"{NAME} {__version__}\n")
        ctx.exit()


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
