"""Answers to findings of the audit: which finding is meant, and the file to which the answer is added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.editing import only_writer, write_record
from huifang.editing.append import appended
from huifang.history.audit import CHECKS, audit_rows, read_answers
from huifang.history.audit.answer_sides import DRAFT
from huifang.history.audit.file_shapes import ANSWERS
from huifang.register import FolderTree
from huifang.services.exits import ExitCode, Stop
from huifang.services.leftovers import sweep_before_writing
from huifang.texts import say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from huifang.editing.writing import Raw
    from huifang.history.audit import Audited
    from huifang.lists import AuditRow
    from huifang.services.repositories import RegisterHistory

NEW_FILE = "format: 1\n"
SHORT = 12  # characters of a commit that name it


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """What is said, by whom, to which findings: of a check, and as far as they are named, of a file, field, commit."""

    by: str
    reason: str
    check: str
    path: str | None
    field: str | None
    commit: str | None
    every: bool  # all that fit, not one alone


def answer_findings(past: RegisterHistory, mine: Audited, said: AnswerRequest, day: date) -> int:
    """Write the answer to each finding that is meant, and say how many there are; Stop where it cannot be given."""
    if not said.by.strip() or not said.reason.strip():
        raise Stop(ExitCode.USAGE, say("say who answers with --by, and why it came to that with --reason"))
    sweep_before_writing(past.folder)
    if past.place.bare:
        raise Stop(ExitCode.UNREADABLE, say("a bare repository has no work tree; answer in a clone"))
    wanted = _findings_meant(mine, said)
    if len(wanted) > 1 and not said.every:
        message = say("{n} findings fit; name PATH, --field or --commit, or answer them together with --all",
                      n=len(wanted))  # fmt: skip
        raise Stop(ExitCode.USAGE, message)
    numbers = (mine.history.numbers[row.commit] for row in wanted if row.commit)
    newest = max((mine.day(mine.history.commits[number]) for number in numbers), default=None)
    if newest is not None and day < newest:
        raise Stop(ExitCode.USAGE, say("a commit of {newest} cannot be answered on {day}", newest=newest, day=day))
    with only_writer(past.folder):
        _add_answers(past.folder, mine, [_entry(row, said, day) for row in wanted])
    return len(wanted)


def _findings_meant(mine: Audited, said: AnswerRequest) -> tuple[AuditRow, ...]:
    """The findings without an answer that are meant, each once; Stop(USAGE) where there is none."""
    check, path, field, commit = said.check, said.path, said.field, said.commit
    known = tuple(each.id for each in CHECKS)
    if check not in known:
        raise Stop(ExitCode.USAGE, say("the audit has no check {value}; there are: {known}", value=check, known=known))
    inside = (path or "").removeprefix(f"{mine.root}/").strip("/")
    found = {
        (row.path, row.field, row.commit): row
        for row in audit_rows(mine)
        if row.check == check
        and row.is_open
        and (row.answered or {}).get("refused") != DRAFT
        and (path is None or row.path == path or f"{row.path}/".startswith(f"{mine.root}/{inside}/"))
        and (field is None or row.field == field)
        and (commit is None or (row.commit or "").startswith(commit))
    }
    if not found:
        raise Stop(ExitCode.USAGE, say("no finding without an answer fits; `huifang audit` lists them"))
    return tuple(found.values())


def _entry(row: AuditRow, said: AnswerRequest, day: date) -> dict[str, Raw]:
    """The answer to one finding, as the file holds it."""
    named: dict[str, Raw] = {"check": row.check, "path": row.path}
    named |= {"field": row.field} if row.field else {}
    named |= {"commit": row.commit[:SHORT]} if row.commit else {}
    return {"finding": named, "by": said.by.strip(), "reason": said.reason.strip(), "on": day}


def _add_answers(folder: Path, mine: Audited, entries: list[dict[str, Raw]]) -> None:
    """The file with the new answers; Stop(UNREADABLE) where it is not of the shape that can be added to."""
    try:
        raw = FolderTree(folder).read(ANSWERS)
    except FileNotFoundError:
        raw = None
    try:
        text = NEW_FILE if raw is None else raw.decode()
    except UnicodeDecodeError as problem:
        message = say("{path} is not UTF-8; save it as UTF-8 first", path=f"{mine.root}/{ANSWERS}")
        raise Stop(ExitCode.UNREADABLE, message) from problem
    before = read_answers(mine, text.encode())
    try:
        made = appended(text, "answers", entries).encode()
    except ValueError:
        made = b""
    after = read_answers(mine, made)
    if before is None or after is None or len(after) != len(before) + len(entries) or after[: len(before)] != before:
        message = say("{path} cannot be added to: write `answers:` and a line `- finding: …` for each below it",
                      path=f"{mine.root}/{ANSWERS}")  # fmt: skip
        raise Stop(ExitCode.UNREADABLE, message)
    write_record(folder, ANSWERS, made, before=raw, new=raw is None)
