"""Edits made to a text: what findings that are certain of their fix would have written there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huifang.register.finding import Edit


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made, from the last to the first; of two that overlap the earlier one alone."""
    begins = [0]
    for line in text.split("\n"):
        begins.append(begins[-1] + len(line) + 1)

    def offset(place: tuple[int, int]) -> int:
        return min(begins[min(place[0], len(begins)) - 1] + place[1] - 1, len(text))

    spans = sorted(
        {(offset(each.start), offset(each.end), each.text) for each in edits if each.start is not None and each.end}
    )
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    for first, last, new in reversed(kept):
        text = text[:first] + new + text[last:]
    return text
