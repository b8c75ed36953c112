"""Help and wrong calls in the reader's language: click parses, every word that is shown is ours."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from click.core import ParameterSource
from rich.cells import cell_len

from huifang.command_line.asking import as_arguments, asked_options, at_terminal
from huifang.command_line.options import WrongCall
from huifang.texts import N_, Text, Words, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from huifang.services.record_dialogue import Answers, Asking

    Asks = Callable[[Words, Sequence[Path], Answers], Asking]

USAGE, OPTIONS, ARGUMENTS, VERBS = N_("Usage:"), N_("Options:"), N_("Arguments:"), N_("Verbs:")
SOME_OPTIONS, SOME_VERB, REQUIRED = N_("[OPTIONS]"), N_("VERB …"), N_("must be given")
THIS_HELP = N_("show this text")
HELP = "--help"
TYPED = "huifang.typed"  # the words of a call as they were typed
GAP = 2  # characters between two columns
ALIKE = 0.75  # how much of an option must be the same to be meant


class Spoken(click.Command):
    """A verb whose help and wrong calls are in one language."""

    def __init__(self, spoken: Words, asks: Asks | None = None, **given: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(add_help_option=False, context_settings={"allow_extra_args": True}, **given)
        self.spoken, self.asks = spoken, asks
        self.asking: Asking | None = None
        self.params.append(_help_option(spoken))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what the verb gives
        """Run the verb; where somebody was asked for a record, again as long as another one is wanted."""
        code = super().invoke(ctx)
        while self.asking is not None and not code and self.asking.another():
            with self.make_context(ctx.info_name, list(ctx.meta[TYPED]), parent=ctx.parent) as next_one:
                code = super().invoke(next_one)
        return code

    def _completed(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The call with what somebody at the terminal answers to questions for what it lacks."""
        opts, *_ = self.make_parser(ctx).parse_args(list(args))
        given = {name: _texts(value) for name, value in opts.items() if isinstance(value, (str, list, tuple, bool))}
        last = self.asking.last if self.asking else {}
        self.asking = cast("Asks", self.asks)(self.spoken, tuple(map(Path, given.get("records", ()))), last)
        found = self.asking.answered(asked_options(self.params), given)
        return args + as_arguments(self.params, {name: value for name, value in found.items() if not given.get(name)})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, but what is one word too many is our sentence."""
        ctx.meta[TYPED] = tuple(args)
        try:
            rest = self._parsed(ctx, args)
        except click.UsageError as problem:
            problem.ctx = ctx  # click leaves it out where an option lacks its value
            raise
        if ctx.args and not ctx.resilient_parsing:
            raise WrongCall(say("{value} is one word too many here", value=ctx.args[0]))
        return rest

    def _parsed(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, list(args))
        except click.MissingParameter:
            if self.asks is None or not at_terminal():
                raise
            return super().parse_args(ctx, self._completed(ctx, list(ctx.meta[TYPED])))

    def get_help(self, ctx: click.Context) -> str:
        """The help of a verb."""
        return help_text(self, ctx, self.spoken)


@dataclass(frozen=True, slots=True)
class BelowVerbs:
    """The verbs below a word: what each does, and how it is loaded when it is called."""

    help: Mapping[str, str]
    verb: Callable[[str], click.Command]


class SpokenGroup(click.Group):
    """A verb of two words: it names those below it, and runs itself where it can and none of them is named."""

    def __init__(self, spoken: Words, below: BelowVerbs, **given: Any) -> None:  # noqa: ANN401 - click's own arguments
        super().__init__(add_help_option=False, **given)
        self.spoken, self.below = spoken, below
        self.params.append(_help_option(spoken))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own arguments
        """The names of the verbs below."""
        return list(self.below.help)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """The verb of a name, loaded when it is asked for; None where there is none."""
        return self.below.verb(cmd_name) if cmd_name in self.below.help else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that was named; WrongCall, with the nearest ones, where there is none."""
        name = args[0]
        found = self.get_command(ctx, name)
        path = " ".join(ctx.command_path.split()[1:])
        if found is None:
            raise WrongCall(no_verb(f"{path} {name}".strip(), get_close_matches(name, self.below.help), path))
        if any(ctx.get_parameter_source(each) is ParameterSource.COMMANDLINE for each in ctx.params):
            raise WrongCall(say("options stand after the verb: `huifang {verb}` …", verb=f"{path} {name}".strip()))
        return name, found, args[1:]

    def get_help(self, ctx: click.Context) -> str:
        """The help of a group, with the verbs below it."""
        return help_text(self, ctx, self.spoken)


