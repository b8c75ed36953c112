"""What `git log --raw -z` prints: of each commit the asked fields, and the files it changed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from huifang.register.days import UTC8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MARK = "\x01"
RAW = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-color")
OF_COMMITS = (*RAW, "--diff-merges=first-parent", "--no-show-signature")
SPELLED = re.compile(r"\\x([89a-f][0-9a-f])")
NOTHING = ("0" * 40, "0" * 64)
FILES = ("100644", "100755", "120000")
REPOSITORY = "160000"  # mode of a submodule, which is a commit of another repository and neither file nor folder
SUBMODULE = "submodule "  # how the name of such an entry begins where a blob stands: what it names is not here
LATEST = int(datetime(9999, 12, 31, tzinfo=UTC8).timestamp())  # the last day that a calendar here can tell


class ChangedFile(NamedTuple):
    """One file in one commit, against its first parent; blobs, None where it was not there. See `entry_name`."""

    path: str
    old: str | None
    new: str | None


def decoded(raw: bytes) -> str:
    """What git prints; names and messages that are not UTF-8 have their bytes spelled out."""
    return raw.decode(errors="backslashreplace")


def as_written(path: str) -> str:
    """A path as git has it, its bytes no longer spelled out."""
    return SPELLED.sub(lambda found: chr(0xDC00 + int(found[1], 16)), path) if "\\x" in path else path


def format_of(fields: Sequence[str]) -> str:
    """The format by which `raw_commits` finds these fields again."""
    return f"--format={MARK}{'%x00'.join(fields)}"


def raw_commits(text: str, fields: int) -> Iterator[tuple[list[str], list[ChangedFile]]]:
    """Between NULs stand a mark and the fields, then for each file what happened and its path."""
    parts = iter(text.split("\0"))
    head: list[str] = []
    files: list[ChangedFile] = []
    for part in parts:
        if part.startswith(MARK):
            if head:
                yield head, files
            head, files = [part[1:], *(next(parts) for _ in range(fields - 1))], []
        elif head and part.lstrip("\n").startswith(":"):
            files.append(_changed(part, next(parts)))
    if head:
        yield head, files


def raw_files(text: str) -> Iterator[ChangedFile]:
    """The files that a difference has, of one commit or between two trees."""
    parts = iter(text.split("\0"))
    for part in parts:
        if part.lstrip("\n").startswith(":"):
            yield _changed(part, next(parts))


def files_below(files: Iterable[ChangedFile], prefix: str) -> list[ChangedFile]:
    """Those whose path begins so, without it."""
    cut = len(prefix)
    return [ChangedFile(path[cut:], old, new) for path, old, new in files if path.startswith(prefix)]


def seconds_of(text: str) -> int:
    """The time of a commit as Git gives it. Anything can be written there: no time is the first one, too late the last.

    The order of commits never rests on it: a parent comes before its child.
    """
    return min(max(int(text), 0), LATEST) if text.isascii() and text.lstrip("-").isdigit() else 0


def _changed(meta: str, path: str) -> ChangedFile:
    old_mode, new_mode, old, new, _status = meta.lstrip("\n:").split(" ")
    return ChangedFile(path, entry_name(old_mode, old), entry_name(new_mode, new))


def entry_name(mode: str, name: str) -> str | None:
    """The blob of a file; of a submodule a name of its own, so that it is never taken for nothing or for a file."""
    if mode == REPOSITORY:
        return f"{SUBMODULE}{name}"
    return None if mode not in FILES or name in NOTHING else name
