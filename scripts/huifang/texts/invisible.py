"""Characters that nobody sees, or that reverse the direction of reading: one kind, recognized by their Unicode class.

Names, texts and messages of commits come from anybody who may write them; what is shown of them must be what stands
there. No text of an office needs such a character; an emoji that is held together by one is shown with it told.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = "\n\t"  # the layout of a text
# controls, marks of direction and of joining, surrogates, private use, what is no character, line and paragraph ends
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# letters and marks without a shape: fillers, joiners, variation selectors, the empty Braille pattern
SHAPELESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef]"
)
RARE = range(0x20000, 0x3FFFE)  # planes of Han characters: names get new ones faster than Python learns of them
END = re.compile(r"\r(?!\n)")  # alone it takes a terminal back to the start of the line
BMP = 0xFFFF


@lru_cache(maxsize=0x2000)  # of a hundred thousand characters of a register few are different
def never_shows(char: str) -> bool:
    """Whether a character is of the kind."""
    if char in KEPT or char.isprintable():
        return SHAPELESS.match(char) is not None
    category = unicodedata.category(char)
    if category == "Cn" and ord(char) in RARE and ord(char) & 0xFFFE != 0xFFFE:  # noqa: PLR2004 - never a character
        return False
    return category in UNSEEN


def visible(text: str) -> str:
    r"""The text with each of them by its number, as JSON has it: there it means the same character. CR LF stays."""
    odd = _found_in(text)
    if not odd:
        return text
    if "\r" in odd:
        text = END.sub(r"\\u000d", text)
    return text.translate({ord(char): escaped(char) for char in odd if char != "\r"})


def one_line(text: str) -> str:
    r"""The text on one line, so that nobody's text stands where a line of ours begins."""
    return visible(text).replace("\r", r"\u000d").replace("\n", r"\u000a")


def escaped(char: str) -> str:
    r"""One character as `\uXXXX`; beyond the first plane two of these."""
    point = ord(char)
    if point <= BMP:
        return f"\\u{point:04x}"
    high, low = divmod(point - BMP - 1, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def invisible_places(text: str) -> Iterator[tuple[int, int, str]]:
    """Where they stand in a text with one kind of line ends: line and column from 1, and the character."""
    if odd := _found_in(text):
        for number, line in enumerate(text.split("\n"), start=1):
            if not odd.isdisjoint(line):
                yield from ((number, column, char) for column, char in enumerate(line, start=1) if char in odd)


def _found_in(text: str) -> frozenset[str]:
    if text.isascii() and text.isprintable():
        return frozenset()
    return frozenset(char for char in set(text) if never_shows(char))
