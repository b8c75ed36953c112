"""Bars beside their words: lines of one length scale, each with parts and the numbers that it draws.

A line is HTML, with the drawing between name and numbers: it wraps on a telephone, its numbers are links, and who
cannot see the drawing reads the same. A library would draw text into the picture, with styles that our pages forbid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from huifang.portal.selection import Selection
    from huifang.texts import Value

WIDE = 1000  # units of a drawing, whatever its width on the screen


@dataclass(frozen=True, slots=True)
class DrawnNumber:
    """A number of a line in words: what it counts, how many in all, its unit, and which rows those are, if any.

    `place`: the part of a page that has them, where they are no rows of a list.
    """

    label: Value
    n: int
    unit: Value = ""
    selection: Selection | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar: where it begins and how long it is, and its kind, which has a colour and a pattern."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class BarLine:
    """One line: its name, its bars one under another, and the numbers beside them; `goal`: where a mark stands.

    `uri`: where its name leads; `anchor`: by which other pages find the line.
    """

    name: str
    bars: Sequence[Sequence[BarPart]]
    numbers: Sequence[DrawnNumber]
    goal: int | None = None
    uri: str = ""
    anchor: str = ""


def in_a_row(parts: Iterable[tuple[str, int]], most: int) -> list[BarPart]:
    """Parts one behind the other: kind and number of each; `most` is as long as the drawing is wide."""
    found, done = [], 0
    for kind, n in parts:
        x = WIDE * done // max(most, 1)
        done += n
        if n:
            found.append(BarPart(kind, x, max(WIDE * done // max(most, 1) - x, 1)))
    return found


def one_over_another(parts: Iterable[tuple[str, int]], most: int) -> list[BarPart]:
    """Parts that begin at the same place, the later drawn over the earlier."""
    return [part for each in parts for part in in_a_row([each], most)]
