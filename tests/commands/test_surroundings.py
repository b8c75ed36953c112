"""A machine without a home, a cache or a place for temporary files: the same answer, and nothing beside the records."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.history.repositories import Repository
from tests.sound import ONE, put

pytestmark = pytest.mark.slow
SCRIPTS = str(Path(__file__).parents[2] / "scripts")
GONE: dict[str, str] = {}
SURROUNDINGS: dict[str, dict[str, str]] = {
    "a home": {"HOME": "{tmp}/home"},
    "nothing at all": GONE,
    "home is empty": {"HOME": ""},
    "home is nowhere": {"HOME": "/nonexistent"},
    "home is relative": {"HOME": "here"},
    "home is a device": {"HOME": "/dev/null"},
    "cache is relative": {"HOME": "{tmp}/home", "XDG_CACHE_HOME": "here"},
    "cache cannot be made": {"HOME": "{tmp}/home", "XDG_CACHE_HOME": "/proc/here"},
    "cache is a file": {"HOME": "{tmp}/home", "XDG_CACHE_HOME": "{tmp}/file"},
    "no temporary folder": {"HOME": "{tmp}/home", "TMPDIR": "/nonexistent"},
    "temporary folder not to be written": {"HOME": "{tmp}/home", "TMPDIR": "/proc", "TEMP": "/proc", "TMP": "/proc"},
}
CALLS: dict[str, tuple[str, ...]] = {
    "history": ("history", "TT-0001"),
    "list": ("due", "--format", "csv", "--output", "due.csv"),
    "pack": ("audit", "pack", "--until", "2026-03-31", "--person", "TT-0001", "--names", "--output", "pack"),
    "site": ("portal", "build"),
}
MADE = {"history": set[str](), "list": {"due.csv"}, "pack": {"pack", "pack.zip"}, "site": {"site"}}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A repository with the register of one person."""
    root = tmp_path / "office"
    put(root / "records", ONE)
    (tmp_path / "home").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    made = Repository(root)
    made.git("init", "-q", "-b", "main")
    made.commit(when="2026-03-01T10:00:00+08:00")
    return root


def started(office: Path, call: str, surroundings: dict[str, str]) -> subprocess.Popen[str]:
    """A call with these variables and no others."""
    given = {name: value.replace("{tmp}", str(office.parent)) for name, value in surroundings.items()}
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": SCRIPTS, **given}
    typed = (sys.executable, "-m", "huifang", *CALLS[call], "--lang", "en")
    pipe = subprocess.PIPE
    return subprocess.Popen(typed, cwd=office, env=environment, stdout=pipe, stderr=pipe, text=True)


def beside(office: Path) -> set[str]:
    """What lies in the office's folder that nobody put there."""
    return {path.name for path in office.iterdir()} - {".git", ".gitignore", "records"}


@pytest.mark.parametrize(
    ("call", "name"),
    [("history", name) for name in SURROUNDINGS]
    + [(call, name) for call in ("list", "pack") for name in list(SURROUNDINGS)[-2:]]
    + [("site", "nothing at all"), ("site", "temporary folder not to be written")],
)
def test_the_same_answer(office: Path, call: str, name: str) -> None:
    process = started(office, call, SURROUNDINGS[name])
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert call != "history" or "TT-0001/person.md" in out
    assert beside(office) == MADE[call]


def test_two_portals_at_once(office: Path) -> None:
    """Both are done; what is served is whole, and nothing of either is left beside it."""
    running = [started(office, "site", SURROUNDINGS["a home"]) for _ in range(2)]
    said = [each.communicate()[1] for each in running]
    assert [each.returncode for each in running] == [0, 0], said
    assert beside(office) == MADE["site"]
    pages = [office / "site" / name for name in ("index.html", "people/TT-0001.html", ".gitignore")]
    assert all(page.is_file() for page in pages)
