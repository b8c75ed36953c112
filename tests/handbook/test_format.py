"""The page on formatting and fixing: every command runs, and what it shows is what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from huifang.commands.main import main

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs" / "handbook" / "format.md").read_text(encoding="utf-8")
BLOCKS = [(found[1], found[2]) for found in re.finditer(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)]
CALLS = [shlex.split(line)[1:] for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
TYPED, WRITTEN = (text for kind, text in BLOCKS if kind == "yaml")
SHOWN = next(text for kind, text in BLOCKS if kind == "text")
PERSON = "records/people/ja/JA-0001/person.md"


def test_the_page_has_each_command() -> None:
    assert {call[0] for call in CALLS} == {"fmt", "fix", "validate"}


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_command_runs(call: list[str]) -> None:
    """On the sample, which is in the spelling of the format and has no error."""
    assert main(call) == 0


def test_the_record_becomes_what_the_page_shows(office: Path) -> None:
    talk = office / "records/people/ja/JA-0007/2026-11-12-talk.md"
    talk.write_text(TYPED, encoding="utf-8")
    assert (main(["fmt", "--check"]), main(["fmt"])) == (1, 0)
    assert talk.read_text(encoding="utf-8") == WRITTEN


@pytest.mark.parametrize(("call", "written"), [(["fix", "--dry-run"], False), (["fix"], True)], ids=["shown", "made"])
def test_the_fixes_are_shown_as_on_the_page(
    office: Path, capsys: pytest.CaptureFixture[str], call: list[str], *, written: bool
) -> None:
    person = office / PERSON
    sound = person.read_text(encoding="utf-8")
    slips = sound.replace("post: 三级", "post：三级").replace("party_member: true", "party_member: 是")
    person.write_text(slips, encoding="utf-8")
    assert (call in CALLS, main(call)) == (True, 0)
    assert (capsys.readouterr().out, person.read_text(encoding="utf-8")) == (SHOWN, sound if written else slips)
