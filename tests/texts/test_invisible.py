"""What nobody sees, or what turns the reading around, is one kind; what an office writes is not of it."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from huifang.texts.invisible import SHAPELESS, UNSEEN, invisible_places, never_shows, visible

# two Han characters are newer than Python
SEEN = "a ~中㛃𠮷𪚥\U0002ebf0\U000323b0é·—…“”《》〔〕（）：，\u3000\u00a0\u2009①㎡１Ａ〇☎❤😀\n\t"
UNSEEN_ONES = (  # one of each sort, and how it is shown
    ("\x00", "\\u0000"), ("\x07", "\\u0007"), ("\x1b", "\\u001b"), ("\x7f", "\\u007f"), ("\x85", "\\u0085"),
    ("\x9b", "\\u009b"), ("\xad", "\\u00ad"), ("\u034f", "\\u034f"), ("\u061c", "\\u061c"), ("\u115f", "\\u115f"),
    ("\u1160", "\\u1160"), ("\u17b4", "\\u17b4"), ("\u180b", "\\u180b"), ("\u180e", "\\u180e"), ("\u200b", "\\u200b"),
    ("\u200d", "\\u200d"), ("\u200f", "\\u200f"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("\u202e", "\\u202e"),
    ("\u2060", "\\u2060"), ("\u2064", "\\u2064"), ("\u2066", "\\u2066"), ("\u206f", "\\u206f"), ("\u2800", "\\u2800"),
    ("\u3164", "\\u3164"), ("\ue000", "\\ue000"), ("\ufdd0", "\\ufdd0"), ("\ufe0f", "\\ufe0f"), ("\ufeff", "\\ufeff"),
    ("\uffa0", "\\uffa0"), ("\ufff9", "\\ufff9"), ("\ufffc", "\\ufffc"), ("\uffff", "\\uffff"), ("\udcff", "\\udcff"),
    ("\U0001d173", "\\ud834\\udd73"), ("\U0002fffe", "\\ud87f\\udffe"), ("\U000e0041", "\\udb40\\udc41"),
    ("\U000e0100", "\\udb40\\udd00"), ("\U000f0000", "\\udb80\\udc00"), ("\U0010ffff", "\\udbff\\udfff"),
)  # fmt: skip


@pytest.mark.parametrize("char", SEEN)
def test_seen(char: str) -> None:
    assert not never_shows(char)
    assert visible(f"甲{char}乙") == f"甲{char}乙"


@pytest.mark.parametrize(("char", "shown"), UNSEEN_ONES)
def test_unseen(char: str, shown: str) -> None:
    assert never_shows(char)
    assert visible(f"甲{char}乙") == f"甲{shown}乙"


def test_a_line_end_of_windows_stays_and_one_half_of_it_does_not() -> None:
    assert visible("a\r\nb\rc\r") == "a\r\nb\\u000dc\\u000d"


def test_every_character_that_unicode_calls_unseen_is_of_the_kind() -> None:
    """But the line ends and tab, and places for Han characters that this Python does not know yet."""
    for number in range(sys.maxunicode + 1):
        char = chr(number)
        rare = number >> 16 in (2, 3) and unicodedata.category(char) == "Cn" and number & 0xFFFE != 0xFFFE
        expected = char not in "\n\t" and not rare and unicodedata.category(char) in UNSEEN
        assert never_shows(char) == (expected or SHAPELESS.match(char) is not None), hex(number)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("甲乙\n丙", []),
        ("甲\u200b乙\n\n丙\u202e\u2028丁", [(1, 2, "\u200b"), (3, 2, "\u202e"), (3, 3, "\u2028")]),
    ],
    ids=["none", "three"],
)
def test_places(text: str, places: list[tuple[int, int, str]]) -> None:
    assert list(invisible_places(text)) == places
