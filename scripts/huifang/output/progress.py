"""Progress on stderr for whatever takes longer than a second, on a terminal only."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import Progress

from huifang.texts import say

if TYPE_CHECKING:
    from huifang.texts import Text, Words

PATIENCE = 1.0  # seconds
READING = say("reading records")


class Shown:
    """A bar that appears late: short work leaves no trace."""

    def __init__(self, spoken: Words, what: Text = READING) -> None:
        self._spoken, self._what, self._begun = spoken, what, time.monotonic()
        self._bar: Progress | None = None
        self._wanted = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def at(self, done: int, total: int) -> None:
        """So many of so many files are done; the bar ends with the work, not with the verb."""
        if done >= total:
            self.close()
            return
        if not self._wanted or time.monotonic() - self._begun < PATIENCE:
            return
        if self._bar is None:
            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._bar.add_task(self._spoken(self._what), total=total)
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
