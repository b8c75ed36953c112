"""Coverage as a duty of each discipline body (rules part 4; S0, L1)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from huifang.rules.coverage import quotas
from huifang.rules.obligation import Obligation
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.rules.coverage import Quota
    from huifang.rules.programme import Programme


def coverage(programme: Programme) -> Iterator[Obligation]:
    """Each body and year with a base; closed on the day enough people are visited, never by visits of a later year."""
    for year in range(programme.policy.valid_from.year, programme.day.year + 1):
        for quota in quotas(programme, year).values():
            due_on = date(year, *quota.rule.due)
            start = programme.register_from(quota.body)
            if quota.required and due_on >= start:
                yield _obligation(quota, due_on, max(date(year, 1, 1), start))


def _obligation(quota: Quota, due_on: date, opens_on: date) -> Obligation:
    return Obligation(
        duty="coverage",
        person=None,
        unit=quota.body,
        period=str(quota.year),
        opens_on=opens_on,
        due_on=due_on,
        owner=quota.body,
        rule=quota.rule,
        reason=say(
            "people to visit in {year}: {required}, which is {percent} % of {base} sanctioned from {first} to {last}, "
            "rounded up; visited: {visited}",
            visited=len(quota.visited),
            required=quota.required,
            year=str(quota.year),
            percent=quota.rule.percent,
            base=len(quota.base),
            first=str(quota.year - quota.rule.years),
            last=str(quota.year - 1),
        ),
        closed_on=quota.reached_on,
        missed_on=date(quota.year + 1, *quota.rule.missed_from),
    )
