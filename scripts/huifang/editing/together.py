"""Several files written together: all of them or, where one cannot be, none."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.editing.files import NotWrittenError, write_record
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file below a folder, its bytes as they were read (None: there was none), and as they shall be."""

    root: Path
    inside: str
    before: bytes | None
    after: bytes
    shown: str

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.root / self.inside


def write_together(changes: Sequence[FileChange]) -> None:
    """Write all files or none. NotWrittenError where one was changed meanwhile, OSError where it cannot be."""
    for each in changes:
        _unchanged(each)
    tried: list[FileChange] = []
    try:
        for each in changes:
            tried.append(each)
            write_record(each.root, each.inside, each.after, before=each.before, new=each.before is None)
    except BaseException:
        for each in reversed(tried):
            _restored(each)
        raise


def _restored(change: FileChange) -> None:
    """As it was, if it was written: whoever was stopped may have been stopped just after that."""
    if not change.path.is_file() or change.path.read_bytes() != change.after:
        return
    if change.before is None:
        change.path.unlink()
    else:
        write_record(change.root, change.inside, change.before, before=change.after)


def _unchanged(change: FileChange) -> None:
    if change.before is None:
        return  # it is never written over one that came meanwhile
    if change.path.read_bytes() != change.before:
        message = say("{path} was changed meanwhile; nothing was written, run it again", path=change.shown)
        raise NotWrittenError(message)
    if not os.access(change.path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(change.path))
