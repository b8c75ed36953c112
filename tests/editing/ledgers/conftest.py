"""A register of its own with the test district, and one way to import into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pytest

from huifang.editing.ledger.book import open_book
from huifang.editing.ledger.cells import CellWords
from huifang.editing.ledger.heads import head_of
from huifang.editing.ledger.importer import Importer
from huifang.editing.ledger.outcome import Outcome
from huifang.editing.ledger.put import put
from huifang.editing.ledger.rows import LedgerRow, ledger_rows
from huifang.editing.new import Workspace
from huifang.policy import words_of
from huifang.register import FolderTree, load
from huifang.texts import words
from tests.sound import EMPTY, sample_policy
from tests.sound import put as put_files

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

DAY = date(2026, 7, 1)


@dataclass
class Office:
    """A register's folder, and the ledgers that are imported into it."""

    folder: Path
    update: bool = False
    names: bool = True
    says: list[str] = field(default_factory=list)

    def rows(self, book: Workbook | Path) -> list[LedgerRow]:
        """The rows of a workbook."""
        path = self.folder.parent / "ledger.xlsx"
        if hasattr(book, "save"):
            book.save(path)
        else:
            path = book
        found = open_book(path)
        register = load([FolderTree(self.folder)], words_of(sample_policy()))
        reading = CellWords(sample_policy(), register.organizations, found.mac)
        heads = [(sheet, head_of(sheet)) for sheet in found.sheets if not sheet.hidden]
        return [row for sheet, head in heads if head for row in ledger_rows(sheet, head, reading).rows]

    def plan(self, book: Workbook | Path) -> Outcome:
        """What the import of a workbook would do."""
        tree = FolderTree(self.folder)
        register = load([tree], words_of(sample_policy()))
        desk = Workspace((tree,), sample_policy(), DAY, words("zh"))
        return Importer(desk, register, self.names, self.update).run(self.rows(book))

    def take(self, book: Workbook | Path) -> Outcome:
        """Import a workbook."""
        outcome = self.plan(book)
        put(self.folder, outcome)
        return outcome

    def files(self) -> dict[str, bytes]:
        """Everything in the register."""
        return {path.relative_to(self.folder).as_posix(): path.read_bytes()
                for path in sorted(self.folder.rglob("*")) if path.is_file()}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A register with organisations, rules, a folder of names, and nobody in it."""
    (tmp_path / "records" / "identities").mkdir(parents=True)
    return Office(put_files(tmp_path / "records", EMPTY))
