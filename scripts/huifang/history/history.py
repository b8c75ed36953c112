"""The history of a register: every commit, every field change; read once, then only what is new."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from huifang import __version__
from huifang.git_access.blobs import Names
from huifang.git_access.commit_log import between_trees
from huifang.git_access.moves import Ways, prefix_of
from huifang.git_access.raw_log import as_written
from huifang.history.ancestry import Ancestry, parents_first
from huifang.history.cache import NOTHING, CommitReading, HistoryCache, HistoryReading
from huifang.history.first_parent_values import FirstParentValues
from huifang.history.folders import Folders, MovedError
from huifang.history.log import read_log
from huifang.history.merges import Sides, Trees, looked_at
from huifang.history.record_diff import PATH, FieldChange, UnreadableFile, about, identity
from huifang.history.record_scan import Scan, uncollected
from huifang.history.trusted_lists import TrustedLists, with_signatures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from huifang.git_access.place import GitPlace
    from huifang.git_access.raw_log import ChangedFile
    from huifang.git_access.signers import Signers
    from huifang.history.log import LoggedCommit
    from huifang.history.merges import Merged
    from huifang.history.record_diff import Broken
    from huifang.history.record_scan import Progress
    from huifang.past.commits import Commit

SCHEMA = "7"
NOTHING_BROKEN: Broken = {}


class History:
    """Everything that led to a commit, from the oldest on."""

    def __init__(self, place: GitPlace, read: HistoryReading, signers: Signers) -> None:
        self.place, self.tip, self.signers, self.ways = place, read.tip, signers, read.ways
        self._read = {each.commit.hash: each for each in read.commits}

    @cached_property
    def commits(self) -> tuple[Commit, ...]:
        """Every commit, parents first, then by time; its place is its number."""
        return parents_first([each.commit for each in self._read.values()])

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
        return () if self.tip is None else self.ancestry.entered(self.numbers[self.tip])[1]

    def brought(self, commit: Commit) -> Commit:
        """The commit of that line with which one became a part of it: itself, or the merge that brought it in."""
        return self.mainline[self.entered[commit.number]]

    @cached_property
    def folders(self) -> FirstParentValues[str]:
        """The register's folder in every commit."""
        found = FirstParentValues(self.place.inside)
        for commit in self.commits:
            found.put(commit, self._read[commit.hash].inside)
        return found

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
    def files(self) -> Mapping[int, Sequence[ChangedFile]]:
        """Number of a commit -> the files of the register that it changed itself; those without any are left out.

        What two sides give together without a contradiction no merge changed, though the file is a new one.
        """
        found = {}
        for commit in self.commits:
            read = self._read[commit.hash]
            told = {each[0] for each in read.fields} if commit.is_merge else ()
            if files := tuple(each for each in read.files if not commit.is_merge or each.path in told):
                found[commit.number] = files
        return found

    @cached_property
    def broken(self) -> FirstParentValues[Broken]:
        """What cannot be read in every commit, with the last revision of each that could."""
        found = FirstParentValues(NOTHING_BROKEN)
        for commit in self.commits:
            behind = self._read[commit.hash].broken
            found.put(commit, behind and {path: UnreadableFile(*values) for path, values in behind.items()})
        return found

    @cached_property
    def outside(self) -> Mapping[int, Sequence[ChangedFile]]:
        """Number of a commit -> records of people that it changed elsewhere in the repository, with whole paths."""
        return {each.number: found for each in self.commits if (found := self._read[each.hash].outside)}

    def changes(self, person: str | None = None) -> Iterator[FieldChange]:
        """Every field change, newest first; `person` those of one code."""
        for commit in reversed(self.commits):
            for values in self._read[commit.hash].fields:
                if person is None or values[1] == person:
                    yield FieldChange(*values, commit)

    def of_file(self, path: str) -> Iterator[FieldChange]:
        """The changes of one file, newest first, also from where it lay before."""
        known, mine = {path}, identity(path)
        for change in self.changes():
            if change.path in known or identity(change.path) == mine:
                known |= {change.old} if change.field == PATH else set()
                yield change


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
    name = hashlib.sha256(f"{place.folder()}\0{place.inside}".encode(errors="surrogateescape")).hexdigest()
    file = cache and HistoryCache(cache / f"history-{name[:16]}.sqlite", (__version__, SCHEMA, name, signers.mark))
    kept = file.read() if file else NOTHING
    if tip is None or kept.tip == tip:
        return History(place, kept if tip else NOTHING, signers)
    with uncollected():
        read = _read_to(tip, place, signers, kept, progress)
    if file:
        file.add(read)
    return History(place, kept.then(read), signers)


