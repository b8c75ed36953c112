"""Where a register lay before its folder was moved: a commit in which its policy vanishes there and appears here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.git_access.raw_log import ChangedFile

POLICY = "policy/measures.yml"  # where this is, there is a register
Step = tuple[str, str]  # from a folder to a folder; "" is the repository itself


def prefix_of(folder: str) -> str:
    """How paths below a folder begin."""
    return f"{folder}/" if folder else ""


def may_move(file: ChangedFile) -> bool:
    """Whether the rules of some register came or went."""
    return file.path.endswith(POLICY) and None in (file.old, file.new)


def steps(files: Sequence[ChangedFile]) -> Mapping[str, str]:
    """Old folder -> new one, of every register that a commit moved: of several the one with most equal files."""
    gone = {each.path: each.old for each in files if each.new is None}
    come = {each.path: each.new for each in files if each.old is None}
    found = {}
    for old in _registers(gone):
        left = _below(gone, old)
        likeness = {new: len(left & _below(come, new)) for new in _registers(come)}
        best = max(sorted(likeness), key=likeness.__getitem__, default="")
        if likeness.get(best):
            found[old] = best
    return found


def _registers(paths: Iterable[str]) -> list[str]:
    return [path.removesuffix(POLICY).rstrip("/") for path in paths if f"/{path}".endswith(f"/{POLICY}")]


def _below(blobs: Mapping[str, str | None], folder: str) -> set[tuple[str, str | None]]:
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
