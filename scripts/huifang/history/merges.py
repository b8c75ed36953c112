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


class Version(NamedTuple):
    """A file in a commit: its blob, None where it was not there."""

    commit: str | None
    blob: str | None


class Merged(NamedTuple):
    """A file that needs a look: in the first parent, in each other one beside their common commit, and as made."""

    path: str
    ours: Version
    others: tuple[tuple[Version, Version], ...]  # the common one, the other side
    made: str | None

    @property
    def blobs(self) -> tuple[str | None, ...]:
        """Every blob that has to be read for it."""
        return (self.ours.blob, *(each.blob for pair in self.others for each in pair), self.made)

    @property
    def effect(self) -> tuple[str, str | None, str | None]:
        """The change as one of the merge's own: from what it did not keep to what it made."""
        ours = self.ours.blob
        theirs = next((side.blob for base, side in self.others if side.blob != base.blob), self.others[0][0].blob)
        return self.path, theirs if self.made == ours else ours, self.made


class Sides(NamedTuple):
    """The commits a merge joins: itself, its first parent, and each other one beside the commit in common."""

    merge: str
    first: str
    others: tuple[tuple[str | None, str], ...]


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
    several = len(sides.others) > 1  # what one side did another may hide
    for path in sorted({*here, *done}):
        first, last = done.get(path, (None, None))
        if path in here and (several or path not in done or (first, last) != here[path]):
            yield _exactly(path, sides, blob_at, here[path])
        elif path not in here and (several or first != last):
            made = blob_at(sides.merge, path)
            if several or made != last:
                yield _exactly(path, sides, blob_at, (made, made))


def _exactly(path: str, sides: Sides, blob_at: BlobAt, known: tuple[str | None, str | None]) -> Merged:
    """The file with its blobs looked up."""

    def version(commit: str | None) -> Version:
        return Version(commit, blob_at(commit, path) if commit else None)

    ours, made = known
    others = tuple((version(base), version(other)) for base, other in sides.others)
    return Merged(path, Version(sides.first, ours), others, made)
