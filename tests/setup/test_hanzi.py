"""The tables of characters come from Unihan by rules: the surest relation first, a standard character never changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAD = "# Unicode version: 99.1.0\n"
MAPPINGS = (
    "U+5409\tkTGH\t2013:1\nU+5F20\tkTGH\t2013:2\nU+5347\tkTGH\t2013:3\nU+6607\tkTGH\t2013:4\nU+5355\tkTGH\t2013:5\n"
)
VARIANTS = """U+20BB7\tkSpoofingVariant\tU+5409
U+5F20\tkTraditionalVariant\tU+5F35
U+6607\tkSemanticVariant\tU+5347<kMatthews
U+9A6B\tkSemanticVariant\tU+5F35
"""
READINGS = """U+5409\tkMandarin\tjí
U+5355\tkMandarin\tdān
U+5355\tkTGHZ2013\t036.140:chán 325.010:shàn
U+5355\tkHanyuPinyin\t10001.010:dàn,zhàn
U+5F35\tkMandarin\tzhāng
U+5415\tkXHC1983\t0741.080:lǚ
U+3400\tkHanyuPinyin\t10015.030:qiū
"""


def test_the_tables_are_made_by_their_rules(tmp_path: Path) -> None:
    for name, text in (("OtherMappings", MAPPINGS), ("Variants", VARIANTS), ("Readings", READINGS)):
        (tmp_path / f"Unihan_{name}.txt").write_text(HEAD + text, encoding="utf-8")
    place = tmp_path / "huifang" / "portal" / "search"
    place.mkdir(parents=True)
    (tmp_path / "hanzi.py").write_bytes((ROOT / "scripts" / "hanzi.py").read_bytes())
    subprocess.run([sys.executable, str(tmp_path / "hanzi.py"), str(tmp_path)], check=True)
    made = [(place / name).read_text(encoding="utf-8") for name in ("variants.txt", "readings.txt")]
    assert all("Unicode 99.1.0" in text for text in made)
    lines = [[line for line in text.splitlines() if not line.startswith("#")] for text in made]
    assert lines[0] == ["張张", "驫张", "𠮷吉"]
    assert lines[1] == ["chan 单", "dan 单", "ji 吉", "lv 吕", "qiu 㐀", "shan 单"]
