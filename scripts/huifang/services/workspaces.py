"""Where records are made and changed: the registers that were named, swept, with their policy and day."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from huifang.editing.handover import HandoverDraft
from huifang.editing.new import Workspace
from huifang.git_access import NoGitError, find
from huifang.history import Codes, codes_ever
from huifang.register import FolderTree
from huifang.register.layout import SECRET
from huifang.register.load import settings_of
from huifang.register.register import settings_together
from huifang.services.exits import ExitCode, Stop
from huifang.services.leftovers import sweep_before_writing
from huifang.services.registers import as_of, policy_of, register_folders
from huifang.services.several import called
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from huifang.policy import Policy
    from huifang.texts import Words

PARTIAL = say("this clone holds only a part of the history, so nobody knows which codes were given before; "
              "fetch the rest: git fetch --unshallow")  # fmt: skip


def open_workspace(typed: Sequence[Path], spoken: Words) -> Workspace:
    """Where a record is made: the registers that were named, or the one here."""
    folders, trees, policy, day = _swept(typed)
    return Workspace(trees, policy, day, spoken, lambda: codes_of_histories(folders))


def open_handover(typed: Sequence[Path]) -> HandoverDraft:
    """Where a handover is worked out: the registers that were named, or the one here."""
    return HandoverDraft(*_swept(typed)[1:])


def _swept(typed: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[FolderTree, ...], Policy, date]:
    for folder in register_folders(typed):
        sweep_before_writing(folder)
    return registers_here(typed)


def registers_here(typed: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[FolderTree, ...], Policy, date]:
    """The registers that were named, or the one here, with their policy and day."""
    folders = register_folders(typed)
    trees = tuple(FolderTree(folder, name) for folder, name in zip(folders, called(folders), strict=True))
    policy = policy_of(trees)
    return folders, trees, policy, as_of(None, settings_together(list(map(settings_of, trees)), len(trees)))


def codes_of_histories(folders: Sequence[Path]) -> Codes:
    """The codes that ever stood in the histories of registers, and of the clones of names and facts inside them.

    A plain folder has none. Stop(UNREADABLE) where a clone does not hold all of one: no code is given on trust.
    """
    found = Codes()
    for folder in folders:
        for part in ("", *(each for each in SECRET if os.path.lexists(folder / each / ".git"))):
            with suppress(NoGitError):
                place = find(folder / part)
                if place.shallow():
                    raise Stop(ExitCode.UNREADABLE, PARTIAL)
                each = codes_ever(place, part)
                found = Codes(found.given | each.given, found.mentioned | each.mentioned)
    return found
