"""How strong the ground of a cell is: few steps of one scale for a whole table; the number stands in the cell."""

from __future__ import annotations

STEPS = 5


def heat(n: float | None, most: float) -> int:
    """The step of a number: 0 for none, else 1 to 5 in equal parts of the largest."""
    if not n or most <= 0:
        return 0
    return min(STEPS, -int(-STEPS * n // most))


def heat_legend(most: int) -> list[tuple[int, int, int]]:
    """Each step that a whole number has, with the smallest and the largest of them."""
    found: dict[int, list[int]] = {}
    for n in range(1, most + 1):
        found.setdefault(heat(n, most), []).append(n)
    return [(step, mine[0], mine[-1]) for step, mine in found.items()]
