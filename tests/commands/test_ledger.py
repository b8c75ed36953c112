"""`huifang import` and `export` as they are typed: dry run, writing, rejects, mapping, names, hostile workbooks."""

from __future__ import annotations

import io
import subprocess
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.commands.running import Command
from tests.editing.ledgers.offices import OFFICES, new, saved
from tests.sound import EMPTY, ONE, put

if TYPE_CHECKING:
    from pathlib import Path

DAY = ("--as-of", "2026-07-01")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A register with nobody in it, a folder of names, and the five ledgers beside it."""
    for name in OFFICES:
        saved(tmp_path, name)
    (tmp_path / "records" / "identities").mkdir(parents=True)
    return put(tmp_path / "records", EMPTY)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", OFFICES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_dry_run_writes_nothing_and_names_nobody(huifang: Command, office: Path, name: str, lang: str) -> None:
    before = files(office.parent)
    answers = [huifang("import", f"{name}.xlsx", *DAY, "--lang", lang, "--format", each) for each in ("text", "json")]
    assert [answer.code for answer in answers] == [name == "wrong"] * 2
    assert files(office.parent) == before
    assert not any("测试人" in answer.out.decode() + answer.err for answer in answers)


def test_it_writes_when_asked_and_a_second_run_changes_nothing(huifang: Command, office: Path) -> None:
    answer = huifang("import", "plain.xlsx", *DAY, "--write", "--format", "json")
    assert (answer.code, len(answer.data["written"])) == (0, 3)
    assert huifang("validate", *DAY).code == 0
    before = files(office)
    again = huifang("import", "plain.xlsx", *DAY, "--write", "--format", "json")
    assert (again.data["written"], len(again.data["unchanged"])) == ([], 2)
    assert files(office) == before


def test_rejected_rows_are_corrected_and_taken(huifang: Command, office: Path) -> None:
    assert office.is_dir()
    assert huifang("import", "wrong.xlsx", *DAY, "--write", "--rejects", "back.xlsx").code == 1
    book = openpyxl.load_workbook("back.xlsx")
    sheet = book["台账"]
    assert [cell.value for cell in sheet[1]][:3] == ["拒收单元格", "拒收原因", "如何填写"]
    (row,) = (each for each in sheet.iter_rows(min_row=2) if each[3].value == "测试人辛")
    assert (row[0].value, row[7].value) == ("台账!E2", "25.8.12")
    row[7].value = "2025-08-12"
    book.save("back.xlsx")
    assert len(huifang("import", "back.xlsx", *DAY, "--format", "json").data["new"]) == 1


WITH_NAMES = ("records/back.xlsx", "repository/back.xlsx", "repository/below/back.xlsx")


@pytest.mark.parametrize("place", WITH_NAMES)
def test_a_file_with_names_lies_outside_register_and_repository(huifang: Command, office: Path, place: str) -> None:
    (office.parent / "repository" / "below").mkdir(parents=True)
    (office.parent / "repository" / ".git").mkdir()
    answers = (huifang("import", "wrong.xlsx", *DAY, "--rejects", place),
               huifang("export", *DAY, "--names", "--output", place))  # fmt: skip
    assert [answer.code for answer in answers] == [2, 2]
    assert not (office.parent / place).exists()


def test_names_need_their_folder(huifang: Command, office: Path) -> None:
    (office / "identities").rmdir()
    assert huifang("import", "plain.xlsx", *DAY).code == 0
    assert huifang("import", "plain.xlsx", *DAY, "--write").code == 2
    assert not (office / "people").exists()
    assert huifang("import", "plain.xlsx", *DAY, "--write", "--without-names").code == 0
    assert not any("测试人".encode() in raw for raw in files(office).values())
    again = huifang("import", "plain.xlsx", *DAY, "--write", "--without-names", "--format", "json")
    assert (again.data["written"], len(again.data["unchanged"])) == ([], 2)


@pytest.mark.parametrize(("ignored", "code"), [(False, 2), (True, 0)])
def test_names_never_go_where_the_common_repository_takes_them(
    huifang: Command, office: Path, ignored: bool, code: int
) -> None:
    subprocess.run(["git", "init", "-q", str(office.parent)], check=True)
    if ignored:
        (office.parent / ".gitignore").write_text("/records/identities/\n")
    assert huifang("import", "plain.xlsx", *DAY, "--write").code == code
    assert (office / "people").exists() == ignored


def test_a_column_that_nobody_understands_is_asked_about(huifang: Command, office: Path) -> None:
    book = OFFICES["plain"]()
    book.worksheets[0]["P1"] = "奇怪的栏目"
    book.save("odd.xlsx")
    assert huifang("import", "odd.xlsx", *DAY, "--mapping", "map.yml").code == 0
    mapping = (office.parent / "map.yml").read_text(encoding="utf-8")
    assert '奇怪的栏目: "?"' in mapping
    assert huifang("import", "odd.xlsx", *DAY, "--mapping", "map.yml", "--write").code == 2
    (office.parent / "map.yml").write_text(mapping.replace('"?"', "ignore"), encoding="utf-8")
    assert huifang("import", "odd.xlsx", *DAY, "--mapping", "map.yml", "--write").code == 0


def test_a_mapping_says_which_unit_is_meant(huifang: Command, office: Path) -> None:
    (office.parent / "map.yml").write_text("units:\n  示例区档案: tt-unit\n", encoding="utf-8")
    answer = huifang("import", "wrong.xlsx", *DAY, "--mapping", "map.yml", "--format", "json")
    assert "台账!B3" not in {each["place"] for each in answer.data["rejected"]}


def broken(content: bytes, **parts: bytes) -> bytes:
    """A workbook with parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, parts.pop(name, old.read(name)))
        for name, raw in parts.items():
            made.writestr(name, raw)
    return out.getvalue()


