"""What is exported is imported again to the same files, byte for byte; no text becomes a formula."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from huifang.editing.ledger.book import LedgerCell, open_book
from huifang.editing.ledger.cells import CellWords
from huifang.editing.ledger.columns import kinds
from huifang.editing.ledger.export import Ledger, ledger_csv
from huifang.editing.ledger.heads import head_of, meant
from huifang.editing.ledger.importer import Importer
from huifang.editing.ledger.outcome import Outcome
from huifang.editing.ledger.plain import data_of, record_text
from huifang.editing.ledger.rows import ledger_rows
from huifang.editing.ledger.workbook import ledger_book
from huifang.editing.new import Workspace
from huifang.policy import words_of
from huifang.policy.load import FILES
from huifang.register import FolderTree, Register, load
from huifang.register.models import Person, Talk, Visit
from huifang.texts import words
from huifang_demo import write_demo
from tests.sound import ONE, SAMPLE, put, sample_policy

DAY = date(2026, 11, 20)
HOSTILE = (
    "=HYPERLINK(1)",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "－1",
    "a\tb",
    "3-5",
    "007",
    "第一行\n第二行",
    "无",
)


def exported(folder: Path, *, named: bool = True) -> tuple[Register, bytes]:
    """A register, and its ledger."""
    register = load([FolderTree(folder)], words_of(sample_policy()))
    names = register.names if named else None
    people = list(register.people.values())
    return register, ledger_book(Ledger(register, sample_policy(), words("zh"), people, names))


def imported(content: bytes, origin: Path, into: Path) -> Outcome:
    """What the ledger gives in a register that has the same organisations and rules, and nobody in it."""
    for name in ("policy", "organizations"):
        shutil.copytree(origin / name, into / name)
    path = into.parent / "ledger.xlsx"
    path.write_bytes(content)
    book, tree = open_book(path), FolderTree(into)
    register = load([tree], words_of(sample_policy()))
    reading = CellWords(sample_policy(), register.organizations)
    found = [(sheet, head_of(sheet)) for sheet in book.sheets if not sheet.hidden]
    rows = [row for sheet, head in found if head for row in ledger_rows(sheet, head, reading).rows]
    return Importer(Workspace((tree,), sample_policy(), DAY, words("zh")), register).run(rows)


def expected(register: Register) -> dict[str, bytes]:
    """Every record of a register as writing spells it."""
    files = {each.path: record_text(Person, data_of(each), each.body, {}) for each in register.people.values()}
    for found in (*register.talks.values(), *register.visits.values()):
        for each in found:
            files[each.path] = record_text(Talk if isinstance(each, Talk) else Visit, data_of(each), each.text, {})
    return {path.partition("/")[2]: content for path, content in files.items()}


def test_the_sample(tmp_path: Path) -> None:
    register, content = exported(SAMPLE.root)
    outcome = imported(content, SAMPLE.root, tmp_path / "records")
    assert outcome.files == expected(register)
    assert {code: name for names in outcome.names.values() for code, name in names.items()} == register.names
    people = {path: raw for path, raw in outcome.files.items() if path.endswith("person.md")}
    assert all((SAMPLE.root / path).read_bytes() == raw for path, raw in people.items())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 11])
def test_five_hundred_random_people(tmp_path: Path, seed: int) -> None:
    files = {f"policy/{name}.yml": SAMPLE.read(f"policy/{name}.yml") for name in FILES}
    write_demo(tmp_path / "demo", 500, seed, sample_policy(), files, lambda _: None)
    register, content = exported(tmp_path / "demo")
    outcome = imported(content, tmp_path / "demo", tmp_path / "records")
    assert len(register.people) == 500
    assert outcome.files == expected(register)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_a_text(tmp_path: Path, text: str) -> None:
    put(tmp_path / "old", ONE)
    path = tmp_path / "old/people/tt/TT-0001/person.md"
    typed = text.replace("\t", "\\t").replace("\n", "\\n").replace("\u0001", "\\x01")
    path.write_text(path.read_text().replace("form: 2}", f'form: 2, cause: "{typed}"}}'))
    register, content = exported(tmp_path / "old")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["人员台账"]
    assert register.people["TT-0001"].measures[0].cause == text
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert imported(content, tmp_path / "old", tmp_path / "new").files == expected(register)
    assert f"'{text}" in ledger_csv(Ledger(register, sample_policy(), words("zh"), [*register.people.values()])) or (
        text[0] not in "=+-@＝－\t"
    )


def test_a_value_to_be_confirmed_stays_one(tmp_path: Path) -> None:
    text = ONE["people/tt/TT-0001/person.md"].replace("rank: 科级正职", "rank: 其他  # 待核实")
    text = text.replace("post: 科长", "post:  # 待核实")
    put(tmp_path / "old", {**ONE, "people/tt/TT-0001/person.md": text})
    _, content = exported(tmp_path / "old")
    made = imported(content, tmp_path / "old", tmp_path / "new").files["people/tt/TT-0001/person.md"].decode()
    assert [line for line in made.splitlines() if "#" in line] == ["post:  # 待核实", "rank: 其他  # 待核实"]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_every_heading_of_ours_means_its_column(kind: object) -> None:
    for column in kind.columns:  # type: ignore[attr-defined] # a kind of sheet
        assert meant(kind, "", column.names[0])[0] == column  # type: ignore[arg-type] # as above


def test_every_word_reads_back() -> None:
    register = load([SAMPLE], words_of(sample_policy()))
    ledger, reading = Ledger(register, sample_policy(), words("zh")), CellWords(sample_policy(), register.organizations)
    for column in (each for kind in kinds() for each in kind.columns if each.words and each.how == "word"):
        for value in sample_policy().labels[column.words]:
            assert reading.read(column, LedgerCell(ledger.word(column.words, value))).value == value
    unit = next(each for each in kinds()[0].columns if each.path == "unit")
    for each, name in ledger.called.items():
        assert reading.read(unit, LedgerCell(name)).value == each


def test_a_template_has_lists_to_choose_from() -> None:
    register = load([SAMPLE], words_of(sample_policy()))
    content = ledger_book(Ledger(register, sample_policy(), words("zh"), template=True))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, lists = book["人员台账"], book["词表"]
    heads = {cell.value: get_column_letter(at) for at, cell in enumerate(sheet[1], start=1)}
    chosen = {str(each.sqref).split("2:")[0]: each.formula1 for each in sheet.data_validations.dataValidation}
    assert {heads["处分种类"], heads["所在单位"], heads["中共党员"], heads["帮扶人单位"]} <= chosen.keys()
    column = chosen[heads["处分种类"]].split("$")[1]
    assert {cell.value for cell in lists[column][1:] if cell.value} == set(sample_policy().types)
