"""Where a verb may write what it makes: outside every register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.editing import within
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import register_folders
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def refuse_within(path: Path, typed: Sequence[Path] = ()) -> None:
    """Stop(USAGE) where a path lies in the register that is asked for, in the one that is near, or in any other."""
    if within(path, (*_found(typed), *_found(()))):
        raise Stop(ExitCode.USAGE, say("{path} lies in a register; name a place outside it", path=str(path)))


def _found(typed: Sequence[Path]) -> tuple[Path, ...]:
    """The registers, if there are any; the verb says what it misses."""
    try:
        return register_folders(typed)
    except Stop:
        return ()
