"""The history of a register: every commit, every field change; read once, then only what is new."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from huifang import __version__
from huifang.history.ancestry import Ancestry, parents_first
from huifang.history.blobs import Names
from huifang.history.cache import HistoryCache
from huifang.history.first_parent_values import FirstParentValues
from huifang.history.folders import Folders, MovedError
from huifang.history.log import CommitRange, as_written, between_trees, read_log
from huifang.history.merges import Sides, Trees, looked_at
from huifang.history.moves import Ways, prefix_of
from huifang.history.record_diff import PATH, UnreadableFile, about, identity
from huifang.history.record_scan import Scan, uncollected
from huifang.history.store import HistoryReading, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from huifang.history.commit import Commit
    from huifang.history.log import LoggedCommit
    from huifang.history.merges import Merged
    from huifang.history.place import GitPlace
    from huifang.history.record_diff import Broken
    from huifang.history.record_scan import Progress
    from huifang.history.signers import Signers
    from huifang.history.store import State

SCHEMA = "4"
BROKEN, INSIDE, WAYS = "broken", "inside", "ways"  # what is kept of commits: what cannot be read; where it lay
NOTHING_BROKEN: Broken = {}
FileChange = tuple[str, str | None, str | None]  # path, old and new blob


class FieldChange(NamedTuple):
    """One field of one record in one commit. Path below the register's folder; values are JSON data.

    `field` None: the whole record came or went. Not of a record: `path` (it was moved), `file` (any other file, told by
    its blobs), `unreadable` (this revision cannot be read; why, and in which line).
    """

    commit: Commit
    path: str
    person: str | None
    field: str | None
    old: Any
    new: Any


class History:
    """Everything that led to a commit, from the oldest on."""

    def __init__(self, place: GitPlace, store: Store, tip: str | None, signers: Signers) -> None:
        self.place, self.tip, self.signers = place, tip, signers
        self._store = store

    @cached_property
    def commits(self) -> tuple[Commit, ...]:
        """Every commit, parents first, then by time; its place is its number."""
        return parents_first(self._kept)

    @cached_property
    def _kept(self) -> list[Commit]:
        """The commits as they are kept: by the number under which their changes stand."""
        return self._store.commits()

    @cached_property
    def _of_kept(self) -> tuple[Commit, ...]:
        """Number of keeping -> the commit in order."""
        return tuple(self.commits[self.numbers[commit.hash]] for commit in self._kept)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Hash -> number."""
        return {commit.hash: commit.number for commit in self.commits}

    @cached_property
    def ancestry(self) -> Ancestry:
        """The graph of its commits."""
        return Ancestry(self.commits)

    @cached_property
    def mainline(self) -> tuple[Commit, ...]:
        """The line of first parents, oldest first."""
        if self.tip is None:
            return ()
        line = [self.commits[number] for number in self.ancestry.first_parents(self.numbers[self.tip])]
        return tuple(reversed(line))

    @cached_property
    def entered(self) -> Sequence[int]:
        """Commit -> the place on the line of first parents of the commit with which it became a part of it."""
        found = [0] * len(self.commits)
        for place, commit in enumerate(self.mainline):
            brought = self.ancestry.brought_in(commit.number).commits if commit.is_merge else ()
            for number in (commit.number, *brought):
                found[number] = place
        return found

    def brought(self, commit: Commit) -> Commit:
        """The commit of that line with which one became a part of it: itself, or the merge that brought it in."""
        return self.mainline[self.entered[commit.number]]

    @cached_property
    def requests(self) -> Mapping[int, str]:
        """Commit -> the merge request that it names, or that the merge names which brought it in."""
        found = {commit.number: commit.request for commit in self.commits if commit.request}
        for commit in self.commits:
            if commit.is_merge and commit.request:
                for number in self.ancestry.brought_in(commit.number).commits:
                    found.setdefault(number, commit.request)
        return found

    @cached_property
    def files(self) -> Mapping[int, tuple[FileChange, ...]]:
        """Number of a commit -> the files of the register that it changed itself; those without any are left out.

        What two sides give together without a contradiction no merge changed, though the file is a new one.
        """
        found: dict[int, list[FileChange]] = {}
        told = self._store.told_files()
        for number, path, old, new in self._store.all_files():
            commit = self._of_kept[number]
            if not commit.is_merge or (number, path) in told:
                found.setdefault(commit.number, []).append((path, old, new))
        return {number: tuple(files) for number, files in found.items()}

    def changes(self, person: str | None = None) -> Iterator[FieldChange]:
        """Every field change, newest first; `person` those of one code."""
        found = [FieldChange(self._of_kept[row.number], *row[1:]) for row in self._store.fields(person)]
        found.sort(key=lambda change: -change.commit.number)
        yield from found

    def of_file(self, path: str) -> Iterator[FieldChange]:
        """The changes of one file, newest first, also from where it lay before."""
        known, mine = {path}, identity(path)
        for change in self.changes():
            if change.path in known or identity(change.path) == mine:
                known |= {change.old} if change.field == PATH else set()
                yield change

    def between(self, base: str, head: str) -> tuple[Commit, ...]:
        """The commits that lead to `head` and not to `base`, oldest first: what caused a difference."""
        wanted = self.place.output("rev-list", head, f"^{base}", "--").decode().split()
        return tuple(self.commits[number] for number in sorted(self.numbers[each] for each in wanted))


