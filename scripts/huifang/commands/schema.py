"""`huifang schema`: the JSON Schemas of the record files."""

from __future__ import annotations

from typing import Annotated

from huifang.command_line.options import Argument
from huifang.command_line.verb import Document, Verb, Work
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, say


def schema(
    work: Work, kind: Annotated[str | None, Argument(help=N_("one kind of record; without it all of them"))] = None
) -> Document:
    """The schemas by kind of record, with the enumerations of this register's vocabulary."""
    from huifang.output.jsontext import dumps
    from huifang.policy import words_of
    from huifang.register.schema import schemas

    found = schemas(words_of(work.opened.policy))
    if kind is None:
        return Document(dumps(found))
    if kind not in found:
        message = say("there is no kind of record {value}; there are: {known}", value=kind, known=", ".join(found))
        raise Stop(ExitCode.USAGE, message)
    return Document(dumps(found[kind]))


VERBS = (Verb("schema", schema, takes=("records", "output", "lang")),)
