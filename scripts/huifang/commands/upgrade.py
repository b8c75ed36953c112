"""`huifang upgrade`: rules and files of a newer program as a diff to review; written with --write, never committed."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from huifang import __version__
from huifang.command_line.options import Option
from huifang.command_line.verb import Document, Verb, Work, noted, print_note
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, say

if TYPE_CHECKING:
    from huifang.editing.office.upgrade import UpgradeDraft
    from huifang.register import Finding

BRANCH = "huifang-upgrade"


def upgrade(
    work: Work,
    take: Annotated[
        list[str] | None,
        Option("--take", help=N_("PATH of an entry or file that becomes the program's; may be given several times")),
    ] = None,
    write: Annotated[bool, Option("--write", help=N_("write what is shown; without it nothing is written"))] = False,
) -> Document:
    """What would change; --write writes all of it or nothing."""
    from huifang.editing.new import RefusedError
    from huifang.services.upgrades import open_upgrade

    draft, policy = open_upgrade(work.wanted.records, take or ())
    try:
        draft.work_out()
        found = draft.judged(policy)
    except RefusedError as refused:
        raise Stop(ExitCode.USAGE, refused.message, refused.findings) from refused
    text = draft.diff(work.words)
    again = draft.checked_anew(policy)
    if write:
        draft.write()
    _tell(work, draft, found, again, written=write)
    return Document(text)


def _tell(work: Work, draft: UpgradeDraft, found: list[Finding], again: tuple[str, ...], *, written: bool) -> None:
    from huifang.output.printable import one_line

    for each in found:
        noted(one_line(f"{each.place.path}: {work.words(each.message)} → {work.words(each.fix)}"))
    if not draft.base.entries:
        print_note(say("this register does not say what the program brought before: what is otherwise here stays, "
                       "and is shown with both sides"), work.words)  # fmt: skip
    if draft.kept:
        print_note(say("left as the office has it: {paths}", paths=tuple(draft.kept)), work.words)
    if again:
        print_note(say("compared with the text in audit/checked.yml, and otherwise from now on; compare again: "
                       "{versions}", versions=again), work.words)  # fmt: skip
    if not draft.changes:
        print_note(say("the register has all that version {version} brings", version=__version__), work.words)
        return
    counts = {"brought": len(draft.brought), "kept": len(draft.kept), "left": len(draft.conflicts)}
    print_note(say("brought by version {version}: {brought}; changed by the office, left: {kept}; changed by both, "
                   "left and shown: {left}", version=__version__, **counts), work.words)  # fmt: skip
    if not written:
        print_note(say("nothing was written; --write changes these files: {n}", n=len(draft.changes)), work.words)
        return
    print_note(say("files written: {n}", n=len(draft.changes)), work.words)
    _tell_git(work, draft)


def _tell_git(work: Work, draft: UpgradeDraft) -> None:
    """The commands that make it one branch to review: who commits, and signs, is a person."""
    print_note(say("look at it with `git diff`, then make it one branch with one commit, to be reviewed:"), work.words)
    top = Path(os.path.commonpath([each.root for each in draft.changes]))
    git = f"git -C {shlex.quote(os.path.relpath(top))}"
    paths = shlex.join(os.path.relpath(each.path, top) for each in draft.changes)
    for command in (f"switch -c {BRANCH}", f"add -- {paths}", f"commit -m {BRANCH}-{__version__}"):
        noted(f"  {git} {command}")


VERBS = (
    Verb(
        "upgrade",
        upgrade,
        takes=("records", "lang"),
    ),
)
