"""Which repository a folder belongs to, found by ourselves: git's own search can be led astray by what is tracked.

The nearest folder that holds `.git` is the work tree. Git tracks nothing of that name, so no merge request can put one
there; but HEAD, objects/ and refs/ can be tracked, and git would take a folder that holds them for a repository.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - a dataclass keeps its annotations
from typing import TYPE_CHECKING

from huifang.git_access.errors import BrokenError, OwnerError
from huifang.git_access.ownership import is_trusted
from huifang.git_access.settings import setting
from huifang.texts import say

if TYPE_CHECKING:
    from huifang.texts import Text

NAME = ".git"
REF = re.compile(r"ref: *(refs/[^\s]+)\s*")
HASH = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64})\s*")
OF_A_REGISTER = ("policy", "people", "organizations", "register.yml")  # none of them lies in a bare repository
SHORT_FILE = 1 << 12  # bytes of HEAD, and of a file that names a folder
PLAIN_FILES = ("config", "packed-refs", "shallow", "index")  # where they are no files, git would wait for them


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a repository's `data` lie (of a linked work tree its own part), the `common` ones, and the work tree."""

    data: Path
    common: Path
    top: Path | None  # None: a bare repository

    @property
    def head(self) -> str:
        """HEAD as it may be copied; BrokenError where it is none."""
        path = self.data / "HEAD"
        text = f"ref: {path.readlink()}" if path.is_symlink() else _short(path)
        if text is None or not (REF.fullmatch(text) or HASH.fullmatch(text)):
            raise BrokenError(_no_repository(self.data))
        return text

    @property
    def unborn(self) -> bool:
        """Whether HEAD names a branch without a commit."""
        found = REF.fullmatch(self.head)
        if found is None or os.path.lexists(self.common / found[1]):
            return False
        packed = self.common / "packed-refs"
        return not packed.exists() or f" {found[1]}\n".encode() not in packed.read_bytes()

    @property
    def lends(self) -> bool:
        """Whether it leaves objects to other repositories."""
        return (self.common / "objects/info/alternates").exists()


def enclosing(folder: Path) -> Whereabouts | None:
    """The repository in whose work tree a folder lies, as far as its file system goes; None for a plain folder."""
    device = folder.stat().st_dev
    for each in (folder, *folder.parents):
        if each.stat().st_dev != device:
            return None
        if os.path.lexists(each / NAME):
            return _in_work_tree(each)
    return None


def bare_repository(folder: Path) -> Whereabouts | None:
    """A folder that is itself a repository and holds nothing of a register; None for any other."""
    if any(os.path.lexists(folder / name) for name in OF_A_REGISTER) or not _is_data(folder):
        return None
    if not is_trusted(folder, folder):
        raise OwnerError(folder)
    return _checked(Whereabouts(folder, folder, None))


def _in_work_tree(top: Path) -> Whereabouts:
    path = top / NAME
    try:
        plain = stat.S_ISDIR(path.lstat().st_mode)
        data = path if plain else _named(path)
        found = Whereabouts(data, data, top) if plain else _linked(data, path)
    except OSError as problem:
        raise BrokenError(_no_repository(path)) from problem
    if not is_trusted(top, top, path, data):
        raise OwnerError(top)
    if not _is_data(found.common):
        raise BrokenError(_no_repository(path))
    return _checked(found)


def _named(path: Path) -> Path:
    """The folder that a file `.git`, or a link of that name, points to."""
    if path.is_symlink():
        return path.resolve(strict=True)
    text = _short(path)
    if text is None or not text.startswith("gitdir: "):
        raise BrokenError(_no_repository(path))
    return (path.parent / text.removeprefix("gitdir: ").rstrip("\n")).resolve(strict=True)


def _linked(data: Path, path: Path) -> Whereabouts:
    """A folder that lies elsewhere has to name this one in turn: else anybody's repository could be put under it."""
    top = path.parent
    common = data.parent.parent
    names = _pointed(data, "gitdir")
    if names == path and data.parent.name == "worktrees" and _pointed(data, "commondir") == common:
        return Whereabouts(data, common, top)
    worktree = setting(data / "config", "core.worktree", top)
    if data.is_relative_to(top) or (worktree is not None and (data / worktree).resolve() == top):
        return Whereabouts(data, data, top)
    message = say("{path} points to {data}, which belongs to no work tree here; if it is the right one: "
                  "`git worktree repair`, or `git --git-dir={data} config core.worktree {top}`",
                  path=str(path), data=str(data), top=str(top))  # fmt: skip
    raise BrokenError(message)


def _pointed(data: Path, name: str) -> Path | None:
    """The path that a file of one line names, as it is, but for links above it."""
    text = _short(data / name)
    if text is None:
        return None
    named = data / text.rstrip("\n")
    return named.parent.resolve() / named.name if name == "gitdir" else named.resolve()


def _is_data(folder: Path) -> bool:
    return all((folder / name).is_dir() for name in ("objects", "refs")) and os.path.lexists(folder / "HEAD")


def _checked(found: Whereabouts) -> Whereabouts:
    for folder in {found.data, found.common}:
        for name in PLAIN_FILES:
            path = folder / name
            if path.exists() and not path.is_file():
                raise BrokenError(_no_repository(path))
    _ = found.head  # it can be read, or it is told
    return found


def _short(path: Path) -> str | None:
    """A file of a line; None where it is none."""
    try:
        if not path.is_file() or path.stat().st_size > SHORT_FILE:
            return None
        return path.read_bytes().decode(errors="surrogateescape")
    except OSError:
        return None


def _no_repository(path: Path) -> Text:
    return say("{path} is no Git repository that can be read; clone it anew, or restore it", path=str(path))
