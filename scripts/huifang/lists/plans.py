"""The yearly visit plans, an entry a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a writer reads the annotations
from typing import TYPE_CHECKING

from huifang.lists.table import column
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.register import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One planned visit."""

    body: str = column(N_("body"), "organization")
    year: int = column(N_("year"), "code")
    approved_on: date | None = column(N_("day of approval"), "day")
    month: int = column(N_("month"), "number")
    person: str = column(N_("code"), "code")
    by: str | None = column(N_("assignee"), "code")
    reason: str | None = column(N_("reason"), "text")


def plan_rows(known: Known) -> Iterator[PlanRow]:
    """Every entry of the plans that were approved by the day, in the order of the files."""
    for plan in known.plans:
        for entry in plan.visits:
            yield PlanRow(
                body=plan.body,
                year=plan.year,
                approved_on=plan.approved_on,
                month=entry.month,
                person=entry.person,
                by=entry.by,
                reason=entry.reason,
            )
