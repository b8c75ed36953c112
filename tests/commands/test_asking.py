"""`huifang new` at a terminal: questions, choices, defaults, a series, and nothing written when somebody stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.running import Command
from tests.commands.terminal import at_terminal
from tests.sound import put

TALK = [b"TT-0001\n", b"2026-05-07\n", b"\n", b"1,4\n", b"\n", b"\n", b"\n", b"\n"]


def typed(folder: Path, call: tuple[str, ...], answers: list[bytes]) -> tuple[int, str]:
    """How a call of `huifang new` at a real terminal ends, and all that stood there."""
    return at_terminal(folder, ("new", *call), answers)


def test_a_series_of_talks(records: Path) -> None:
    other = (records / "people/tt/TT-0001/person.md").read_text(encoding="utf-8").replace("TT-0001", "TT-0002")
    put(records, {"people/tt/TT-0002/person.md": other})
    code, out = typed(records.parent, ("talk",), [*TALK, b"y\n", b"TT-0002\n", *[b"\n"] * 7, b"\x04"])
    assert code == 0, out
    assert "[王某 代填，待核实] >" in out
    assert "[教育转化, 工作情况 同上一份] >" in out
    for name in ("TT-0001", "TT-0002"):
        text = (records / f"people/tt/{name}/2026-05-07-talk.md").read_text(encoding="utf-8")
        assert "topics: [教育转化, 工作情况]" in text
        assert "helper: 王某  # 待核实\n" in text


def test_a_wrong_answer_is_told_as_the_finding_says_and_asked_again(records: Path, huifang: Command) -> None:
    answers = [b"TT-0009\n", b"TT-0001\n", b"2026-05-37\n", b"?\n", b"2026-05-07\n", b"\n", b"x\n", *TALK[3:], b"\n"]
    code, out = typed(records.parent, ("talk", "--lang", "en"), answers)
    assert code == 0, out
    for said in ("there is no person TT-0009", "2026-05-37 is not in the calendar",
                 "x is not one of the words for `topics`",
                 "nothing typed: 2026-07-01", "  4. 工作情况"):  # fmt: skip
        assert said in out
    assert huifang("validate", "--records", records).code == 0


@pytest.mark.parametrize("end", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_who_stops_has_written_nothing(records: Path, end: bytes) -> None:
    before = sorted(records.rglob("*"))
    code, out = typed(
        records.parent, ("person",), [b"\xe7\xa4\xba\xe4\xbe\x8b\xe5\x8c\xba\xe6\xa1\xa3\xe6\xa1\x88\n", end]
    )
    assert (code, sorted(records.rglob("*"))) == (130, before), out


def test_a_unit_is_found_by_a_part_of_its_name(records: Path) -> None:
    answers = ["档案\n".encode(), "党内警告\n".encode(), *[b"\n"] * 40]
    code, out = typed(records.parent, ("person",), answers[: 2 + 20])
    text = (records / "people/tt/TT-0002/person.md").read_text(encoding="utf-8") if code == 0 else out
    assert "unit: tt-unit" in text
    assert "[区管 代填，待核实] >" in out


@pytest.mark.parametrize(("kind", "missing"), [("talk", "CODE"), ("visit", "CODE"), ("plan", "BODY")])
def test_nobody_is_asked_where_nobody_sits(huifang: Command, records: Path, kind: str, missing: str) -> None:
    answer = huifang("new", kind, "--records", records, "--lang", "en")
    assert (answer.code, answer.err) == (2, f"huifang: {missing} is missing; --help says what it is\n")


def test_what_is_irregular_is_told_and_written(huifang: Command, records: Path) -> None:
    visit = (
        "--method",
        "访谈",
        "--interview",
        "person",
        "--situation",
        "表现良好",
        "--records",
        records,
        "--lang",
        "en",
    )
    officers = ("--visitor", "李某:tt-jw:副书记:in_charge", "--visitor", "赵某")
    huifang("new", "visit", "TT-0001", "--date", "2026-05-06", *officers, *visit)
    answer = huifang("new", "visit", "TT-0001", "--date", "2026-05-20", "--body", "tt-zz", "--visitor", "孙某", *visit)
    assert answer.code == 0
    assert "--date: another body visits within 14 days: 2026-05-06 (示例区纪委监委)" in answer.err
