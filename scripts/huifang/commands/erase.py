"""`huifang erase CODE`: the name is taken from the code, which is recorded; what remains in the history is listed."""

from __future__ import annotations

from typing import Annotated

from huifang.commands.options import Argument, Option
from huifang.commands.verb import Document, Verb, Work
from huifang.editing import only_writer
from huifang.services.erasing import decision_said, erase_identity, sweep_before_erasing
from huifang.services.erasure import home_of, standing_or_stop
from huifang.services.erasure_report import ErasureReport, erasure_json, erasure_text
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import as_of, today
from huifang.texts import N_, say


def erase(
    work: Work,
    code: Annotated[str, Argument(help=N_("the person's code, for example JA-0007"))],
    by: Annotated[str | None, Option(help=N_("erase, and record who decided it"))] = None,
    reason: Annotated[str | None, Option(help=N_("erase, and record why; without the name"))] = None,
) -> Document:
    """What stands where and what remains, exit code 1 while anything does; --by and --reason remove the identity."""
    if by is not None or reason is not None:
        sweep_before_erasing(work.wanted.records)
    opened = work.opened
    day = as_of(work.wanted.as_of, opened.register.settings)
    home = home_of(opened, code)
    ground = standing_or_stop(opened, code, day)
    home.recorded  # noqa: B018 - Stop where the file cannot be read
    performed = False
    if by is not None or reason is not None:
        if day > today(opened.register.settings):
            raise Stop(ExitCode.USAGE, say("{day} is still to come; nothing was erased", day=day))
        said = decision_said(home, by, reason)
        if home.bare:
            raise Stop(
                ExitCode.UNREADABLE, say("a bare repository has no work tree to write to; erase in a clone of it")
            )
        with only_writer(home.folder):
            performed = erase_identity(home, code, day, said)
    told = ErasureReport(home, ground, day, work.names, performed, opened.register.sample)
    text = erasure_json(told, opened, work.words) if work.format == "json" else erasure_text(told, work.words)
    return Document(text, ExitCode.FOUND if told.home.left else ExitCode.DONE)


VERBS = (
    Verb(
        "erase",
        N_("Take the name from a code: what may be, what was done, what remains in the history."),
        erase,
        takes=("records", "as_of", "names", "format", "lang"),
        formats=("text", "json"),
    ),
)
