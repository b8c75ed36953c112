"""The command at a real terminal: somebody who types an answer whenever a question stands there."""

from __future__ import annotations

import os
import pty
import select
import sys
from pathlib import Path

PATIENCE = 60  # seconds until a question must have come


def at_terminal(folder: Path, call: tuple[str, ...], answers: list[bytes]) -> tuple[int, str]:
    """How a call at a real terminal ends, and all that stood there."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ |= {"PYTHONPATH": str(Path(__file__).parents[2] / "scripts"), "TERM": "dumb"}
        os.execv(sys.executable, [sys.executable, "-m", "huifang", *call])  # noqa: S606 - the terminal is its only one
    out = b""
    for answer in [*answers, b""]:
        since = len(out)
        while b"> " not in out[since:] or not answer:
            if not select.select([terminal], [], [], PATIENCE)[0]:
                break
            try:
                out += os.read(terminal, 4096)
            except OSError:  # the other side is closed
                break
        if answer:
            os.write(terminal, answer)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), out.decode(errors="replace")
