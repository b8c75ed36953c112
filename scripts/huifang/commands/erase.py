"""`huifang erase CODE`: the name is taken from the code, which is recorded; what remains in the history is listed."""

from __future__ import annotations

from typing import Annotated

from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import Document, Verb, Work
from huifang.services.exits import ExitCode
from huifang.texts import N_


def erase(
    work: Work,
    code: Annotated[str, Argument(help=N_("the person's code, for example JA-0007"))],
    by: Annotated[str | None, Option(help=N_("erase, and record who decided it"))] = None,
    reason: Annotated[str | None, Option(help=N_("erase, and record why; without the name"))] = None,
) -> Document:
    """What stands where and what remains, exit code 1 while anything does; --by and --reason remove the identity."""
    from huifang.services.erasing import erase_as_decided, sweep_before_erasing
    from huifang.services.erasure import home_of, standing_or_stop
    from huifang.services.erasure_report import ErasureReport, erasure_json, erasure_text
    from huifang.services.registers import as_of

    decided = by is not None or reason is not None
    if decided:
        sweep_before_erasing(work.wanted.records)
    opened = work.opened
    day = as_of(work.wanted.as_of, opened.register.settings)
    home = home_of(opened, code)
    ground = standing_or_stop(opened, code, day)
    home.recorded  # noqa: B018 - Stop where the file cannot be read
    performed = decided and erase_as_decided(home, day, opened.register.settings, by, reason)
    told = ErasureReport(home, ground, day, work.names, performed, opened.register.sample)
    text = erasure_json(told, opened, work.words) if work.format == "json" else erasure_text(told, work.words)
    return Document(text, ExitCode.FOUND if told.home.left else ExitCode.DONE)


VERBS = (
    Verb("erase", erase,
         ("records", "as_of", "names", "format", "lang"), ("text", "json")),
)  # fmt: skip
