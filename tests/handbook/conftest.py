"""The sample, where the commands of a page are typed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.handbook.pages import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample, where the commands are typed."""
    shutil.copytree(ROOT / "records", tmp_path / "records")
    monkeypatch.chdir(tmp_path)
    return tmp_path
