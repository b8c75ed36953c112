"""One policy file of a register and the program's newer one, entry by entry; `base` is what the program brought before.

What the office never touched becomes as the program has it. What it added stays. What both changed stays as the office
has it, and is told with both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from huifang.editing.office.blocks import cut, uncut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from huifang.editing.office.blocks import Block

LEAD = "#"  # behind the path of an entry: the comments before it


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that the office changed and the program has otherwise; a side that is empty does not have it."""

    path: str
    here: str
    there: str


@dataclass(slots=True)
class MergedPolicy:
    """The text that comes out; the entries left as the office has them, and those that somebody has to look at."""

    text: str = ""
    kept: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    brought: list[str] = field(default_factory=list)  # what is now as the program has it
    met: set[str] = field(default_factory=set)  # what of `take` was found


def merged_policy(name: str, here: str, there: str, base: Mapping[str, str], take: Sequence[str] = ()) -> MergedPolicy:
    """Merge a policy file; entries at or below a path in `take` become as the program has them.

    NoBlocksError where a text cannot be cut into entries.
    """
    made = MergedPolicy()
    ours, tail = cut(here)
    theirs, _ = cut(there)
    made.text = uncut(_Merging(base, tuple(take), made).all(ours, theirs, name), tail)
    return made


def marks_of(name: str, text: str) -> dict[str, str]:
    """The checksum of every entry of a policy file, by its path."""
    return dict(_marks(cut(text)[0], name))


def _marks(found: Sequence[Block], above: str) -> Iterator[tuple[str, str]]:
    for block in found:
        path = f"{above}/{block.key}"
        if block.lead_mark:
            yield f"{path}/{LEAD}", block.lead_mark
        if block.inner is None:
            yield path, block.mark
        else:
            yield from _marks(block.inner, path)


@dataclass(frozen=True, slots=True)
class _Merging:
    base: Mapping[str, str]
    take: tuple[str, ...]
    made: MergedPolicy

    def all(self, ours: Sequence[Block], theirs: Sequence[Block], above: str) -> list[Block]:
        """The entries of both, in the order of ours; a new one behind the one it follows there."""
        there = {block.key: block for block in theirs}
        found = [kept for block in ours if (kept := self._ours(block, there.get(block.key), f"{above}/{block.key}"))]
        here = {block.key for block in ours}
        before: str | None = None
        for block in theirs:
            path = f"{above}/{block.key}"
            if block.key not in here and self._is_new(block, path):
                self.made.brought.append(path)
                indent = ours[0].indent if ours else block.indent
                found.insert(_place(found, before, block), block.moved(indent))
            before = block.key
        return found

    def _ours(self, ours: Block, theirs: Block | None, path: str) -> Block | None:
        if theirs is None:
            return self._gone(ours, path)
        lead = self._lead(ours, theirs, path)
        if ours.inner is not None and theirs.inner is not None:
            return replace(ours, lead=lead, inner=self.all(ours.inner, theirs.inner, path))
        if ours.mark != theirs.mark:
            if self._taken(path) or self.base.get(path) == ours.mark:
                self.made.brought.append(path)
                ours = theirs.moved(ours.indent)
            else:
                self._keep(path, ours, theirs)
        return replace(ours, lead=lead)

    def _lead(self, ours: Block, theirs: Block, path: str) -> tuple[str, ...]:
        """The comments before an entry: the program's, where the office has those that the program brought."""
        if ours.lead_mark == theirs.lead_mark or self.base.get(f"{path}/{LEAD}", "") != ours.lead_mark:
            return ours.lead
        return theirs.moved(ours.indent).lead

    def _gone(self, ours: Block, path: str) -> Block | None:
        """One that the program does not have: the office's own, or withdrawn."""
        known = self._known(path)
        if ours.inner is not None and known:
            inner = self.all(ours.inner, (), path)
            return replace(ours, inner=inner) if inner else None
        if self.base.get(path) == ours.mark or (known and self._taken(path)):
            self.made.brought.append(path)
            return None
        if path in self.base:
            self._keep(path, ours, None)
        else:
            self.made.kept.append(path)
        return ours

    def _is_new(self, theirs: Block, path: str) -> bool:
        """Whether the office never had it; one that it took out stays out, and is told where the program changed it."""
        if not self._known(path) or self._taken(path):
            return True
        self._keep(path, None, theirs)
        return False

    def _known(self, path: str) -> bool:
        """Whether the program brought it before."""
        return path in self.base or any(each.startswith(f"{path}/") for each in self.base)

    def _taken(self, path: str) -> bool:
        """Whether somebody wants the program's side of it."""
        wanted = [each for each in self.take if path == each or path.startswith(f"{each}/")]
        self.made.met.update(wanted)
        return bool(wanted)

    def _brought_before(self, theirs: Block, path: str) -> bool:
        """Whether the program has nothing new here."""
        return all(self.base.get(each) == mark for each, mark in _marks([theirs], path.rpartition("/")[0]))

    def _keep(self, path: str, ours: Block | None, theirs: Block | None) -> None:
        """Leave it as it is here; tell it where the program's side is not the one that the office changed."""
        if theirs is not None and self._brought_before(theirs, path):
            self.made.kept.append(path)
        else:
            self.made.conflicts.append(Conflict(path, _shown(ours), _shown(theirs)))


def _shown(block: Block | None) -> str:
    return "" if block is None else "".join(block.moved(0).text).strip("\n")


def _place(found: Sequence[Block], before: str | None, new: Block) -> int:
    """Behind the one before it, and behind the office's own versions that begin earlier."""
    at = next((number + 1 for number, block in enumerate(found) if block.key == before), 0)
    while at < len(found) and found[at].since and found[at].since <= new.since:
        at += 1
    return at
