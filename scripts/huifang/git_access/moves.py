"""Where a register lay before its folder was moved, copied or split: whose records come where its policy comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from huifang.git_access.raw_log import ChangedFile

POLICY = "policy/measures.yml"  # where this is, there is a register
PEOPLE = "people/"
PERSON_PARTS = 4  # people/<district>/<CODE>/<file>
Step = tuple[str, str]  # from a folder to a folder; "" is the repository itself
Files = Mapping[str, str | None]  # path -> blob


def prefix_of(folder: str) -> str:
    """How paths below a folder begin."""
    return f"{folder}/" if folder else ""


def may_move(file: ChangedFile) -> bool:
    """Whether the rules of some register came or went."""
    return file.path.endswith(POLICY) and None in (file.old, file.new)


def steps(files: Sequence[ChangedFile], before: Callable[[], Files]) -> tuple[Step, ...]:
    """From which folder to which, of every register that a commit moved, copied or split; each new one once.

    `before` is everything that the repository had before. A folder that went is known again by equal files; one whose
    people's files come is followed wherever they lie, also where the old folder stays: a code is one person's for life,
    and where all codes are others the visits are still the same.
    """
    come = {each.path: each.new for each in files if each.old is None}
    news = _registers(come)
    if not news:
        return ()
    gone = {each.path: each.old for each in files if each.new is None}
    there = before()
    standing = [each for each in _registers(there) if each not in news]
    moved = _moved(gone, come, news)
    found = []
    for new in news:
        mine = _below({**there, **come}, new)
        likeness = {old: _alike(mine, _below(there, old)) for old in standing}
        best = max(sorted(likeness), key=lambda old: (likeness[old], moved.get(old) == new), default="")
        if any(likeness.get(best, ())):
            found.append((best, new))
        else:
            found += [(old, to) for old, to in moved.items() if to == new][:1]
    return tuple(found)


def _moved(gone: Files, come: Files, news: Sequence[str]) -> Mapping[str, str]:
    """Old folder -> new one, of every register that went: of several the one with most equal files."""
    found = {}
    for old in _registers(gone):
        left = _below(gone, old)
        likeness = {new: len(left & _below(come, new)) for new in news}
        best = max(sorted(likeness), key=likeness.__getitem__)
        if likeness[best]:
            found[old] = best
    return found


def _alike(one: set[tuple[str, str | None]], other: set[tuple[str, str | None]]) -> tuple[int, int]:
    """How many files of people are in both by code and name; how many by content, in which no visit names a code."""
    contents = ({blob for path, blob in files if path.startswith(PEOPLE)} for files in (one, other))
    return len(_people(one) & _people(other)), len(set.intersection(*contents))


def _people(files: Iterable[tuple[str, str | None]]) -> set[tuple[str, ...]]:
    """Code and name of the files of people."""
    parts = (path.split("/") for path, _ in files if path.startswith(PEOPLE))
    return {tuple(each[2:]) for each in parts if len(each) == PERSON_PARTS}


def _registers(paths: Iterable[str]) -> list[str]:
    return [path.removesuffix(POLICY).rstrip("/") for path in paths if f"/{path}".endswith(f"/{POLICY}")]


def _below(blobs: Files, folder: str) -> set[tuple[str, str | None]]:
    """Path below a folder and blob of every file in it."""
    prefix = prefix_of(folder)
    return {(path.removeprefix(prefix), blob) for path, blob in blobs.items() if path.startswith(prefix)}


class Ways(NamedTuple):
    """Every move that led to the folder in which the register lies today."""

    today: str
    taken: frozenset[Step] = frozenset()

    def longer(self, found: Iterable[Step]) -> Ways:
        """With the steps that lead to it, of those that were found."""
        taken, rest = set(self.taken), set(found)
        names = {self.today, *(old for old, _ in taken)}
        while more := {step for step in rest - taken if step[1] in names}:
            taken |= more
            names |= {old for old, _ in more}
        return Ways(self.today, frozenset(taken))

    @property
    def folders(self) -> frozenset[str]:
        """Where it ever lay."""
        return frozenset({self.today, *(old for old, _ in self.taken)})

    @property
    def first(self) -> str:
        """Where it lay first: a folder that nothing was moved to."""
        targets = {new for _, new in self.taken}
        return min(self.folders - targets, default=self.today)
