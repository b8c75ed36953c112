"""The streams of a process: all three open, and the document on stdout."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def keep_streams() -> None:
    """Where somebody closed one of the three, a file opened later would get its number, and be written into."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is None:  # what is written there fails, and is told
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:  # there is nobody to tell
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as we run


def screen(document: bytes) -> None:
    """The document on stdout. OSError where that is closed or full; then nothing is tried again at the end."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(document)
        sys.stdout.buffer.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC), sys.stdout.fileno())
        raise
