"""`huifang due`, `eligible`, `coverage`, `stats`, `health`, `forecast`: one list each, with its reasons."""

from __future__ import annotations

from typing import Annotated

from huifang.command_line.options import Option
from huifang.command_line.verb import LIST, Document, Verb, Work, refuse_bytes_for_the_screen
from huifang.output import CALENDAR_FORMATS, FILE_FORMATS, FORMATS
from huifang.texts import N_

LIST_FORMATS = (*FORMATS, *FILE_FORMATS)
BY_BODY = tuple(name for name in LIST if name != "person")  # rows of bodies: a person means nothing there


def _document(work: Work, name: str, row: type, rows: tuple[object, ...]) -> Document:
    """The list as text, or as the bytes of a file."""
    from huifang.services.registers import refuse_unsure

    refuse_unsure(work.lists.register)
    table = work.lists.table(name, row, rows, names=work.names)
    if work.format in FORMATS:
        return Document(FORMATS[work.format](table, work.words))
    refuse_bytes_for_the_screen(work)
    return Document(content={**FILE_FORMATS, **CALENDAR_FORMATS}[work.format](table, work.words))


def due(
    work: Work,
    within: Annotated[int | None, Option(min=0, help=N_("also what falls due in the next DAYS"))] = None,
) -> Document:
    """What has to be done, who owes it, and by which rule."""
    from huifang.lists import DueRow

    rows = work.lists.calendar(within) if work.format in CALENDAR_FORMATS else work.lists.due(within)
    return _document(work, "due", DueRow, rows)


def eligible(
    work: Work,
    within: Annotated[int | None, Option(min=0, help=N_("only who becomes free in the next DAYS"))] = None,
) -> Document:
    """Whose impact period runs until when, and who is back in the normal scope."""
    from huifang.lists import EligibleRow, ends_within

    rows = work.lists.eligible
    if within is not None:
        rows = tuple(row for row in rows if ends_within(row, within))
    return _document(work, "eligible", EligibleRow, rows)


def list_coverage(work: Work) -> Document:
    """How many people each body must visit this year, has visited, and can still visit."""
    from huifang.lists import CoverageRow

    return _document(work, "coverage", CoverageRow, work.lists.coverage)


def stats(work: Work) -> Document:
    """The year's figures."""
    from huifang.lists import StatRow

    return _document(work, "stats", StatRow, work.lists.stats)


def health(work: Work) -> Document:
    """What is missing in the records, what that blocks, and what to paste where."""
    from huifang.lists import HealthRow
    from huifang.lists.health import with_editors
    from huifang.services.editors import last_editors

    rows = work.lists.health
    return _document(
        work, "health", HealthRow, with_editors(rows, last_editors(work.lists, work.wanted) if rows else {})
    )


def list_forecast(
    work: Work,
    months: Annotated[int, Option(min=1, max=60, help=N_("how many months from this one on"))] = 12,
) -> Document:
    """What falls due and who becomes free in the coming months, and what coverage still needs."""
    from huifang.lists import ForecastRow

    rows = work.lists.forecast(months)
    return _document(work, "forecast", ForecastRow, rows)


VERBS = (
    Verb("due", due, LIST,
         (*LIST_FORMATS, *CALENDAR_FORMATS)),
    Verb("eligible", eligible, LIST, LIST_FORMATS),
    Verb("coverage", list_coverage, BY_BODY,
         LIST_FORMATS),
    Verb("stats", stats, LIST, LIST_FORMATS),
    Verb("health", health, LIST,
         LIST_FORMATS),
    Verb("forecast", list_forecast, BY_BODY, LIST_FORMATS),
)  # fmt: skip
