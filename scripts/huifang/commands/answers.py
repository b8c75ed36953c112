"""`huifang audit answer`: what somebody says to a finding, written where the audit finds it; it stays visible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from huifang.commands.audit import audited
from huifang.commands.options import Argument, Option
from huifang.commands.verb import Document, Verb, Work
from huifang.editing import only_writer, sweep_register, write_record
from huifang.editing.append import appended
from huifang.history.audit import CHECKS, audit_rows, read_answers
from huifang.history.audit.file_shapes import ANSWERS
from huifang.register import FolderTree
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, say

if TYPE_CHECKING:
    from pathlib import Path

    from huifang.editing.writing import Raw
    from huifang.history.audit import Audited
    from huifang.lists import AuditRow

NEW_FILE = "format: 1\n"
SHORT = 12  # characters of a commit that name it


def record_answer(
    work: Work,
    check: Annotated[str, Argument(help=N_("the check, for example recorded-late"))],
    path: Annotated[str | None, Argument(help=N_("the file of the finding, or a folder of files"))] = None,
    by: Annotated[str, Option("--by", help=N_("who answers"))] = "",
    reason: Annotated[str, Option("--reason", help=N_("why it came to that"))] = "",
    field: Annotated[str | None, Option("--field", help=N_("only on this field, as `huifang audit` names it"))] = None,
    commit: Annotated[str | None, Option("--commit", help=N_("only of this commit"))] = None,
    every: Annotated[bool, Option("--all", help=N_("answer all that fit, not one alone"))] = False,
) -> Document:
    """Write an answer to one finding, or to all that fit."""
    both = audited(work)
    if len(both) > 1:
        raise Stop(ExitCode.USAGE, say("answer in one register at a time"))
    if not by.strip() or not reason.strip():
        raise Stop(ExitCode.USAGE, say("say who answers with --by, and why it came to that with --reason"))
    past, mine = both[0]
    sweep_register(past.folder)
    if past.place.bare:
        raise Stop(ExitCode.UNREADABLE, say("a bare repository has no work tree; answer in a clone"))
    wanted = _fitting(mine, check, path, field, commit)
    if len(wanted) > 1 and not every:
        message = say("{n} findings fit; name PATH, --field or --commit, or answer them together with --all",
                      n=len(wanted))  # fmt: skip
        raise Stop(ExitCode.USAGE, message)
    newest = max((mine.day(mine.history.commits[mine.history.numbers[row.commit]]) for row in wanted if row.commit),
                 default=None)  # fmt: skip
    if newest is not None and work.lists.day < newest:
        message = say("a commit of {newest} cannot be answered on {day}", newest=newest, day=work.lists.day)
        raise Stop(ExitCode.USAGE, message)
    entries = [_entry(row, by, reason, work) for row in wanted]
    with only_writer(past.folder):
        _write(past.folder, mine, entries)
    told = say("{n} findings answered in {path}; commit it", n=len(wanted), path=f"{mine.root}/{ANSWERS}")
    return Document(f"{work.words(told)}\n")


def _fitting(
    mine: Audited, check: str, path: str | None, field: str | None, commit: str | None
) -> tuple[AuditRow, ...]:
    """The findings without an answer that are meant, each once; Stop(USAGE) where there is none."""
    known = tuple(each.id for each in CHECKS)
    if check not in known:
        raise Stop(ExitCode.USAGE, say("the audit has no check {value}; there are: {known}", value=check, known=known))
    inside = None if path is None else path.removeprefix(f"{mine.root}/").strip("/")
    found = {
        (row.path, row.field, row.commit): row
        for row in audit_rows(mine)
        if row.check == check
        and row.answered is None
        and (inside is None or f"{row.path}/".startswith(f"{mine.root}/{inside}/"))
        and (field is None or row.field == field)
        and (commit is None or (row.commit or "").startswith(commit))
    }
    if not found:
        raise Stop(ExitCode.USAGE, say("no finding without an answer fits; `huifang audit` lists them"))
    return tuple(found.values())


def _entry(row: AuditRow, by: str, reason: str, work: Work) -> dict[str, Raw]:
    named: dict[str, Raw] = {"check": row.check, "path": row.path}
    named |= {"field": row.field} if row.field else {}
    named |= {"commit": row.commit[:SHORT]} if row.commit else {}
    return {"finding": named, "by": by.strip(), "reason": reason.strip(), "on": work.lists.day}


def _write(folder: Path, mine: Audited, entries: list[dict[str, Raw]]) -> None:
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


VERBS = (
    Verb("audit answer", N_("Answer a finding; it stays visible as answered."), record_answer,
         takes=("records", "as_of", "lang")),
)  # fmt: skip
