"""What all verbs share: their options, the register behind them, notes on stderr. Loads only what help needs."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING, Any

from huifang.output.printable import one_line, visible
from huifang.services.exits import ExitCode, Stop
from huifang.texts import Language, Text, Words, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from huifang.command_line.usage import Asks
    from huifang.lists import Lists
    from huifang.register import Finding
    from huifang.services.registers import OpenRegister, Request

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
        from huifang.services.registers import open_register  # noqa: PLC0415 - help and wrong calls load no register

        found = open_register(self.wanted)
        for note in found.notes:
            print_note(note, self.words)
        return found

    @cached_property
    def lists(self) -> Lists:
        """Everything computed for what was asked."""
        from huifang.services.registers import lists_of  # noqa: PLC0415 - help and wrong calls load no register

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
    """One verb: its name, the shared options it takes, its formats (the first is the default)."""

    name: str
    run: Callable[..., Document]
    takes: tuple[str, ...] = LIST
    formats: tuple[str, ...] = ()
    asks: Asks | None = None  # how somebody at a terminal is asked for what is missing
    options: Mapping[str, Any] = field(default_factory=dict)  # of its own, besides those of its function's signature


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
