"""Small registers on disk for the tests of the command, and one way to run it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from huifang.commands.main import main
from huifang.policy.load import FILES
from tests.memory import ORGANIZATIONS, SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

POLICY = {f"policy/{name}.yml": SAMPLE.read(f"policy/{name}.yml").decode() for name in FILES}
PERSON = """---
code: TT-0001
unit: tt-unit
post: 科长
rank: 科级正职
category: 公务员
party_member: true
management: 区管
supervised_by: tt-jw
measures:
  - {type: 党内警告, decided_on: 2026-01-15, decided_by: tt-jw, form: 2}
helpers:
  - {name: 王某, post: 局长, unit: tt-unit, from: 2026-01-20, to: null}
---
"""
TALK = "---\nkind: 谈心谈话\ndate: 2026-02-10\nhelper: 王某\n---\n"
EMPTY = {**POLICY, "organizations/tt.yml": ORGANIZATIONS}
ONE = {
    **EMPTY,
    "people/tt/TT-0001/person.md": PERSON,
    "people/tt/TT-0001/2026-02-10-talk.md": TALK,
    "identities/tt.yml": "TT-0001: 示例一\n",
    "restricted/tt/TT-0001.yml": "investigations: []\n",
    "register.yml": "format: 1\nsample: true\nsample_day: 2026-07-01\n",
}
OTHER = {
    **POLICY,
    "organizations/uu.yml": ORGANIZATIONS.replace("tt", "uu").replace("TT", "UU"),
    "people/uu/UU-0001/person.md": PERSON.replace("tt", "uu").replace("TT", "UU"),
}


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a register; the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


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
