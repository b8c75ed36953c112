"""A register on disk, the command, and an environment that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.running import Command
from tests.sound import ONE, put

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def silent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable and no folder around decides for the test."""
    for name in ("HUIFANG_RECORDS", "HUIFANG_AS_OF", "HUIFANG_LANG", "HUIFANG_PORTAL_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def huifang(capsysbinary: pytest.CaptureFixture[bytes]) -> Command:
    """The command, in this process."""
    return Command(capsysbinary)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A sample register with one person, in no Git repository."""
    return put(tmp_path / "records", ONE)
