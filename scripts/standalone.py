"""What scripts share that run before huifang exists: sentences in two languages, a log, a lock, how they end.

Standard library only, and the syntax of Python 3.7, so that an old Python gets as far as the sentence about itself.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    Texts = Mapping[str, tuple[str, str]]  # template: Chinese, English

EXIT_OK, EXIT_USAGE, EXIT_MISSING, EXIT_INTERRUPTED = 0, 2, 3, 130


class Stop(Exception):  # noqa: N818 - it ends the work, whatever the reason
    """The script cannot go on; the sentence for it, and its values."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text, self.values = text, values


def say(text: str, texts: Texts, **values: object) -> str:
    """One sentence of the table in the reader's language (HUIFANG_LANG, Chinese when it is not set)."""
    english = os.environ.get("HUIFANG_LANG", "zh").lower().startswith("en")
    return texts[text][english].format(**values)


def note(text: str, texts: Texts, **values: object) -> None:
    """Tell the person at the terminal; standard output stays empty."""
    sys.stderr.write(say(text, texts, **values) + "\n")
    sys.stderr.flush()


def run(command: Sequence[str], log: Path) -> int:
    """Run one step; what it says goes to the log."""
    with log.open("ab") as out:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, check=False
        ).returncode


def remove(path: Path) -> None:
    """Remove a folder, a file or a link, if there is one."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


@contextlib.contextmanager
def alone(root: Path, lock: str) -> Iterator[None]:
    """Let a second run for the same folder wait for the first; `lock` is a file in it."""
    import fcntl  # noqa: PLC0415 - not on every system; the sentence about Python comes first

    with (root / lock).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def ending(work: Callable[[], None], texts: Texts) -> int:
    """Do the work; the exit code, and the sentence for what kept it from its end."""
    with contextlib.suppress(AttributeError, OSError):
        sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a terminal may claim to know ASCII only
    try:
        work()
    except Stop as stop:
        note(stop.text, texts, **stop.values)
        return EXIT_MISSING
    except OSError as error:
        note("disk", texts, path=error.filename, reason=error.strerror)
        return EXIT_MISSING
    except KeyboardInterrupt:
        note("interrupted", texts)
        return EXIT_INTERRUPTED
    return EXIT_OK
