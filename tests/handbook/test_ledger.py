"""Every command of the page about ledgers runs as it is written."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from huifang.commands.main import main
from huifang.editing.ledger.mapping import read_mapping
from huifang.policy import words_of
from huifang.register import load
from tests.editing.ledgers.offices import saved
from tests.sound import EMPTY, SAMPLE, put, sample_policy

TEXT = (Path(__file__).parent.parent.parent / "docs/handbook/ledger.md").read_text(encoding="utf-8")
IMPORT, EXPORT = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize(("commands", "verbs"), [(IMPORT, {"import", "validate"}), (EXPORT, {"export"})])
def test_the_commands_of_the_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commands: str, verbs: set[str]
) -> None:
    (tmp_path / "内部").mkdir()
    (tmp_path / "office" / "records" / "identities").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "office")
    if "import" in verbs:
        put(Path("records"), EMPTY)
        saved(Path(), "plain").rename("台账.xlsx")
    else:
        shutil.copytree(SAMPLE.root, "records", dirs_exist_ok=True)
    typed = [shlex.split(line, comments=True) for line in commands.splitlines() if line.strip()]
    assert {line[1] for line in typed} == verbs
    assert [main(line[1:]) for line in typed] == [0] * len(typed)


def test_the_mapping_of_the_page_is_one() -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    found = read_mapping(text, load([SAMPLE], words_of(sample_policy())).organizations)
    assert found.sheets["台账"].columns["处分种类2"] == "measures.type#2"
    assert found.units == {"档案局": "ja-archive"}
