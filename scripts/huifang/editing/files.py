"""One file, written beside its place and then renamed: nobody ever sees half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

NEW_FILE_MODE = 0o666


def write_file(path: Path, content: bytes, *, new: bool = False) -> None:
    """Write a file atomically; `new` refuses to replace one (FileExistsError). OSError where it cannot be written."""
    if path.is_dir():
        raise IsADirectoryError(21, os.strerror(21), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        if new:
            os.link(temporary, path)
            Path(temporary).unlink()
        else:
            Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The mode a file has, or would have got from the umask."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return NEW_FILE_MODE & ~umask