def _read_to(
    tip: str, place: GitPlace, signers: Signers, kept: HistoryReading, progress: Progress | None
) -> HistoryReading:
    """Read what leads to the new tip and not to the known one; everything where it was rewritten."""
    if kept.tip is not None and kept.ways is not None and place.is_ancestor(kept.tip, tip):
        with suppress(MovedError):
            return _read(tip, place, signers, kept, progress)
    return _read(tip, place, signers, NOTHING, progress)


def _read(
    tip: str, place: GitPlace, signers: Signers, kept: HistoryReading, progress: Progress | None
) -> HistoryReading:
    taken = frozenset((old, new) for old, new in kept.ways or ())
    folders = Folders(Ways(place.inside, taken), place.before, [(each.commit, each.inside) for each in kept.commits])
    broken = FirstParentValues(NOTHING_BROKEN)
    for each in kept.commits:
        behind = each.broken and {path: UnreadableFile(*values) for path, values in each.broken.items()}
        broken.put(each.commit, behind)
    raw = read_log(place, folders, tip, *([f"^{kept.tip}"] if kept.tip else []))
    logged = with_signatures(TrustedLists(place, signers, kept, tip), raw)
    own, merged = _own_changes(place, kept.commits, logged, folders)
    rows = Scan(place, logged, merged, broken).rows(progress)
    commits = [
        CommitReading(
            one.commit, own[one.commit.hash], [each[:-1] for each in told],
            broken.changed(one.commit), folders.inside.changed(one.commit), one.outside,
        )
        for (one, told) in zip(logged, rows, strict=True)
    ]  # fmt: skip
    return HistoryReading(kept.tip, tip, None if folders.lost else sorted(folders.ways.taken), commits)


def _own_changes(
    place: GitPlace, known: Sequence[CommitReading], logged: Sequence[LoggedCommit], folders: Folders
) -> tuple[dict[str, Sequence[ChangedFile]], dict[str, list[Merged]]]:
    """By their hash: which files each commit changed itself, and those of merges that need a look."""
    own: dict[str, Sequence[ChangedFile]] = {each.commit.hash: each.files for each in known}
    merged: dict[str, list[Merged]] = {}
    if not any(one.commit.is_merge for one in logged):
        return {one.commit.hash: one.touched for one in logged}, merged
    commits = parents_first([*(each.commit for each in known), *(one.commit for one in logged)])
    ancestry = Ancestry(commits)
    places = {each.hash: each.number for each in commits}
    named = Names(place)

    def blob_at(commit: str, path: str) -> str | None:
        return named.of(f"{commit}:{prefix_of(folders.inside.of(commit))}{as_written(path)}")

    def differing(*commits: str) -> Iterator[str]:
        names = [f"{commit}:{folders.inside.of(commit)}" for commit in commits]
        if all(map(named.of, names)):
            yield from (each.path for each in between_trees(place, *names))

    trees = Trees(blob_at, differing)
    for commit, touched, _ in logged:
        own[commit.hash] = touched
        if commit.is_merge:
            brought = ancestry.brought_in(places[commit.hash])
            branch = (each for number in brought.commits for each in own[commits[number].hash])
            first, *others = commit.parents
            sides = Sides(commit.hash, first, list(zip(brought.bases, others, strict=True)), brought.line)
            found = looked_at(sides, touched, branch, trees, about)
            merged[commit.hash] = found
            own[commit.hash] = [each.effect for each in found]
    named.close()
    return own, merged
