"""From options to the history of a register: where it lies in Git, and where what was read of it is kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from huifang.commands.exits import ExitCode, Stop
from huifang.commands.opening import foreign, register_folders, work_tree
from huifang.commands.verb import Work
from huifang.history import (
    CommitTree,
    GitPlace,
    History,
    NoGitError,
    OwnerError,
    ShallowError,
    find,
    read_history,
    signers_of,
)
from huifang.register import Tree
from huifang.register.load import Progress
from huifang.texts import say


@dataclass(frozen=True, slots=True)
class Past:
    """A register in Git: its place, its files as they are now, and everything that led to them."""

    place: GitPlace
    tree: Tree
    folder: Path
    history: History


def place_of(folder: Path) -> GitPlace:
    """The repository a register's folder lies in; Stop(UNREADABLE) for a plain folder."""
    try:
        return find(folder).registered()
    except OwnerError as problem:
        raise Stop(ExitCode.UNREADABLE, foreign(problem)) from problem
    except NoGitError as problem:
        message = say("{folder} lies in no Git repository, so there is no history", folder=str(folder))
        raise Stop(ExitCode.UNREADABLE, message) from problem


def past_of(work: Work) -> tuple[Past, ...]:
    """The history of every register that was asked for."""
    return tuple(past_in(folder, work.wanted.progress) for folder in register_folders(work.wanted.records))


def past_in(folder: Path, progress: Progress | None = None) -> Past:
    """The history of the register in a folder; Stop(UNREADABLE) where it has none, or not all of it."""
    place = whole_place(folder)
    head = place.head()
    tree: Tree = CommitTree(place, head) if place.bare and head is not None else work_tree(folder, place)
    history = read_history(place, signers_of(place, tree), cache=cache_folder(), progress=progress)
    return Past(place, tree, folder, history)


def whole_place(folder: Path) -> GitPlace:
    """The repository a register's folder lies in; Stop(UNREADABLE) for a plain folder or a part of a history."""
    place = place_of(folder)
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
