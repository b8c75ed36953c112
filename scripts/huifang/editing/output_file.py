"""Writing a document where `--output` says: as a new file, in place of an old one, or into a stream."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from pathlib import Path

from huifang.editing.files import NotWrittenError, errors_name, write_file
from huifang.policy.load import FILES
from huifang.register.layout import TOP
from huifang.texts import say

OPENED = re.compile(r"/proc/(\d+)(?:/task/\d+)?/fd/(\d+)")
DEVICES = Path("/dev")
PATIENCE, PAUSE = 10.0, 0.05  # seconds for somebody to begin reading a pipe
MOST_LINKS = 40


def stream_of(path: Path) -> int | Path | None:
    """What is written to and never replaced: a number for a file that is open (/dev/stdout), a pipe, a device.

    None for a plain file, or none yet. NotWrittenError for what is none of these: a link, a disk, a socket.
    """
    if (number := _opened(path)) is not None:
        return number
    try:
        mode = path.lstat().st_mode
    except OSError:
        return None
    if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
        return path
    if stat.S_ISLNK(mode):
        message = say("{path} is a link to {target}; name the file itself", path=str(path), target=str(path.readlink()))
        raise NotWrittenError(message)
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise NotWrittenError(say("{path} is not a plain file and is left alone", path=str(path)))
    return None


def write_document(path: Path, document: bytes, plain: bytes) -> None:
    """The document as a file, whole or not at all; into a stream as `plain`. OSError, NotWrittenError."""
    stream = stream_of(path)
    if stream is None:
        write_file(path, document)
        return
    with errors_name(path):
        opened = os.dup(stream) if isinstance(stream, int) else _open(stream)
        with os.fdopen(opened, "wb") as file:
            file.write(plain)


def within(path: Path, registers: tuple[Path, ...]) -> bool:
    """Whether a path, as the file system has it, lies in one of these registers, or in any other.

    Folders are told apart by what they are, not by how they are spelled: links, `..`, mounts and case are seen through.
    """
    known = {mark for register in registers for folder in (register, *map(register.joinpath, TOP))
             if (mark := _mark(folder)) is not None}  # fmt: skip
    parent = Path(os.path.realpath(path.parent if path.name else path / ".."))
    return any(_mark(folder) in known or _is_register(folder) for folder in (parent, *parent.parents))


def _is_register(folder: Path) -> bool:
    return any((folder / "policy" / f"{name}.yml").is_file() for name in FILES)


def _mark(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None


def _opened(path: Path) -> int | None:
    """The number of the open file that a name stands for, such as 1 for /dev/stdout; None for any other name."""
    for _ in range(MOST_LINKS):
        path = Path(os.path.realpath(path.parent)) / path.name
        if (match := OPENED.fullmatch(str(path))) is not None:
            return int(match[2]) if int(match[1]) == os.getpid() else None
        if path.parent != DEVICES or not path.is_symlink():  # other links are for their owners to follow
            return None
        path = path.parent / path.readlink()
    return None


def _open(path: Path) -> int:
    """A pipe or device for writing; a pipe that nobody reads is waited for, but not for ever."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            opened = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as problem:
            if problem.errno != errno.ENXIO or time.monotonic() > until:
                raise
            time.sleep(PAUSE)
        else:
            os.set_blocking(opened, True)
            return opened
