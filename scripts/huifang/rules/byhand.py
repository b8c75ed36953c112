"""人工核对: why somebody should look the rule up before the answer is used (rules part 2, last point)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.rules.case import Case, make_case
from huifang.rules.states import state
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy.models import Convention
    from huifang.rules.period import Period

NEAR = timedelta(days=4)  # conventions differ by one day an end; beyond that no state can differ


def by_hand(case: Case) -> Iterator[Text]:
    """Every reason for a check by hand; none means that the row rests on words that were read."""
    yield from _unsure_lengths(case)
    yield from _unsure_combinations(case)
    yield from _unsure_endings(case)
    yield from _dates(case)
    if _conventions_differ(case):
        yield say("on this very day the two conventions for the last barred day differ")


def _unsure_lengths(case: Case) -> Iterator[Text]:
    for period in case.deciding():
        if period.version is not None and not period.version.sure:
            name, rule = period.rule.label.label, period.version.cited
            yield say("look up the period of {measure}: {rule} is {certainty}", measure=name, rule=rule,
                      certainty=case.policy.label("certainty", period.version.certainty))  # fmt: skip


def _unsure_combinations(case: Case) -> Iterator[Text]:
    deciding = {period.index for period in case.deciding()}
    for link in case.links:
        if link.by_hand and deciding & set(link.measures):
            yield say("look up how the periods combine: {rule}", rule=link.rule.cited)
    for change in case.changes:
        if change.rule is not None and not change.rule.sure and deciding & {change.old, change.new}:
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
        if period.stated_differs and period.measure.stated_end is not None and not _is_the_sum(case, period):
            yield say("the stated end {day} differs from the computed one", day=period.measure.stated_end)


def _is_the_sum(case: Case, period: Period) -> bool:
    """Whether the stated end is what the rules give together with the other measures."""
    bare = period.measure.model_copy(update={"stated_end": None})
    measures = tuple(bare if each.index == period.index else each for each in case.person.measures)
    person = case.person.model_copy(update={"measures": measures})
    whole = make_case(case.known, person, case.policy, case.convention)
    return any(each.until == period.measure.stated_end for each in whole.periods if each.index == period.index)


def _conventions_differ(case: Case) -> bool:
    """Whether the other convention gives another state on the as-of date."""
    ends = {
        end for period in case.periods for end in (period.until, period.sure_to, period.possible, period.probation_end)
    }
    if not any(end is not None and abs(end - case.day) <= NEAR for end in ends):
        return False
    other: Convention = "start_counts" if case.convention == "civil_code" else "civil_code"
    return state(make_case(case.known, case.person, case.policy, other)) != state(case)
