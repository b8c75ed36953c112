"""Which register is upgraded to what this program brings along, and what an earlier program brought to it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from huifang import __version__
from huifang.editing.office.brought import BroughtBefore, BroughtError, read_brought
from huifang.editing.office.owners import owning_districts
from huifang.editing.office.setup import questions_for, refusal
from huifang.editing.office.upgrade import UpgradeDraft
from huifang.editing.overlay import NarrowTree
from huifang.editing.workbench import sweep
from huifang.git_access import GitTroubleError, NoGitError, find
from huifang.policy import words_of
from huifang.register import FolderTree, load
from huifang.register.layout import SHIPPED
from huifang.register.load import settings_of
from huifang.services.exits import ExitCode, Stop
from huifang.services.leftovers import sweep_before_writing
from huifang.services.new_register import NOT_KEPT, program_policy, program_texts
from huifang.services.registers import as_of, policy_of, register_folders
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from huifang.policy import Policy
    from huifang.register.reading import WordLists


def open_upgrade(typed: Sequence[Path], take: Sequence[str]) -> tuple[UpgradeDraft, Policy]:
    """The register that was named with what is brought to it, and its policy as it lies there."""
    folders = register_folders(typed)
    if len(folders) > 1:
        raise Stop(ExitCode.USAGE, say("one register at a time: name it with --records"))
    folder = folders[0]
    sweep_before_writing(folder)
    sweep(folder.resolve().parent)
    tree = FolderTree(folder.resolve())
    policy = policy_of((tree,))
    base = _brought(tree)
    day = as_of(None, settings_of(tree))
    districts = owning_districts(load([NarrowTree(tree)], words_of(policy)))  # nobody's records are read for it
    return UpgradeDraft(tree, day, base, program_texts(), _top(folder, base), tuple(take), districts), policy


def _brought(tree: FolderTree) -> BroughtBefore:
    """What the program brought before; nothing for a register made by hand."""
    path = f"{tree.name}/{SHIPPED}"
    try:
        found = read_brought(tree.read(SHIPPED))
    except FileNotFoundError:
        return BroughtBefore()
    except BroughtError as problem:
        message = say("{path} is not as the program wrote it; put it back from Git, or delete it: then all that is "
                      "otherwise here stays, and is shown", path=path)  # fmt: skip
        raise Stop(ExitCode.UNREADABLE, message) from problem
    if _number(found.program) > _number(__version__):
        message = say("{path} was written by version {there}; this is {here}, which is older: install the newer one",
                      path=path, there=found.program, here=__version__)  # fmt: skip
        raise Stop(ExitCode.UNREADABLE, message)
    _refuse_setup(found, words_of(program_policy()), path)
    return found


def _refuse_setup(found: BroughtBefore, words: WordLists, path: str) -> None:
    """What is filled into files must be what `init` would have taken: a merge request may come from anybody."""
    if not found.setup:
        return
    given = found.setup
    wanted = [each.key for each in questions_for(given.get("forge", "")) if each.key not in NOT_KEPT]
    if set(given) != set(wanted) or any(refusal(key, given[key], given, words) for key in wanted):
        message = say("{path} holds answers that `huifang init` would not take; put it back from Git", path=path)
        raise Stop(ExitCode.UNREADABLE, message)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def _top(folder: Path, base: BroughtBefore) -> Path | None:
    """The folder of the repository, if the register lies in it as `init` put it there."""
    above = folder.resolve().parent
    if not base.setup:
        return None
    with suppress(NoGitError, GitTroubleError):
        return above if find(folder).git.where.top == above else None
    return above  # a plain copy, without Git
