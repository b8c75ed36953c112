"""Faults at one file operation: the command runs in a child that is killed, refused or interrupted at the n-th of them.

Operations are those that change something on a disk. A write to a pipe or a terminal is none.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
import stat
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import git  # noqa: F401 - as the rules below: once here and not in every child
import rich.console  # noqa: F401 - as git

from huifang.commands.main import main
from huifang.editing import folders, renames
from huifang.policy import load_policy
from tests.sound import SAMPLE

NAMES = ("mkdir", "rmdir", "rename", "replace", "link", "unlink", "remove", "chmod", "chown")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CRASHED = 99  # exit code of a child in which something else than the command failed
ERRORS = {"full": errno.ENOSPC, "refused": errno.EACCES, "read-only": errno.EROFS}
load_policy(SAMPLE)  # every child finds the rules read already: that is most of what a verb does
KINDS = {"full": ("write", "mkdir", "open"), "refused": ("open", "mkdir", "rename", "link"), "read-only": ("open",)}


class Fault(NamedTuple):
    """What happens at which operation, counted from 1; `killed` `full` `refused` `read-only` `before` `after`.

    `before` and `after`: Ctrl-C just before, or just after, the operation.
    """

    how: str = ""
    at: int = 0


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit code (-9: killed), what it said, and its operations."""

    code: int
    out: str
    err: str
    operations: tuple[str, ...] = ()


@dataclass
class Shim:
    """Counts operations, and lets one of them fail. An error that belongs to another kind of operation is not made."""

    fault: Fault
    seen: list[str]

    def __call__(self, kind: str, call: Callable[..., Any], *given: Any, **named: Any) -> Any:
        self.seen.append(kind)
        hit, how = len(self.seen) == self.fault.at, self.fault.how
        if hit and how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if hit and how == "before":
            raise KeyboardInterrupt
        if hit and kind in KINDS.get(how, ()):
            raise OSError(ERRORS[how], os.strerror(ERRORS[how]), *(() if kind == "write" else (given[0],)))
        found = None if kind == "fsync" else call(*given, **named)  # a test need not outlast a loss of power
        if hit and how == "after":
            raise KeyboardInterrupt
        return found

    def install(self) -> None:
        """Put it between Python and the system."""
        for name in NAMES:
            setattr(os, name, self._counted(name, getattr(os, name)))
        os.fsync = self._counted("fsync", os.fsync)
        renames.renamed = self._counted("rename", renames.renamed)
        vars(folders)["flush_all"] = self._counted("fsync", renames.flush_all)
        open_, write = os.open, os.write

        def opened(path: Any, flags: int, *more: Any, **named: Any) -> int:
            mine = flags & WRITING and path != os.devnull
            call = self._counted("open", open_) if mine else open_
            return int(call(path, flags, *more, **named))

        def written(number: int, content: Any) -> int:
            plain = stat.S_ISREG(os.fstat(number).st_mode)
            return int(self("write", write, number, content) if plain else write(number, content))

        os.open, os.write = opened, written
        self._files()

    def _counted(self, kind: str, call: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given, **named: self(kind, call, *given, **named)

    def _files(self) -> None:
        """Files of Python: opened for writing, and each write that leaves the buffer."""
        shim, plain = self, io.open

        class Raw(io.FileIO):
            def write(self, content: Any) -> int:
                return int(shim("write", super().write, content))

        def opened(file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
            if isinstance(file, int) or file == os.devnull or not set(mode) & set("wax+"):
                return plain(file, mode, *more, **named)
            if mode in ("wb", "w"):
                raw = shim("open", lambda path: Raw(path, "w"), file)
                buffered = io.BufferedWriter(raw)
                return buffered if mode == "wb" else io.TextIOWrapper(buffered, named.get("encoding"))
            return shim("open", plain, file, mode, *more, **named)

        io.open = builtins.open = opened


def run(
    arguments: Sequence[str | Path],
    where: Path,
    scratch: Path,
    fault: Fault = Fault(),  # noqa: B008 - a constant
    turned: Callable[[], None] = lambda: None,
) -> Ended:
    """The command in a child of this process, in a folder. `scratch` is for what it says, `turned` changes it."""
    told = [scratch / name for name in ("out", "err", "operations")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside threads: the child starts none
        pid = os.fork()
    if pid == 0:
        _child([str(each) for each in arguments], where, told, fault, turned)
    _, status = os.waitpid(pid, 0)
    out, err, operations = (path.read_text(encoding="utf-8") if path.exists() else "" for path in told)
    for path in told:
        path.unlink(missing_ok=True)
    return Ended(os.waitstatus_to_exitcode(status), out, err, tuple(operations.split()))


def _child(arguments: list[str], where: Path, told: Sequence[Path], fault: Fault, turned: Callable[[], None]) -> None:
    """Never comes back."""
    code = CRASHED
    try:
        os.chdir(where)
        out, err = (path.open("w", encoding="utf-8") for path in told[:2])
        sys.stdout, sys.stderr = out, err
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        operations = told[2].open("w", encoding="utf-8")
        turned()
        shim = Shim(fault, [])
        shim.install()
        code = main(arguments)
        operations.write(" ".join(shim.seen))
        for file in (out, err, operations):
            file.flush()
    except BaseException:  # noqa: BLE001 - it is told, and ends here
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)
