"""What runs left behind that were killed; a verb that writes takes it away first, a verb that reads leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.editing import sweep_register
from huifang.git_access import sweep_stages

if TYPE_CHECKING:
    from pathlib import Path


def sweep_before_writing(folder: Path) -> None:
    """Remove what such runs left in a register, and the folders in which they asked Git."""
    sweep_register(folder)
    sweep_stages()
