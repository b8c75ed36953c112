"""Han characters as a search compares them: the standard form of a variant, and the readings without their tones.

Both tables come from Unicode's Unihan database; `scripts/hanzi.py` makes them. A character of the 通用规范汉字表 is
never taken for another.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDER = Path(__file__).parent


@cache
def standard_forms() -> Mapping[str, str]:
    """Variant -> the standard character that it is a form of."""
    return {line[0]: line[1] for line in _lines("variants.txt")}


@cache
def syllables() -> Mapping[str, tuple[str, ...]]:
    """Character -> its readings; `v` stands for ü."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for line in _lines("readings.txt"):
        syllable, _, characters = line.partition(" ")
        for char in characters:
            found[char] += (syllable,)
    return found


def standard(text: str) -> str:
    """A text in its plain forms, each variant as its standard character."""
    forms = standard_forms()
    return "".join(forms.get(char, char) for char in unicodedata.normalize("NFKC", text))


def variants_of(texts: Iterable[str]) -> str:
    """The variants that can matter for texts, each before its standard form: those that stand there, in either form."""
    there = {char for text in texts for char in unicodedata.normalize("NFKC", text)}
    return "".join(f"{char}{meant}" for char, meant in standard_forms().items() if char in there or meant in there)


def readings_of(names: Iterable[str]) -> Mapping[str, str]:
    """Syllable -> the characters of some names that are read so, in their standard forms."""
    found: dict[str, str] = defaultdict(str)
    for char in sorted({char for name in names for char in standard(name)}):
        for syllable in syllables().get(char, ()):
            found[syllable] += char
    return dict(sorted(found.items()))


def _lines(name: str) -> Iterator[str]:
    """The lines of a table, without what it says of itself."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line
