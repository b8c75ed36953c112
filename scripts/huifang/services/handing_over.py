"""What a handover changes: a helper, an officer, a body or a unit, as it was asked for; and the branch for it."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING, Any

from huifang.editing.handover import Destination, NewHelper, close_unit, hand_helpers, hand_officers, hand_to_body
from huifang.editing.new import RefusedError
from huifang.git_access import GitTroubleError, NoGitError, find
from huifang.lists import Scope
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import day_typed, refuse_unknown
from huifang.services.workspaces import open_handover
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from huifang.editing.handover import HandoverDraft
    from huifang.register import Finding

KINDS = {  # what is handed over -> the options it needs, and those it may have besides
    "--helper": (("--to", "--from"), ("--to-post", "--to-unit", "--district", "--unit")),
    "--officer": (("--to", "--from"), ("--unit",)),
    "--transfer": (("--to", "--from"), ("--unit", "--post", "--rank")),
    "--close": (("--on",), ("--successor",)),
}


def handover_draft(typed: Sequence[Path], given: Mapping[str, Any]) -> tuple[HandoverDraft, list[Finding], date]:
    """What would change, the findings on it, and the day; `given` holds the options that were typed, by their flags."""
    kind = _kind(set(given))
    day = day_typed(given["--on" if kind == "--close" else "--from"])
    draft = open_handover(typed)
    refuse_unknown(draft.register, Scope(frozenset(given.get("--district", ())), frozenset(), frozenset()))
    try:
        _hand(draft, kind, given, day)
        return draft, draft.judged(), day
    except RefusedError as refused:
        raise Stop(ExitCode.USAGE, refused.message, refused.findings) from refused


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


def _hand(draft: HandoverDraft, kind: str, given: Mapping[str, Any], day: date) -> None:
    what, to, unit = given[kind], given.get("--to", ""), given.get("--unit")
    match kind:
        case "--helper":
            taker = NewHelper(to.strip(), given.get("--to-post"), given.get("--to-unit"))
            hand_helpers(draft, what, taker, day, districts=given.get("--district", ()), unit=unit)
        case "--officer":
            hand_officers(draft, what, to.strip(), day, body=unit)
        case "--transfer":
            hand_to_body(draft, what, Destination(to, unit, given.get("--post"), given.get("--rank")), day)
        case _:
            close_unit(draft, what, day, given.get("--successor"))


def branch_commands(draft: HandoverDraft, day: date) -> Iterator[tuple[str, ...]]:
    """For each repository the three commands that make it one branch: who commits, and signs, is a person."""
    for root in dict.fromkeys(tree.root for tree, _, _ in draft.files()):
        try:
            find(root)
        except (NoGitError, GitTroubleError):
            continue
        git = f"git -C {shlex.quote(os.path.relpath(root))}"
        paths = shlex.join(inside for tree, inside, _ in draft.files() if tree.root == root)
        yield f"{git} switch -c handover-{day}", f"{git} add -- {paths}", f"{git} commit -m handover-{day}"
