"""`huifang show CODE`: everything about one person."""

from __future__ import annotations

from typing import Annotated

from huifang.command_line.options import Argument
from huifang.command_line.verb import Document, Verb, Work
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, say


def show(work: Work, code: Annotated[str, Argument(help=N_("the person's code, for example JA-0007"))]) -> Document:
    """Periods with their articles, duties, visits, why free or not; as JSON, or as tables."""
    from huifang.output.persontext import person_json, person_text

    lists = work.lists
    if code not in lists.register.people:
        raise Stop(ExitCode.USAGE, say("there is no person {value}", value=code))
    if work.format == "json":
        return Document(person_json(lists, code, work.words, lists.register.names if work.names else {}))
    return Document(person_text(lists, code, work.words, named=work.names))


VERBS = (
    Verb("show", show,
         ("records", "as_of", "at", "names", "format", "output", "lang"), ("table", "json")),
)  # fmt: skip
