"""Asking at a terminal for what a call of `huifang new` lacks; the answers become options of the same call."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from huifang.output.printable import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.services.record_dialogue import Answers, AskedOption


def asked_options(params: Sequence[click.Parameter]) -> Iterator[AskedOption]:
    """The parameters of a verb as a dialogue asks for them."""
    from huifang.services.record_dialogue import AskedOption  # noqa: PLC0415 - only where somebody is asked

    for each in params:
        name, flag = str(each.name), each.opts[-1]
        yield AskedOption(
            name,
            label=flag if flag.startswith("--") else name.upper(),
            help=str(getattr(each, "help", "") or ""),
            needed=each.required,
            many=isinstance(each, click.Option) and each.multiple,
            yes_no=isinstance(each.type, click.types.BoolParamType),
        )


def at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def typed_line(prompt: str) -> str:
    """A line that somebody types after a prompt on stderr; KeyboardInterrupt where there is none any more."""
    sys.stderr.write(visible(prompt))
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line.endswith("\n"):
        raise KeyboardInterrupt
    return line


def as_arguments(params: Sequence[click.Parameter], answers: Answers) -> list[str]:
    """The answers as they would have been typed after the verb."""
    made: list[str] = []
    for each in params:
        for value in answers.get(str(each.name), ()):
            if isinstance(each, click.Argument):
                made.append(value)
            elif each.is_flag:  # type: ignore[attr-defined] # an option
                made += [each.opts[0]] if value == "true" else each.secondary_opts[:1]
            else:
                made += [f"{each.opts[0]}={value}"]
    return made
