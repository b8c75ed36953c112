"""What lies ahead if nothing more is done: duties falling due a month and body, people becoming free, coverage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from huifang.register import add_months, known_on, projected
from huifang.register.days import MONTHS_A_YEAR, month_end
from huifang.rules.coverage import coverage_of_bodies
from huifang.rules.duties import obligations
from huifang.rules.programme import Programme
from huifang.rules.states import State, state
from huifang.rules.stretches import free_from
from huifang.texts import Label, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.rules.coverage import BodyCoverage
    from huifang.rules.obligation import Obligation


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """One month of one body: a duty with how many fall due, or (duty None) who becomes free and how coverage stands.

    `needed` is the number of people to visit that month and every later one of the year to reach the quota; where
    the people who can still be visited are too few it is None, and `reason` says how many short.
    """

    month: str
    body: str
    duty: str | None
    due: int
    freed: int
    coverage_rate: float | None
    needed: int | None
    reason: Text | None = None


def months_ahead(
    register: Register, policy: Policy, day: date, months: int, duties: tuple[Obligation, ...] | None = None
) -> Iterator[MonthAhead]:
    """The months from the as-of date's on, `months` of them; facts later than `day` are not seen.

    `duties` are those that fall due, where they are worked out already.
    """
    due = _counted(duties_ahead(register, policy, day, months) if duties is None else duties)
    freed = _freed(Programme(known_on(register, day), policy))
    firsts = [add_months(day.replace(day=1), number) for number in range(months)]
    years = {year: _coverage(register, policy, day, year) for year in {first.year for first in firsts}}
    owing, freeing = {body for _, body, _ in due}, {body for _, body in freed}
    bodies = sorted(owing.union(freeing, *years.values()))
    for first in firsts:
        month = month_of(first)
        for body in bodies:
            name = Label(register.organizations.name(body), register.organizations.name(body, "en"))
            for duty in sorted({each for when, whose, each in due if (when, whose) == (month, body)}):
                yield MonthAhead(month, body, duty, due[month, body, duty], 0, None, None)
            row = years[first.year].get(body)
            if row is None and not freed[month, body]:
                continue
            yield MonthAhead(
                month, body, None, 0, freed[month, body], row.rate if row else None, *_needed(row, name, first)
            )


def _last(day: date, months: int) -> date:
    first = add_months(day.replace(day=1), months - 1)
    return month_end(first.year, first.month)


def duties_ahead(register: Register, policy: Policy, day: date, months: int) -> tuple[Obligation, ...]:
    """Duties that fall due in these months: open now, or raised then; coverage has columns of its own."""
    last = _last(day, months)
    listed = {month_of(add_months(day.replace(day=1), number)) for number in range(months)}
    return tuple(
        each
        for each in obligations(Programme(projected(register, day, last), policy))
        if day < each.due_on and each.closed_on is None and each.listed and not each.not_owed
        if each.duty != "coverage" and each.lapsed_on is None and month_of(each.due_on) in listed
    )


def month_of(day: date) -> str:
    """The month of a day, as the forecast names it: 2026-03."""
    return day.isoformat()[:7]


def _counted(duties: tuple[Obligation, ...]) -> Counter[tuple[str, str, str]]:
    """How many, by month, owner and kind."""
    return Counter((month_of(each.due_on), each.owner, each.duty) for each in duties)


def _freed(now: Programme) -> Counter[tuple[str, str]]:
    """People in the period whose day is known, by month and supervising body."""
    found: Counter[tuple[str, str]] = Counter()
    for case in now.cases.values():
        free = free_from(case)
        if free is not None and now.day < free and state(case) is not State.NOT_APPLICABLE:
            found[month_of(free), case.person.supervised_by_on(now.day)] += 1
    return found


def _coverage(register: Register, policy: Policy, day: date, year: int) -> dict[str, BodyCoverage]:
    """The bodies' rows of a year as they would be at its end, with the facts of today."""
    end = day if year == day.year else date(year, 1, 1)
    return {row.body: row for row in coverage_of_bodies(Programme(projected(register, day, end), policy))}


def _needed(row: BodyCoverage | None, name: Label, first: date) -> tuple[int | None, Text | None]:
    """The shortfall spread over the months left in the year; beyond reach, no number and the reason."""
    if row is None:
        return None, None
    possible = len(row.candidates)
    if row.shortfall > possible:
        return None, say(
            "{year}, {body}: {required} people are to be visited, {visited} were; {n} more can be, {short} short",
            year=row.year,
            body=name,
            required=row.required,
            visited=row.visited,
            n=possible,
            short=row.shortfall - possible,
        )
    return -(-row.shortfall // (MONTHS_A_YEAR - first.month + 1)), None
