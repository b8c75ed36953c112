"""Whether a measure ends by itself or needs a lifting decision, by the last barred day (rules part 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.rules.period import latest
from huifang.rules.stacking import chains, lifted_early

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from huifang.policy import Policy
    from huifang.policy.models import LiftingVersion
    from huifang.register.models import Person
    from huifang.rules.period import Period
    from huifang.rules.stacking import Link

LIFTED_FAMILIES = ("administrative", "institution")  # all others end by themselves, or by rights restored


@dataclass(frozen=True, slots=True)
class Ending:
    """How one chain of measures ends: `needed` by a decision, `lifted` on a day, or open for the law (`unknown`)."""

    indexes: frozenset[int]
    last: date
    rule: LiftingVersion
    needed: bool
    lifted: date | None
    unknown: bool
    by_hand: bool
    owner: str

    @property
    def missing(self) -> bool:
        """A decision that is needed and not recorded."""
        return self.needed and self.lifted is None


def endings(
    person: Person, periods: Mapping[int, Period], links: Iterable[Link], policy: Policy
) -> tuple[dict[int, Period], list[Ending]]:
    """The periods with early liftings applied, and how each chain of the lifted families ends."""
    made = dict(periods)
    mine = [index for index, period in made.items() if period.rule.family in LIFTED_FAMILIES and period.start]
    found = []
    for chain in sorted(set(chains(mine, [link for link in links if link.measures[-1] in mine]).values()), key=sorted):
        members = [made[index] for index in sorted(chain)]
        early = [day for period in members if (day := lifted_early(period, policy)) is not None]
        end = latest(period.until for period in members)
        if early and end is not None and (last := max(early)) < end:
            begun = max(period.start for period in members if period.start is not None)
            if last >= begun or len(members) == 1:
                made.update(
                    {each.index: each.ending(last) if each.until and each.until > last else each for each in members}
                )
                found.append(_ending(person, [made[index] for index in sorted(chain)], policy, last, early=True))
                continue
        if end is not None:
            found.append(_ending(person, members, policy, end, early=False))
    return made, [ending for ending in found if ending is not None]


def _decision(period: Period) -> tuple[date | None, int, str]:
    """The latest decision of a chain answers for its lifting, whatever the order of the file."""
    return period.start, period.rule.weight, period.measure.decided_by


def _ending(person: Person, members: list[Period], policy: Policy, last: date, *, early: bool) -> Ending | None:
    rule = policy.ending(members[0].rule.family, last)
    if rule is None:
        return None
    start = min(period.start for period in members if period.start is not None)
    days = [period.measure.lifted_on for period in members if period.measure.lifted_on is not None]
    lifted = max(days) if early else min((day for day in days if day >= last), default=None)
    category = {period.measure.category or person.category_on(start) for period in members}
    crossed = any(start < day <= last for day in policy.ending_changes(members[0].rule.family))
    by_decision = rule.rule == "decision"
    unknown = by_decision and lifted is None and bool(category & set(rule.unknown_for))
    return Ending(
        indexes=frozenset(period.index for period in members),
        last=last,
        rule=rule,
        needed=by_decision and not unknown,
        lifted=lifted if by_decision or early else None,
        unknown=unknown,
        by_hand=crossed or not rule.sure,
        owner=max(members, key=_decision).measure.decided_by,
    )
