"""`huifang handover`: a helper, an officer, a body or a unit hands over; shown first, written with --write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from huifang.command_line.options import Option, flag_of
from huifang.command_line.verb import Document, Verb, Work, noted, print_note
from huifang.texts import N_, say

Given = str | None
OPTIONS: Mapping[str, Any] = {
    "helper": Annotated[Given, Option(help=N_("the helper who leaves"))],
    "officer": Annotated[Given, Option(help=N_("the officer who leaves: visits of the plans"))],
    "transfer": Annotated[Given, Option(help=N_("code of whom another body follows up"))],
    "close": Annotated[Given, Option(help=N_("id of the unit that is closed"))],
    "to": Annotated[Given, Option(help=N_("who takes over: a name, or with --transfer a body"))],
    "from": Annotated[Given, Option(help=N_("the first day of who takes over"))],
    "to_post": Annotated[Given, Option(help=N_("post of the new helper"))],
    "to_unit": Annotated[Given, Option(help=N_("unit of the new helper; else that of the old"))],
    "district": Annotated[list[str] | None, Option(help=N_("only people of this district"))],
    "unit": Annotated[
        Given, Option(help=N_("only the helper of this unit, the plans of this body; with --transfer the new unit"))
    ],
    "post": Annotated[Given, Option(help=N_("with --transfer: the new post"))],
    "rank": Annotated[Given, Option(help=N_("with --transfer: the new rank"))],
    "on": Annotated[Given, Option(help=N_("the last day of the closed unit"))],
    "successor": Annotated[Given, Option(help=N_("the unit in which everybody goes on"))],
    "write": Annotated[bool, Option(help=N_("write what is shown; without it nothing is written"))],
}


def handover(work: Work, *, write: bool = False, **given: str | list[str]) -> Document:
    """What would change, a person a part; --write writes all of it or nothing."""
    from huifang.output.printable import one_line
    from huifang.services.handing_over import branch_commands, handover_draft

    draft, found, day = handover_draft(work.wanted.records, {flag_of(name): value for name, value in given.items()})
    text = draft.diff(work.words)
    if write:
        draft.write()
    for note in draft.notes:
        print_note(note, work.words)
    for each in found:
        noted(one_line(f"{each.place.path}: {work.words(each.message)} → {work.words(each.fix)}"))
    n = len(draft.paths)
    if not write:
        print_note(say("nothing was written; --write changes these files: {n}", n=n), work.words)
        return Document(text)
    print_note(say("files written: {n}", n=n), work.words)
    for commands in branch_commands(draft, day):
        print_note(say("make it one branch with one commit; the message names no person:"), work.words)
        for line in commands:
            noted(f"  {line}")
    return Document(text)


VERBS = (
    Verb("handover", handover,
         ("records", "lang"), options=OPTIONS),
)  # fmt: skip
