"""What a merge did itself. A clean merge does nothing: each change stands at the commit that made it.

Git hides more than it shows here: by default it says nothing of merges, with `-c` nothing of a side that was dropped
as a whole. So each merge is told against its first parent, and what the branch's own commits explain is taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.raw_log import ChangedFile
from huifang.history.ancestry import Joint, every
from huifang.history.expected import APART, expected

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from huifang.history.ancestry import Base
    from huifang.register.yamltext import Data

    Moves = Callable[[Sequence[ChangedFile]], Mapping[str, ChangedFile]]


class FileVersion(NamedTuple):
    """A file in a commit: where it lies, and its blob, None where it was not there."""

    commit: str | None
    path: str
    blob: str | None

    @property
    def lies(self) -> str | None:
        """Where it lies, None where it was not there."""
        return None if self.blob is None else self.path


class Sides(NamedTuple):
    """The commits of a merge: itself, its first parent, and each further parent with its merge base.

    `line`: what it brought in is one line of commits, so that their changes one after the other are the branch's.
    """

    merge: str
    first: str
    others: Sequence[tuple[Base, str]]
    line: bool


class Merged(NamedTuple):
    """A file that a merge may have changed itself: in every parent, in the merge bases, and as the merge made it.

    `path` is where the merge has it; a commit that has it elsewhere says so itself.
    """

    path: str
    sides: Sides
    versions: Mapping[str | None, FileVersion]  # by the commit
    made: str | None

    @property
    def ours(self) -> FileVersion:
        """The file in the first parent."""
        return self.versions[self.sides.first]

    @property
    def parents(self) -> list[FileVersion]:
        """The file in every parent."""
        return [self.ours, *(self.versions[other] for _, other in self.sides.others)]

    @property
    def blobs(self) -> list[str | None]:
        """Every blob that has to be read for it."""
        return [*(each.blob for each in self.versions.values()), self.made]

    @property
    def comes_or_goes(self) -> bool:
        """Whether it is there in some of these commits and in others not."""
        return len({blob is None for blob in self.blobs}) > 1

    def common(self, base: Base, value: Callable[[FileVersion], Data]) -> Data:
        """Some value of the file in what is in common; APART where several commits contradict each other."""
        if not isinstance(base, Joint):
            return value(self.versions[base])
        before = None if base.common is None else self.common(base.common, value)
        return expected("", before, self.common(base.one, value), self.common(base.other, value), APART)

    def together(self, value: Callable[[FileVersion], Data], made: Data) -> Data:
        """What all sides give together of some value: each other one is joined to what those before it gave."""
        found = value(self.ours)
        for base, other in self.sides.others:
            found = expected("", self.common(base, value), found, value(self.versions[other]), made)
        return found

    @property
    def lay(self) -> str | None:
        """Where its sides have it together; None where they do not have it."""
        found = self.together(lambda each: each.lies, None if self.made is None else self.path)
        return found if isinstance(found, str) else None

    @property
    def clean(self) -> bool:
        """Whether it is what its sides give together, the file taken as a whole."""
        meant = self.ours.blob
        for base, other in self.sides.others:
            theirs = self.versions[other].blob
            if theirs == meant:
                continue
            if len({self.versions[each].blob is None for each in every(base)}) > 1:  # it may have been moved
                return False
            common = self.common(base, _blob)
            if theirs != common:
                if meant != common:
                    return False
                meant = theirs
        return meant == self.made

    @property
    def effect(self) -> ChangedFile:
        """The change as one of the merge's own: from what it did not keep to what it made."""
        ours, *others = [each.blob for each in self.parents]
        commons = [self.common(base, _blob) for base, _ in self.sides.others]
        theirs = next((side for side, common in zip(others, commons, strict=True) if side != common), others[0])
        return ChangedFile(self.path, theirs if self.made == ours else ours, self.made)


def _blob(version: FileVersion) -> str | None:
    return version.blob


class Trees(NamedTuple):
    """What to ask of commits: the blob at a path, the paths in which two of them differ."""

    blob_at: Callable[[str, str], str | None]
    differing: Callable[[str, str], Iterable[str]]


