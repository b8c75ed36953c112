"""A tree of files: paths and bytes, from a folder here or (in `history`) from a commit."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - a dataclass keeps its annotations
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EntryKind = Literal["file", "folder", "link", "device"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of a tree, relative to the register's folder, with `/`; size in bytes."""

    path: str
    kind: EntryKind
    size: int = 0


class Tree(Protocol):
    """Where a register's bytes come from."""

    @property
    def name(self) -> str:
        """The name of the register's folder: findings are told relative to the folder that holds it."""

    def entries(self) -> Iterable[Entry]:
        """Every file, link and folder, sorted by path; `.git` is left out."""

    def read(self, path: str) -> bytes:
        """The bytes of one file; OSError where it cannot be read."""


@dataclass(frozen=True, slots=True)
class FolderTree:
    """A register's folder in the file system."""

    root: Path

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self.root.resolve().name

    def entries(self) -> Iterable[Entry]:
        """Every entry below the folder; links are not followed."""
        return sorted(_scan(self.root, ""), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of one file."""
        return (self.root / path).read_bytes()


def _scan(folder: Path, prefix: str) -> Iterator[Entry]:
    with os.scandir(folder) as found:
        for item in found:
            if item.name == ".git":
                continue
            path = f"{prefix}{item.name}"
            if item.is_symlink():
                yield Entry(path, "link")
            elif item.is_dir(follow_symlinks=False):
                yield Entry(path, "folder")
                yield from _scan(folder / item.name, f"{path}/")
            else:
                status = item.stat(follow_symlinks=False)
                yield Entry(path, "file" if stat.S_ISREG(status.st_mode) else "device", status.st_size)
