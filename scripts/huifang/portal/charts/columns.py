"""Columns over months: how tall each part of a month is, and where it stands; numbers above, months below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.texts import Value

STEP, COLUMN = 30, 20  # units of a drawing from one month to the next, and of a column
TOP, TALL, FOOT = 18, 90, 30  # above the tallest column, of the tallest column, for the months below


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """A part of a column: its kind, and where it begins and ends."""

    kind: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """One month: its parts from the ground up, its number above them, its name below; the year where it is new."""

    month: str
    x: int
    parts: Sequence[ColumnPart]
    n: int
    y: int
    year: str

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.x + COLUMN // 2


@dataclass(frozen=True, slots=True)
class Columns:
    """The drawing: its title, the kinds of parts with their words, and the columns."""

    name: str
    title: Value
    kinds: Sequence[tuple[str, Value]]
    columns: Sequence[MonthColumn]

    @property
    def width(self) -> int:
        """Its width."""
        return STEP * len(self.columns)

    @property
    def height(self) -> int:
        """Its height."""
        return TOP + TALL + FOOT

    @property
    def ground(self) -> int:
        """Where the columns stand."""
        return TOP + TALL


def month_columns(months: Sequence[str], numbers: Sequence[Mapping[str, int]]) -> list[MonthColumn]:
    """A column for each month from the numbers of its parts, kind -> number, the lowest first."""
    most = max((sum(each.values()) for each in numbers), default=0)
    found = []
    for place, (month, parts) in enumerate(zip(months, numbers, strict=True)):
        drawn, done = [], 0
        for kind, n in parts.items():
            below = TALL * done // max(most, 1)
            done += n
            tall = TALL * done // max(most, 1) - below
            if n:
                drawn.append(ColumnPart(kind, TOP + TALL - below - max(tall, 1), max(tall, 1)))
        year, _, name = month.partition("-")
        x, y = STEP * place + (STEP - COLUMN) // 2, TOP + TALL - TALL * done // max(most, 1) - 4
        found.append(MonthColumn(name.lstrip("0"), x, drawn, done, y, year if not place or name == "01" else ""))
    return found
