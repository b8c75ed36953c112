"""What a merge did itself. A clean merge does nothing: each change stands at the commit that made it.

Git hides more than it shows here: by default it says nothing of merges, with `-c` nothing of a side that was dropped
as a whole. So each merge is told against its first parent, and what the branch's own commits explain is taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.history.ancestry import Joint
from huifang.history.expected import APART, expected
from huifang.history.raw_log import ChangedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from huifang.history.ancestry import Base as Common
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


class Several(NamedTuple):
    """A file in two commits in common that neither is before the other; and in what these have in common."""

    one: Base
    other: Base
    common: Base | None

    def of(self, value: Callable[[FileVersion], Data]) -> Data:
        """What these give together, of some value; APART where they contradict each other."""
        common = None if self.common is None else of(self.common, value)
        return expected("", common, of(self.one, value), of(self.other, value), APART)


Base = FileVersion | Several


def of(base: Base, value: Callable[[FileVersion], Data]) -> Data:
    """Some value of a file in what is in common."""
    return value(base) if isinstance(base, FileVersion) else base.of(value)


def _each(base: Base | None) -> Iterator[FileVersion]:
    """The file in every commit of a base."""
    if isinstance(base, Several):
        for part in base:
            yield from _each(part)
    elif base is not None:
        yield base


class Merged(NamedTuple):
    """A file that needs a look: in the first parent, in each other one beside their common commit, and as made.

    `path` is where the merge has it; a side that has it elsewhere says so itself.
    """

    path: str
    ours: FileVersion
    others: tuple[tuple[Base, FileVersion], ...]  # what is in common, the other side
    made: str | None

    @property
    def blobs(self) -> tuple[str | None, ...]:
        """Every blob that has to be read for it."""
        others = (each for pair in self.others for part in pair for each in _each(part))
        return (self.ours.blob, *(each.blob for each in others), self.made)

    @property
    def sides(self) -> tuple[FileVersion, ...]:
        """The file in every parent."""
        return (self.ours, *(side for _, side in self.others))

    @property
    def comes_or_goes(self) -> bool:
        """Whether it is there in some of these commits and in others not."""
        return len({blob is None for blob in self.blobs}) > 1

    @property
    def lay(self) -> str | None:
        """Where its sides have it together; None where they do not have it."""
        made = None if self.made is None else self.path
        found = folded(self.ours.lies, [(of(base, _lies), side.lies) for base, side in self.others], made)
        return found if isinstance(found, str) else None

    @property
    def clean(self) -> bool:
        """Whether it is what its sides give together, the file taken as a whole."""
        meant = self.ours.blob
        for base, side in self.others:
            if side.blob == meant:
                continue
            common = of(base, _blob)
            if len({each.blob is None for each in _each(base)}) > 1:  # it may have been moved
                return False
            if side.blob != common:
                if meant != common:
                    return False
                meant = side.blob
        return meant == self.made

    @property
    def effect(self) -> ChangedFile:
        """The change as one of the merge's own: from what it did not keep to what it made."""
        ours = self.ours.blob
        theirs = next((side.blob for base, side in self.others if side.blob != of(base, _blob)), self.others[0][1].blob)
        return ChangedFile(self.path, theirs if self.made == ours else ours, self.made)


def _blob(version: FileVersion) -> str | None:
    return version.blob


def _lies(version: FileVersion) -> str | None:
    return version.lies


class Sides(NamedTuple):
    """The commits a merge joins: itself, its first parent, and each other one beside what is in common.

    `line`: what it brought in is one line of commits, so that their changes one after the other are the branch's.
    """

    merge: str
    first: str
    others: tuple[tuple[Common | None, str], ...]
    line: bool


class Trees(NamedTuple):
    """What to ask of commits: the blob at a path, the paths in which two of them differ; the hash of a number."""

    blob_at: Callable[[str, str], str | None]
    differing: Callable[[str, str], Iterable[str]]
    hash_of: Callable[[int], str]


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
    bases = (base for each in files if each.ours.blob is None for common, _ in each.others for base in _each(common))
    return {base.commit for base in bases if base.commit and base.blob}


def _explained(here: tuple[str | None, str | None] | None, done: tuple[str | None, str | None] | None) -> bool:
    """Whether the merge took over what one line of commits did, or there was nothing to take over."""
    return here == done or (here is None and done is not None and done[0] == done[1])


def _exactly(path: str, sides: Sides, trees: Trees, here: tuple[str | None, str | None] | None) -> Merged:
    """The file with its blobs looked up; where it does not differ from the first parent, one will do."""

    def version(commit: str | None) -> FileVersion:
        return FileVersion(commit, path, trees.blob_at(commit, path) if commit else None)

    ours, made = here or (trees.blob_at(sides.merge, path),) * 2

    def common(base: Common | None) -> Base:
        if isinstance(base, Joint):
            before = None if base.common is None else common(base.common)
            return Several(common(base.one), common(base.other), before)
        return version(None if base is None else trees.hash_of(base))

    others = tuple((common(base), version(other)) for base, other in sides.others)
    return Merged(path, FileVersion(sides.first, path, ours), others, made)


def folded(ours: Data, others: Sequence[tuple[Data, Data]], made: Data) -> Data:
    """What all sides give together: each other one is joined to what those before it gave."""
    for base, theirs in others:
        ours = expected("", base, ours, theirs, made)
    return ours


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
    for at in range(len(files[0].others)):
        for bases in zip(*(_each(each.others[at][0]) for each in files), strict=True):
            for side in (0, at + 1):
                yield _changes(files, [base.blob for base in bases], [each.sides[side].blob for each in files])
    own = [each for each in files if each.made is None or all(side.blob is None for side in each.sides)]
    for side in range(len(files[0].sides)):
        yield _changes(own, [each.sides[side].blob for each in own], [each.made for each in own])


def _changes(files: Sequence[Merged], old: Sequence[str | None], new: Sequence[str | None]) -> list[ChangedFile]:
    changes = zip(files, old, new, strict=True)
    return [ChangedFile(each.path, before, after) for each, before, after in changes if before != after]


def _as_one(files: Sequence[Merged]) -> Merged | None:
    """Files that are one; None where some commit has more than one of them."""
    others = range(len(files[0].others))
    ours = _only([each.ours for each in files])
    made = _only([FileVersion(None, each.path, each.made) for each in files])
    bases = [_only_base([each.others[at][0] for each in files]) for at in others]
    sides = [_only([each.others[at][1] for each in files]) for at in others]
    pairs = tuple((base, side) for base, side in zip(bases, sides, strict=True) if base and side)
    if ours is None or made is None or len(pairs) < len(others):
        return None
    found = Merged(made.path, ours, pairs, made.blob)
    return found if made.blob is not None else found._replace(path=found.lay or made.path)


def _only(versions: Sequence[FileVersion]) -> FileVersion | None:
    """The one that is there, or any where none is; None where several are."""
    there = [each for each in versions if each.blob is not None]
    return (there or versions)[0] if len(there) <= 1 else None


def _only_base(bases: Sequence[Base]) -> Base | None:
    """The same in every commit of a base."""
    plain = [each for each in bases if isinstance(each, FileVersion)]
    joint = [each for each in bases if isinstance(each, Several)]
    if plain:
        return _only(plain)
    one, other = _only_base([each.one for each in joint]), _only_base([each.other for each in joint])
    before = [each.common for each in joint if each.common is not None]
    common = _only_base(before) if before else None
    return None if one is None or other is None or (before and common is None) else Several(one, other, common)
