"""`huifang handover`: a helper, an officer, a body or a unit hands over; shown first, written with --write."""

from __future__ import annotations

import os
import shlex
from datetime import date
from typing import TYPE_CHECKING, Annotated

from huifang.commands.options import Option
from huifang.commands.verb import Document, Verb, Work, noted, print_note
from huifang.editing.handover import (
    Destination,
    NewHelper,
    close_unit,
    hand_helpers,
    hand_officers,
    hand_to_body,
)
from huifang.editing.new import RefusedError
from huifang.history import GitTroubleError, NoGitError, find
from huifang.lists import Scope
from huifang.output.printable import one_line
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import day_typed, refuse_unknown
from huifang.services.workspaces import open_handover
from huifang.texts import N_, say

if TYPE_CHECKING:
    from huifang.editing.handover import HandoverDraft
    from huifang.register import Finding

KINDS = {  # what is handed over -> the options it needs, and those it may have besides
    "--helper": (("--to", "--from"), ("--to-post", "--to-unit", "--district", "--unit")),
    "--officer": (("--to", "--from"), ("--unit",)),
    "--transfer": (("--to", "--from"), ("--unit", "--post", "--rank")),
    "--close": (("--on",), ("--successor",)),
}


def handover(
    work: Work,
    helper: Annotated[str | None, Option(help=N_("the helper who leaves"))] = None,
    officer: Annotated[str | None, Option(help=N_("the officer who leaves: visits of the plans"))] = None,
    transferred: Annotated[str | None, Option("--transfer", help=N_("code of whom another body follows up"))] = None,
    close: Annotated[str | None, Option(help=N_("id of the unit that is closed"))] = None,
    to: Annotated[str | None, Option(help=N_("who takes over: a name, or with --transfer a body"))] = None,
    since: Annotated[str | None, Option("--from", help=N_("the first day of who takes over"))] = None,
    to_post: Annotated[str | None, Option(help=N_("post of the new helper"))] = None,
    to_unit: Annotated[str | None, Option(help=N_("unit of the new helper; else that of the old"))] = None,
    district: Annotated[list[str] | None, Option(help=N_("only people of this district"))] = None,
    unit: Annotated[
        str | None,
        Option(help=N_("only the helper of this unit, the plans of this body; with --transfer the new unit")),
    ] = None,
    post: Annotated[str | None, Option(help=N_("with --transfer: the new post"))] = None,
    rank: Annotated[str | None, Option(help=N_("with --transfer: the new rank"))] = None,
    on: Annotated[str | None, Option(help=N_("the last day of the closed unit"))] = None,
    successor: Annotated[str | None, Option(help=N_("the unit in which everybody goes on"))] = None,
    write: Annotated[bool, Option(help=N_("write what is shown; without it nothing is written"))] = False,
) -> Document:
    """What would change, a person a part; --write writes all of it or nothing."""
    given = {
        "--helper": helper, "--officer": officer, "--transfer": transferred, "--close": close, "--to": to,
        "--from": since, "--to-post": to_post, "--to-unit": to_unit, "--district": district, "--unit": unit,
        "--post": post, "--rank": rank, "--on": on, "--successor": successor,
    }  # fmt: skip
    kind = _kind({flag for flag, value in given.items() if value is not None})
    day = day_typed(str(given["--on" if kind == "--close" else "--from"]))
    draft = open_handover(work.wanted.records)
    refuse_unknown(draft.register, Scope(frozenset(district or ()), frozenset(), frozenset()))
    try:
        match kind:
            case "--helper":
                taker = NewHelper(str(to).strip(), to_post, to_unit)
                hand_helpers(draft, str(helper), taker, day, districts=district or (), unit=unit)
            case "--officer":
                hand_officers(draft, str(officer), str(to).strip(), day, body=unit)
            case "--transfer":
                hand_to_body(draft, str(transferred), Destination(str(to), unit, post, rank), day)
            case _:
                close_unit(draft, str(close), day, successor)
        found = draft.judged()
    except RefusedError as refused:
        raise Stop(ExitCode.USAGE, refused.message, refused.findings) from refused
    return _shown(work, draft, found, day if write else None)


def _kind(given: set[str]) -> str:
    """Which of the four it is; Stop(USAGE) for none, for two, and for an option that is absent or means nothing."""
    kinds = [each for each in KINDS if each in given]
    if len(kinds) != 1:
        raise Stop(ExitCode.USAGE, say("say what is handed over, one of {options}", options=tuple(KINDS)))
    needed, allowed = KINDS[kinds[0]]
    for flag in needed:
        if flag not in given:
            raise Stop(ExitCode.USAGE, say("{value} is missing; --help says what it is", value=flag))
    for flag in sorted(given - {kinds[0], *needed, *allowed}):
        raise Stop(ExitCode.USAGE, say("{option} means nothing with {kind}", option=flag, kind=kinds[0]))
    return kinds[0]


def _shown(work: Work, draft: HandoverDraft, found: list[Finding], day: date | None) -> Document:
    """The changes; with a day, by which the branch is called, they are written."""
    text = draft.diff(work.words)
    if day is not None:
        draft.write()
    for note in draft.notes:
        print_note(note, work.words)
    for each in found:
        where = each.place.path
        noted(one_line(f"{where}: {work.words(each.message)} → {work.words(each.fix)}"))
    n = len(draft.paths)
    if day is None:
        print_note(say("nothing was written; --write changes these files: {n}", n=n), work.words)
        return Document(text)
    print_note(say("files written: {n}", n=n), work.words)
    _tell_git(work, draft, day)
    return Document(text)


def _tell_git(work: Work, draft: HandoverDraft, day: date) -> None:
    """The three commands that make it one branch: who commits, and signs, is a person."""
    for root in dict.fromkeys(tree.root for tree, _, _ in draft.files()):
        try:
            find(root)
        except (NoGitError, GitTroubleError):
            continue
        print_note(say("make it one branch with one commit; the message names no person:"), work.words)
        git = f"git -C {shlex.quote(os.path.relpath(root))}"
        paths = shlex.join(inside for tree, inside, _ in draft.files() if tree.root == root)
        noted(f"  {git} switch -c handover-{day}")
        noted(f"  {git} add -- {paths}")
        noted(f"  {git} commit -m handover-{day}")


VERBS = (
    Verb(
        "handover",
        N_("A helper, an officer, a body or a unit hands over everything at once."),
        handover,
        takes=("records", "lang"),
    ),
)
