"""The field changes of registers: those of a person, of a file or of a folder, as one table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.git_access import dirty
from huifang.history import ChangeFilter, FieldChange, history_row
from huifang.history.audit.reused_codes import given_again
from huifang.lists import Revision, Table
from huifang.past.rows import HistoryRow, history_table
from huifang.register.load import settings_of
from huifang.register.scalars import CODE
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import day_typed, policy_of
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.services.repositories import RegisterHistory

SHORT = 12  # characters of a commit


def changes_table(pasts: tuple[RegisterHistory, ...], what: str | None, asked: ChangeFilter) -> Table:
    """Every change that was asked for, newest first; Stop(USAGE) where `what` never was in a register."""
    changes = [(past, each) for past in pasts for each in asked.chosen(_about(past, what))]
    if what is not None and not changes and not any(_exists(past, what) for past in pasts):
        raise Stop(ExitCode.USAGE, say("{value} is no code, file or folder of the register, now or ever", value=what))
    changes.sort(key=lambda found: -found[1].commit.seconds)  # by the time that is shown and asked for
    table = _table(pasts, tuple(history_row(each, past.tree.name, past.history) for past, each in changes))
    if what is not None and CODE.fullmatch(what):
        table = replace(table, heading=replace(table.heading, notice=(*_second(pasts, what), *table.heading.notice)))
    return table


def day_if_typed(typed: str | None) -> date | None:
    """The day of an option, where one was typed."""
    return day_typed(typed) if typed else None


def _about(past: RegisterHistory, what: str | None) -> Iterator[FieldChange]:
    """The changes of a person, of a file with the places it lay before, of a folder, or all."""
    if what is None:
        return past.history.changes()
    if CODE.fullmatch(what):
        return past.history.changes(what)
    path = _inside(past, what)
    if path.endswith((".md", ".yml")):
        return past.history.of_file(path)
    found = past.history.changes()
    return (each for each in found if not path or each.path == path or each.path.startswith(f"{path}/"))


def _second(pasts: tuple[RegisterHistory, ...], code: str) -> Iterator[Text]:
    """Where another person begins under the code, if one does."""
    for each in (found for past in pasts for found in given_again(past.history.changes(code))):
        yield say("{code} was given twice: from commit {begins} of {day} on it is another person", code=code,
                  begins=each.change.commit.hash[:SHORT], day=each.change.commit.day)  # fmt: skip


def _inside(past: RegisterHistory, what: str) -> str:
    """A path as typed, below the register's folder; it may be gone by now."""
    folder, name = past.folder.resolve(), past.tree.name
    told = what.removeprefix(f"{name}/")
    if told != what and not (folder / name).exists():  # as rows and findings tell it, wherever one stands
        return told.strip("/")
    for base in (Path.cwd(), folder.parent):
        whole = (base / what).resolve()
        if whole.is_relative_to(folder) and (whole != folder or what.rstrip("/") in (".", name) or whole.exists()):
            return whole.relative_to(folder).as_posix().removeprefix(".")
    return told.strip("/")


def _exists(past: RegisterHistory, what: str) -> bool:
    path = _inside(past, what)
    entries = [entry.path for entry in past.tree.entries()]
    return any(path in (each, "") or what in each.split("/") for each in entries) or any(_about(past, what))


def _table(pasts: tuple[RegisterHistory, ...], rows: tuple[HistoryRow, ...]) -> Table:
    policy = policy_of([past.tree for past in pasts])
    sample = any(settings_of(past.tree).sample for past in pasts)
    revisions = tuple(Revision(past.history.tip, dirty(past.place)) for past in pasts)
    return history_table(rows, revisions, policy, sample=sample)
