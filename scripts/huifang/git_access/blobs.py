"""The contents of objects, from one `git cat-file` that keeps running: starting one for each would take most time."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from itertools import islice
from typing import IO, TYPE_CHECKING, cast
from weakref import finalize

from huifang.git_access.errors import UnansweredError
from huifang.git_access.raw_log import SUBMODULE
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from subprocess import Popen

    from git import Git

    from huifang.git_access.place import GitPlace

AT_ONCE = 700  # ids of 41 bytes asked for together: less than a pipe holds, so that nobody waits for the other
PRESENT = 3  # words of an answer: id, type, size
SHORT = 10
SHA1 = 40  # digits of a name; sha256 has more


def object_name(content: bytes, kind: bytes = b"blob", length: int = SHA1) -> str:
    """The name that git gives an object; the `length` of names says by which hash."""
    made = hashlib.sha1(usedforsecurity=False) if length == SHA1 else hashlib.sha256()
    made.update(b"%s %d\0" % (kind, len(content)))
    made.update(content)
    return made.hexdigest()


class _Asking:
    """One `git cat-file` that keeps running; it ends when nobody holds this object any more."""

    def __init__(self, place: GitPlace, how: str) -> None:
        process = place.git.started("cat-file", how)
        self._place = place  # git reads its objects as long as it is held
        self._asked, self._told = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        self.close = finalize(self, _end, process)

    def _ask(self, lines: str) -> None:
        self._asked.write(lines.encode(errors="surrogateescape"))
        self._asked.flush()


class Blobs(_Asking):
    """The bytes of blobs, or objects `of` another kind, one by one or many."""

    def __init__(self, place: GitPlace, of: bytes = b"blob") -> None:
        super().__init__(place, "--batch")
        self._of = of

    def read(self, blob: str) -> bytes | None:
        """The bytes of one; None for one that is not there."""
        return next(self.all((blob,)))

    def needed(self, blob: str) -> bytes:
        """The bytes of one; UnansweredError for one that is not there."""
        content = self.read(blob)
        if content is None:
            raise missing_object(self._place, blob)
        return content

    def all(self, blobs: Iterable[str]) -> Iterator[bytes | None]:
        """The bytes of each in the order asked."""
        wanted = iter(blobs)
        while some := list(islice(wanted, AT_ONCE)):
            self._ask("".join(f"{blob}\n" for blob in some if not blob.startswith(SUBMODULE)))
            for blob in some:
                yield _of_submodule(blob) if blob.startswith(SUBMODULE) else self._answer(blob)

    def _answer(self, blob: str) -> bytes | None:
        """What the object holds; git does not look whether it is what its name says, so that is done here."""
        head = self._told.readline().split()
        if len(head) < PRESENT:
            return None
        content = self._told.read(int(head[2]))
        self._told.read(1)
        return content if head[1] == self._of and object_name(content, self._of, len(blob)) == blob else None


class Names(_Asking):
    """The names of objects by where they lie."""

    def __init__(self, place: GitPlace) -> None:
        super().__init__(place, "--batch-check")

    def of(self, expression: str) -> str | None:
        """The object that `commit:path` means; None where there is none."""
        if "\n" in expression:  # that would be two questions
            return None
        self._ask(f"{expression}\n")
        head = self._told.readline().split()
        return head[0].decode() if len(head) == PRESENT and head[-1].isdigit() else None  # else its last word says why


def _of_submodule(name: str) -> bytes:
    """What `git diff` shows of one: the commit it names lies in another repository."""
    return f"Subproject commit {name.removeprefix(SUBMODULE)}\n".encode()


def contents(place: GitPlace, blobs: Iterable[str], *, of: bytes = b"blob") -> Iterator[bytes | None]:
    """The bytes of each blob (or object `of` another kind) in the order asked; None for one that is not there."""
    source = Blobs(place, of)
    try:
        yield from source.all(blobs)
    finally:
        source.close()


def whole(place: GitPlace, blobs: Iterable[str], *, of: bytes = b"blob") -> Iterator[bytes]:
    """The same where nothing may be missing; UnansweredError for an object that is."""
    wanted = list(blobs)
    for name, raw in zip(wanted, contents(place, wanted, of=of), strict=True):
        if raw is None:
            raise missing_object(place, name)
        yield raw


def missing_object(place: GitPlace, name: str) -> UnansweredError:
    """What is said of an object that is missing or damaged."""
    where = place.git.where
    said = say("object {name} is missing or damaged", name=name[:SHORT])
    return UnansweredError(where.top or where.data, said, elsewhere=where.lends)


def _end(process: Git.AutoInterrupt) -> None:
    program = cast("Popen[bytes]", process.proc)
    for pipe in (program.stdin, program.stdout, program.stderr):
        if pipe is not None:
            with suppress(OSError):  # it may have ended by itself
                pipe.close()
    program.wait()
