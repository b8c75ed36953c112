"""The pages on gaps and on the editor: every command runs, and what is pasted does what they say."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from huifang.commands.main import main
from huifang.editing.office.editor import editor_files
from huifang.texts import words
from tests.handbook.pages import blocks, text_of
from tests.sound import sample_policy

ROOT = Path(__file__).parents[2]
CALLS = [shlex.split(line)[1:] for page in ("health.md", "editor.md") for text in blocks(page)
         for line in text.splitlines()]  # fmt: skip
OPEN, FILLED = blocks("health.md", "yaml")
RECORD = "records/people/bi/BI-0003/person.md"
GIVEN = {"committee": "ja-dw:甲区区委", "discipline": "ja-jw:甲区纪委监委", "personnel": "ja-zzb:甲区区委组织部",
         "prefix": "JA"}  # fmt: skip


def test_the_pages_have_both_commands() -> None:
    assert {call[0] for call in CALLS} == {"health", "validate"}


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_command_runs(call: list[str]) -> None:
    assert main(call) == 0


@pytest.mark.usefixtures("office")
def test_the_line_is_where_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["health", "--person", "BI-0003", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert (row["path"], row["line"], f"{row['stub']}\n") == (RECORD, 16, OPEN)
    assert f"`{RECORD}` 的第 {row['line']} 行" in text_of("health.md")


@pytest.mark.parametrize(("pasted", "code", "gaps"), [(OPEN, 1, 1), (FILLED, 0, 0)], ids=["open", "filled in"])
def test_the_lines_are_pasted_as_the_page_says(
    office: Path, capsys: pytest.CaptureFixture[str], pasted: str, code: int, gaps: int
) -> None:
    lines = (office / RECORD).read_text(encoding="utf-8").splitlines(keepends=True)
    lines[15] = pasted
    (office / RECORD).write_text("".join(lines), encoding="utf-8")
    assert main(["validate"]) == code
    capsys.readouterr()
    assert main(["health", "--person", "BI-0003", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == gaps


def test_the_page_names_every_snippet() -> None:
    made = editor_files(GIVEN, sample_policy(), words("zh"))
    snippets = json.loads(made[".vscode/huifang.code-snippets"]).values()
    table = text_of("editor.md").partition("| 输入 |")[2].partition("\n\n")[0]
    assert {each["prefix"][0] for each in snippets} <= set(re.findall(r"`([^`]+)`", table))
