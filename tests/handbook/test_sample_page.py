"""The page about the sample that comes along stands in the sample's portal, and in nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from huifang.commands.main import main
from tests.commands.running import INIT
from tests.handbook.pages import PICTURES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
PAGE = "handbook/sample.html"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the verbs write into the environment goes away with the test."""
    for name in ("RECORDS", "AS_OF", "AT", "LANG", "AUDIENCE"):
        monkeypatch.setenv(f"HUIFANG_{name}", "")
    monkeypatch.chdir(tmp_path)


def built(site: Path, records: Path, day: str) -> tuple[bool, bool, bool]:
    """Whether the page is a file of the site, in its navigation, in its search."""
    assert main(["portal", "build", "--records", str(records), "--as-of", day, "--output", str(site)]) == 0
    assert {path.name for path in (site / "handbook" / "images").iterdir()} == set(PICTURES)
    searched = (site / "search" / "sections.js").read_text(encoding="utf-8")
    assert "handbook/browse.html" in searched
    navigation = (site / "handbook" / "index.html").read_text(encoding="utf-8")
    assert 'href="browse.html"' in navigation
    return (site / PAGE).is_file(), 'href="sample.html"' in navigation, PAGE in searched


def test_the_portal_of_the_sample_has_it(tmp_path: Path) -> None:
    assert built(tmp_path / "site", ROOT / "records", "2026-11-20") == (True, True, True)


def test_the_portal_of_an_office_has_not(tmp_path: Path) -> None:
    """The strict build is clean too: no other page of the handbook links to it."""
    assert main(["init", "r", *INIT, "--forge", "gitlab", "--lang", "en"]) == 0
    assert built(tmp_path / "site", tmp_path / "r" / "records", "2026-11-20") == (False, False, False)
