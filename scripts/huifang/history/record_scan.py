"""From logged commits to field changes: every blob is read once, in the order in which it is first needed."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.git_access.blobs import Blobs, whole
from huifang.history.record_diff import RecordDiff, Wanted, kind_of
from huifang.history.revision import READ, read_revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from huifang.git_access.place import GitPlace
    from huifang.history.first_parent_values import FirstParentValues
    from huifang.history.log import LoggedCommit
    from huifang.history.merges import Merged
    from huifang.history.record_diff import Broken, FieldChange
    from huifang.history.revision import Record, Unreadable
    from huifang.register.layout import Kind

Progress = Callable[[int, int], None]
EVERY = 500  # commits between two reports of progress


@contextmanager
def uncollected() -> Iterator[None]:
    """While much is made, and nothing of it in circles, nobody looks for circles."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Scan:
    """One pass over commits, parents first.

    `merged` are the files to look at in merges, by the commit's hash; `broken` what cannot be read in each commit.
    """

    def __init__(
        self,
        place: GitPlace,
        logged: Sequence[LoggedCommit],
        merged: Mapping[str, Sequence[Merged]],
        broken: FirstParentValues[Broken],
    ) -> None:
        self._place, self._logged, self._merged, self._broken = place, logged, merged, broken
        self._needed = [tuple(self._wanted(one)) for one in logged]
        self._uses = Counter(wanted for needed in self._needed for wanted in needed)
        self._compared = RecordDiff(self._older)

    @cached_property
    def _source(self) -> Blobs:
        return Blobs(self._place)

    def _older(self, kind: Kind, blob: str) -> Record | Unreadable:
        """What was not foreseen: an old revision behind one that cannot be read."""
        return read_revision(kind, self._source.needed(blob))

    def _wanted(self, one: LoggedCommit) -> Iterator[Wanted]:
        for path, blobs in self._blobs(one):
            kind = kind_of(path)
            if kind in READ:
                yield from ((kind, blob) for blob in blobs if blob is not None)

    def _blobs(self, one: LoggedCommit) -> Iterator[tuple[str, Sequence[str | None]]]:
        if one.commit.is_merge:
            yield from ((each.path, each.blobs) for each in self._merged.get(one.commit.hash, ()))
        else:
            yield from ((each.path, (each.old, each.new)) for each in one.touched)

    def rows(self, progress: Progress | None = None) -> Iterator[list[FieldChange]]:
        """The field changes of each commit; what is broken in it is put where that is kept."""
        order = list(self._uses)
        coming = zip(order, whole(self._place, (blob for _, blob in order)), strict=True)
        held = self._compared.held
        for done, (one, needed) in enumerate(zip(self._logged, self._needed, strict=True)):
            if progress and done % EVERY == 0:
                progress(done, len(self._logged))
            for wanted in needed:
                if wanted not in held:  # it is the next one: what is first needed comes first
                    (kind, blob), raw = next(coming)
                    held[kind, blob] = read_revision(kind, raw)
            yield list(self._commit(one))
            self._release(needed)
        if progress:
            progress(len(self._logged), len(self._logged))

    def _release(self, needed: Iterable[Wanted]) -> None:
        """Forget what nobody will ask for again."""
        for wanted in needed:
            self._uses[wanted] -= 1
            if not self._uses[wanted]:
                del self._compared.held[wanted]

    def _commit(self, one: LoggedCommit) -> Iterator[FieldChange]:
        compared, broken = self._compared, self._broken
        if one.commit.is_merge:
            compared.merged(one.touched, [broken.of(parent) for parent in one.commit.parents])
            yield from compared.settled(self._merged.get(one.commit.hash, ()), broken.of)
        else:
            yield from compared.rows(one.touched, broken.before(one.commit))
        broken.put(one.commit, compared.broken(one.touched))