def looked_at(
    sides: Sides,
    against_first: Iterable[ChangedFile],
    branch: Iterable[ChangedFile],
    trees: Trees,
    about: Callable[[str], Hashable],
) -> list[Merged]:
    """The files that the branch's own changes do not explain; `branch` are these, oldest first: path, old, new.

    A file that none of them names is in the other parent as it is in the commit in common, or a side brought it along.
    Changes of several lines beside each other say nothing of what came of them, so each blob is looked up. With a file
    that came or went come all the others `about` the same that did, for it may have been moved.
    """
    done: dict[str, tuple[str | None, str | None]] = {}
    for path, old, new in branch:
        done[path] = (done[path][0] if path in done else old, new)
    here = {each.path: (each.old, each.new) for each in against_first}
    named = {*here, *done}

    def exactly(path: str) -> Merged:
        return _exactly(path, sides, trees, here.get(path))

    asked = (path for path in sorted(named) if not (sides.line and _explained(here.get(path), done.get(path))))
    found = {path: each for path in asked if not (each := exactly(path)).clean}
    if moved := {about(each.path) for each in found.values() if each.comes_or_goes}:
        named.update(path for base in _left(found.values()) for path in trees.differing(base, sides.first))
        beside = (path for path in named if path not in found and about(path) in moved)
        found |= {path: each for path in beside if (each := exactly(path)).comes_or_goes}
    return [found[path] for path in sorted(found)]


def _left(files: Iterable[Merged]) -> set[str]:
    """The commits in common that have files which the first parent has no more: it may have them elsewhere."""
    gone = [each for each in files if each.ours.blob is None]
    bases = (each.versions[name] for each in gone for base, _ in each.sides.others for name in every(base))
    return {base.commit for base in bases if base.commit and base.blob}


def _explained(here: tuple[str | None, str | None] | None, done: tuple[str | None, str | None] | None) -> bool:
    """Whether the merge took over what one line of commits did, or there was nothing to take over."""
    return here == done or (here is None and done is not None and done[0] == done[1])


def _exactly(path: str, sides: Sides, trees: Trees, here: tuple[str | None, str | None] | None) -> Merged:
    """The file with its blobs looked up; where it does not differ from the first parent, one will do."""
    ours, made = here or (trees.blob_at(sides.merge, path),) * 2
    versions: dict[str | None, FileVersion] = {sides.first: FileVersion(sides.first, path, ours)}
    for commit in (name for base, other in sides.others for name in (*every(base), other)):
        if commit not in versions:
            versions[commit] = FileVersion(commit, path, trees.blob_at(commit, path) if commit else None)
    return Merged(path, sides, versions, made)


def joined(files: Sequence[Merged], moves: Moves) -> Iterator[Merged]:
    """The files of one merge; what a side or the merge moved is one file, unless some commit has it more than once.

    `moves` tells of changed files which one, by its new path, is which that went.
    """
    group = {each.path: [each] for each in files}
    for touched in _steps(files) if any(each.comes_or_goes for each in files) else ():
        for new, old in moves(touched).items():
            one, other = group[old.path], group[new]
            if one is not other:
                one += other
                group |= {each.path: one for each in other}
    for each in files:
        mine = group[each.path]
        if (one_file := _as_one(mine) if len(mine) > 1 else None) is None:
            yield each
        elif each is min(mine):
            yield one_file


def _steps(files: Sequence[Merged]) -> Iterator[list[ChangedFile]]:
    """What each side did to the files; of what the merge did, only what no side has at that place."""
    sides = files[0].sides
    for base, other in sides.others:
        for before, after in ((name, side) for name in every(base) for side in (sides.first, other)):
            yield _changes((each.path, each.versions[before].blob, each.versions[after].blob) for each in files)
    own = [each for each in files if each.made is None or all(side.blob is None for side in each.parents)]
    for side in (sides.first, *(other for _, other in sides.others)):
        yield _changes((each.path, each.versions[side].blob, each.made) for each in own)


def _changes(files: Iterable[tuple[str, str | None, str | None]]) -> list[ChangedFile]:
    return [ChangedFile(path, before, after) for path, before, after in files if before != after]


def _as_one(files: Sequence[Merged]) -> Merged | None:
    """Files that are one; None where some commit has more than one of them."""
    versions = {name: _only([each.versions[name] for each in files]) for name in files[0].versions}
    made = _only([FileVersion(None, each.path, each.made) for each in files])
    one = {name: version for name, version in versions.items() if version is not None}
    if made is None or len(one) < len(versions):
        return None
    found = Merged(made.path, files[0].sides, one, made.blob)
    return found if made.blob is not None else found._replace(path=found.lay or made.path)


def _only(versions: Sequence[FileVersion]) -> FileVersion | None:
    """The one that is there, or any where none is; None where several are."""
    there = [each for each in versions if each.blob is not None]
    return (there or versions)[0] if len(there) <= 1 else None
