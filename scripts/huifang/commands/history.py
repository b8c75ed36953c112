"""`huifang history`: who changed which field from what to what, when, in which commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

from huifang.commands.options import Argument, Option
from huifang.commands.verb import Document, Verb, Work
from huifang.history import ChangeFilter, FieldChange, dirty, history_row
from huifang.history.audit.reused_codes import given_again
from huifang.lists import Revision, Table
from huifang.output import csv_text
from huifang.output.historytext import history_json, history_text
from huifang.past.rows import HistoryRow, history_table
from huifang.register.load import settings_of
from huifang.register.models import RegisterFile
from huifang.register.scalars import CODE
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import as_of, policy_of
from huifang.services.repositories import RegisterHistory, histories_of
from huifang.texts import N_, Text, say

SHORT = 12  # characters of a commit


def history(
    work: Work,
    what: Annotated[str | None, Argument(help=N_("a person's code, or a file or folder of the register"))] = None,
    since: Annotated[str | None, Option("--since", help=N_("only from this day on, YYYY-MM-DD"))] = None,
    until: Annotated[str | None, Option("--until", help=N_("only up to this day, YYYY-MM-DD"))] = None,
    author: Annotated[str, Option("--author", help=N_("only by authors with this in name or e-mail"))] = "",
    field: Annotated[str, Option("--field", help=N_("only this field, for example lifted_on"))] = "",
) -> Document:
    """Every field change, newest first."""
    asked = ChangeFilter(_day(since), _day(until), author, field, names=work.names)
    pasts = histories_of(work.wanted)
    changes = [(past, each) for past in pasts for each in asked.chosen(_about(past, what))]
    if what is not None and not changes and not any(_exists(past, what) for past in pasts):
        raise Stop(ExitCode.USAGE, say("{value} is no code, file or folder of the register, now or ever", value=what))
    changes.sort(key=lambda found: -found[1].commit.seconds)  # by the time that is shown and asked for
    table = _table(pasts, tuple(history_row(each, past.tree.name, past.history) for past, each in changes))
    if what is not None and CODE.fullmatch(what):
        table = replace(table, heading=replace(table.heading, notice=(*_second(pasts, what), *table.heading.notice)))
    if work.format == "json":
        return Document(history_json(table, work.words))
    if work.format == "csv":
        return Document(csv_text(table, work.words))
    requests = {
        past.history.commits[number].hash: name for past in pasts for number, name in past.history.requests.items()
    }
    return Document(history_text(table, work.words, requests))


def _day(typed: str | None) -> date | None:
    return as_of(typed, RegisterFile()) if typed else None


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
    for base in (Path.cwd(), folder.parent):
        whole = (base / what).resolve()
        if whole.is_relative_to(folder) and (whole != folder or what.rstrip("/") in (".", name) or whole.exists()):
            return whole.relative_to(folder).as_posix().removeprefix(".")
    return what.removeprefix(f"{name}/").strip("/")


def _exists(past: RegisterHistory, what: str) -> bool:
    path = _inside(past, what)
    entries = [entry.path for entry in past.tree.entries()]
    return any(path in (each, "") or what in each.split("/") for each in entries) or any(_about(past, what))


def _table(pasts: tuple[RegisterHistory, ...], rows: tuple[HistoryRow, ...]) -> Table:
    policy = policy_of([past.tree for past in pasts])
    sample = any(settings_of(past.tree).sample for past in pasts)
    revisions = tuple(Revision(past.history.tip, dirty(past.place)) for past in pasts)
    return history_table(rows, revisions, policy, sample=sample)


VERBS = (
    Verb(
        "history",
        N_("Who changed which field from what to what, when, in which commit."),
        history,
        takes=("records", "names", "format", "output", "lang"),
        formats=("table", "json", "csv"),
    ),
)
