"""What lies in a work tree against a commit, looked at by ourselves.

`git status` and `git diff` would start the filters that .gitattributes name, and write the index anew. Here git only
lists: what is in a commit, in the index, and neither tracked nor ignored. The bytes of the files are read and hashed
as they lie there; line ends that git may have changed when it put a file here make no difference.
"""

from __future__ import annotations

import os
import stat
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.blobs import object_name
from huifang.git_access.moves import prefix_of
from huifang.git_access.raw_log import REPOSITORY, entry_name
from huifang.register.tree import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.git_access.place import GitPlace

LINK = "120000"  # mode of git; all others but of a submodule are files
MERGED = "0"  # the stage of what is in no conflict


class IndexEntry(NamedTuple):
    """A path as git has it: its mode without the right to execute, and its blob."""

    mode: str
    blob: str

    @property
    def name(self) -> str | None:
        """What stands for its content: the blob, of a submodule a name of its own."""
        return entry_name(self.mode, self.blob)


class WorkTree:
    """The files of a register as they lie in the work tree of its repository; paths below the register's folder."""

    def __init__(self, place: GitPlace) -> None:
        self._place = place
        self._prefix = prefix_of(place.inside)
        self._folder = os.fspath(place.git.where.top or place.git.where.data)

    @cached_property
    def others(self) -> tuple[str, ...]:
        """What is neither tracked nor ignored; a repository of its own ends with `/`."""
        return tuple(self._told("ls-files", "--others", "--exclude-standard", "-z"))

    @cached_property
    def _staged(self) -> tuple[Mapping[str, IndexEntry], bool]:
        """The index, and whether a merge is still in conflict."""
        found, conflict = {}, False
        for each in self._told("ls-files", "--stage", "-z", cut=False):
            meta, _, path = each.partition("\t")
            mode, blob, stage = meta.split(" ")
            conflict |= stage != MERGED
            found[path.removeprefix(self._prefix)] = IndexEntry(_plain(mode), blob)
        return found, conflict

    @property
    def tracked(self) -> Mapping[str, IndexEntry]:
        """What the index has."""
        return self._staged[0]

    @property
    def modes(self) -> dict[str, str]:
        """Git's mode of everything tracked, by its path with the register's folder."""
        return {f"{self._place.name}/{printable(path)}": mode for path, (mode, _) in self.tracked.items()}

    @property
    def dirty(self) -> bool:
        """Whether anything differs from the commit that is checked out; before the first one everything does."""
        staged, conflict = self._staged
        head = self._place.head()
        committed = {} if head is None else self.committed(head, self._place.inside)
        if conflict or dict(staged) != committed or self.others:
            return True
        return not all(self.is_same(path, listed) for path, listed in staged.items())

    def committed(self, commit: str, inside: str) -> dict[str, IndexEntry]:
        """What a commit has below a folder."""
        listed = self._place.listed(commit, inside)
        return {path: IndexEntry(_plain(mode), blob) for (mode, _, blob), path in listed}

    def differing(self, commit: str, inside: str) -> Iterator[tuple[str, IndexEntry | None, bool]]:
        """Path, what the commit has of it, and whether it lies here: of everything that differs."""
        before = self.committed(commit, inside)
        here = {path for path in self.tracked if self._lies(path)}
        here.update(path for path in self.others if not path.endswith("/"))
        for path in sorted(here.union(before)):
            old = before.get(path)
            if path not in here or old is None or not self.is_same(path, old):
                yield path, old, path in here

    def is_same(self, path: str, listed: IndexEntry) -> bool:
        """Whether what lies here is what git has; of another repository it is not asked."""
        whole = f"{self._folder}/{self._prefix}{path}"
        try:
            if listed.mode == REPOSITORY:
                return stat.S_ISDIR(os.lstat(whole).st_mode)
            raw = os.fsencode(Path(whole).readlink()) if listed.mode == LINK else _read(whole)
        except OSError:
            return False
        length = len(listed.blob)
        if object_name(raw, length=length) == listed.blob:
            return True
        return b"\r\n" in raw and object_name(raw.replace(b"\r\n", b"\n"), length=length) == listed.blob

    def _lies(self, path: str) -> bool:
        return os.path.lexists(f"{self._folder}/{self._prefix}{path}")

    def _told(self, *command: str, cut: bool = True) -> Iterator[str]:
        raw = self._place.output(*command, "--", self._prefix or ".").decode(errors="surrogateescape")
        for each in filter(None, raw.split("\0")):
            yield each.removeprefix(self._prefix) if cut else each


def dirty(place: GitPlace) -> bool | None:
    """Whether files of the register differ from the commit that is checked out; None in a bare repository."""
    return None if place.bare else WorkTree(place).dirty


def _plain(mode: str) -> str:
    return mode if mode in (LINK, REPOSITORY) else "100644"


def _read(path: str) -> bytes:
    """The bytes of a plain file; OSError for anything else."""
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(path)
        return file.read()
