"""Chance that is the same everywhere for a seed: only `random()` of a text seed, whose numbers Python never changes."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Each = TypeVar("Each")
SATURDAY = 5
AMPLE = 4  # so many times as many as there are kinds


class Random:
    """Chance of its own for one purpose, so that one more draw here changes nothing there."""

    def __init__(self, seed: int, purpose: str) -> None:
        self._next = random.Random(f"{seed}/{purpose}").random  # noqa: S311 - a demonstration keeps no secret

    def chance(self, share: float) -> bool:
        """True in this share of the cases."""
        return self._next() < share

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self._next() * (most - least + 1))

    def pick(self, values: Sequence[Each]) -> Each:
        """One of the values, each as likely."""
        return values[int(self._next() * len(values))]

    def weighted(self, shares: Mapping[Each, float]) -> Each:
        """One of the keys, as likely as its share among all."""
        left = self._next() * sum(shares.values())
        for value, share in shares.items():
            left -= share
            if left < 0:
                return value
        return list(shares)[-1]

    def day(self, first: date, last: date) -> date:
        """A day from `first` to `last`, a working day where that is possible."""
        found = first + timedelta(days=self.number(0, max(0, (last - first).days)))
        if found.weekday() >= SATURDAY:
            monday = found + timedelta(days=7 - found.weekday())
            friday = found - timedelta(days=found.weekday() - SATURDAY + 1)
            return monday if monday <= last else max(first, friday)
        return found

    def after(self, day: date, least: int, most: int) -> date:
        """A day so many days after another, both ends included."""
        return self.day(day + timedelta(days=least), day + timedelta(days=most))

    def shuffled(self, values: Sequence[Each]) -> list[Each]:
        """The same values in another order."""
        mixed = list(values)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.number(0, last)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def deal(self, shares: Mapping[Each, float], count: int) -> list[Each]:
        """`count` values in these shares, each at least once where there is ample room, in a chance order."""
        whole = sum(shares.values())
        least = 1 if count >= AMPLE * len(shares) else 0
        rarest_first = sorted(shares, key=lambda value: shares[value])
        dealt: list[Each] = []
        for value in rarest_first[:-1]:
            dealt += [value] * max(least, round(count * shares[value] / whole))
        return self.shuffled([*dealt[:count], *[rarest_first[-1]] * (count - len(dealt))])
