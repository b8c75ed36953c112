"""The graph of commits: what a merge brought in, and the line of first parents."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.past.commits import Commit

OURS, THEIRS = 1, 2
DEEPEST = 3  # levels of merge bases that are looked at: branches that merge each other all day have no end of them


class Joint(NamedTuple):
    """Two common ancestors of which neither comes before the other; together they are the merge base."""

    one: Base
    other: Base
    common: Base


Base = str | Joint | None  # the hash of a commit; None where nothing is in common


def every(base: Base) -> Iterator[str | None]:
    """All commits of a base."""
    if isinstance(base, Joint):
        yield from every(base.one)
        yield from every(base.other)
        yield from every(base.common) if base.common else ()
    else:
        yield base


class Brought(NamedTuple):
    """The commits that a merge brought in, oldest first; for each further parent its base with those before it."""

    bases: Sequence[Base]
    commits: Sequence[int]
    line: bool  # whether each is the only parent of the next: then their changes in this order are all that was brought


def parents_first(commits: Sequence[Commit]) -> tuple[Commit, ...]:
    """The commits numbered anew, parents first, then by time: the same order whether read at once or bit by bit."""
    at = {commit.hash: index for index, commit in enumerate(commits)}
    waiting = [sum(parent in at for parent in commit.parents) for commit in commits]
    children: list[list[int]] = [[] for _ in commits]
    for index, commit in enumerate(commits):
        for parent in commit.parents:
            if parent in at:
                children[at[parent]].append(index)
    heap = [(each.seconds, each.hash, index) for index, each in enumerate(commits) if not waiting[index]]
    heapq.heapify(heap)
    found: list[Commit] = []
    while heap:
        _, _, index = heapq.heappop(heap)
        commit = commits[index]
        found.append(commit if commit.number == len(found) else commit._replace(number=len(found)))
        for child in children[index]:
            waiting[child] -= 1
            if not waiting[child]:
                heapq.heappush(heap, (commits[child].seconds, commits[child].hash, child))
    return tuple(found)


class Ancestry:
    """The graph of commits, each by its number: a parent's is smaller than its child's."""

    def __init__(self, commits: Sequence[Commit]) -> None:
        numbers = {commit.hash: commit.number for commit in commits}
        self._commits = commits
        self._parents = [tuple(numbers[each] for each in commit.parents if each in numbers) for commit in commits]
        self._brought: dict[int, Brought] = {}

    def _of(self, number: int) -> tuple[int, ...]:
        return self._parents[number]

    def first_parents(self, tip: int) -> Iterator[int]:
        """The line of first parents, newest first."""
        found: tuple[int, ...] = (tip,)
        while found:
            yield found[0]
            found = self._of(found[0])

    def entered(self, tip: int) -> tuple[list[int], list[int]]:
        """The line of first parents, oldest first; of every commit the place on it with which it came there."""
        line = list(self.first_parents(tip))[::-1]
        found = [0] * len(self._commits)
        for place, each in enumerate(line):
            brought = self.brought_in(each).commits if len(self._of(each)) > 1 else ()
            for number in (each, *brought):
                found[number] = place
        return line, found

    def brought_in(self, merge: int) -> Brought:
        """What a merge made part of its first parent's line: what leads to its other parents alone."""
        if merge not in self._brought:
            self._brought[merge] = self._brought_in(merge)
        return self._brought[merge]

    def _brought_in(self, merge: int) -> Brought:
        ours, *others = self._of(merge)
        bases, commits, joined = [], set[int](), [ours]
        for other in others:
            base, found = self._between(joined, other)
            bases.append(base)
            commits.update(found)
            joined.append(other)
        done = sorted(commits)
        line = len(others) == 1 and self._is_line(bases[0], done)
        return Brought(bases, done, line)

    def _is_line(self, base: Base, commits: Sequence[int]) -> bool:
        """Whether each is the only child of the one before it; a joint base has none."""
        before = [base, *(self._commits[each].hash for each in commits)]
        pairs = zip(commits, before, strict=False)
        return all(self._commits[each].parents == ((name,) if name else ()) for each, name in pairs)

    def _between(self, joined: Sequence[int], other: int, depth: int = 0) -> tuple[Base, list[int]]:
        """What one line has in common with the others, and what leads to that one alone.

        Newest first, each commit hands its side on to its parents; once all that is left is common, it is done.
        """
        sides = dict.fromkeys(joined, OURS)
        sides[other] = sides.get(other, 0) | THEIRS
        heap = [-number for number in sides]
        heapq.heapify(heap)
        pending = sum(side == THEIRS for side in sides.values())
        found: list[int] = []
        reached = {other}
        while pending:
            number = -heapq.heappop(heap)
            side = sides[number]
            if side == THEIRS:
                pending -= 1
                found.append(number)
                reached.update(self._of(number))
            for parent in self._of(number):
                before = sides.get(parent)
                if before is None:
                    heapq.heappush(heap, -parent)
                sides[parent] = (before or 0) | side
                pending += (sides[parent] == THEIRS) - (before == THEIRS)
        return self._together([each for each in reached if sides[each] == OURS | THEIRS], depth), found

    def _together(self, common: Sequence[int], depth: int) -> Base:
        """The base that common commits give: the newest of them, with each other one that is not before it."""
        base: Base = None
        joined: list[int] = []
        for each in self._newest(common):
            name = self._commits[each].hash
            before = self._between(joined, each, depth + 1)[0] if base and depth < DEEPEST else None
            base = Joint(base, name, before) if base else name
            joined.append(each)
        return base

    def _newest(self, commits: Sequence[int]) -> list[int]:
        """Those that no other one is after, newest first."""
        oldest, before = min(commits, default=0), set[int]()
        left = [parent for each in commits for parent in self._of(each)]
        while left:
            each = left.pop()
            if each >= oldest and each not in before:
                before.add(each)
                left += self._of(each)
        return sorted(set(commits) - before, reverse=True)
