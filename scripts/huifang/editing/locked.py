"""Reading, changing and writing a register's files as the only run that does so."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from huifang.editing.files import NotWrittenError
from huifang.editing.workbench import sweep
from huifang.register.layout import SECRET
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE, PAUSE = 10.0, 0.05  # seconds


@contextmanager
def only_writer(root: Path) -> Iterator[None]:
    """Nobody else changes the register in the block; what stopped runs left in it is gone. Not to be nested.

    NotWrittenError where somebody else goes on writing.
    """
    opened = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _wait(opened, root)
        sweep_register(root)
        yield
    finally:
        os.close(opened)


def sweep_register(root: Path) -> None:
    """Remove what stopped runs left in a register and in the clones inside it."""
    for home in (root, *map(root.joinpath, SECRET)):
        sweep(home)


def _wait(opened: int, root: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                message = say("somebody else is writing in {folder}; try again in a moment", folder=str(root))
                raise NotWrittenError(message) from None
            time.sleep(PAUSE)
        except OSError:  # a file system without locks for folders: what was changed meanwhile is still noticed
            return
        else:
            return
