"""A tree of files: paths and bytes, from a folder here or (in `history`) from a commit."""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - a dataclass keeps its annotations
from typing import TYPE_CHECKING, Literal, Protocol

from huifang.register.layout import SECRET, is_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

OWN_CLONES = ("", *(f"{folder}/" for folder in SECRET))  # folders that may be repositories of their own
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
EntryKind = Literal["file", "folder", "link", "device", "unreadable"]


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One path of a tree, relative to the register's folder, with `/`; size in bytes.

    `unreadable` is a folder that cannot be listed or an entry that cannot be looked at. Equal `mark`s are equal bytes;
    a folder gives none.
    """

    path: str
    kind: EntryKind
    size: int = 0
    mark: str = ""


class Tree(Protocol):
    """Where a register's bytes come from."""

    @property
    def name(self) -> str:
        """The name of the register's folder: paths of findings are relative to the folder that holds it."""

    def entries(self) -> Iterable[TreeEntry]:
        """Every file, link and folder, sorted by path; of `.git` at most that it is there."""

    def read(self, path: str) -> bytes:
        """The bytes of one file; OSError where it cannot be read."""


@dataclass(frozen=True, slots=True)
class FolderTree:
    """A register's folder in the file system; `named` where it is known by another name than its own."""

    root: Path
    named: str = ""

    @property
    def name(self) -> str:
        """The name it is known by."""
        return self.named or self.root.resolve().name

    def entries(self) -> Iterable[TreeEntry]:
        """Every entry below the folder; links are not followed."""
        with os.scandir(self.root) as found:
            return sorted(_scan(found, ""), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of one plain file; a link is refused, for it may lead anywhere, and a pipe never waited for."""
        opened = os.open(f"{self.root}/{path}", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            status = os.fstat(opened)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "not a plain file", path)
            return _all(opened, status.st_size)
        finally:
            os.close(opened)


@dataclass(frozen=True, slots=True)
class PartTree:
    """A tree of which only some paths are seen."""

    tree: Tree
    holds: Callable[[str], bool]

    @property
    def name(self) -> str:
        """The name of the register's folder."""
        return self.tree.name

    def entries(self) -> Iterable[TreeEntry]:
        """The entries that are seen."""
        return [entry for entry in self.tree.entries() if self.holds(entry.path)]

    def read(self, path: str) -> bytes:
        """The bytes of one file; FileNotFoundError where it is not seen."""
        if not self.holds(path):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return self.tree.read(path)


def common(tree: Tree) -> PartTree:
    """What everybody who may clone can read: no names, no restricted facts."""
    return PartTree(tree, lambda path: not is_secret(path))


def _all(opened: int, size: int) -> bytes:
    """Everything from here on; `size` is what is expected."""
    parts = [os.read(opened, size + 1)]
    while parts[-1]:
        parts.append(os.read(opened, size + 1))
    return b"".join(parts)


def _scan(found: Iterable[os.DirEntry[str]], prefix: str) -> Iterator[TreeEntry]:
    for item in found:
        if item.name == ".git":
            if prefix not in OWN_CLONES:
                yield TreeEntry(f"{prefix}.git", "folder")
            continue
        path = prefix + printable(item.name)
        try:
            if item.is_symlink():
                yield TreeEntry(path, "link")
            elif item.is_dir(follow_symlinks=False):
                yield from _folder(item, path)
            else:
                status = item.stat(follow_symlinks=False)
                yield TreeEntry(path, "file" if stat.S_ISREG(status.st_mode) else "device", status.st_size)
        except OSError:
            yield TreeEntry(path, "unreadable")


def _folder(item: os.DirEntry[str], path: str) -> Iterator[TreeEntry]:
    try:
        opened = os.scandir(item.path)
    except OSError:
        yield TreeEntry(path, "unreadable")
        return
    yield TreeEntry(path, "folder")
    with opened as found:
        yield from _scan(found, f"{path}/")


def printable(name: str) -> str:
    """A file name that is not UTF-8, or breaks a line, with its bytes spelled out: it can be shown, never opened."""
    if name.isprintable():
        return name
    return BREAKS.sub(lambda found: f"\\x{ord(found[0]):02x}", os.fsencode(name).decode(errors="backslashreplace"))
