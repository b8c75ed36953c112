"""Documents as they are written, word by word: both languages, all formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import Command
from tests.history.repositories import COMMON, PERSON, VISIT, VISIT_PATH, Repository, started
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parents[1] / "golden" / "written"
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


DOCUMENTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (  # name, what is typed, formats
    ("compare", ("compare", "main", "mine", *DAY), ("text", "md", "json")),
    ("history", ("history", "people"), ("table", "json", "csv")),
    ("audit", ("audit", *DAY), ("text", "json")),
    ("show", ("show", "TT-0001", *DAY), ("table", "json")),
)


def written(huifang: Command, office: Repository, typed: Sequence[str], lang: str, form: str) -> str:
    """The document; commits and the version of the rules by their names."""
    whole: tuple[str | Path, ...] = (*typed, "--records", office.records, "--lang", lang)
    text = huifang(*whole, "--format", form).out.decode()
    for line in office.git("log", "--all", "--format=%H %s").splitlines():
        commit, _, subject = line.partition(" ")
        for length in (40, 12, 10):
            text = text.replace(commit[:length], f"<{subject}>")
    version = huifang(*whole, "--format", "json").data["policy_version"]
    return text.replace(version, "<rules>").replace(version[:12], "<rules>")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "typed", "form"), [(name, typed, form) for name, typed, forms in DOCUMENTS for form in forms]
)
def test_written(
    huifang: Command, office: Repository, name: str, typed: tuple[str, ...], form: str, lang: str, *, accept: bool
) -> None:
    path = HERE / f"{name}.{lang}.{form}"
    text = written(huifang, office, typed, lang, form)
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode()
