"""From logged commits to field changes: every blob is read once, in the order in which it is first needed."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from huifang.history.blobs import contents
from huifang.history.compared import Compared, Wanted, kind_of
from huifang.history.revision import READ, read_revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from huifang.history.log import Logged
    from huifang.history.merges import Merged
    from huifang.history.place import GitPlace
    from huifang.history.store import FieldRow

Progress = Callable[[int, int], None]
EVERY = 500  # commits between two reports of progress


class Scan:
    """One pass over commits, parents first. `merged` are the files to look at in merges, by the commit's number."""

    def __init__(self, place: GitPlace, logged: Sequence[Logged], merged: Mapping[int, Sequence[Merged]]) -> None:
        self._place, self._logged, self._merged = place, logged, merged
        self._needed = [tuple(self._wanted(one)) for one in logged]
        self._uses = Counter(wanted for needed in self._needed for wanted in needed)
        self._compared = Compared()

    def rows(self, progress: Progress | None = None) -> list[FieldRow]:
        """Every field change, oldest commit first."""
        collecting = gc.isenabled()
        gc.disable()  # nothing here makes circles
        try:
            return list(self._rows(progress))
        finally:
            if collecting:
                gc.enable()

    def _wanted(self, one: Logged) -> Iterator[Wanted]:
        for path, blobs in self._blobs(one):
            kind = kind_of(path)
            if kind in READ:
                yield from ((kind, blob) for blob in blobs if blob is not None)

    def _blobs(self, one: Logged) -> Iterator[tuple[str, Sequence[str | None]]]:
        if one.commit.is_merge:
            yield from ((each.path, each[1:]) for each in self._merged.get(one.commit.number, ()))
        else:
            yield from ((each.path, (each.old, each.new)) for each in one.touched)

    def _rows(self, progress: Progress | None) -> Iterator[FieldRow]:
        order = list(self._uses)
        coming = zip(order, contents(self._place, (blob for _, blob in order)), strict=True)
        held = self._compared.held
        for done, (one, needed) in enumerate(zip(self._logged, self._needed, strict=True)):
            if progress and done % EVERY == 0:
                progress(done, len(self._logged))
            for wanted in needed:
                if wanted not in held:  # it is the next one: what is first needed comes first
                    (kind, blob), raw = next(coming)
                    held[kind, blob] = read_revision(kind, raw)
            yield from self._commit(one)
            self._release(needed)

    def _release(self, needed: Iterable[Wanted]) -> None:
        """Forget what nobody will ask for again."""
        for wanted in needed:
            self._uses[wanted] -= 1
            if not self._uses[wanted]:
                self._compared.forget(wanted)

    def _commit(self, one: Logged) -> Iterator[FieldRow]:
        number = one.commit.number
        if one.commit.is_merge:
            for each in self._merged.get(number, ()):
                yield from self._compared.settled(number, each)
        else:
            yield from self._compared.rows(number, one.touched)
