"""The graph of commits: what a merge brought in, and the line of first parents."""

from __future__ import annotations

import heapq
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.history.commit import Commit

OURS, THEIRS = 1, 2


class Brought(NamedTuple):
    """What a merge brought in, oldest first; of each other parent the newest commit in common with those before it."""

    bases: tuple[int | None, ...]
    commits: tuple[int, ...]
    line: bool  # whether these form one line, each the only parent of the next: one after the other they tell it all


def in_order(commits: Sequence[Commit]) -> tuple[Commit, ...]:
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
        found.append(commit if commit.number == len(found) else replace(commit, number=len(found)))
        for child in children[index]:
            waiting[child] -= 1
            if not waiting[child]:
                heapq.heappush(heap, (commits[child].seconds, commits[child].hash, child))
    return tuple(found)


class Ancestry:
    """The parents of commits that are in order: each by its number, a parent's smaller than its child's."""

    def __init__(self, commits: Sequence[Commit]) -> None:
        numbers = {commit.hash: commit.number for commit in commits}
        self._parents = [tuple(numbers[each] for each in commit.parents if each in numbers) for commit in commits]

    def _of(self, number: int) -> tuple[int, ...]:
        return self._parents[number]

    def first_parents(self, tip: int) -> Iterator[int]:
        """The line of first parents, newest first."""
        found: tuple[int, ...] = (tip,)
        while found:
            yield found[0]
            found = self._of(found[0])

    def brought_in(self, merge: int) -> Brought:
        """What a merge made part of its first parent's line: what leads to its other parents alone."""
        ours, *others = self._of(merge)
        bases, commits, joined = [], set[int](), [ours]
        for other in others:
            base, found = self._between(joined, other)
            bases.append(base)
            commits.update(found)
            joined.append(other)
        done = sorted(commits)
        line = len(others) == 1 and self._is_line(bases[0], done)
        return Brought(tuple(bases), tuple(done), line)

    def _is_line(self, base: int | None, commits: Sequence[int]) -> bool:
        before = (() if base is None else (base,), *((each,) for each in commits))
        return all(self._of(each) == parents for each, parents in zip(commits, before, strict=False))

    def _between(self, joined: Sequence[int], other: int) -> tuple[int | None, list[int]]:
        """The newest common commit of one line with the others, and what leads to that one alone.

        Newest first, each commit hands its side on to its parents; once all that is left is common, it is done.
        """
        sides = dict.fromkeys(joined, OURS)
        sides[other] = sides.get(other, 0) | THEIRS
        heap = [-number for number in sides]
        heapq.heapify(heap)
        pending = sum(side == THEIRS for side in sides.values())
        found = []
        while pending:
            number = -heapq.heappop(heap)
            side = sides[number]
            if side == THEIRS:
                pending -= 1
                found.append(number)
            for parent in self._of(number):
                before = sides.get(parent)
                if before is None:
                    heapq.heappush(heap, -parent)
                sides[parent] = (before or 0) | side
                pending += (sides[parent] == THEIRS) - (before == THEIRS)
        return max((number for number, side in sides.items() if side == OURS | THEIRS), default=None), found
