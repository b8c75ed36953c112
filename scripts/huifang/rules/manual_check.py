"""人工核对: why somebody should look the rule up before the answer is used (rules part 2, last point)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.rules.case import Case, make_case
from huifang.rules.period import category_of, own_period
from huifang.rules.stacking import chains
from huifang.rules.states import state
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.policy.models import Convention
    from huifang.register.models import Measure

NEAR = timedelta(days=4)  # conventions differ by one day an end; beyond that no state can differ


def by_hand(case: Case) -> Iterator[Text]:
    """Every reason for a check by hand; none means that the row rests on words that were read."""
    yield from _unsure_lengths(case)
    yield from _local_rules(case)
    yield from _unsure_combinations(case)
    yield from _unsure_endings(case)
    yield from _dates(case)
    if _conventions_differ(case):
        yield say("on this very day the two conventions for the last barred day differ")


def _unsure_lengths(case: Case) -> Iterator[Text]:
    joined = chains([period.index for period in case.periods], case.links)
    deciding = {index for period in case.deciding() for index in joined[period.index]}
    for period in case.periods:
        if period.index in deciding and period.version is not None and not period.version.sure:
            name, rule = period.rule.label.label, period.version.cited
            yield say("look up the period of {measure}: {rule} is {certainty}", measure=name, rule=rule,
                      certainty=case.policy.label("certainty", period.version.certainty))  # fmt: skip


def _local_rules(case: Case) -> Iterator[Text]:
    """While local rules alone may bar, nobody knows by this policy."""
    for period in case.periods:
        last = period.possible or period.until
        if period.local and period.version is not None and last is not None and case.day <= last:
            name, rule = period.rule.label.label, period.version.cited
            yield say("look up in the local rules what {measure} bars: {rule} itself bars nothing", measure=name,
                      rule=rule)  # fmt: skip


def _unsure_combinations(case: Case) -> Iterator[Text]:
    deciding = {period.index for period in case.deciding()}
    for link in case.links:
        if link.by_hand and deciding & set(link.measures):
            yield say("look up how the periods combine: {rule}", rule=link.rule.cited)
    for change in case.changes:
        if not deciding & {change.old, change.new}:
            continue
        if change.rule is None:
            yield say("look up from where the changed measure runs: the policy has no rule for this change")
        elif not change.rule.sure:
            yield say("look up from where the changed measure runs: {rule}", rule=change.rule.cited)


def _unsure_endings(case: Case) -> Iterator[Text]:
    deciding = {period.index for period in case.deciding()}
    for ending in case.endings:
        if ending.by_hand and (deciding & ending.indexes or ending.missing):
            yield say("look up whether a lifting decision is needed: {rule}", rule=ending.rule.cited)


def _dates(case: Case) -> Iterator[Text]:
    for period in case.periods:
        decided = period.measure.decided_on
        if decided is not None and decided.month_only:
            yield say("only the month of the decision is known: about {month}", month=str(decided))
        stated = period.measure.stated_end
        if period.stated_differs and stated is not None and stated not in ends_unstated(case, period.measure):
            yield say("the stated end {day} differs from the computed one", day=stated)


def ends_unstated(case: Case, measure: Measure) -> set[date]:
    """The ends that the rules give where the decision states none: alone, and with the other measures."""
    bare = measure.model_copy(update={"stated_end": None})
    measures = tuple(bare if each.index == measure.index else each for each in case.person.measures)
    person = case.person.model_copy(update={"measures": measures})
    alone = own_period(bare, case.policy, case.convention, category_of(case.person, bare)).until
    whole = make_case(case.known, person, case.policy, case.convention)
    return {day for day in (alone, *(each.until for each in whole.periods if each.index == measure.index)) if day}


def _conventions_differ(case: Case) -> bool:
    """Whether the other convention gives another state on the as-of date."""
    ends = {
        end
        for period in case.periods
        for end in (period.until, period.sure_to, period.possible, period.probation_end, period.probation_limit)
    }
    if not any(end is not None and abs(end - case.day) <= NEAR for end in ends):
        return False
    other: Convention = "start_counts" if case.convention == "civil_code" else "civil_code"
    return state(make_case(case.known, case.person, case.policy, other)) != state(case)
