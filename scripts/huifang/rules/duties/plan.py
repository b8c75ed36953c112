"""The yearly visit plan of each discipline body (rules part 4; L1)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from huifang.rules.coverage import quotas
from huifang.rules.obligation import Obligation
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy.followup import PlanRule
    from huifang.register.models import Plan
    from huifang.rules.coverage import Quota
    from huifang.rules.programme import Programme


def plan(programme: Programme) -> Iterator[Obligation]:
    """Each body and year with somebody in the base; closed by the plan's file."""
    plans: dict[tuple[str, int], Plan] = {}
    for each in programme.known.plans:
        plans.setdefault((each.body, each.year), each)
    for year in range(programme.policy.valid_from.year, programme.day.year + 1):
        rule = programme.policy.on(date(year, 1, 1)).plan
        for quota in quotas(programme, year).values():
            start = programme.register_from(quota.body)
            if quota.base and date(year, *rule.due) >= start:
                yield _obligation(quota, rule, max(date(year, 1, 1), start), plans.get((quota.body, year)))


def _obligation(quota: Quota, rule: PlanRule, opens_on: date, found: Plan | None) -> Obligation:
    """A plan without a day of approval closes it from the start."""
    missed_on = date(quota.year + 1, *rule.missed_from)
    closed_on = (found.approved_on or opens_on) if found else None
    return Obligation(
        duty="plan",
        person=None,
        unit=quota.body,
        period=str(quota.year),
        opens_on=opens_on,
        due_on=date(quota.year, *rule.due),
        owner=quota.body,
        rule=rule,
        reason=_reason(quota, found),
        record=found.path if found else None,
        closed_on=closed_on if closed_on is not None and closed_on < missed_on else None,
        missed_on=missed_on,
    )


def _reason(quota: Quota, found: Plan | None) -> Text:
    year, base = str(quota.year), len(quota.base)
    first, last = str(quota.year - quota.rule.years), str(quota.year - 1)
    why = say("people sanctioned from {first} to {last}: {n}", first=first, last=last, n=base)
    if found is None:
        return say("{why}; no plan for {year}", why=why, year=year)
    if found.approved_on is None:
        return say("{why}; the plan for {year} is there", why=why, year=year)
    return say("{why}; the plan for {year} was approved on {day}", why=why, year=year, day=found.approved_on)
