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
    def clean(self) -> bool:
        """Whether it is what its sides give together, the file taken as a whole."""
        meant = self.ours.blob
        for base, side in self.others:
            if side.blob not in (base.blob, meant):
                if meant != base.blob:
                    return False
                meant = side.blob
        return meant == self.made

    @property
    def effect(self) -> tuple[str, str | None, str | None]:
        """The change as one of the merge's own: from what it did not keep to what it made."""
        ours = self.ours.blob
        theirs = next((side.blob for base, side in self.others if side.blob != base.blob), self.others[0][0].blob)
        return self.path, theirs if self.made == ours else ours, self.made


class Sides(NamedTuple):
    """The commits a merge joins: itself, its first parent, and each other one beside the commit in common.

    `line`: what it brought in is one line of commits, so that their changes one after the other are the branch's.
    """

    merge: str
    first: str
    others: tuple[tuple[str | None, str], ...]
    line: bool


def looked_at(
    sides: Sides,
    against_first: Iterable[Touched],
    branch: Iterable[tuple[str, str | None, str | None]],
    blob_at: BlobAt,
) -> Iterator[Merged]:
    """The files that the branch's own changes do not explain; `branch` are these, oldest first: path, old, new.

    A file that none of them names is in the other parent as it is in the commit in common, or a side brought it along.
    Changes of several lines beside each other say nothing of what came of them, so each blob is looked up.
    """
    done: dict[str, tuple[str | None, str | None]] = {}
    for path, old, new in branch:
        done[path] = (done[path][0] if path in done else old, new)
    here = {each.path: (each.old, each.new) for each in against_first}
    for path in sorted({*here, *done}):
        if not (sides.line and _explained(here.get(path), done.get(path))):
            found = _exactly(path, sides, blob_at, here.get(path))
            if not found.clean:
                yield found


def _explained(here: tuple[str | None, str | None] | None, done: tuple[str | None, str | None] | None) -> bool:
    """Whether the merge took over what one line of commits did, or there was nothing to take over."""
    return here == done or (here is None and done is not None and done[0] == done[1])


def _exactly(path: str, sides: Sides, blob_at: BlobAt, here: tuple[str | None, str | None] | None) -> Merged:
    """The file with its blobs looked up; where it does not differ from the first parent, one will do."""

    def version(commit: str | None) -> Version:
        return Version(commit, blob_at(commit, path) if commit else None)

    ours, made = here or (blob_at(sides.merge, path),) * 2
    others = tuple((version(base), version(other)) for base, other in sides.others)
    return Merged(path, Version(sides.first, ours), others, made)
