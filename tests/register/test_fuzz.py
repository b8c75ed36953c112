"""Whatever stands in the files, loading gives a Register, and every finding can be told in both languages."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huifang.register import Register, load
from huifang.register.layout import Kind, spot
from huifang.register.load import settings_of
from huifang.texts import LANGUAGES, words
from tests.register.typed import RECORDS
from tests.sound import ORGANIZATIONS, SAMPLE, MemoryTree, sample_policy

BESIDE = {"invisible-character", "wide-space", "text-after-hash"}  # said of a record that is read all the same
FUZZ = settings.get_profile("fuzz")
PATHS = [path for path, _ in RECORDS.values()]
ODD = "：，、。“”‘’【】｛｝［］（）〔〕＂＇＃＆＊！｜＞－０９Ａａ\t\r\x00\x07\x85\u3000\ufeff\u2028\U0001f600"
MARKS = [
    *ODD,
    *"{}[]:,-#&*!|>'\"%@`?~= \n",
    "---\n",
    "\n---\n",
    ": ",
    "- ",
    "<<: ",
    "&a ",
    "*a",
    "!!x ",
    "<<<<<<< a\n",
    "\n...\n",
]


@cache
def sample_records() -> tuple[tuple[str, str], ...]:
    """Path and text of the records of the sample and of the sound ones."""
    ours = [entry.path for entry in SAMPLE.entries() if entry.kind == "file"]
    kinds = (Kind.ELSEWHERE, Kind.POLICY)
    read = [(path, SAMPLE.read(path).decode()) for path in ours if spot(path).kind not in kinds]
    return (*RECORDS.values(), *read)


def checked(path: str, raw: bytes) -> Register:
    """The register of one file, every finding told."""
    tree = MemoryTree({"organizations/tt.yml": ORGANIZATIONS, path: raw})
    made = load([tree], sample_policy().labels)
    for finding in map(made.located, made.findings):
        assert finding.place.path.startswith("records/")
        assert (finding.place.line is None) is (finding.place.column is None)
        for lang in LANGUAGES:
            assert words(lang)(finding.message)
            assert words(lang)(finding.fix)
    found = spot(path)
    unread = [each for each in made.findings if each.check not in BESIDE]
    if found.kind is Kind.PERSON:
        assert found.code in made.people
        assert not unread or made.people[found.code].unread
        assert made.findings or not made.people[found.code].unread
    if found.kind is Kind.TALK:
        assert len(made.talks[found.code]) == 1
    if found.kind is Kind.RESTRICTED:
        assert not unread or made.restricted[found.code].unread
        assert made.findings or not made.restricted[found.code].unread
    settings_of(tree)
    return made


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """A record with a few lines or characters changed as people, merges and broken disks change them."""
    path, text = draw(st.sampled_from(sample_records()))
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        here, there = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("delete", "repeat", "replace", "indent", "swap", "join", "insert", "cut"))):
            case "delete":
                del lines[here]
            case "repeat":
                lines.insert(there, lines[here])
            case "replace":
                lines[here] = lines[there]
            case "indent":
                lines[here] = " " * draw(st.integers(0, 6)) + lines[here].lstrip()
            case "swap":
                lines[here], lines[there] = lines[there], lines[here]
            case "join":
                lines[here : here + 2] = ["".join(lines[here : here + 2])]
            case "insert":
                column = draw(st.integers(0, len(lines[here])))
                lines[here] = lines[here][:column] + draw(st.sampled_from(MARKS)) + lines[here][column:]
            case "cut":
                lines[here:] = [lines[here][: draw(st.integers(0, len(lines[here])))]]
        text = "\n".join(lines)
    return path, text


@FUZZ
@given(path=st.sampled_from(PATHS), raw=st.binary(max_size=400))
def test_any_bytes(path: str, raw: bytes) -> None:
    checked(path, raw)


@FUZZ
@given(
    path=st.sampled_from(PATHS),
    parts=st.lists(st.sampled_from([*MARKS, "code", "a", "date", "visits", "1"]), max_size=60),
)
def test_any_marks(path: str, parts: list[str]) -> None:
    head = "---\n" if path.endswith(".md") else ""
    checked(path, (head + "".join(parts)).encode(errors="replace"))


@FUZZ
@given(mutated())
def test_any_change_of_a_record(record: tuple[str, str]) -> None:
    path, text = record
    checked(path, text.encode(errors="replace"))


@FUZZ
@given(record=st.sampled_from(range(20)), at=st.integers(0, 2000), byte=st.integers(0, 255))
def test_any_broken_byte(record: int, at: int, byte: int) -> None:
    path, text = sample_records()[record]
    raw = bytearray(text.encode())
    raw[at % len(raw)] = byte
    checked(path, bytes(raw))


@FUZZ
@given(st.lists(st.text(st.sampled_from("pPeople/TtＴ-0１1.md\n visit2024-05talk"), max_size=30), max_size=5))
def test_any_names(names: list[str]) -> None:
    files: dict[str, str | bytes] = {f"people/tt/TT-0001/{name}" if name else "people/x": b"\xff" for name in names}
    made = load([MemoryTree(files)], sample_policy().labels)
    assert all(words("en")(finding.message) for finding in made.findings)


@pytest.mark.slow
@pytest.mark.parametrize(
    "mark",
    ["[", "]", "{", "- ", "\n- ", "a: ", "a: |\n", "[a，", "]，", "'", '"', "：", "<<<<<<<\n", "\t", "#", "  " * 50],
)
def test_half_a_mebibyte_of_one_mark_is_read(mark: str) -> None:
    """Nothing here takes the square of the length: that would be minutes, and is seen by whoever waits."""
    checked(PATHS[0], ("---\na: [" + mark * 200_000)[: 1 << 19].encode())