def _texts(value: str | bool | Sequence[str]) -> tuple[str, ...]:
    """What was typed for an option, as texts."""
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return (value,) if isinstance(value, str) else tuple(value)


def no_verb(name: str, near: Sequence[str], path: str = "") -> Text:
    """There is no such verb; the nearest ones, else where all are listed."""
    if near:
        meant = tuple(f"{path} {each}".strip() for each in near)
        return say("there is no verb `{value}`; did you mean {near}?", value=name, near=meant)
    return say("there is no verb `{value}`; `huifang {path}--help` lists them", value=name, path=f"{path} ".lstrip())


def _help_option(spoken: Words) -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            click.echo(ctx.get_help())
            ctx.exit()

    return click.Option(
        [HELP], is_flag=True, expose_value=False, is_eager=True, callback=show, help=spoken.plain(THIS_HELP)
    )


def help_text(command: click.Command, ctx: click.Context, spoken: Words) -> str:
    """How a verb is called, what it does, and what may be given; columns are as wide as Chinese is shown."""
    group = command if isinstance(command, SpokenGroup) else None
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    shown = [_argument(each) for each in arguments]
    verb = [spoken.plain(SOME_VERB)] if group else []
    call = " ".join([ctx.command_path, *shown, spoken.plain(SOME_OPTIONS), *verb])
    lines = [f"{spoken.plain(USAGE)} {call}", "", f"  {command.help or ''}"]
    lines += _section(spoken.plain(ARGUMENTS), [(_argument(each), each.help or "") for each in arguments])
    options = [each for each in command.params if isinstance(each, click.Option)]
    lines += _section(spoken.plain(OPTIONS), [_option(each, spoken) for each in options])
    if group is not None:
        lines += _section(spoken.plain(VERBS), group.below.help.items())
    return "\n".join(lines)


def _argument(each: click.Argument) -> str:
    name = f"{(each.name or '').upper()}{'…' if each.nargs != 1 else ''}"
    return name if each.required else f"[{name}]"


def _option(each: click.Option, spoken: Words) -> tuple[str, str]:
    flags = " / ".join([*each.opts, *each.secondary_opts])
    head = flags if each.is_flag else f"{flags} {each.metavar}"
    notes = [spoken.plain(REQUIRED)] if each.required else []
    notes += [spoken(say("default: {value}", value=str(each.default)))] if each.show_default and each.default else []
    return head, f"{each.help or ''}{f' [{spoken(tuple(notes))}]' if notes else ''}"


def _section(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    found = list(rows)
    if not found:
        return []
    width = max(cell_len(head) for head, _ in found) + GAP
    return ["", title, *(f"  {head}{' ' * (width - cell_len(head))}{text}" for head, text in found)]


def sentence_of(problem: click.UsageError) -> Text:
    """What click refuses, as a sentence of ours."""
    ctx = problem.ctx
    match problem:
        case click.NoSuchOption():
            near = get_close_matches(problem.option_name, _flags(ctx), cutoff=ALIKE)
            if near:
                return say("there is no option {value} here; did you mean {near}?", value=problem.option_name,
                           near=tuple(near))  # fmt: skip
            return say("there is no option {value} here; --help lists them", value=problem.option_name)
        case click.MissingParameter() if isinstance(problem.param, click.Option):
            return say("{value} is missing; --help says what it is", value=problem.param.opts[0])
        case click.MissingParameter() if problem.param is not None:
            return say("{value} is missing; --help says what it is", value=str(problem.param.name).upper())
        case click.BadOptionUsage() if problem.option_name in _values(ctx):
            return say("{option} needs a value after it", option=problem.option_name)
        case click.BadOptionUsage():
            return say("{option} takes no value", option=problem.option_name)
        case _:
            return say("this call cannot be understood: {problem}", problem=problem.format_message())


def _flags(ctx: click.Context | None) -> list[str]:
    return [flag for each in (ctx.command.params if ctx else ()) for flag in (*each.opts, *each.secondary_opts)]


def _values(ctx: click.Context | None) -> list[str]:
    """The options of the verb that take a value."""
    options = [each for each in (ctx.command.params if ctx else ()) if isinstance(each, click.Option)]
    return [flag for each in options if not each.is_flag for flag in each.opts]
