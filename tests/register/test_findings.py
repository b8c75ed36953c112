"""Every problem of reading: place, sentence and fix are pinned; the tables in findings/ are closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from huifang.register.scalars import PROBLEMS
from huifang.register.yamltext import KNOWN
from tests.register.sound import PERSON, RECORDS, VISIT, found_in, found_with

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


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[row["name"] for _, row in ROWS])
def test_wrong_line_gives_these_findings(table: str, row: dict[str, Any]) -> None:
    record = next(name for name in RECORDS if name in row)
    found = found_with(record, row[record], row["typed"])
    assert [list(each) for each in found] == row["finds"]
    assert {each.check for each in found} <= CHECKS[table], "a step is taken only where the ones before were silent"


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
    told = {found[0] for name, row in ROWS if name == table for found in row["finds"]}
    assert told | raw == CHECKS[table]


def test_every_sentence_of_the_parser_has_a_row() -> None:
    told = {found[4] for _, row in ROWS for found in row["finds"]}
    known = {message.format() for message, _ in KNOWN.values()}
    known.remove("the file holds a control character")  # `invisible-character` says which; the history says this
    assert known <= told


def test_names_are_unique() -> None:
    names = [row["name"] for _, row in ROWS]
    assert len(names) == len(set(names))
