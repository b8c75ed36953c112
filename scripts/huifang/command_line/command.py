"""A verb as click has it: its own parameters, then the shared options; what runs it is loaded when it is called."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

import click

from huifang.command_line.options import REQUIRED, Option, parameter_of
from huifang.command_line.usage import BelowVerbs, Spoken, SpokenGroup
from huifang.command_line.verb import print_note
from huifang.texts import LANGUAGES, N_, Words, say, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from huifang.command_line.verb import Verb

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


def command(verb: Verb, about: str, spoken: Words, below: BelowVerbs | None = None) -> click.Command:
    """The verb on the command line: its own parameters, then the shared options; `below` are its further verbs."""
    parameters = [parameter_of(name, *described, spoken) for name, described in own_parameters(verb).items()]
    own = tuple(str(each.name) for each in parameters)
    parameters += [_shared(name, verb, spoken) for name in verb.takes]

    def call(**given: Any) -> int:  # noqa: ANN401 - what was typed, read by click
        from huifang.command_line.running import run_verb  # noqa: PLC0415 - help and wrong calls load no register

        mine = {name: value for name in own if (value := _several(given.pop(name))) is not None}
        if given.get("lang", spoken.lang) not in LANGUAGES:
            message = say("there is no language {value}; there are: {known}", value=given["lang"], known=LANGUAGES)
            return print_note(message, spoken)
        return run_verb(verb, given, mine, words(given.get("lang") or spoken.lang))

    name, text = verb.name.rpartition(" ")[2], spoken.plain(about)
    if below is None:
        return Spoken(spoken, verb.asks, name=name, callback=call, params=parameters, help=text)
    return SpokenGroup(
        spoken, name=name, callback=_alone(call), params=parameters, help=text, below=below,
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
