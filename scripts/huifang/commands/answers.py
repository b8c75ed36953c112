"""`huifang audit answer`: what somebody says to a finding, written where the audit finds it; it stays visible."""

from __future__ import annotations

from typing import Annotated

from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import Document, Verb, Work
from huifang.commands.audit import audited
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
    from huifang.history.audit.file_shapes import ANSWERS
    from huifang.services.answering import AnswerRequest, answer_findings
    from huifang.services.audit_page import only_audited

    past, mine = only_audited(audited(work), say("answer in one register at a time"))
    n = answer_findings(past, mine, AnswerRequest(by, reason, check, path, field, commit, every), work.lists.day)
    told = say("{n} findings answered in {path}; commit it", n=n, path=f"{mine.root}/{ANSWERS}")
    return Document(f"{work.words(told)}\n")


VERBS = (
    Verb("audit answer", record_answer,
         takes=("records", "as_of", "lang")),
)  # fmt: skip
