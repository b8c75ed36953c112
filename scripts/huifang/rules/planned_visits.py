"""Visits as planned: each entry of a yearly plan with the visit that closes it (rules part 4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from huifang.register import add_months
from huifang.register.days import MONTHS_A_YEAR, month_end
from huifang.rules.deferrals import put_off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from huifang.policy import Policy
    from huifang.policy.followup import VisitRule
    from huifang.register.models import Person, Plan, PlannedVisit, Visit


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One entry: a visit closes it from `counts_from` on, in time up to `due_on`, late until it is missed."""

    plan: Plan
    index: int
    entry: PlannedVisit
    rule: VisitRule
    opens_on: date
    counts_from: date
    due_on: date
    missed_on: date
    deferred_until: date | None
    visit: Visit | None = None


def entries(
    found: Iterable[tuple[Plan, int, PlannedVisit]], person: Person, policy: Policy, start_of: Callable[[date], date]
) -> Iterator[PlanEntry]:
    """The entries about a person that the register demands, with their days; `start_of` a day: from when it does."""
    for plan, index, entry in found:
        if not 1 <= entry.month <= MONTHS_A_YEAR:
            continue
        rule = policy.on(date(plan.year, 1, 1)).visit
        last = month_end(plan.year, entry.month)
        start = start_of(last)
        if rule.obligation != "planned" or last < start:
            continue
        due = put_off(person, "visit", last, policy)
        yield PlanEntry(
            plan=plan,
            index=index,
            entry=entry,
            rule=rule,
            opens_on=min(due.on, max(date(plan.year, 1, 1), plan.approved_on or start, start)),
            counts_from=add_months(last, -rule.early_months),
            due_on=due.on,
            missed_on=date(due.on.year + 1, *rule.missed_from),
            deferred_until=due.deferred_until,
        )


def matched(found: Iterable[PlanEntry], visits: Sequence[Visit]) -> Iterator[PlanEntry]:
    """The entries with the visits that close them: the oldest entry first, no visit twice in the plans of one body."""
    used: dict[str, set[str]] = defaultdict(set)
    for each in sorted(found, key=lambda one: (one.due_on, one.plan.path, one.index)):
        mine = used[each.plan.body]
        visit = closing_visit(each.counts_from, each.missed_on, visits, mine)
        if visit is not None:
            mine.add(visit.path)
        yield replace(each, visit=visit)


def closing_visit(first: date, missed_on: date, visits: Iterable[Visit], used: set[str]) -> Visit | None:
    """The earliest visit not yet used from `first` to the day before `missed_on`."""
    return next((each for each in visits if first <= each.date < missed_on and each.path not in used), None)
