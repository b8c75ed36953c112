"""The worked example of a change of law: its commands give on the sample what the handbook shows."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from huifang.commands.main import main
from huifang.lists import Lists
from huifang.policy import words_of
from huifang.portal.render import render
from huifang.register import FolderTree, load
from huifang.services.registers import policy_of

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs" / "handbook" / "change.md").read_text(encoding="utf-8")
BLOCKS = [(found[1], found[2]) for found in re.finditer(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)]
YAML = next(text for kind, text in BLOCKS if kind == "yaml")
AFTER = "  - family: institution\n"  # the new version is the last of those before it
VERSION = "lifting-administrative-2027"
BEGINS = (  # as-of date, whether the page announces the version
    ("2026-11-20", True),
    ("2026-12-31", True),
    ("2027-01-01", False),
)


def git(folder: Path, *typed: str) -> None:
    me = ("-c", "user.name=示例员", "-c", "user.email=a@example.invalid", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *me, *typed], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a repository of its own, with the new version in the work tree."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "records", folder / "records")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "示例登记册")
    return folder


def changed(folder: Path) -> None:
    path = folder / "records" / "policy" / "lifting.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(AFTER) == 1
    path.write_text(text.replace(AFTER, f"{YAML}{AFTER}"), encoding="utf-8")


def in_order(lines: list[str], output: str) -> bool:
    """Whether all lines stand in the output, in this order."""
    found = iter(output.splitlines())
    return all(line in found for line in lines)


def test_the_commands_give_what_the_page_shows(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(office)
    said, compared = "", 0
    for kind, text in BLOCKS:
        if kind == "yaml":
            changed(office)
        elif kind == "sh":
            said = "".join(run(office, line, capsysbinary) for line in text.splitlines())
        elif kind == "text":
            compared += 1
            assert in_order([line for line in text.splitlines() if line not in ("", "…")], said), f"{text}\n{said}"
    assert compared == 3


def run(folder: Path, line: str, capsysbinary: pytest.CaptureFixture[bytes]) -> str:
    program, *typed = shlex.split(line)
    if program == "git":
        git(folder, *typed)
        return ""
    assert main([*typed, "--lang", "zh"]) == 0, line
    return capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize(("day", "announced"), BEGINS)
def test_the_page_announces_a_version_until_it_begins(tmp_path: Path, day: str, *, announced: bool) -> None:
    shutil.copytree(ROOT / "records", tmp_path / "records")
    changed(tmp_path)
    tree = FolderTree(tmp_path / "records")
    policy = policy_of([tree])
    lists = Lists(load([tree], words_of(policy)), policy, date.fromisoformat(day))
    html = next(page.html for page in render(lists, "zh") if page.uri == "policy.html")
    assert (f' 起 <a href="#{VERSION}">' in html) == announced
    assert ("尚未施行" in html) == announced
