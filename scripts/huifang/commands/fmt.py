"""`huifang fmt`: records in the one spelling of the format; --check writes nothing and shows what would change."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import Document, Verb, Work, note_finding, print_note
from huifang.services.exits import ExitCode
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.editing.formatting.register import FormattedRegister


def fmt(
    work: Work,
    paths: Annotated[list[Path] | None, Argument(help=N_("only these files and folders"))] = None,
    check: Annotated[bool, Option(help=N_("write nothing; show what would change"))] = False,
) -> Document:
    """The paths of the files that were written, or what would change in them."""
    from huifang.editing.formatting.register import FormattedRegister
    from huifang.policy import words_of
    from huifang.services.paths import is_wanted, register_path
    from huifang.services.workspaces import registers_here

    folders, trees, policy, _ = registers_here(work.wanted.records)
    wanted = [register_path(path, folders, trees) for path in paths or ()]
    made = FormattedRegister(trees)
    made.look_at(words_of(policy), partial(is_wanted, wanted=wanted), work.wanted.progress)
    text = "".join(_differences(made, wanted, work) if check else (f"{path}\n" for path in made.paths))
    if not check:
        made.write()
    return Document(text, _told(made, work, check=check))


def _differences(made: FormattedRegister, wanted: Sequence[str], work: Work) -> Iterator[str]:
    from huifang.services.paths import is_asked_for

    for path in made.paths:
        if is_asked_for(path, wanted):
            yield from made.diff_of(path)
        else:
            print_note(say("{path} would change; its lines are shown only where it is named", path=path), work.words)


def _told(made: FormattedRegister, work: Work, *, check: bool) -> ExitCode:
    for found in made.unreadable:
        note_finding(found, work.words)
    for note in made.left_alone:
        print_note(note, work.words)
    n = len(made.paths)
    if not made.seen:
        print_note(say("no record stands there; the policy and audit/ are never formatted"), work.words)
    elif check:
        print_note(say("files that would change: {n} of {all}", n=n, all=made.seen), work.words)
    else:
        print_note(say("files written: {n}", n=n), work.words)
    if made.unreadable or made.left_alone:
        return ExitCode.UNREADABLE
    return ExitCode.FOUND if check and n else ExitCode.DONE


VERBS = (
    Verb(
        "fmt",
        fmt,
        takes=("records", "lang"),
    ),
)
