"""The statistics of a year: people (人数), visits (人次) and other counts, in all and by partition (rules part 5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.rules.figures import FIGURES, CountedEvent, year_of
from huifang.rules.key_groups import is_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from huifang.policy import Policy
    from huifang.rules.obligation import Obligation
    from huifang.rules.programme import Programme

ALL = "all"
VISITS = ("visited", "visited_all_bodies", "filed", "unreachable", "refused")
"""Figures that count visits or attempts (人次) beside people."""
COUNTS = ("talks_owed", "talks_kept", "talks_missed", "issues", "issues_settled")
"""Figures whose `value` is a count; it adds as people do."""
AVERAGES = ("first_visit_days",)
"""Figures whose `value` is an average over the people of the row, in whole days; it does not add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureValue:
    """One figure, in all or for one value of a partition; None where the figure has no such count."""

    figure: str
    by: str
    key: str
    people: int
    visits: int | None
    value: int | None


def statistics(programme: Programme, obligations: Iterable[Obligation]) -> tuple[FigureValue, ...]:
    """Every figure for the year of the as-of date: the total first, then partition by partition."""
    year = year_of(programme, obligations)
    rows: list[FigureValue] = []
    for figure, found in FIGURES.items():
        events = list(found(year))
        last = last_of_each(events)
        rows.append(_row(figure, ALL, ALL, events, len(last)))
        for by in PARTITIONS:
            rows.extend(_partition(figure, by, events, last, programme.policy))
        if figure in VISITS:
            for by, keys_of in OVERLAPPING.items():
                rows.extend(_overlapping(figure, by, keys_of, events, programme.policy))
    return tuple(rows)


def least_shown(programme: Programme) -> int:
    """Counts of sanctions below this are not shown for a unit; hiding them is the presentation's."""
    return programme.policy.on(programme.day).small_cells.least


def adds(by: str) -> bool:
    """Whether the people of the rows of a partition add up to the total; if not, one person may stand in several."""
    return by in PARTITIONS


def _rank(event: CountedEvent) -> str:
    return event.rank or event.one.person.rank_on(event.day)


def _district(event: CountedEvent) -> str:
    unit = event.one.person.unit_on(event.day)
    return event.one.case.known.organizations.district_of(unit) or event.one.person.folder


def _supervised_by(event: CountedEvent) -> str:
    return event.one.person.supervised_by_on(event.day)


def _key(event: CountedEvent) -> str:
    return "true" if is_key(event.one.case, event.day) else "false"


def _heaviest(event: CountedEvent) -> str:
    """The heaviest measure decided by the day; of equals the one that comes first in the policy."""
    measures = event.one.person.measures
    decided = [each for each in measures if each.decided_on is not None and each.decided_on.last <= event.day]
    types = event.one.policy.types
    order = list(types)
    return max(
        (str(each.type) for each in decided or measures),
        key=lambda name: (types[name].heaviness, -order.index(name)),
        default="",  # a record that cannot be read has none
    )


def _management(event: CountedEvent) -> str:
    return str(event.one.person.management)


PARTITIONS: Mapping[str, Callable[[CountedEvent], str]] = {
    "rank": _rank,
    "district": _district,
    "supervised_by": _supervised_by,
    "key": _key,
    "measure": _heaviest,
    "management": _management,
}
"""People add up over these, because each person is counted once: as on the day of the last event."""


def _body(event: CountedEvent) -> Sequence[str]:
    return (event.visit.body,) if event.visit else ()


def _situation(event: CountedEvent) -> Sequence[str]:
    return tuple(map(str, event.visit.situation)) if event.visit else ()


def _method(event: CountedEvent) -> Sequence[str]:
    return tuple(map(str, event.visit.methods)) if event.visit else ()


OVERLAPPING: Mapping[str, Callable[[CountedEvent], Sequence[str]]] = {
    "body": _body,
    "situation": _situation,
    "method": _method,
}
"""一人可计入多项,人数不可相加: people do not add up over these."""


def _partition(
    figure: str, by: str, events: Sequence[CountedEvent], last: Sequence[CountedEvent], policy: Policy
) -> Iterator[FigureValue]:
    """Visits and counts by the day of each, people once: where their last event is."""
    key_of = PARTITIONS[by]
    groups: dict[str, list[CountedEvent]] = defaultdict(list)
    for event in events:
        groups[key_of(event)].append(event)
    people = Counter(key_of(event) for event in last)
    for key in _in_order(groups, by, policy):
        yield _row(figure, by, key, groups[key], people[key])


def _overlapping(
    figure: str,
    by: str,
    keys_of: Callable[[CountedEvent], Sequence[str]],
    events: Sequence[CountedEvent],
    policy: Policy,
) -> Iterator[FigureValue]:
    groups: dict[str, list[CountedEvent]] = defaultdict(list)
    for event in events:
        for key in dict.fromkeys(keys_of(event)):
            groups[key].append(event)
    for key in _in_order(groups, by, policy):
        yield _row(figure, by, key, groups[key], len(last_of_each(groups[key])))


def _row(figure: str, by: str, key: str, events: Sequence[CountedEvent], people: int) -> FigureValue:
    return FigureValue(
        figure=figure,
        by=by,
        key=key,
        people=people,
        visits=len(events) if figure in VISITS else None,
        value=_value(figure, [event.value or 0 for event in events]),
    )


def _value(figure: str, values: Sequence[int]) -> int | None:
    """A sum; of an average the mean, rounded half up, None without anybody."""
    if figure in COUNTS:
        return sum(values)
    if figure in AVERAGES and values:
        return (2 * sum(values) + len(values)) // (2 * len(values))
    return None


def last_of_each(events: Iterable[CountedEvent]) -> list[CountedEvent]:
    """The last event of each person."""
    last: dict[str, CountedEvent] = {}
    for event in events:
        before = last.get(event.one.code)
        if before is None or event.day >= before.day:
            last[event.one.code] = event
    return list(last.values())


def _in_order(groups: Mapping[str, object], by: str, policy: Policy) -> list[str]:
    """As the vocabulary lists the values; other keys by their name."""
    words = list(policy.labels.get("measure_type" if by == "measure" else by, ()))
    return sorted(groups, key=lambda key: (words.index(key) if key in words else len(words), key))
