"""The folder in which a thing is made whole before it goes to its place: ours by name, never seen by Git, swept."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from huifang.register.layout import TEMPORARY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IGNORE = ".gitignore"  # first to come, last to go; whoever works here holds its lock
NOTHING_HERE = b"*\n"
DRAFT, REPLACED, PLACE = "new", "old", "place"  # what is made, what it replaced, the name it gets
PRIVATE = 0o700
ATTEMPTS = 100


@contextmanager
def workbench(home: Path) -> Iterator[Path]:
    """A folder of our own in `home` until the block ends; what stopped runs left in `home` goes first.

    OSError where it cannot stand there.
    """
    sweep(home)
    bench, lock = home / f".huifang-{secrets.token_hex(4)}.tmp", -1
    try:
        lock = _set_up(bench)
        yield bench
    finally:
        try:
            _clear(bench)
        except KeyboardInterrupt:  # of an impatient person
            _clear(bench)
            raise
        finally:
            if lock >= 0:
                os.close(lock)


def sweep(home: Path) -> None:
    """Remove what runs left in `home` that were stopped; those that still work are not touched."""
    with suppress(OSError):
        for name in sorted(os.listdir(home)):  # noqa: PTH208 - names are looked at before anything is opened
            if TEMPORARY.fullmatch(name):
                with suppress(OSError):
                    _sweep(home / name)


def _sweep(bench: Path) -> None:
    if bench.is_symlink() or not bench.is_dir() or bench.stat().st_uid != os.geteuid():
        return
    try:
        lock = os.open(bench / IGNORE, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        bench.rmdir()  # stopped before anything was in it, or after everything was gone; else it is not ours
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.pread(lock, len(NOTHING_HERE) + 1, 0) in (b"", NOTHING_HERE):
            _finish(bench)
            _clear(bench)
    finally:
        os.close(lock)


def _finish(bench: Path) -> None:
    """Where a run was stopped between the two renames of a switch, nothing lies in the place: the new takes it."""
    with suppress(FileNotFoundError):
        place = bench.parent / os.fsdecode((bench / PLACE).read_bytes())
        if place.parent == bench.parent and (bench / REPLACED).is_dir() and not os.path.lexists(place):
            (bench / DRAFT).rename(place)


def _set_up(bench: Path) -> int:
    """Make the folder with its .gitignore, and hold the lock of that; another run may take it for left behind."""
    for _ in range(ATTEMPTS):
        bench.mkdir(mode=PRIVATE, exist_ok=True)  # the .gitignore says whose it is
        lock = -1
        try:
            lock = os.open(bench / IGNORE, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with suppress(OSError):  # without locks nobody sweeps
                fcntl.flock(lock, fcntl.LOCK_EX)
            os.write(lock, NOTHING_HERE)
            if os.fstat(lock).st_nlink:
                return lock
        except FileNotFoundError:
            pass
        except BaseException:
            if lock >= 0:
                os.close(lock)
            raise
        if lock >= 0:
            os.close(lock)
    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(bench))


def _clear(bench: Path) -> None:
    """Take it away; what cannot be removed now stays ignored by Git, and the next run tries again."""
    with suppress(OSError):
        for path in list(bench.iterdir()):
            if path.name == IGNORE:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        (bench / IGNORE).unlink(missing_ok=True)
        bench.rmdir()
