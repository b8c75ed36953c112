"""Renames that Python does not have: one that never replaces, one that exchanges; and the flush to disk after them."""

from __future__ import annotations

import ctypes
import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

AT_CWD = -100
NO_REPLACE, EXCHANGE = 1, 2  # flags of renameat2
LACKING = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)  # a file system, or a kernel, that has no such rename
CLIB = ctypes.CDLL(None, use_errno=True)


def rename_new(old: Path, new: Path) -> None:
    """Rename a file or folder; FileExistsError where something is there, also an empty folder."""
    try:
        renamed(old, new, NO_REPLACE)
    except OSError as problem:
        if problem.errno not in LACKING:
            raise
        if not old.is_dir():
            os.link(old, new)
            old.unlink()
        elif os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new)) from problem
        else:
            old.rename(new)  # a folder that was filled meanwhile is not replaced


def exchange(one: Path, other: Path) -> bool:
    """Each takes the other's place, in one step; False where the file system cannot. OSError where it must not."""
    try:
        renamed(one, other, EXCHANGE)
    except OSError as problem:
        if problem.errno not in LACKING:
            raise
        return False
    return True


def renamed(old: Path, new: Path, how: int) -> None:
    """The rename of the kernel; OSError with the place that was meant."""
    call = getattr(CLIB, "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(new))
    if call(AT_CWD, os.fsencode(old), AT_CWD, os.fsencode(new), how):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(new))


def flush(folder: Path) -> None:
    """What was renamed in a folder outlasts a loss of power."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # some file systems have no such thing for folders
            os.fsync(opened)
    finally:
        os.close(opened)


def flush_all(folder: Path) -> None:
    """Everything below a folder outlasts a loss of power: one call for the whole file system."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if (call := getattr(CLIB, "syncfs", None)) is None:
            os.sync()
        elif call(opened):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(opened)
