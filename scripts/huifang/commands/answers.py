"""`huifang audit answer`: what somebody says to a finding, written where the audit finds it; it stays visible."""

from __future__ import annotations

from typing import Annotated

from huifang.commands.audit import audited
from huifang.commands.options import Argument, Option
from huifang.commands.verb import Document, Verb, Work
from huifang.editing import only_writer, sweep_register
from huifang.history.audit.file_shapes import ANSWERS
from huifang.services.answering import add_answers, answer_entry, findings_meant
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, say


def record_answer(
    work: Work,
    check: Annotated[str, Argument(help=N_("the check, for example recorded-late"))],
    path: Annotated[str | None, Argument(help=N_("the file of the finding, or a folder of files"))] = None,
    by: Annotated[str, Option(help=N_("who answers"))] = "",
    reason: Annotated[str, Option(help=N_("why it came to that"))] = "",
    field: Annotated[str | None, Option(help=N_("only on this field, as `huifang audit` names it"))] = None,
    commit: Annotated[str | None, Option(help=N_("only of this commit"))] = None,
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
    wanted = findings_meant(mine, check, path, field, commit)
    if len(wanted) > 1 and not every:
        message = say("{n} findings fit; name PATH, --field or --commit, or answer them together with --all",
                      n=len(wanted))  # fmt: skip
        raise Stop(ExitCode.USAGE, message)
    newest = max((mine.day(mine.history.commits[mine.history.numbers[row.commit]]) for row in wanted if row.commit),
                 default=None)  # fmt: skip
    if newest is not None and work.lists.day < newest:
        message = say("a commit of {newest} cannot be answered on {day}", newest=newest, day=work.lists.day)
        raise Stop(ExitCode.USAGE, message)
    entries = [answer_entry(row, by, reason, work.lists.day) for row in wanted]
    with only_writer(past.folder):
        add_answers(past.folder, mine, entries)
    told = say("{n} findings answered in {path}; commit it", n=len(wanted), path=f"{mine.root}/{ANSWERS}")
    return Document(f"{work.words(told)}\n")


VERBS = (
    Verb("audit answer", N_("Answer a finding; it stays visible as answered."), record_answer,
         takes=("records", "as_of", "lang")),
)  # fmt: skip
