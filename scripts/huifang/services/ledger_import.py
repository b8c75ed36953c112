"""From a ledger's file to what its import would do, and from that to the files of the register."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.editing import NotWrittenError, write_document
from huifang.editing.ledger.book import LedgerBook, LedgerSheet, UnreadableBookError, open_book
from huifang.editing.ledger.cells import CellWords
from huifang.editing.ledger.heads import LedgerHead, head_of
from huifang.editing.ledger.importer import Importer
from huifang.editing.ledger.mapping import LedgerMapping, MappingError, read_mapping
from huifang.editing.ledger.mapping_text import mapping_text
from huifang.editing.ledger.put import NAMES, put
from huifang.editing.ledger.rejects import rejects_book
from huifang.editing.ledger.rows import LedgerRow, SheetRows, ledger_rows
from huifang.editing.new import RefusedError, Workspace
from huifang.git_access import GitTroubleError, NoGitError, find
from huifang.register import FolderTree
from huifang.services.exits import ExitCode, Stop
from huifang.services.leftovers import sweep_before_writing
from huifang.services.registers import OpenRegister, as_of
from huifang.services.targets import refuse_within
from huifang.services.workspaces import codes_of_histories
from huifang.texts import Text, Words, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.editing.ledger.outcome import Outcome

OWN_SHEETS = ("说明", "词表")  # of workbooks that we made: they hold no rows


@dataclass(frozen=True)
class Asked:
    """How a ledger is to be imported."""

    file: Path
    mapping: Path | None
    write: bool
    update: bool
    without_names: bool
    as_of: str | None = None


@dataclass(frozen=True)
class ReadLedger:
    """What a ledger holds, and what its import would do."""

    asked: Asked
    book: LedgerBook
    mapping: LedgerMapping
    sheets: tuple[SheetRows, ...]
    skipped: tuple[LedgerSheet, ...]  # without a head, or hidden
    outcome: Outcome
    register_names: frozenset[str] = frozenset()
    refused: Text | None = None  # why nothing can be written

    @property
    def rows(self) -> tuple[LedgerRow, ...]:
        """Every row that was read."""
        return tuple(row for sheet in self.sheets for row in sheet.rows)

    @property
    def names(self) -> frozenset[str]:
        """Every name that no message may hold."""
        return frozenset({*self.register_names, *(row.name for row in self.rows if row.name)})


def imported(opened: OpenRegister, asked: Asked, spoken: Words) -> ReadLedger:
    """The ledger read, and its import worked out; Stop where that cannot be."""
    if len(opened.folders) > 1:
        raise Stop(ExitCode.USAGE, say("import into one register at a time"))
    book = _book(asked.file)
    mapping = _mapping(opened, asked)
    heads = {sheet.title: head for sheet in book.sheets if not sheet.hidden and sheet.title not in OWN_SHEETS
             and (head := head_of(sheet, mapping.sheets.get(sheet.title))) is not None}  # fmt: skip
    if not heads:
        raise Stop(ExitCode.USAGE, say(
            "no sheet of {file} has a row of headings that is understood: at least three known ones, among them code, "
            "name or unit; see the handbook for the headings, or start from `huifang export --template`",
            file=asked.file.name))  # fmt: skip
    words = CellWords(opened.policy, opened.register.organizations, book.mac, mapping.units)
    sheets = tuple(ledger_rows(sheet, heads[sheet.title], words) for sheet in book.sheets if sheet.title in heads)
    skipped = tuple(each for each in book.sheets if each.title not in heads and each.title not in OWN_SHEETS)
    refused = _refusal(opened, asked, heads, sheets)
    if asked.write and refused is not None:
        raise Stop(ExitCode.USAGE, refused)
    day = as_of(asked.as_of, opened.register.settings)
    trees = tuple(FolderTree(folder, tree.name) for folder, tree in zip(opened.folders, opened.trees, strict=True))
    desk = Workspace(trees, opened.policy, day, spoken, lambda: codes_of_histories(opened.folders))
    importer = Importer(desk, opened.register, names=not asked.without_names, update=asked.update)
    try:
        outcome = importer.run([row for sheet in sheets for row in sheet.rows])
    except RefusedError as problem:
        raise Stop(ExitCode.UNREADABLE, problem.message, problem.findings) from problem
    return ReadLedger(
        asked, book, mapping, sheets, skipped, outcome, frozenset(opened.register.names.values()), refused
    )


def _book(file: Path) -> LedgerBook:
    try:
        return open_book(file)
    except UnreadableBookError as problem:
        raise Stop(ExitCode.UNREADABLE, problem.message) from problem


def _mapping(opened: OpenRegister, asked: Asked) -> LedgerMapping:
    if asked.mapping is None or not asked.mapping.exists():
        return LedgerMapping()
    try:
        return read_mapping(asked.mapping.read_text(encoding="utf-8-sig"), opened.register.organizations)
    except UnicodeDecodeError as problem:
        raise Stop(ExitCode.USAGE, say("{path} is not UTF-8", path=str(asked.mapping))) from problem
    except MappingError as problem:
        message = say("{path}: {problem}", path=str(asked.mapping), problem=problem.message)
        raise Stop(ExitCode.USAGE, message) from problem


def _refusal(
    opened: OpenRegister, asked: Asked, heads: dict[str, LedgerHead], sheets: tuple[SheetRows, ...]
) -> Text | None:
    """Why an import cannot be written: headings that nobody understands, names without a place."""
    open_ones = tuple(f"{title}!{each.letter}{head.last}" for title, head in heads.items() for each in head.undecided)
    if open_ones:
        return say("nobody has said what these columns are: {cells}; make a mapping file with --mapping FILE.yml, "
                   "write a key or `ignore` for each, and give it again", cells=open_ones)  # fmt: skip
    if asked.without_names or not any(row.name for sheet in sheets for row in sheet.rows):
        return None
    root = opened.folders[0]
    if not (root / NAMES).is_dir():
        return say("the ledger holds names, and names go to identities/ alone, which is not here; clone it into "
                   "{folder}, or take no names with --without-names", folder=str(root / NAMES))  # fmt: skip
    if not opened.register.sample and _would_be_tracked(root):
        return say("identities/ is no clone of its own here, and the common repository would take it in; make it one, "
                   "and ignore the folder, or take no names with --without-names")  # fmt: skip
    return None


def _would_be_tracked(root: Path) -> bool:
    """Whether Git would take files of names into the common repository."""
    if os.path.lexists(root / NAMES / ".git"):
        return False
    try:
        place = find(root)
        return bool(place.tracked(NAMES)) or not place.ignores(f"{NAMES}/names.yml")
    except NoGitError:
        return False
    except GitTroubleError:
        return True


def refuse_in_repository(path: Path) -> None:
    """Stop(USAGE) where a file with names would lie in a Git repository."""
    for folder in Path(os.path.realpath(path.parent)).joinpath("x").parents:
        if os.path.lexists(folder / ".git"):
            message = say("{path} lies in a Git repository, and the file holds names; name a place outside it",
                          path=str(path))  # fmt: skip
            raise Stop(ExitCode.USAGE, message)


def files_beside(found: ReadLedger, rejects: Path | None, typed: Sequence[Path], words: Words) -> Iterator[Text]:
    """Write what an import leaves outside the register, and say where: its mapping file, if absent; rejected rows."""
    mapping = found.asked.mapping
    if mapping is not None and not mapping.exists():
        refuse_within(mapping, typed)
        heads = {each.sheet.title: each.head for each in found.sheets}
        content = mapping_text(heads, found.mapping, found.names).encode()
        write_document(mapping, content, content)
        yield say("the headings as they were understood are in {path}; look through it and keep it", path=str(mapping))
    if rejects is not None and found.outcome.rejected:
        book = rejects_book(found.sheets, found.outcome.rejected, words)
        write_document(rejects, book, book)
        yield say("the rejected rows are in {path}, which holds names as the ledger does; keep it out of Git",
                  path=str(rejects))  # fmt: skip


def written(opened: OpenRegister, found: ReadLedger) -> list[str]:
    """Write it, all files or none; their paths inside the register."""
    root = opened.folders[0]
    sweep_before_writing(root)
    if not found.outcome.writes:
        return []
    try:
        return put(root, found.outcome)
    except FileExistsError as problem:
        message = say("somebody else made {path} meanwhile; nothing was written, run it again",
                      path=str(problem.filename))  # fmt: skip
        raise Stop(ExitCode.UNREADABLE, message) from problem
    except NotWrittenError as problem:
        raise Stop(ExitCode.UNREADABLE, problem.message) from problem
