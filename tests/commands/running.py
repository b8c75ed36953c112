"""One way to run the command in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from huifang.commands.main import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WHO = ("--author", "测试人甲 <a@example.invalid>")  # of `init`, as the next
INIT = ("--district-name", "甲区", "--district", "ja", "--register-from", "2026-11-01", *WHO)  # all but the forge


@dataclass(frozen=True)
class Answer:
    """What a call of the command gave."""

    code: int
    out: bytes
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The JSON document."""
        found: dict[str, Any] = json.loads(self.out)
        return found


@dataclass(frozen=True)
class Command:
    """`huifang`, in this process."""

    captured: pytest.CaptureFixture[bytes]

    def __call__(self, *arguments: str | Path) -> Answer:
        """Run it."""
        code = main([str(each) for each in arguments])
        found = self.captured.readouterr()
        return Answer(code, found.out, found.err.decode())
