"""From options to the history of a register: where it lies in Git, and where what was read of it is kept."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.git_access import CommitTree, GitPlace, GitTroubleError, NoGitError, ShallowError, find, signers_of
from huifang.git_access.moves import prefix_of
from huifang.history import History, read_history
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import register_folders, work_tree
from huifang.services.several import called
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from huifang.register import Tree
    from huifang.register.load import Progress
    from huifang.services.registers import Request


@dataclass(frozen=True, slots=True)
class RegisterHistory:
    """A register in Git: its place, its files as they are now, and everything that led to them."""

    place: GitPlace
    tree: Tree
    folder: Path
    history: History


def roots_in_repositories(folders: Sequence[Path], names: Iterable[str]) -> dict[str, str]:
    """Name of each register -> how its paths begin from the root of its repository, by which a forge knows them.

    A register in no repository, or in one that git cannot read, keeps its name.
    """
    roots = {}
    for folder, name in zip(folders, names, strict=True):
        roots[name] = prefix_of(name)
        with suppress(NoGitError, GitTroubleError):
            roots[name] = prefix_of(find(folder).registered().inside)
    return roots


def repository_of(folder: Path) -> GitPlace:
    """The repository a register's folder lies in; Stop(UNREADABLE) for a plain folder."""
    try:
        return find(folder).registered()
    except NoGitError as problem:
        message = say("{folder} lies in no Git repository, so there is no history", folder=str(folder))
        raise Stop(ExitCode.UNREADABLE, message) from problem


def histories_of(wanted: Request) -> tuple[RegisterHistory, ...]:
    """The history of every register that was asked for."""
    return histories_in(register_folders(wanted.records), wanted.progress)


def histories_in(folders: Sequence[Path], progress: Progress | None = None) -> tuple[RegisterHistory, ...]:
    """The history of the registers in several folders; Stop(UNREADABLE) where one has none, or not all of it."""
    return tuple(_past_in(folder, progress, name) for folder, name in zip(folders, called(folders), strict=True))


def _past_in(folder: Path, progress: Progress | None, name: str) -> RegisterHistory:
    place = replace(whole_place(folder), called=name)
    head = place.head()
    tree: Tree = CommitTree(place, head) if place.bare and head is not None else work_tree(folder, place)
    history = read_history(place, signers_of(place, tree), cache=cache_folder(), progress=progress)
    return RegisterHistory(place, tree, folder, history)


def whole_place(folder: Path) -> GitPlace:
    """The repository a register's folder lies in; Stop(UNREADABLE) for a plain folder or a part of a history."""
    place = repository_of(folder)
    try:
        place.refuse_shallow()
    except ShallowError as problem:
        message = say("this clone holds only a part of the history; fetch the rest: git fetch --unshallow")
        raise Stop(ExitCode.UNREADABLE, message) from problem
    return place


def cache_folder() -> Path | None:
    """Where what was read is kept for the next run; None reads cold, as CI does."""
    if os.environ.get("CI") == "true":
        return None
    named = os.environ.get("XDG_CACHE_HOME", "")
    try:
        folder = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # nobody's home
        return None
    return folder / "huifang" if folder.is_absolute() else None  # never beside the records
