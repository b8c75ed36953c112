"""The days of commits as far as they can be relied on, and which commit leads to which."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huifang.history.history import History


def days_of(history: History, as_of: date) -> tuple[date, ...]:
    """Number of a commit -> its day: not before that of any commit it rests on, whatever its own clock said.

    Days after the as-of day say nothing of later commits: else one clock that ran years ahead made all of them late.
    """
    found: list[date] = []
    latest: list[date] = []  # of what leads to a commit, itself counted, as far as it can be true
    for commit in history.commits:
        own = commit.day
        before = [latest[history.numbers[each]] for each in commit.parents if each in history.numbers]
        behind = max(before, default=date.min)
        found.append(max(own, behind))
        latest.append(max(behind, own) if own <= as_of else behind)
    return tuple(found)


class Lines:
    """Which commits lead to which, by the main line: most questions are answered by one comparison."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._known: dict[int, tuple[int, frozenset[int]]] = {}

    def leads(self, earlier: int, later: int) -> bool:
        """Whether a commit is the other one, or one that it rests on."""
        if earlier >= later:
            return earlier == later
        if self._history.entered[earlier] > self._history.entered[later]:
            return False
        at, beside = self._behind(later)
        return self._history.entered[earlier] <= at or earlier in beside

    def last_behind(self, number: int) -> int:
        """The place of the last commit of the main line that leads to one; -1 where none does."""
        return self._behind(number)[0]

    @cached_property
    def _line(self) -> frozenset[int]:
        return frozenset(commit.number for commit in self._history.mainline)

    def _behind(self, number: int) -> tuple[int, frozenset[int]]:
        """The last commit of the main line that leads to one, by its place, and those beside the line that do."""
        if number not in self._known:
            history, at, beside, left = self._history, -1, set(), [number]
            while left:
                each = left.pop()
                if each in self._line:
                    at = max(at, self._history.entered[each])
                elif each not in beside:
                    beside.add(each)
                    parents = history.commits[each].parents
                    left += [history.numbers[parent] for parent in parents if parent in history.numbers]
            self._known[number] = (at, frozenset(beside))
        return self._known[number]