def sound() -> bytes:
    out = io.BytesIO()
    OFFICES["plain"]().save(out)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
MERGED = b'<worksheet><sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
FILES = (  # the file's name, its bytes, a part of the sentence
    ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "Excel 97-2003"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "Excel 97-2003"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("a.csv", b"a,b\n", "CSV"),
    ("a.xlsx", b"a,b\n", "no workbook"),
    ("a.xlsx", b"", "no workbook"),
    ("a.xlsx", broken(sound(), **{SHEET: BOMB}), "entities"),
    ("a.xlsx", broken(sound(), **{SHEET: MERGED}), "far more cells"),
    ("a.xlsx", broken(sound(), **{"xl/media/a.bin": bytes(310 << 20)}), "unpacks"),
    ("a.xlsx", broken(sound(), **{SHEET: b"<worksheet>"}), "no workbook"),
)


@pytest.mark.parametrize(("name", "raw", "part"), FILES)
def test_a_file_that_is_not_opened(huifang: Command, office: Path, name: str, raw: bytes, part: str) -> None:
    (office.parent / name).write_bytes(raw)
    answer = huifang("import", name, "--lang", "en")
    assert (answer.code, answer.out) == (3, b"")
    assert part in answer.err


def test_what_is_hidden_is_told(huifang: Command, office: Path) -> None:
    book = OFFICES["plain"]()
    book.worksheets[0].row_dimensions[3].hidden = True
    book.worksheets[0].column_dimensions["D"].hidden = True
    book.create_sheet("旧表").sheet_state = "hidden"
    book.save(office.parent / "hidden.xlsx")
    out = huifang("import", "hidden.xlsx", *DAY, "--lang", "en").out.decode()
    for part in ("hidden rows are read too: 3", "hidden columns are read too: D", "旧表 is not read: it is hidden"):
        assert part in out


@pytest.mark.parametrize("options", [(), ("--names",)])
def test_an_export_names_nobody_unless_asked(huifang: Command, tmp_path: Path, options: tuple[str, ...]) -> None:
    put(tmp_path / "records", ONE)
    assert huifang("export", *options, "--output", "out.xlsx").code == 0
    book = openpyxl.load_workbook("out.xlsx")
    cells = {str(cell.value) for sheet in book for row in sheet for cell in row}
    assert ("示例一" in cells) == bool(options)
    assert {"TT-0001", "示例区档案局", "党内警告"} <= cells


REFUSED = (("export", "--format", "parquet"), ("export", "--output", "records/a.xlsx"), ("export", "--unit", "nope"),
           ("import", "a.xlsx", "--at", "HEAD"), ("import",))  # fmt: skip


@pytest.mark.parametrize("typed", REFUSED)
def test_what_means_nothing_is_refused(huifang: Command, records: Path, typed: tuple[str, ...]) -> None:
    assert records.is_dir()
    assert huifang(*typed).code == 2


def test_a_ledger_without_known_headings(huifang: Command, office: Path) -> None:
    book, sheet = new("甲")
    sheet.append(["甲", "乙", "丙"])
    book.save(office.parent / "other.xlsx")
    assert huifang("import", "other.xlsx").code == 2
