"""Git as it is without anybody's settings: the same commands make the same repository everywhere."""

from __future__ import annotations

import errno
import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

PROGRAM = "git"
NOBODYS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}


class NoProgramError(Exception):
    """Git is not there."""


@dataclass(frozen=True, slots=True)
class Git:
    """Commands in one folder. GitPython can add to an environment but take nothing away, so it is not asked here."""

    folder: Path

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """What a command prints; NoProgramError, or OSError where it fails."""
        with self.fed(*arguments) as process:
            found, _ = process.communicate(given)
        return found

    @contextmanager
    def fed(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """A command that is still being told; it ends with the block, also where that is left in a hurry."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        try:
            process = subprocess.Popen(
                [PROGRAM, *arguments],
                cwd=self.folder,
                env=outside | NOBODYS,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except FileNotFoundError as problem:
            raise NoProgramError from problem
        try:
            yield process
            cast("IO[bytes]", process.stdin).close()
        except BrokenPipeError:
            pass  # it said why on stderr, and its exit code tells
        except BaseException:
            process.kill()
            raise
        finally:
            cast("IO[bytes]", process.stdout).close()
            code = process.wait()
        if code:
            raise OSError(errno.EIO, f"git ended with {code}", str(self.folder))
