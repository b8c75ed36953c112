"""Every problem of reading: place, sentence and fix are pinned; the tables in findings/ are closed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from huifang.register import edited, load
from huifang.register.scalars import PROBLEMS
from huifang.register.yamltext import KNOWN
from huifang.texts import words
from tests.mending import mended
from tests.register.typed import PERSON, RECORDS, VISIT, findings_in, found_in, instead, told
from tests.sound import MemoryTree

if TYPE_CHECKING:
    from huifang.register import Finding

TABLES = ("lines", "yaml", "shapes")
ROWS: list[tuple[str, dict[str, Any]]] = [
    (table, row)
    for table in TABLES
    for row in yaml.safe_load((Path(__file__).parent / "findings" / f"{table}.yml").read_text(encoding="utf-8"))
]
CHECKS = {
    "lines": {
        "bad-utf-8",
        "byte-order-mark",
        "conflict-marker",
        "full-width-colon",
        "full-width-comma",
        "invisible-character",
        "missing-front-matter",
        "tab-indentation",
        "wide-space",
    },
    "yaml": {
        "bad-yaml",
        "duplicate-key",
        "invisible-character",
        "no-anchors",
        "no-tags",
        "second-document",
        "too-deep",
    },
    "shapes": {"missing-key", "unknown-key", "wrong-shape", "kind-of-file", *PROBLEMS} - {"no-such-word"},
}
BOM = b"\xef\xbb\xbf"
RAW = (  # name, bytes, what is found: check, line, column
    ("byte-order mark", BOM + PERSON.encode(), [("byte-order-mark", 1, 1)]),
    ("mark and another problem", BOM + PERSON.replace("\npost: ", "\npost：").encode(), [
        ("byte-order-mark", 1, 1), ("full-width-colon", 4, 5)]),
    ("one bad byte", PERSON.encode().replace("科长".encode(), "科".encode() + b"\xe9\x95"), [("bad-utf-8", 4, 8)]),
    ("another encoding that can be told", PERSON.encode("gbk"), [("bad-utf-8", 1, 1)]),
    ("another encoding, and another problem", PERSON.replace("\npost: ", "\npost：").encode("gbk"), [
        ("bad-utf-8", 1, 1), ("full-width-colon", 4, 5)]),
    ("UTF-16", PERSON.encode("utf-16"), [("bad-utf-8", 1, 1)]),
    ("UTF-16, the other byte order", b"\xfe\xff" + PERSON.encode("utf-16-be"), [("bad-utf-8", 1, 1)]),
    ("two bad lines among good ones", PERSON.encode().replace("科长".encode(), "科长".encode("gbk")).replace(
        "公务员".encode(), "公务".encode("gbk")), [("bad-utf-8", 4, 7), ("bad-utf-8", 6, 11)]),
    ("an encoding that cannot be told", PERSON.encode("gbk").replace("科长".encode("gbk"), b"\xff\xff"), [
        ("bad-utf-8", line, column)
        for line, column in ((4, 7), (5, 7), (6, 11), (8, 13), (11, 11), (15, 12), (17, 13), (19, 15), (23, 2))]),
    ("empty", b"", [("missing-front-matter", 1, 1)]),
    ("the opening line alone", b"---", [("missing-front-matter", 1, 1)]),
    ("no data", b"---\n---\n", [("missing-key", 1, 1)] * 10),
    ("conflict below no data", b"---\n---\n<<<<<<< HEAD\n", [("conflict-marker", 3, 1)]),
)  # fmt: skip


STEPS = {check: step for step, table in reversed(list(enumerate(TABLES))) for check in CHECKS[table]}
NOT_MENDED = {"papers": 74, "choice": 42, "elsewhere": 3}  # somebody must look it up; must choose; in another file
BY_ROW = pytest.mark.parametrize(("table", "row"), ROWS, ids=[row["name"] for _, row in ROWS])
ZH = words("zh")


def text_of(row: dict[str, Any]) -> tuple[str, str]:
    """The record of a row, and its text with what was typed."""
    record = next(name for name in RECORDS if name in row)
    return record, instead(RECORDS[record][1], row[record], row["typed"])


def row_of(finding: Finding) -> dict[str, Any]:
    """A finding as a row pins it."""
    check, line, column, field, *english = told(finding)
    return {"at": [check, line, column, field], "en": english, "zh": [ZH(finding.message), ZH(finding.fix)]}


@BY_ROW
def test_wrong_line_gives_these_findings(table: str, row: dict[str, Any]) -> None:
    found = findings_in(*text_of(row), row.get("every", "quarter"))
    pinned = [{key: value for key, value in each.items() if key != "mended"} for each in row["finds"]]
    assert [row_of(each) for each in found] == pinned
    checks = CHECKS[table] | {"invisible-character", "wide-space"}  # told whatever else there is
    assert {each.check for each in found} <= checks, "a step is taken only where the ones before were silent"


@BY_ROW
def test_fix_fixes(table: str, row: dict[str, Any]) -> None:
    """The finding is gone, and none of its step or an earlier one has come; later steps may speak only then."""
    record, text = text_of(row)
    every = row.get("every", "quarter")
    found = findings_in(record, text, every)
    for finding, pinned in zip(found, row["finds"], strict=True):
        how, new = pinned["mended"], mended(text, finding)
        assert (how == "edit") is (finding.edit is not None), table
        if how in NOT_MENDED:
            continue
        assert new is not None
        after = [each.check for each in findings_in(record, new, every) if STEPS[each.check] <= STEPS[finding.check]]
        before = [each.check for each in found if each is not finding]
        assert not Counter(after) - Counter(before)


@BY_ROW
def test_all_edits_at_once(table: str, row: dict[str, Any]) -> None:
    """Together they mend what each mends alone."""
    record, text = text_of(row)
    edits = [each.edit for each in findings_in(record, text, row.get("every", "quarter")) if each.edit is not None]
    new = edited(text, edits)
    before = Counter(each.check for each in findings_in(record, text, row.get("every", "quarter")) if each.edit is None)
    after = Counter(
        each.check for each in findings_in(record, new, row.get("every", "quarter")) if each.check in CHECKS[table]
    )
    assert not after - before


def test_few_fixes_need_somebody() -> None:
    got = Counter(found["mended"] for _, row in ROWS for found in row["finds"])
    assert {how: got[how] for how in NOT_MENDED} == NOT_MENDED


@pytest.mark.parametrize("record", RECORDS)
def test_sound_record_gives_none(record: str) -> None:
    assert found_in(record, RECORDS[record][1]) == []


@pytest.mark.parametrize(("raw", "places"), [row[1:] for row in RAW], ids=[row[0] for row in RAW])
def test_bytes_give_these_places(raw: bytes, places: list[tuple[str, int, int]]) -> None:
    assert [each[:3] for each in found_in("person", raw)] == places


def test_byte_order_mark_in_words() -> None:
    (found,) = found_in("person", BOM + PERSON.encode())
    assert found[3:] == (None, "the file begins with a byte-order mark", "save it as UTF-8 without BOM")


def test_bad_byte_is_named() -> None:
    (found,) = found_in("person", PERSON.encode().replace("科长".encode(), b"\xff"))
    assert found == ("bad-utf-8", 4, 7, None, "this line is not UTF-8 (byte 0xFF)", "save the file as UTF-8")


@pytest.mark.parametrize(("encoding", "looks"), [
    ("gbk", "GBK (ANSI in Windows Notepad)"), ("utf-16", "UTF-16 (Unicode in Windows Notepad)")])  # fmt: skip
def test_encoding_is_named(encoding: str, looks: str) -> None:
    (found,) = found_in("person", PERSON.encode(encoding))
    message = f"the whole file is not UTF-8; it looks like {looks}"
    assert found == ("bad-utf-8", 1, 1, None, message, "save the file as UTF-8")


def test_wide_spaces_inside_text_are_text() -> None:
    visit = VISIT.replace("opinion: 思想稳定,工作积极。", "opinion: |\n  \u3000\u3000思想稳定：\u3000工作积极。\n")
    assert found_in("visit", visit.replace("谈了", "\u3000\u3000谈了")) == []


def test_no_measure_at_all() -> None:
    text = PERSON[: PERSON.index("measures")] + "measures: []\nhelpers: []\n---\n"
    (found,) = found_in("person", text)
    assert found == ("wrong-shape", 10, 11, "measures", "`measures` has no entry", "write at least one entry")


def test_document_that_is_no_mapping_is_told_for_the_whole_file() -> None:
    (found,) = found_in("restricted", "- a\n")
    assert found == ("wrong-shape", None, None, None, "keys with values must stand here", "write `key: value`")


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_fine(ends: str) -> None:
    assert found_in("person", PERSON.replace("\n", ends)) == []
    (found,) = found_in("person", PERSON.replace("科长", "[科长]").replace("\n", ends))
    assert found[1:3] == (4, 7)


@pytest.mark.parametrize("table", TABLES)
def test_every_check_has_a_row(table: str) -> None:
    raw = {check for _, _, places in RAW for check, _, _ in places} & CHECKS[table]
    rows = {found["at"][0] for name, row in ROWS if name == table for found in row["finds"]}
    assert rows | raw == CHECKS[table]


def test_every_sentence_of_the_parser_has_a_row() -> None:
    said = {found["en"][0] for _, row in ROWS for found in row["finds"]}
    known = {message.format() for message, _ in KNOWN.values()}
    known.remove("the file holds a control character")  # `invisible-character` says which; the history says this
    assert known <= said


def test_names_are_unique() -> None:
    names = [row["name"] for _, row in ROWS]
    assert len(names) == len(set(names))


def unseen_in(path: str, text: str) -> list[tuple[str, int | None]]:
    """Where a character that nobody sees is told in a file that is no record."""
    found = load([MemoryTree({path: text})], {}).findings
    return [(each.place.path, each.place.line) for each in found if each.check == "invisible-character"]


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        ("policy/measures.yml", "label: 党内警告\n", []),
        ("audit/answers.yml", "a: [", []),  # what else is wrong there, its readers tell
        ("policy/README.md", "a: \u200b\n", []),
        ("audit/notes.txt", "a: \u200b\n", []),
        ("policy/measures.yml", "x: 1\nlabel: 党内\u200b警告\n", [2]),
        ("policy/extra.yml", "label: \u202e1\n", [1]),
        ("policy/vocabulary.yml", 'a: "\\u2060"\n', [1]),
        ("audit/answers.yml", "by: 王\u00ad某\n\nreason: \U000e0041\n", [1, 3]),
        ("audit/editors.yml", "a@b: [\u061c]\n", [1]),
        ("audit/erasures.yml", "\u2066\n", [1]),
        ("audit/seals/2026-01-01-0123456.yml", "on: \u200b\n", [1]),
        ("audit/checked.yml", "format: 1\nchecked: []  # \u200b\n", [2]),  # a record: once
    ],
)
def test_invisible_characters_in_what_others_read(path: str, text: str, lines: list[int]) -> None:
    assert unseen_in(path, text) == [(f"records/{path}", line) for line in lines]


def test_two_names_are_two_people() -> None:
    """Two officers in one text stay two officers."""
    entry = "visitors:\n  - {name: 示例李, body: tt-jw, post: 副书记, in_charge: true}"
    (found,) = found_in("visit", VISIT.replace(entry, "visitors: 示例李、示例赵"))
    assert found.fix == "did you mean `[{name: 示例李, body: …}, {name: 示例赵, body: …}]`?"
