"""What a leader is told of a day, by district: people in the period, duties, papers, coverage; nothing of anybody."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.lists.due import papers_open
from huifang.rules.obligation import Status
from huifang.rules.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.lists.rows import CoverageRow, DueRow, EligibleRow
    from huifang.register.organizations import Organizations


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The figures of one district, or of all, on one day."""

    in_period: int = 0
    overdue: int = 0
    missed: int = 0
    papers: int = 0
    required: int = 0
    visited: int = 0


def day_figures(
    eligible: Iterable[EligibleRow],
    due: Iterable[DueRow],
    coverage: Iterable[CoverageRow],
    organizations: Organizations,
) -> Mapping[str | None, DayFigures]:
    """District -> its figures; under None what nobody knows the district of."""
    found: dict[str | None, Counter[str]] = defaultdict(Counter)
    for person in eligible:
        found[person.district]["in_period"] += person.state == State.IN_PERIOD
    for duty in due:
        mine = found[duty.district]
        mine["overdue"] += duty.status == Status.OVERDUE
        mine["missed"] += duty.status == Status.MISSED
        mine["papers"] += papers_open(duty)
    for body in coverage:
        mine = found[organizations.district_of(body.body)]
        mine["required"] += body.required
        mine["visited"] += body.visited
    return {district: DayFigures(**counts) for district, counts in found.items()}


def together(figures: Iterable[DayFigures]) -> DayFigures:
    """The sums."""
    every = list(figures)
    return DayFigures(**{name: sum(getattr(each, name) for each in every) for name in DayFigures.__slots__})
