"""The tables of Han characters that the portal's search knows, made from the Unihan database of Unicode.

`python scripts/hanzi.py FOLDER` reads `Unihan_OtherMappings.txt`, `Unihan_Readings.txt` and `Unihan_Variants.txt` there
(https://www.unicode.org/Public/UCD/latest/ucd/Unihan.zip; Debian: package unicode-data) and writes
`scripts/huifang/portal/search/variants.txt` and `readings.txt` anew: when Unicode adds
characters, never in a build.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLACE = Path(__file__).resolve().parent / "huifang" / "portal" / "search"
STANDARD = "kTGH"  # 通用规范汉字表 (2013): a character of it is never taken for another
READINGS = ("kTGHZ2013", "kXHC1983", "kHanyuPinlu", "kMandarin")
RARE_READINGS = "kHanyuPinyin"  # old readings too, so only for what has no others
VARIANTS = ("kSimplifiedVariant", "kZVariant", "kSemanticVariant", "kSpoofingVariant")  # the surest first
STEPS = 2  # a variant of a traditional form leads to the simplified one
NOTICE = """\
# {what}
# Made by scripts/hanzi.py from the Unihan database, Unicode {version}; changed: chosen and put together anew.
# © Unicode, Inc.; see LICENSE.unicode in this folder.
"""


def fields(path: Path) -> tuple[dict[str, dict[str, str]], str]:
    """Field -> character -> value, and the version of Unicode that the file names."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    text = path.read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("U+"):
            point, name, value = line.split("\t", 2)
            found[name][_character(point)] = value
    version = re.search(r"Unicode version: ([\d.]+)", text)
    return found, version[1] if version else "?"


def variants(related: Mapping[str, Mapping[str, str]], standard: Iterable[str]) -> dict[str, str]:
    """Character -> the standard one that it is a form of."""
    known, steps = frozenset(standard), [_both_ways(related, name) for name in VARIANTS]
    found = {}
    for char in sorted({each for step in steps for each in step} - known):
        if unicodedata.normalize("NFKC", char) == char and (meant := _standard(char, steps, known)):
            found[char] = meant
    return found


def readings(given: Mapping[str, Mapping[str, str]], folded: Iterable[str]) -> dict[str, str]:
    """Syllable without its tone -> the characters read so; `v` stands for ü; what folds is read as what it folds to."""
    found: dict[str, set[str]] = defaultdict(set)
    read = {char for name in READINGS for char in given[name]}
    for name in (*READINGS, RARE_READINGS):
        for char, value in given[name].items():
            if name == RARE_READINGS and char in read:
                continue
            for syllable in re.findall(
                r"[^\W\d_]+", re.sub(r"[\d.*,]+:|\(\d+\)", " ", unicodedata.normalize("NFC", value))
            ):
                found[_toneless(syllable)].add(char)
    away = frozenset(folded)
    return {syllable: "".join(sorted(chars - away)) for syllable, chars in sorted(found.items()) if chars - away}


def _both_ways(related: Mapping[str, Mapping[str, str]], name: str) -> Mapping[str, list[str]]:
    """Character -> those it is related to by a field, by which end the field stands at."""
    found: dict[str, list[str]] = defaultdict(list)
    back = "kTraditionalVariant" if name == "kSimplifiedVariant" else name
    for char, value in related[name].items():
        found[char] += [other for other in _characters(value) if other != char]
    for char, value in related[back].items():
        for other in _characters(value):
            if other != char and char not in found[other]:
                found[other].append(char)
    return found


def _standard(char: str, steps: list[Mapping[str, list[str]]], known: frozenset[str]) -> str | None:
    """The first standard character that is reached, by the surest relation."""
    seen, level = [char], [char]
    for _ in range(STEPS):
        level = [other for step in steps for each in level for other in step.get(each, ()) if other not in seen]
        for other in level:
            if other in known:
                return other
        seen += level
    return None


def _characters(value: str) -> list[str]:
    return [_character(each.partition("<")[0]) for each in value.split()]


def _character(point: str) -> str:
    """The character of a code point such as U+4E00."""
    return chr(int(point.partition("+")[2], 16))


def _toneless(syllable: str) -> str:
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(each for each in parts if not unicodedata.combining(each))


def main(folder: str) -> int:
    """Both tables, from the files of a folder."""
    (given, version), (related, _), (mappings, _) = (
        fields(Path(folder) / f"Unihan_{name}.txt") for name in ("Readings", "Variants", "OtherMappings")
    )
    folds = variants(related, mappings[STANDARD])
    told = {
        "variants.txt": ("A character, and the standard one that it is a form of.", map("".join, folds.items())),
        "readings.txt": (
            "A syllable without its tone, and the characters read so.",
            (f"{syllable} {chars}" for syllable, chars in readings(given, folds).items()),
        ),
    }
    for name, (what, lines) in told.items():
        text = NOTICE.format(what=what, version=version) + "".join(f"{line}\n" for line in lines)
        (PLACE / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
