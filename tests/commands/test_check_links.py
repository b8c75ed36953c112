"""The portal's address: what is one, what is refused, and the links on a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from huifang.output.check_links import hyperlinked
from tests.commands.running import Command
from tests.sound import ONE, put

if TYPE_CHECKING:
    from pathlib import Path

VAGUE = {**ONE, "people/tt/TT-0001/person.md": ONE["people/tt/TT-0001/person.md"].replace("form: 2", "form: null")}
ADDRESS = "https://portal.example/huifang"
THERE = f"{ADDRESS}/checks.html#measure-without-form"
TYPED = (  # what HUIFANG_PORTAL_URL says, whether checks are linked, whether a note is given
    ("", False, False),
    (ADDRESS, True, False),
    (f" {ADDRESS}/ ", True, False),
    ("http://10.0.0.8:8080", True, False),
    ("portal.example", False, True),
    ("javascript:alert(1)", False, True),
    ("https://", False, True),
    ("https://user:secret@portal.example", False, True),
    ("https://portal.example/\x1b]8;;x", False, True),
    ("https://portal.example/?a=1", False, True),
    ("https://portal.example:99999/", False, True),
)


@pytest.mark.parametrize(("typed", "linked", "noted"), TYPED)
def test_address(
    huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, linked: bool, noted: bool
) -> None:
    """A wrong one keeps nothing from being done."""
    monkeypatch.setenv("HUIFANG_PORTAL_URL", typed)
    answer = huifang("validate", "--records", put(tmp_path / "records", VAGUE), "--lang", "en")
    assert answer.code == 0
    assert (b"/checks.html#measure-without-form" in answer.out) == linked
    assert answer.err == (
        "huifang: HUIFANG_PORTAL_URL is no address, so checks are not linked: write it like "
        "https://portal.example/huifang/\n" if noted else ""
    )  # fmt: skip
    assert b"\x1b" not in answer.out


def test_link_of_a_terminal(tmp_path: Path) -> None:
    """Only there, and only around the check: what a record says can make none."""
    records = put(tmp_path / "records", VAGUE)
    call = [sys.executable, "-m", "huifang", "validate", "--records", str(records), "--lang", "en"]
    ours, theirs = pty.openpty()
    subprocess.run(call, stdout=theirs, check=True, env={**os.environ, "HUIFANG_PORTAL_URL": ADDRESS})
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert f"\x1b]8;;{THERE}\x1b\\[measure-without-form]\x1b]8;;\x1b\\" in shown


TEXTS = (  # a text, with the links of a terminal
    ("a [b-c] d", "a \x1b]8;;u\x1b\\[b-c]\x1b]8;;\x1b\\ d"),
    ("a [d] [B-C] b-c", "a [d] [B-C] b-c"),
)


@pytest.mark.parametrize(("text", "linked"), TEXTS)
def test_what_is_linked(text: str, linked: str) -> None:
    assert hyperlinked(text, {"b-c": "u"}) == linked
