"""Options and arguments of a verb: what the annotations of its function say, as parameters of the command line."""

from __future__ import annotations

import inspect
import types
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

import click

from huifang.texts import N_, Text, ToldError, Words, say

if TYPE_CHECKING:
    from collections.abc import Sequence

REQUIRED = inspect.Parameter.empty  # as the default of a parameter that has none
METAVARS = {str: N_("TEXT"), int: N_("NUMBER"), Path: N_("PATH")}


class WrongCall(ToldError):  # noqa: N818 - what was typed, not a fault
    """A call that cannot be understood; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option in an annotation: its flags, help, least and most of a number.

    Without flags it is `--` and the parameter's name; `--yes/--no` are flags for both answers.
    """

    flags: str = ""
    help: str = ""
    min: int | None = None
    max: int | None = None
    show_default: bool = True


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument in an annotation, with its help."""

    help: str


class WholeNumber(click.ParamType[int]):
    """A whole number within bounds; anything else is a sentence that names the option and its bounds."""

    name = "number"

    def __init__(self, least: int | None, most: int | None) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401, ARG002
        """The number that was typed; WrongCall for anything else."""
        if isinstance(value, int):
            return value
        digits = str(value).removeprefix("-")
        number = int(value) if digits.isdecimal() and digits.isascii() and len(digits) < len("1000000000") else None
        if number is None or (self.least is not None and number < self.least) or (self.most or number) < number:
            raise WrongCall(self._bounds(_name(param), str(value)))
        return number

    def _bounds(self, option: str, value: str) -> Text:
        if self.least is None:
            return say("{option} takes a whole number, not {value}", option=option, value=value)
        if self.most is None:
            return say("{option} takes a whole number, {least} or more, not {value}", option=option,
                           least=self.least, value=value)  # fmt: skip
        return say("{option} takes a whole number from {least} to {most}, not {value}", option=option,
                   least=self.least, most=self.most, value=value)  # fmt: skip


def flag_of(name: str) -> str:
    """The option of a parameter, or of a key of a record: `--next-by` for `next_by`."""
    return f"--{name.replace('_', '-')}"


def parameter_of(name: str, annotation: Any, default: Any, spoken: Words) -> click.Parameter:  # noqa: ANN401 - any type
    """A parameter of a verb as the command line takes it; REQUIRED as its default says that it must be given."""
    kind, described = _parts(annotation)
    base, many = _base(kind)
    given: dict[str, Any] = {"required": True} if default is REQUIRED else {"default": () if many else default}
    if isinstance(described, Argument):
        nargs = -1 if many else 1
        return click.Argument([name], type=_plain(base), nargs=nargs, help=spoken.plain(described.help), **given)
    if base is bool:
        given |= {"is_flag": True, "type": bool}
    else:
        given |= {"multiple": many, "metavar": spoken.plain(METAVARS[base])}
        given["type"] = WholeNumber(described.min, described.max) if base is int else _plain(base)
    shown = described.show_default and base is int
    names = [name, described.flags or flag_of(name)]
    return click.Option(names, help=spoken.plain(described.help), show_default=shown, **given)


def _parts(annotation: Any) -> tuple[Any, Option | Argument]:  # noqa: ANN401 - any type expression
    if get_origin(annotation) is not Annotated:
        raise TypeError(annotation)  # a verb whose parameter says nothing of itself
    kind, described, *_ = get_args(annotation)
    return kind, described


def _base(kind: Any) -> tuple[type, bool]:  # noqa: ANN401 - any type expression
    """The type of one value, and whether several may be given."""
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = (part for part in get_args(kind) if part is not type(None))
    return (get_args(kind)[0], True) if get_origin(kind) is list else (kind, False)


def _plain(base: type) -> click.Path | type:
    return click.Path(path_type=Path) if base is Path else base


def _name(param: click.Parameter | None) -> str:
    names: Sequence[str] = [] if param is None else [*param.opts]
    return next((each for each in names if each.startswith("--")), names[0].upper() if names else "")
