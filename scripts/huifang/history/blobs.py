"""The contents of many blobs through one `cat-file --batch`."""

from __future__ import annotations

from itertools import islice
from subprocess import PIPE
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from huifang.history.place import GitPlace

AT_ONCE = 700  # ids of 41 bytes asked for together: less than a pipe holds, so that nobody waits for the other
PRESENT = 3  # words of an answer: id, type, size


def contents(place: GitPlace, blobs: Iterable[str], *, of: bytes = b"blob") -> Iterator[bytes | None]:
    """The bytes of each blob (or object `of` another kind) in the order asked; None for one that is not there."""
    wanted = iter(blobs)
    first = list(islice(wanted, AT_ONCE))
    if not first:
        return
    command = [place.git.GIT_PYTHON_GIT_EXECUTABLE, "cat-file", "--batch"]
    process = place.git.execute(command, as_process=True, istream=PIPE)
    asked, told = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    try:
        while first:
            asked.write("".join(f"{blob}\n" for blob in first).encode())
            asked.flush()
            for _ in first:
                yield _answer(told, of)
            first = list(islice(wanted, AT_ONCE))
    finally:
        asked.close()
        told.close()
        process.wait()


def _answer(told: IO[bytes], of: bytes) -> bytes | None:
    head = told.readline().split()
    if len(head) < PRESENT:
        return None
    content = told.read(int(head[2]))
    told.read(1)
    return content if head[1] == of else None
