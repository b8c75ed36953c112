"""`huifang compare` as it is written: every section, both languages, all formats, word by word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.folders import PERSON, Command
from tests.history.repositories import COMMON, PERSON_PATH, VISIT, VISIT_PATH, Repository, started

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parents[1] / "golden" / "compare"
DAY = ("--as-of", "2026-11-20")
TWO_PATH, THREE_PATH = (f"people/tt/TT-000{number}/person.md" for number in (2, 3))
TALK_PATH = "people/tt/TT-0001/2026-02-10-talk.md"
TWO, THREE = (PERSON.replace("TT-0001", f"TT-000{number}").replace("01-15", "02-20") for number in (2, 3))
NOTE_PATH = "people/tt/TT-0003/notes.txt"
HEAVIER = "type: 党内严重警告, decided_on: 2026-01-25"


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """On `mine`: a measure corrected, a visit and its error, a person gone, one come; `main` went on meanwhile."""
    made = started(tmp_path / "office", {**COMMON, TWO_PATH: TWO, NOTE_PATH: "x"})
    made.commit({VISIT_PATH: VISIT.replace("2026-02-20", "2026-02-30")}, "a day that is none")
    made.git("tag", "start")
    made.git("switch", "-q", "-c", "mine")
    corrected = PERSON.replace("type: 党内警告, decided_on: 2026-01-15", HEAVIER)
    made.commit(
        {PERSON_PATH: corrected, VISIT_PATH: VISIT, TALK_PATH: "---\nkind: 谈心谈话\n---\n", TWO_PATH: None,
         THREE_PATH: THREE, NOTE_PATH: "y"},
    )  # fmt: skip
    made.git("switch", "-q", "main")
    made.commit({TWO_PATH: TWO.replace("form: 2}", "form: 2, revoked_on: 2026-11-18}")}, "revoked")
    return made


def written(huifang: Command, office: Repository, lang: str, form: str) -> str:
    """The document; commits and the version of the rules by their names."""
    typed = ("--records", office.records, "--lang", lang, "--format", form, *DAY)
    text = huifang("compare", "main", "mine", *typed).out.decode()
    names: Mapping[str, str] = {office.git("rev-parse", name): name for name in ("start", "mine")}
    for commit, name in names.items():
        text = text.replace(commit, f"<{name}>").replace(commit[:12], f"<{name}>")
    version = huifang("compare", "main", "mine", *typed[:4], "--format", "json", *DAY).data["policy_version"]
    return text.replace(version, "<rules>")


@pytest.mark.parametrize("form", ["text", "md", "json"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_written(huifang: Command, office: Repository, lang: str, form: str, *, accept: bool) -> None:
    path = HERE / f"{lang}.{form}"
    text = written(huifang, office, lang, form)
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
