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
    from huifang.rules.period import Period
    from huifang.rules.stacking import Link


@dataclass(frozen=True, slots=True)
class Ending:
    """How one chain of measures ends: by itself, or, where that is `needed`, by a decision, `lifted` on a day."""

    indexes: frozenset[int]
    last: date
    rule: LiftingVersion
    needed: bool
    lifted: date | None
    by_hand: bool
    owner: str

    @property
    def missing(self) -> bool:
        """A decision that is needed and not recorded."""
        return self.needed and self.lifted is None


def endings(
    periods: Mapping[int, Period], links: Iterable[Link], policy: Policy
) -> tuple[dict[int, Period], list[Ending]]:
    """The periods with early liftings applied, and how each chain of the lifted families ends."""
    made = dict(periods)
    mine = [index for index, period in made.items() if policy.family(period.rule.family).lifted and period.start]
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
                found.append(_ending([made[index] for index in sorted(chain)], policy, last, early=True))
                continue
        if end is not None:
            found.append(_ending(members, policy, end, early=False))
    return made, [ending for ending in found if ending is not None]


def _decision(period: Period) -> tuple[date | None, int, str]:
    """The latest decision of a chain answers for its lifting, whatever the order of the file."""
    return period.start, period.rule.weight, period.measure.decided_by


def _early_is_sure(members: list[Period], policy: Policy) -> bool:
    """Whether the rule that allowed a lifting before the end was read."""
    lifted = [(each, each.measure.lifted_on) for each in members if each.measure.lifted_on is not None]
    rules = [policy.early(each.rule.family, day) for each, day in lifted]
    return all(rule is not None and rule.sure for rule in rules)


def _ending(members: list[Period], policy: Policy, last: date, *, early: bool) -> Ending | None:
    ends = max(members, key=lambda each: (each.until is not None, each.until or last, _decision(each)))
    rule = policy.ending(ends.rule.family, last, ends.category)
    if rule is None:
        return None
    start = min(period.start for period in members if period.start is not None)
    days = [period.measure.lifted_on for period in members if period.measure.lifted_on is not None]
    lifted = max(days) if early else min((day for day in days if day >= last), default=None)
    crossed = any(start < day <= last for day in policy.ending_changes(ends.rule.family, ends.category))
    by_decision = rule.rule == "decision"
    return Ending(
        indexes=frozenset(period.index for period in members),
        last=last,
        rule=rule,
        needed=by_decision,
        lifted=lifted if by_decision or early else None,
        by_hand=crossed or not rule.sure or (early and not _early_is_sure(members, policy)),
        owner=max(members, key=_decision).measure.decided_by,
    )
