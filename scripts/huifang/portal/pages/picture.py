"""Periods over time as a drawing, from plain lines to places: nothing is known here of people or rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from huifang.register.days import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, LEFT, RIGHT = 1000, 250, 90  # units of the drawing: names left of the bars, the last day right of them
TOP, ROW, HEAD, FOOT = 34, 20, 22, 30
TALL = 13  # of a bar
THIN = 2.0  # a bar of one day can still be seen
MANY_YEARS = 12  # above it only every second year has its mark


@dataclass(frozen=True, slots=True)
class PeriodBar:
    """What is barred, from `start` to `end`, both inside.

    `end` None is open: certain up to `sure_to`, then on. `possible` is the end of a sum that practice may make.
    `shown_only` bars do not keep from selection.
    """

    name: str
    start: date
    end: date | None
    sure_to: date | None = None
    possible: date | None = None
    shown_only: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A visit or a talk."""

    day: date
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class BarPiece:
    """A piece of a bar: `certain`, `shown` (not keeping from selection), `possible` or `open`."""

    kind: str
    x: float
    width: float

    @property
    def right(self) -> float:
        """Its right end."""
        return round(self.x + self.width, 1)


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A name with its pieces, or a heading without any; `told` stands right of the last piece, at `told_x`."""

    name: str
    y: int
    parts: Sequence[BarPiece] = ()
    told: str = ""
    told_x: float = 0.0
    tall: int = TALL


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing; `base` is the line of visits and talks, `today` the place of the as-of date."""

    rows: Sequence[PictureRow]
    dots: Sequence[tuple[float, Dot]]
    years: Sequence[tuple[float, int]]
    today: float
    day: date
    base: int
    left: int = LEFT
    width: int = WIDTH

    @property
    def height(self) -> int:
        """Room for the rows and the line below them."""
        return self.base + FOOT

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of pieces that occur: the legend explains no others."""
        return frozenset(part.kind for row in self.rows for part in row.parts)


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to places; both days stand inside."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """The place of a day."""
        room = WIDTH - LEFT - RIGHT
        return round(LEFT + (day - self.first).days * room / (self.last - self.first).days, 1)

    def years(self) -> list[tuple[float, int]]:
        """The beginning of each year that has a mark."""
        step = 2 if self.last.year - self.first.year > MANY_YEARS else 1
        return [(self.x(date(year, 1, 1)), year) for year in range(self.first.year, self.last.year + 1, step)]


def picture(groups: Sequence[tuple[str, Sequence[PeriodBar]]], dots: Sequence[Dot], day: date) -> Picture | None:
    """The drawing of headings with their lines; None where there is no line. Whole years, the as-of date inside."""
    lines = [line for _, each in groups for line in each]
    if not lines:
        return None
    days = [each for line in lines for each in (line.start, line.end, line.sure_to, line.possible) if each is not None]
    days += [day, *(dot.day for dot in dots)]
    scale = Scale(date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1) - ONE_DAY)
    rows: list[PictureRow] = []
    y = TOP
    for heading, each in groups:
        if each:
            rows.append(PictureRow(heading, y))
            rows += [_row(line, y + HEAD + number * ROW, scale) for number, line in enumerate(each)]
            y += HEAD + len(each) * ROW
    return Picture(rows, [(scale.x(dot.day), dot) for dot in dots], scale.years(), scale.x(day), day, y)


def _row(line: PeriodBar, y: int, scale: Scale) -> PictureRow:
    parts = list(_parts(line, scale))
    last = line.possible or line.end
    told = "" if last is None else last.isoformat()
    return PictureRow(line.name, y, parts, told, round(parts[-1].right + 4, 1))


def _parts(line: PeriodBar, scale: Scale) -> list[BarPiece]:
    certain = "shown" if line.shown_only else "certain"
    found = []
    sure = line.end or line.sure_to
    if sure is not None:
        found.append(_part(certain, line.start, sure, scale))
    if line.end is None:
        found.append(_part("open", sure + ONE_DAY if sure else line.start, scale.last, scale))
    elif line.possible is not None and line.possible > line.end:
        found.append(_part("possible", line.end + ONE_DAY, line.possible, scale))
    return found


def _part(kind: str, first: date, last: date, scale: Scale) -> BarPiece:
    left = scale.x(first)
    return BarPiece(kind, left, max(THIN, round(scale.x(last) - left, 1)))
