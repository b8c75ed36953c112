"""Archives in memory whose steps leave behind what the real ones would, for tests of the installer."""

from __future__ import annotations

import json
import os
import platform
import signal
import sys
from typing import TYPE_CHECKING, Any

import archive
import bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

HERE = {"python": "{}.{}".format(*sys.version_info[:2]), "machine": platform.machine(), "glibc": "2.5"}
MAKES, FILLS, TRIES = 0, 1, 2  # the steps: the environment, its packages, the first trial


def files(version: str = "1.0", **facts: Any) -> dict[str, bytes]:
    """What the archive of a version holds."""
    told = {"format": 1, "name": "huifang", "version": version, **HERE, "commit": None, **facts}
    locks = dict.fromkeys(archive.LOCKS, b"")
    return bundle.summed(
        {**locks, archive.FACTS: json.dumps(told).encode(), "wheels/tool-1-py3-none-any.whl": b"wheel"}
    )


def reading(content: dict[str, bytes]) -> Callable[[str], bytes]:
    """How the installer reads it: what is missing is an OSError, as from a zip."""

    def read(name: str) -> bytes:
        if name not in content:
            raise OSError(0, "no such file in the zip", name)
        return content[name]

    return read


def opened(version: str = "1.0") -> archive.Archive:
    """The archive of a version."""
    return archive.opened(reading(files(version)))


class Steps:
    """Does what the steps leave behind, and counts; at a step of the filling it fails, raises, or kills the process."""

    def __init__(self, at: int | None = None, how: BaseException | str = "fails", output: str = "") -> None:
        self.at, self.how, self.output, self.filled = at, how, output, 0

    def __call__(self, command: Sequence[str], log: Path) -> int:
        if "venv" in command:
            self.filled = 1
            (log.parent / "versions" / command[-1].rpartition("/")[2] / "bin").mkdir(parents=True)
            (log.parent / "versions" / command[-1].rpartition("/")[2] / "bin" / "huifang").touch()
        elif self.filled:
            self.filled += 1
        return self.end(log) if self.at is not None and self.filled == self.at + 1 else 0

    def end(self, log: Path) -> int:
        """What happens at that step."""
        log.write_text(self.output, encoding="utf-8")
        if self.how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(self.how, BaseException):
            raise self.how
        return 1
