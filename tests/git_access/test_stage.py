"""Folders in which Git is asked: gone with their run; one of a killed run goes with the next verb that writes."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from huifang.commands.main import main
from huifang.git_access import find
from huifang.git_access.stage import PREFIX
from tests.history.repositories import Repository

HOLDING = """
import sys, time
from pathlib import Path
from huifang.git_access import find
place = find(Path(sys.argv[1]))
print("asked", flush=True)
time.sleep(60)
"""
TALK = ("new", "talk", "TT-0001", "--date")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one place for such folders, so that nothing of another run is seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("huifang.git_access.stage._homes", lambda: [folder])
    return folder


@pytest.fixture
def office(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(repository.root)
    return repository


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_it_goes_with_who_asks(office: Repository, temporary: Path) -> None:
    place = find(office.records)
    assert [name.startswith(PREFIX) for name in names(temporary)] == [True]
    place.git.close()
    assert names(temporary) == []


def test_a_run_that_was_killed(office: Repository, tmp_path: Path, temporary: Path) -> None:
    """While it runs nobody takes its folder; once it was killed the next verb that writes does, and none that reads."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "scripts"), "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", HOLDING, str(office.records)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()
        mine = names(temporary)
        assert main([*TALK, "2026-03-05", "--records", str(office.records)]) == 0
        assert (len(mine), names(temporary)) == (1, mine)
        running.send_signal(signal.SIGKILL)
    assert main(["due", "--records", str(office.records), "--output", str(tmp_path / "due.txt")]) == 0
    assert names(temporary) == mine
    assert main([*TALK, "2026-03-06", "--records", str(office.records)]) == 0
    assert names(temporary) == []


def test_what_is_not_ours_stays(office: Repository, tmp_path: Path, temporary: Path) -> None:
    """A link, a file, another name, a folder that somebody holds."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "inside").mkdir(parents=True)
    (temporary / f"{PREFIX}link").symlink_to(elsewhere)
    (temporary / f"{PREFIX}file").write_text("x", encoding="utf-8")
    for name in ("other", f"{PREFIX}held", f"{PREFIX}left"):
        (temporary / name / "objects").mkdir(parents=True)
    (temporary / f"{PREFIX}left" / "objects" / "pack").symlink_to(elsewhere)
    held = os.open(temporary / f"{PREFIX}held", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    assert main([*TALK, "2026-03-05", "--records", str(office.records)]) == 0
    os.close(held)
    assert names(temporary) == sorted(["other", *(f"{PREFIX}{name}" for name in ("file", "held", "link"))])
    assert names(elsewhere) == ["inside"]
