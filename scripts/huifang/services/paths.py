"""Paths that somebody typed, as findings give them: relative to the folder that holds the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from huifang.register.layout import is_secret
from huifang.services.exits import ExitCode, Stop
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from huifang.register import Tree


def register_path(path: Path, folders: Sequence[Path], trees: Sequence[Tree], *, at: str | None = None) -> str:
    """A file or folder of a register; Stop(USAGE) for any other. With `at` it need not be there now."""
    for folder, tree in zip(folders, trees, strict=True):
        for base in (Path.cwd(), folder.parent, folder):
            whole = (path if path.is_absolute() else base / path).resolve()
            if whole.is_relative_to(folder.resolve()) and (whole.exists() or at is not None):
                return "/".join((tree.name, *whole.relative_to(folder.resolve()).parts))
        if path.parts[:1] == (tree.name,) and folder.joinpath(*path.parts[1:]).exists():  # as findings tell it
            return path.as_posix()
    raise Stop(ExitCode.USAGE, say("{path} is no file or folder of the register", path=str(path)))


def is_wanted(path: str, wanted: Iterable[str]) -> bool:
    """Whether a path is one of those that were asked for, or lies in one; all are, where none was asked for."""
    asked = tuple(wanted)
    return not asked or any(path == each or path.startswith(f"{each}/") for each in asked)


def is_asked_for(path: str, wanted: Iterable[str]) -> bool:
    """Whether a file of names or restricted facts was asked for by its own path or that of its folder.

    Its lines are shown to nobody who asked for the register as a whole.
    """
    own = [each for each in wanted if is_secret(each.partition("/")[2])]
    return not is_secret(path.partition("/")[2]) or (bool(own) and is_wanted(path, own))
