"""What each figure of the statistics counts, a row each: the events behind a number, and where they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping  # noqa: TC003 - a dataclass keeps its annotations
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - as above
from typing import TYPE_CHECKING

from huifang.rules.figures import FIGURES, months_before, year_of
from huifang.rules.statistics import OVERLAPPING, PARTITIONS, last_of_each

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from huifang.rules.figures import CountedEvent
    from huifang.rules.obligation import Obligation
    from huifang.rules.programme import Programme

WITHOUT_ROWS = ("issues", "issues_settled")
"""Figures whose events no list shows: what people reported is restricted, whoever it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRow:
    """One thing that a figure counts; `keys`: partition -> where it counts.

    `last`: the last of its person in the year (of its part, where people do not add up): people are counted by it.
    """

    person: str
    day: date
    value: int | None
    period: str | None
    body: str | None
    methods: tuple[str, ...]
    keys: Mapping[str, str]
    last: bool
    this_year: bool


def counted_rows(
    programme: Programme, obligations: Iterable[Obligation], figure: str, months: int
) -> tuple[CountedRow, ...]:
    """What a figure counts in the year of the as-of date, and in those of the last `months` months before it."""
    if figure in WITHOUT_ROWS:
        return ()
    duties = tuple(obligations)
    mine = list(FIGURES[figure](year_of(programme, duties)))
    before = FIGURES[figure](months_before(programme, duties, months)) if figure in OF_A_DAY else ()
    last = set(map(id, last_of_each(mine)))
    rows = [_row(event, _keys(event), last=id(event) in last) for event in mine]
    rows += [_row(event, _keys(event), last=False, this_year=False) for event in before]
    return tuple(sorted(rows, key=_in_order))


def counted_parts(
    programme: Programme, obligations: Iterable[Obligation], figure: str, by: str
) -> tuple[CountedRow, ...]:
    """The same over a partition that people do not add up over: a row for each part that an event counts in."""
    found: dict[str, list[CountedEvent]] = defaultdict(list)
    for event in FIGURES[figure](year_of(programme, obligations)):
        for key in dict.fromkeys(OVERLAPPING[by](event)):
            found[key].append(event)
    rows = [row for key, events in found.items() for row in _part(events, by, key)]
    return tuple(sorted(rows, key=_in_order))


OF_A_DAY = (
    "visited",
    "visited_all_bodies",
    "talks_owed",
    "talks_kept",
    "talks_missed",
    "filed",
    "unreachable",
    "refused",
)
"""Figures of which each month has its own: they happen on a day, and are no state and no average."""


def _part(events: Sequence[CountedEvent], by: str, key: str) -> list[CountedRow]:
    last = set(map(id, last_of_each(events)))
    return [_row(event, {**_keys(event), by: key}, last=id(event) in last) for event in events]


def _keys(event: CountedEvent) -> Mapping[str, str]:
    return {by: key_of(event) for by, key_of in PARTITIONS.items()}


def _row(event: CountedEvent, keys: Mapping[str, str], *, last: bool, this_year: bool = True) -> CountedRow:
    visit = event.visit
    return CountedRow(
        person=event.one.code,
        day=event.day,
        value=event.value,
        period=event.period,
        body=visit.body if visit else None,
        methods=tuple(map(str, visit.methods)) if visit else (),
        keys=keys,
        last=last,
        this_year=this_year,
    )


def _in_order(row: CountedRow) -> tuple[int, str, tuple[str, ...]]:
    """The newest first."""
    return -row.day.toordinal(), row.person, tuple(row.keys.values())
