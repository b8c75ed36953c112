"""The figures of the statistics as events: who, when, where; every sum and partition is made from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.register import add_months
from huifang.register.days import days_within
from huifang.rules.talk_grid import TALK, TalkMark, mark
from huifang.rules.visits import of_discipline, was_held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from huifang.register.models import Visit
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.obligation import Obligation
    from huifang.rules.programme import Programme

PROMOTIONS = ("提拔", "进一步使用")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedEvent:
    """One thing that counts: unit, rank, supervising body and key group are those of `day`."""

    one: FollowupCase
    day: date
    value: int | None = None
    visit: Visit | None = None
    rank: str | None = None  # where another than the day's counts
    period: str | None = None  # of a talk: 2026Q3


@dataclass(frozen=True, slots=True)
class Year:
    """The days that figures are about: the year of the as-of date up to it, or the months of a trend."""

    programme: Programme
    talks: tuple[Obligation, ...]
    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        """Whether a day lies in it."""
        return isinstance(day, type(self.first)) and self.first <= day <= self.last

    @property
    def people(self) -> Iterable[FollowupCase]:
        """Everybody with a measure in force."""
        return self.programme.followed.values()


def year_of(programme: Programme, obligations: Iterable[Obligation]) -> Year:
    """The year that the statistics are about, with its talks."""
    day = programme.day
    mine = (each for each in obligations if each.duty == TALK and (each.period or "").startswith(str(day.year)))
    return Year(programme, tuple(mine), day.replace(month=1, day=1), day)


def months_before(programme: Programme, obligations: Iterable[Obligation], months: int) -> Year:
    """The last of `months` months up to the as-of date's that lie in the year before: with the year's own a trend."""
    day = programme.day
    last = day.replace(month=1, day=1) - timedelta(days=1)
    span = Year(programme, (), add_months(day.replace(day=1), 1 - months), last)
    mine = (each for each in obligations if each.duty == TALK and (each.period or "").startswith(str(last.year)))
    return replace(span, talks=tuple(each for each in mine if each.due_on in span))


def in_scope(year: Year) -> Iterator[CountedEvent]:
    """People whose window covers a day of the year so far, or who are in the year's base of coverage."""
    years = year.programme.policy.on(year.first).coverage.years
    base = frozenset(range(year.first.year - years, year.first.year))
    for one in year.people:
        if days_within(one.case.window, year.first, year.last) or not base.isdisjoint(one.sanction_years):
            yield CountedEvent(one=one, day=year.last)


def visited(year: Year) -> Iterator[CountedEvent]:
    """Held visits of discipline bodies."""
    known = year.programme.known
    return (event for event in visited_all_bodies(year) if event.visit and of_discipline(known, event.visit))


def visited_all_bodies(year: Year) -> Iterator[CountedEvent]:
    """Held visits of every body."""
    for one in year.people:
        for visit in one.case.known.visits.get(one.code, ()):
            if was_held(visit) and visit.date in year:
                yield CountedEvent(one=one, day=visit.date, visit=visit)


def talks_owed(year: Year) -> Iterator[CountedEvent]:
    """应: periods of the year that are kept, or whose due day is past."""
    return _talks(year, TalkMark.KEPT, TalkMark.LATE, TalkMark.MISSED)


def talks_kept(year: Year) -> Iterator[CountedEvent]:
    """实: kept, in time or late."""
    return _talks(year, TalkMark.KEPT, TalkMark.LATE)


def talks_missed(year: Year) -> Iterator[CountedEvent]:
    """缺: 应 less 实."""
    return _talks(year, TalkMark.MISSED)


def _talks(year: Year, *marks: TalkMark) -> Iterator[CountedEvent]:
    followed = year.programme.followed
    for each in year.talks:
        if each.person is not None and mark(each, year.programme.day) in marks:
            yield CountedEvent(one=followed[each.person], day=min(each.due_on, year.last), value=1, period=each.period)


def first_visit_days(year: Year) -> Iterator[CountedEvent]:
    """People whom a discipline body visited this year for the first time since a decision, with the days between."""
    for one in year.people:
        days = [visit.date for visit in one.visits if was_held(visit)]
        for decided in sorted(each.decided_on.last for each in one.person.measures if each.decided_on is not None):
            first = next((day for day in days if day >= decided), None)
            if first is not None and first in year:
                yield CountedEvent(one=one, day=first, value=(first - decided).days)
                break


def filed(year: Year) -> Iterator[CountedEvent]:
    """Visits of discipline bodies in the year whose opinion is filed in the integrity archive."""
    for event in visited(year):
        visit = event.visit
        if visit is not None and visit.opinion is not None and visit.archived is not None and visit.archived.on:
            yield event


def issues(year: Year) -> Iterator[CountedEvent]:
    """Issues raised in the year."""
    return _issues(year, settled=False)


def issues_settled(year: Year) -> Iterator[CountedEvent]:
    """Those of them that are settled."""
    return _issues(year, settled=True)


def _issues(year: Year, *, settled: bool) -> Iterator[CountedEvent]:
    for one in year.people:
        for each in one.case.restricted.issues_raised if one.case.restricted else ():
            if each.on in year and (each.settled_on is not None or not settled):
                yield CountedEvent(one=one, day=each.on, value=1)


def promoted(year: Year) -> Iterator[CountedEvent]:
    """People promoted or put to further use after a visit, by the rank before and the unit at the appointment."""
    for one in year.people:
        first = next((visit.date for visit in one.visits if was_held(visit)), None)
        for each in one.person.appointments:
            if each.kind in PROMOTIONS and each.on in year and first is not None and first < each.on:
                before = each.from_rank or one.person.rank_on(each.on - timedelta(days=1))
                yield CountedEvent(one=one, day=each.on, rank=str(before))


def unreachable(year: Year) -> Iterator[CountedEvent]:
    """Attempts that did not reach the person."""
    return _attempts(year, "unreachable")


def refused_attempts(year: Year) -> Iterator[CountedEvent]:
    """Attempts the person did not accept, which is the person's right."""
    return _attempts(year, "refused")


def _attempts(year: Year, outcome: str) -> Iterator[CountedEvent]:
    for one in year.people:
        for visit in one.visits:
            if visit.outcome == outcome and visit.date in year:
                yield CountedEvent(one=one, day=visit.date, visit=visit)


FIGURES: Mapping[str, Callable[[Year], Iterator[CountedEvent]]] = {
    "in_scope": in_scope,
    "visited": visited,
    "visited_all_bodies": visited_all_bodies,
    "talks_owed": talks_owed,
    "talks_kept": talks_kept,
    "talks_missed": talks_missed,
    "first_visit_days": first_visit_days,
    "filed": filed,
    "issues": issues,
    "issues_settled": issues_settled,
    "promoted": promoted,
    "unreachable": unreachable,
    "refused": refused_attempts,
}
