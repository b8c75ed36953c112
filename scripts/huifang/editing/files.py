"""One file, made whole on a workbench and then renamed: nobody ever sees half of it."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.editing.renames import flush, rename_new
from huifang.editing.workbench import DRAFT, workbench
from huifang.register.layout import SECRET, TEMPORARY
from huifang.texts import ToldError, say

if TYPE_CHECKING:
    from collections.abc import Iterator


NEW_FILE_MODE, SCRIPT_MODE = 0o666, 0o777  # less the umask
FULL = (errno.ENOSPC, errno.EDQUOT)
ATTEMPTS = 5


class NotWrittenError(ToldError):
    """Nothing was written; the sentence says why."""


def write_file(path: Path, content: bytes, *, new: bool = False, runs: bool = False) -> None:
    """Write a file in a folder that is there; `new` refuses to replace one (FileExistsError); `runs` is for a script.

    OSError, with the path, where it cannot be written.
    """
    with errors_name(path):
        _refuse_other_kinds(path)
        with workbench(path.parent) as bench:
            _make(bench, Path(DRAFT), content, SCRIPT_MODE if runs else NEW_FILE_MODE)
            _put(bench / DRAFT, path, new=new)


def write_record(root: Path, inside: str, content: bytes, *, before: bytes | None = None, new: bool = False) -> None:
    """Write a file of a register, with the folders it needs; `new` refuses to replace one (FileExistsError).

    With `before`, only in the place of exactly these bytes. OSError, with the path, where it cannot be written.
    """
    path = root / inside
    with errors_name(path):
        for _ in range(ATTEMPTS):
            _refuse_links(root, inside)
            _refuse_other_kinds(path)
            top = first_missing(path)
            try:
                with workbench(_home(root, inside)) as bench:
                    _make(bench, DRAFT / path.relative_to(top), content)
                    if before is not None and path.read_bytes() != before:
                        raise NotWrittenError(
                            say("{path} was changed meanwhile; nothing was written, run it again", path=str(path))
                        )
                    _put(bench / DRAFT, top, new=new or top != path)
            except FileExistsError:
                if top == path:
                    raise
            else:
                return
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


@contextmanager
def errors_name(path: Path) -> Iterator[None]:
    """An error in the block names this path where it names none, a temporary one of ours, or a disk is full.

    Of a copy it is the source that is named.
    """
    try:
        yield
    except OSError as problem:
        named = Path(os.fsdecode(problem.filename)) if isinstance(problem.filename, (str, bytes, Path)) else None
        full = problem.errno in FULL
        if named is not None and not full and not any(map(TEMPORARY.fullmatch, named.parts)):
            raise
        raise OSError(problem.errno, problem.strerror or str(problem), str(path)) from problem


def first_missing(path: Path) -> Path:
    """The uppermost folder above a path that is not there yet, else the path: what one rename can put there."""
    above = [each for each in path.parents if not os.path.lexists(each)]
    return above[-1] if above else path


def _make(bench: Path, inside: Path, content: bytes, mode: int = NEW_FILE_MODE) -> None:
    """The file with the folders above it, on the disk and not only on its way there."""
    draft = bench / inside
    draft.parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(opened, rest) :]
        os.fsync(opened)
    finally:
        os.close(opened)
    for folder in inside.parents:
        flush(bench / folder)


def _put(draft: Path, path: Path, *, new: bool) -> None:
    if new:
        rename_new(draft, path)
    else:
        like(draft, path)
        draft.replace(path)
    flush(path.parent)


def like(draft: Path, path: Path) -> None:
    """Give what is new the mode and, as far as we may, the owner of what it replaces."""
    with suppress(FileNotFoundError):
        found = path.stat()
        made = draft.stat()
        if (made.st_uid, made.st_gid) != (found.st_uid, found.st_gid):
            with suppress(PermissionError):
                os.chown(draft, found.st_uid, found.st_gid)
        draft.chmod(found.st_mode & 0o7777)


def _home(root: Path, inside: str) -> Path:
    """Where the workbench stands: in the same clone, and on the same disk, as the record."""
    folder = inside.split("/", 1)[0]
    return root / folder if folder in SECRET and (root / folder).is_dir() else root


def _refuse_links(root: Path, inside: str) -> None:
    """A link in a register is no record: it may lead anywhere."""
    parts = inside.split("/")
    for depth in range(1, len(parts) + 1):
        path = root.joinpath(*parts[:depth])
        if path.is_symlink() and (depth > 1 or parts[0] not in SECRET):
            raise NotWrittenError(say("{path} is a link; nothing is written through it", path=str(path)))


def _refuse_other_kinds(path: Path) -> None:
    """Only a plain file that may be written is replaced."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if os.path.lexists(path) and not (path.is_file() and not path.is_symlink()):
        raise NotWrittenError(say("{path} is not a plain file and is left alone", path=str(path)))
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
