"""The visits and talks of one person, oldest first, with how each counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a writer reads the annotations
from typing import TYPE_CHECKING

from huifang.lists.table import column
from huifang.rules.visits import qualified
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Known
    from huifang.register.models import Talk, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One visit or talk."""

    date: date = column(N_("date"), "day")
    kind: str = column(N_("kind"), "word", words="visit_kind")
    body: str | None = column(N_("body"), "organization")
    visitors: tuple[str, ...] = column(N_("visitors or helper"), "codes")
    outcome: str | None = column(N_("outcome"), "word", words="outcome")
    qualified: bool | None = column(N_("closes a duty to visit"), "flag")
    makes_up_for: str | None = column(N_("makes up for"), "code")
    opinion: str | None = column(N_("opinion"), "text")
    record: str = column(N_("record"), "path")


def contact_rows(known: Known, policy: Policy, code: str) -> tuple[ContactRow, ...]:
    """Every visit and talk of a person up to the day."""
    rows = [*_visits(known, policy, known.visits.get(code, ())), *_talks(known.talks.get(code, ()))]
    return tuple(sorted(rows, key=lambda row: (row.date, row.record)))


def _visits(known: Known, policy: Policy, visits: tuple[Visit, ...]) -> Iterator[ContactRow]:
    for visit in visits:
        yield ContactRow(
            date=visit.date,
            kind=visit.kind,
            body=visit.body,
            visitors=tuple(visitor.name for visitor in visit.visitors),
            outcome=str(visit.outcome),
            qualified=qualified(known, visit, policy),
            makes_up_for=None,
            opinion=visit.opinion,
            record=visit.path,
        )


def _talks(talks: tuple[Talk, ...]) -> Iterator[ContactRow]:
    for talk in talks:
        yield ContactRow(
            date=talk.date,
            kind=talk.kind,
            body=None,
            visitors=(talk.helper,) if talk.helper else (),
            outcome=None,
            qualified=None,
            makes_up_for=str(talk.makes_up_for) if talk.makes_up_for else None,
            opinion=None,
            record=talk.path,
        )
