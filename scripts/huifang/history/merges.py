"""What a merge did itself. A clean merge does nothing: each change was told at the commit that made it.

Git hides more than it shows here: by default it says nothing of merges, with `-c` nothing of a side that was dropped
as a whole. So each merge is told against its first parent, and what the branch's own commits explain is taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from huifang.history.log import Touched

    BlobAt = Callable[[str, str], str | None]


class Merged(NamedTuple):
    """A file that needs a look: its blobs at the common commit, on both sides, and in the merge."""

    path: str
    base: str | None
    ours: str | None
    theirs: str | None
    made: str | None

    @property
    def effect(self) -> tuple[str, str | None, str | None]:
        """The change as one of the merge's own: from what it did not keep to what it made."""
        return self.path, self.theirs if self.made == self.ours else self.ours, self.made


class Sides(NamedTuple):
    """The commits a merge joins: the common one, its parents, and itself."""

    base: str | None
    parents: tuple[str, ...]
    merge: str


def looked_at(
    sides: Sides,
    against_first: Iterable[Touched],
    branch: Iterable[tuple[str, str | None, str | None]],
    blob_at: BlobAt,
) -> Iterator[Merged]:
    """The files that the branch's own changes do not explain; `branch` are these, oldest first: path, old, new."""
    done: dict[str, tuple[str | None, str | None]] = {}
    for path, old, new in branch:
        done[path] = (done[path][0] if path in done else old, new)
    here = {each.path: (each.old, each.new) for each in against_first}
    for path in sorted({*here, *done}):
        first, last = done.get(path, (None, None))
        if path in here and (path not in done or (first, last) != here[path]):
            yield _exactly(path, sides, blob_at, here[path])
        elif path not in here and first != last:
            made = blob_at(sides.merge, path)
            if made != last:
                yield _exactly(path, sides, blob_at, (made, made))


def _exactly(path: str, sides: Sides, blob_at: BlobAt, known: tuple[str | None, str | None]) -> Merged:
    """The file with its blobs looked up; of several other parents the first one that changed it counts."""
    base = blob_at(sides.base, path) if sides.base else None
    others = [blob_at(parent, path) for parent in sides.parents[1:]]
    theirs = next((blob for blob in others if blob != base), base)
    ours, made = known
    return Merged(path, base, ours, theirs, made)
