"""Edits made to a text: what findings that are certain of their fix would have written there."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huifang.register.finding import Edit


LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def typed_lines(text: str) -> list[str]:
    r"""The lines of a text with their ends, as any system writes them.

    >>> typed_lines("a\r\n\nb")
    ['a\r\n', '\n', 'b']
    """
    return LINES.findall(text)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made, from the last to the first; of two that overlap the earlier one alone.

    Lines may end as on any system; new ones end as those of the text do.
    """
    begins = [0, *accumulate(map(len, typed_lines(text)))]
    end = "\r\n" if "\r\n" in text else "\n"

    def offset(place: tuple[int, int]) -> int:
        if place[0] > len(begins):
            return len(text)
        return min(begins[place[0] - 1] + place[1] - 1, len(text))

    spans = sorted(
        {(offset(each.start), offset(each.end), each.text) for each in edits if each.start is not None and each.end}
    )
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    for first, last, new in reversed(kept):
        text = text[:first] + new.replace("\n", end) + text[last:]
    return text