def read_history(
    place: GitPlace,
    signers: Signers,
    *,
    at: str | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> History:
    """The history of HEAD, or of the commit `at`; `cache` is the folder that keeps what was read, None reads cold.

    ShallowError where the clone does not hold all of it.
    """
    place.refuse_shallow()
    tip = at or place.head()
    marks = {"program": __version__, "schema": SCHEMA, "register": _register(place), "signers": signers.mark}
    kept = HistoryCache(cache / f"history-{_register(place)[:16]}.sqlite", marks) if cache else None
    store = kept.store() if kept else Store()
    with uncollected():
        read = _read_to(tip, place, signers, store, progress) if tip is not None else None
    if kept and read:
        kept.add(read)
    return History(place, store, tip, signers)


def _register(place: GitPlace) -> str:
    name = f"{place.folder()}\0{place.inside}"
    return hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()


def _read_to(
    tip: str, place: GitPlace, signers: Signers, store: Store, progress: Progress | None
) -> HistoryReading | None:
    """Read what leads to the new tip and not to the known one; everything where it was rewritten."""
    known = store.tip
    if known == tip:
        return None
    if known is not None and place.is_ancestor(known, tip):
        with suppress(MovedError):
            return _read(CommitRange(tip, known, store.count()), place, signers, store, progress)
    return _read(CommitRange(tip), place, signers, store, progress)


def _read(
    span: CommitRange, place: GitPlace, signers: Signers, store: Store, progress: Progress | None
) -> HistoryReading:
    before = store.commits() if span.known is not None else []
    folders, broken = Folders(Ways(place.inside)), FirstParentValues(NOTHING_BROKEN)
    if before:
        broken = FirstParentValues(NOTHING_BROKEN, before, _behind(store))
        taken = store.states(WAYS).get(0)
        if taken is None:
            raise MovedError
        folders = Folders(Ways(place.inside, frozenset((old, new) for old, new in taken)), before, store.states(INSIDE))
    logged = read_log(place, signers, span, folders)
    own, merged = _own_changes(place, store, (before, logged), folders)
    rows = Scan(place, logged, merged, broken).rows(progress)
    states: list[State] = [(number, BROKEN, value) for number, value in broken.changed.items()]
    states += [(number, INSIDE, value) for number, value in folders.inside.changed.items()]
    states += [] if before else [(0, WAYS, None if folders.lost else sorted(folders.ways.taken))]
    reading = HistoryReading(
        since=span.known,
        tip=span.tip,
        commits=[one.commit for one in logged],
        files=[(number, *each) for number, files in own.items() for each in files],
        fields=rows,
        states=states,
    )
    store.add(reading)
    return reading


def _behind(store: Store) -> dict[int, Broken]:
    """What was broken, as it was kept."""
    return {
        number: {path: UnreadableFile(*each) for path, each in broken.items()}
        for number, broken in store.states(BROKEN).items()
    }


def _own_changes(
    place: GitPlace, store: Store, read: tuple[Sequence[Commit], Sequence[LoggedCommit]], folders: Folders
) -> tuple[dict[int, list[FileChange]], dict[int, list[Merged]]]:
    """Which files each new commit changed itself, and those of merges that need a look."""
    known, logged = read
    if not any(one.commit.is_merge for one in logged):
        return {one.commit.number: [tuple(each) for each in one.touched] for one in logged}, {}  # type: ignore[misc] # as below
    kept = [*known, *(one.commit for one in logged)]
    commits = parents_first(kept)
    ancestry = Ancestry(commits)
    numbers = {each.hash: each.number for each in kept}
    places = {each.hash: each.number for each in commits}
    own: dict[int, list[FileChange]] = {}
    merged: dict[int, list[Merged]] = {}

    named = Names(place)

    def blob_at(commit: str, path: str) -> str | None:
        return named.of(f"{commit}:{prefix_of(folders.inside.of(commit))}{as_written(path)}")

    def differing(*commits: str) -> Iterator[str]:
        names = [f"{commit}:{folders.inside.of(commit)}" for commit in commits]
        if all(map(named.of, names)):
            yield from (each.path for each in between_trees(place, *names))

    for one in logged:
        number = one.commit.number
        if not one.commit.is_merge:
            own[number] = [tuple(each) for each in one.touched]  # type: ignore[misc] # a Touched is these three
            continue
        brought = ancestry.brought_in(places[one.commit.hash])
        done = (numbers[commits[at].hash] for at in brought.commits)
        branch = (each for before in done for each in (own[before] if before in own else store.files(before)))
        first, *others = one.commit.parents
        sides = Sides(one.commit.hash, first, tuple(zip(brought.bases, others, strict=True)), brought.line)
        found = looked_at(sides, one.touched, branch, Trees(blob_at, differing, lambda each: commits[each].hash), about)
        merged[number] = found
        own[number] = [each.effect for each in found]
    named.close()
    return own, merged
