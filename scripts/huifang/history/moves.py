"""Where a register lay before its folder was moved: a commit in which its policy vanishes there and appears here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

POLICY = "policy/measures.yml"  # where this is, there is a register
Step = tuple[str, str]  # from a folder to a folder; "" is the repository itself


def prefix_of(folder: str) -> str:
    """How paths below a folder begin."""
    return f"{folder}/" if folder else ""


class RawFile(NamedTuple):
    """What `git log --raw` prints of one file: two modes, two blobs and a letter; its path."""

    meta: str
    path: str


class RawCommit(NamedTuple):
    """A commit as `git log --raw` prints it: the asked fields, and every file of the repository that it changed."""

    head: list[str]
    entries: list[RawFile]


def may_move(entry: RawFile) -> bool:
    """Whether the rules of some register came or went."""
    return entry.path.endswith(POLICY) and entry.meta[-1] in "AD"


def steps(entries: Sequence[RawFile]) -> Mapping[str, str]:
    """Old folder -> new one, of every register that a commit moved: of several the one with most equal files."""
    gone, come = _registers(entries, "D"), _registers(entries, "A")
    found = {}
    for old in gone:
        left = _blobs(entries, old, "D")
        likeness = {new: len(left & _blobs(entries, new, "A")) for new in come}
        best = max(sorted(likeness), key=likeness.__getitem__, default="")
        if likeness.get(best):
            found[old] = best
    return found


def _registers(entries: Iterable[RawFile], letter: str) -> list[str]:
    named = (each.path for each in entries if may_move(each) and each.meta[-1] == letter)
    return [path.removesuffix(POLICY).rstrip("/") for path in named if path == POLICY or path.endswith(f"/{POLICY}")]


def _blobs(entries: Iterable[RawFile], folder: str, letter: str) -> set[tuple[str, str]]:
    """Path below a folder and blob of every file that came or went in it."""
    prefix, side = f"{folder}/" if folder else "", 2 if letter == "D" else 3
    mine = (each for each in entries if each.meta[-1] == letter and each.path.startswith(prefix))
    return {(each.path.removeprefix(prefix), each.meta.split(" ")[side]) for each in mine}


class Ways(NamedTuple):
    """Every step on the way to the folder of today."""

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
