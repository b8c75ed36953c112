"""A register whose repository has no commit yet: the lists say so, and not that there is no Git."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from huifang.portal.stamp import stamp
from huifang.services.registers import Request, open_lists
from huifang.texts import words
from tests.commands.running import Command
from tests.sound import ONE, put

if TYPE_CHECKING:
    from pathlib import Path

    from huifang.texts import Language

KINDS = (  # git init, then a commit; the sentence in Chinese and in English
    (False, False, "无 Git", "no Git"),
    (True, False, "尚无提交", "no commit yet"),
    (True, True, None, None),
)


@pytest.fixture
def made(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The register's folder, with or without a repository around it."""
    init, commit = request.param
    records = put(tmp_path / "office" / "records", ONE)
    who = ("-c", "user.name=甲", "-c", "user.email=a@example.invalid", "-c", "commit.gpgsign=false")
    steps = [("init", "-q")] * init + [("add", "-A"), (*who, "commit", "-q", "-m", "first")] * commit
    for step in steps:
        subprocess.run(["git", *step], cwd=records.parent, check=True)
    return records


@pytest.mark.parametrize(("made", "zh", "en"), [(each[:2], *each[2:]) for each in KINDS], indirect=["made"])
def test_the_commit_that_lists_rest_on(huifang: Command, made: Path, zh: str | None, en: str | None) -> None:
    languages: tuple[tuple[Language, str | None], ...] = (("zh", zh), ("en", en))
    for lang, sentence in languages:
        footer = huifang("due", "--records", made, "--lang", lang).out.decode().splitlines()[-2]
        part = words(lang)(stamp(open_lists(Request(records=(made,))), None)[1])
        for told in (footer, part):
            found = [each for each in (*(row[2] for row in KINDS), *(row[3] for row in KINDS)) if each and each in told]
            assert found == ([sentence] if sentence else []), told
