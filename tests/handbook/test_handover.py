"""The page on handing over: every command runs on the sample, and what it shows is what the page shows."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from huifang.commands.main import main

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs" / "handbook" / "handover.md").read_text(encoding="utf-8")
BLOCKS = [(found[1], found[2]) for found in re.finditer(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)]
CALLS = [shlex.split(line)[1:] for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
SHOWN = next(text for kind, text in BLOCKS if kind == "text")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample, where the commands are typed."""
    shutil.copytree(ROOT / "records", tmp_path / "records")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_has_a_command_for_each_kind() -> None:
    assert [call[1] for call in CALLS] == ["--helper", "--officer", "--transfer", "--close"]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[1])
def test_it_runs_as_written(office: Path, call: list[str]) -> None:
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}
    assert main(call) == 0
    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file()} == before
    assert main([*call, "--write"]) == 0
    assert main(["validate"]) == 0


@pytest.mark.usefixtures("office")
def test_the_first_one_shows_what_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(CALLS[0]) == 0
    assert capsys.readouterr().out.startswith(SHOWN)
