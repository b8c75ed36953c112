"""The pictures of the handbook: each stands on a page with words for who cannot see it, and the script can take it."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import screenshots
from tests.handbook.pages import PICTURES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted((ROOT / "docs" / "handbook").glob("*.md"))
NAMED = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^)]*)\)")
WHOLE = re.compile(r"^\[!\[[^\]]*\]\((?P<file>[^)]*)\)\]\((?P=file)\)\n\n图为.*。\n\{: \.hf-caption \}$", re.MULTILINE)
HAN = re.compile(r"[\u4e00-\u9fff]")
TOGETHER = 1_500_000  # bytes: they travel in every clone, archive and portal


def webp(path: Path) -> bool:
    """Whether a file is a picture of that kind, with more in it than one colour."""
    content = path.read_bytes()
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP" and len(content) > 5_000


def test_every_picture_stands_on_a_page_and_every_page_names_one_that_is_there() -> None:
    named = [each["file"] for page in PAGES for each in NAMED.finditer(page.read_text(encoding="utf-8"))]
    assert sorted(named) == [f"images/{name}" for name in PICTURES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_words_for_who_cannot_see_it_and_a_sentence_under_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = list(NAMED.finditer(text))
    assert [each["file"] for each in named if len(HAN.findall(each["alt"])) < 15] == []
    assert [each["file"] for each in WHOLE.finditer(text)] == [each["file"] for each in named]


def test_they_are_small() -> None:
    sizes = [(screenshots.PLACE / name).stat().st_size for name in PICTURES]
    assert 0 < sum(sizes) < TOGETHER


@pytest.mark.slow
@pytest.mark.browser
def test_the_script_takes_each_of_them(tmp_path: Path) -> None:
    """On pages of today: what a picture shows is still there. Pixels are not compared, for fonts differ."""
    script = [sys.executable, str(ROOT / "scripts" / "screenshots.py"), str(tmp_path / "images")]
    done = subprocess.run(script, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-3000:]
    taken = sorted((tmp_path / "images").iterdir())
    assert [path.name for path in taken] == PICTURES
    assert all(map(webp, taken))
    assert all(webp(screenshots.PLACE / name) for name in PICTURES)
