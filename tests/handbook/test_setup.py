"""Every command of the page on setting up a register runs as it is written, in one shell, and the register is sound."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from huifang.commands.init import VERBS
from huifang.commands.main import main
from huifang.editing.office.setup import QUESTIONS

TEXT = (Path(__file__).parent.parent.parent / "docs/handbook/setup.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
PLACES = ("登记册的地址", "姓名仓库的地址", "受限资料仓库的地址")
UNITS = "sed -i 's/^  # - {/  - {/' records/organizations/ja.yml\n"  # the example lines, as somebody makes them count


@pytest.mark.slow
def test_the_commands_of_the_page_run_as_written(tmp_path: Path) -> None:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("HUIFANG_")}
    environment |= {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    for number, _ in enumerate(PLACES):
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", f"{number}.git"], cwd=tmp_path, check=True)
    script = "set -e\n" + "".join(BLOCKS).replace("cd 登记册\n", f"cd 登记册\n{UNITS}")
    for number, place in enumerate(PLACES):
        script = script.replace(f" {place}", f" {tmp_path}/{number}.git")
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert (tmp_path / "同志的登记册/records/identities/README.md").is_file()
    assert "ja-example," in (tmp_path / "单位.csv").read_text(encoding="utf-8-sig")
    assert main(["validate", "--records", str(tmp_path / "登记册/records")]) == 0


@pytest.mark.parametrize("flag", [each.flag for each in QUESTIONS])
def test_the_page_tells_every_option(flag: str) -> None:
    assert f"`{flag}" in TEXT


def test_the_questions_are_of_one_verb() -> None:
    assert [verb.name for verb in VERBS] == ["init"]


def test_the_example_of_the_page_is_that_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = ("--district-name", "甲区", "--district", "ja", "--register-from", "2026-11-01", "--forge", "none")
    assert main(["init", "r", *said, "--author", "a <a@example.invalid>"]) == 0
    example = next(
        each for each in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL) if "example" in each and "#" in each
    )
    assert example in (tmp_path / "r/records/organizations/ja.yml").read_text(encoding="utf-8")
