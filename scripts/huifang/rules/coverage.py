"""Coverage of a year: people sanctioned before, people to visit, people visited (rules part 4; S0, L1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from huifang.rules.key_groups import is_key
from huifang.rules.visits import was_held

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from huifang.policy.followup import CoverageRule
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme

WHOLE = 100  # per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCoverage:
    """One body and year; lists of codes, sorted; `rate` is visited ÷ base, may pass 1, and is None for base 0."""

    body: str
    year: int
    base: int
    required: int
    visited: int
    visited_in_base: int
    shortfall: int
    rate: float | None
    unknown_year: int
    base_people: tuple[str, ...]
    visited_people: tuple[str, ...]
    candidates: tuple[str, ...]  # who can still be visited, in the order in which it helps most


@dataclass(frozen=True, slots=True)
class Quota:
    """What one body owes in one year, and the day of each person's first qualified visit in it."""

    body: str
    year: int
    rule: CoverageRule
    base: list[str] = field(default_factory=list)
    visited: dict[str, date] = field(default_factory=dict)
    undated: list[str] = field(default_factory=list)

    @property
    def required(self) -> int:
        """The share of the base, rounded up in whole numbers."""
        return -(-self.rule.percent * len(self.base) // WHOLE)

    @property
    def reached_on(self) -> date | None:
        """The day on which enough people had been visited; None while they are too few."""
        days = sorted(self.visited.values())
        return days[self.required - 1] if 0 < self.required <= len(days) else None


def coverage_of_bodies(programme: Programme) -> tuple[BodyCoverage, ...]:
    """The year of the as-of date, a row a body with somebody in base or numerator, sorted by body."""
    found = quotas(programme, programme.day.year)
    mine: dict[str, list[FollowupCase]] = defaultdict(list)
    for one in programme.followed.values():
        mine[one.person.supervised_by_on(programme.day)].append(one)
    return tuple(_row(quota, tuple(candidates(mine[body], quota))) for body, quota in found.items())


def quotas(programme: Programme, year: int) -> Mapping[str, Quota]:
    """Body -> quota, sorted; people go with the body that supervises them at the year's end, or on the as-of date."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), programme.day)
    rule = programme.policy.on(first).coverage
    years = frozenset(range(year - rule.years, year))
    found: dict[str, Quota] = {}
    for code, one in programme.followed.items():
        in_base = not years.isdisjoint(one.sanction_years)
        visited = next((visit.date for visit in one.qualified if first <= visit.date <= last), None)
        if not (in_base or visited or one.undated_sanction):
            continue
        body = one.person.supervised_by_on(last)
        quota = found.setdefault(body, Quota(body, year, rule))
        if in_base:
            quota.base.append(code)
        elif one.undated_sanction:
            quota.undated.append(code)
        if visited is not None:
            quota.visited[code] = visited
    return {body: found[body] for body in sorted(found) if found[body].base or found[body].visited}


def candidates(people: Sequence[FollowupCase], quota: Quota) -> Iterator[str]:
    """People of the body in the base or in the window who can be visited this year without a visit too many.

    Key group first, then the base, then the earliest end of the period, then the code.
    """
    base = frozenset(quota.base)
    chosen = []
    for one in people:
        inside = any(one.day in span for span in one.case.window)
        if one.case.left_on is not None or one.code in quota.visited or not (inside or one.code in base):
            continue
        if cap_reached(one, quota.year):
            continue
        until = one.case.until
        chosen.append((not is_key(one.case, one.day), one.code not in base, until or date.max, one.code))
    return (code for *_, code in sorted(chosen))


def cap_reached(one: FollowupCase, year: int) -> bool:
    """Whether the visits of a year, held or planned and still to come, are as many as the rule allows."""
    return visits_of_year(one, year) >= one.policy.on(date(year, 1, 1)).cap.visits


def visits_of_year(one: FollowupCase, year: int) -> int:
    """Visits of discipline bodies in a year: those held, and those planned that no visit has closed yet."""
    made = sum(1 for visit in one.visits if was_held(visit) and visit.date.year == year)
    known = one.case.known
    ahead = sum(
        1
        for each in one.planned
        if each.plan.year == year and each.visit is None and known.is_discipline_body(each.plan.body)
    )
    return made + ahead


def _row(quota: Quota, open_people: tuple[str, ...]) -> BodyCoverage:
    base, visited = frozenset(quota.base), sorted(quota.visited)
    return BodyCoverage(
        body=quota.body,
        year=quota.year,
        base=len(base),
        required=quota.required,
        visited=len(visited),
        visited_in_base=len(base.intersection(visited)),
        shortfall=max(0, quota.required - len(visited)),
        rate=len(visited) / len(base) if base else None,
        unknown_year=len(quota.undated),
        base_people=tuple(sorted(base)),
        visited_people=tuple(visited),
        candidates=open_people,
    )
