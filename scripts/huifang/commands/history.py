"""`huifang history`: who changed which field from what to what, when, in which commit."""

from __future__ import annotations

from typing import Annotated

from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import Document, Verb, Work
from huifang.texts import N_


def history(
    work: Work,
    what: Annotated[str | None, Argument(help=N_("a person's code, or a file or folder of the register"))] = None,
    since: Annotated[str | None, Option(help=N_("only from this day on, YYYY-MM-DD"))] = None,
    until: Annotated[str | None, Option(help=N_("only up to this day, YYYY-MM-DD"))] = None,
    author: Annotated[str, Option(help=N_("only by authors with this in name or e-mail"))] = "",
    field: Annotated[str, Option(help=N_("only this field, for example lifted_on"))] = "",
) -> Document:
    """Every field change, newest first."""
    from huifang.history import ChangeFilter
    from huifang.output.csvtext import csv_text
    from huifang.output.historytext import history_json, history_text
    from huifang.services.field_history import changes_table, day_if_typed
    from huifang.services.repositories import histories_of

    asked = ChangeFilter(day_if_typed(since), day_if_typed(until), author, field, names=work.names)
    pasts = histories_of(work.wanted)
    table = changes_table(pasts, what, asked)
    if work.format == "json":
        return Document(history_json(table, work.words))
    if work.format == "csv":
        return Document(csv_text(table, work.words))
    requests = {
        past.history.commits[number].hash: name for past in pasts for number, name in past.history.requests.items()
    }
    return Document(history_text(table, work.words, requests))


VERBS = (
    Verb("history", history,
         ("records", "names", "format", "output", "lang"), ("table", "json", "csv")),
)  # fmt: skip
