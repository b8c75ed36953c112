"""`huifang units [TEXT]`: the ids and names of bodies and units."""

from __future__ import annotations

from typing import Annotated

from huifang.command_line.options import Argument
from huifang.command_line.verb import Document, Verb, Work
from huifang.output import FORMATS
from huifang.texts import N_


def list_units(
    work: Work,
    text: Annotated[str, Argument(help=N_("a part of an id or name; without it all"))] = "",
) -> Document:
    """The bodies and units that hold a text in their id or name."""
    from huifang.lists.units import UnitRow, unit_rows

    rows = unit_rows(work.lists, text)
    return Document(FORMATS[work.format](work.lists.table("units", UnitRow, rows), work.words))


VERBS = (
    Verb(
        "units",
        list_units,
        takes=("records", "district", "format", "output", "lang"),
        formats=tuple(FORMATS),
    ),
)
