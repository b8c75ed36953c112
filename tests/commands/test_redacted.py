"""Who was cleared is on no surface, however others wrote the code: every list, format, page, comparison and pack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from huifang.lists.redaction import BLACKENED, Redaction
from tests.commands.running import Command
from tests.commands.test_pack import CLEARED, MAY, OTHER, OTHER_PATH, PLAN, PLAN_PATH, made_by
from tests.history.repositories import COMMON, VISIT, VISIT_PATH, Repository, started
from tests.portal.test_past import looked, pages

SPELLINGS = (
    "TT-0002", "TT0002", "tt 0002", "TT  0002", "TT_0002", "tt–0002", "TT—0002",
    "ＴＴ－０００２", "ｔｔ　０００２", "TT\xa00002", "TT*0002",
)  # fmt: skip
ALIKE = ("TT-00020", "TT-0020", "2026-0002", "示纪〔2026〕0002号", "LZ-0002-3")
CODE = Redaction(frozenset((OTHER,)))
DAY = ("--as-of", "2026-06-15")


def visit(*texts: str) -> str:
    """A visit whose actions and narrative hold the texts."""
    actions = [{"what": f"协助{text}说明", "by": "tt-unit", "due": "2026-06-01"} for text in texts]
    typed = json.dumps(actions, ensure_ascii=False).replace('"2026-06-01"', "2026-06-01")
    return f"{VISIT.replace('opinion:', f'actions: {typed}{chr(10)}opinion:', 1)}\n与 TT\n0002 同去；**TT**-0002。\n"


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """Of two people one was cleared; the record of the other names that one in every way, and others who look alike."""
    made = started(tmp_path / "office", {**COMMON, OTHER_PATH: CLEARED, PLAN_PATH: PLAN.format(code=OTHER)})
    made.commit({VISIT_PATH: visit(*SPELLINGS, *ALIKE)}, "visit", when=MAY)
    return made


SURFACES = [
    (*call, "--format", form)
    for call in (("due",), ("due", "--within", "90"), ("eligible",), ("coverage",), ("stats",), ("forecast",))
    for form in ("table", "json", "csv")
]
SURFACES += [("show", "TT-0001", "--format", form) for form in ("table", "json")]


@pytest.mark.parametrize("call", SURFACES, ids=" ".join)
def test_no_list_names_the_cleared(huifang: Command, office: Repository, call: tuple[str, ...]) -> None:
    answer = huifang(*call, "--records", office.records, *DAY)
    assert answer.code == 0, answer.err
    assert not CODE.finds(answer.out.decode())


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_only_the_code_is_taken_out(huifang: Command, office: Repository, form: str) -> None:
    text = huifang("due", "--records", office.records, *DAY, "--format", form).out.decode()
    assert text.count(BLACKENED) == len(SPELLINGS)
    assert [each for each in ALIKE if each not in text] == []


@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_a_comparison_names_the_cleared_in_no_row(huifang: Command, office: Repository, form: str) -> None:
    """In JSON its part about the records tells what was changed: it is read by whoever reviews the change."""
    answer = huifang("compare", "HEAD~1", "HEAD", "--records", office.records, *DAY, "--format", form)
    assert answer.code == 0, answer.err
    rows = answer.data["due"]["appeared"] if form == "json" else answer.out.decode().splitlines()
    assert len(rows) > len(SPELLINGS)
    assert [row for row in map(str, rows) if CODE.finds(row)] == []


def test_no_page_names_the_cleared(office: Repository) -> None:
    found = pages(looked(office))
    assert [uri for uri, text in found.items() if CODE.finds(text)] == []
    assert all(each in found["due.html"] for each in ALIKE)


def test_no_computed_file_of_a_pack_names_the_cleared(huifang: Command, office: Repository) -> None:
    """The records of whoever was asked for stay as they are, byte by byte; nothing that was computed does."""
    asked = ("--person", "TT-0001", "--until", "2026-05-15")
    found = made_by(huifang, office, *asked)
    computed = {path: text.decode() for path, text in found.items() if not path.startswith("records/")}
    assert [path for path, text in computed.items() if CODE.finds(text)] == []
    assert BLACKENED in computed["report.html"]
    assert all(each in computed["history.json"] for each in ALIKE)


def test_no_file_of_a_district_names_the_cleared(huifang: Command, office: Repository) -> None:
    found = made_by(huifang, office, "--district", "tt", "--until", "2026-05-15")
    assert [path for path, text in found.items() if CODE.finds(text.decode())] == []
