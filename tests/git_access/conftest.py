"""A repository with one person's register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.history.repositories import Repository, started

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One person, one commit."""
    return started(tmp_path / "office")
