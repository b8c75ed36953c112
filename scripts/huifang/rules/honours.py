"""Honours and the annual appraisal: what the years of a decision may say (rules part 10); shown only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from huifang.register.days import MONTHS_A_YEAR
from huifang.rules.period import category_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.policy.models import AppraisalVersion
    from huifang.register.models import Measure, Person

DECEMBER, LAST = 12, 31


@dataclass(frozen=True, slots=True)
class Honour:
    """One measure and the years of appraisal it touches, both inside."""

    measure: Measure
    first_year: int
    last_year: int
    effect: str
    rule: AppraisalVersion

    @property
    def until(self) -> date:
        """The last day of its last year."""
        return date(self.last_year, DECEMBER, LAST)


def honours(person: Person, policy: Policy) -> Iterator[Honour]:
    """What each dated measure means for honours, in the order of the file."""
    for measure in person.measures:
        decided = measure.decided_on
        rule = policy.appraisal(measure.type, decided.last, category_of(person, measure)) if decided else None
        if decided is not None and rule is not None:
            year = decided.last.year
            yield Honour(measure, year, year + rule.years - 1, rule.effect, rule)
            if rule.then_effect is not None and (later := _later_years(measure, rule)):
                first = year + rule.years
                yield Honour(measure, first, first + later - 1, rule.then_effect, rule)


def _later_years(measure: Measure, rule: AppraisalVersion) -> int:
    """How many further years: of a probation as many as it lasts, where its length is known."""
    months = measure.probation_months
    if months is None or measure.probation_extended_on is not None:
        return rule.then_years
    return min(rule.then_years, -(-months // MONTHS_A_YEAR))


def heaviest_of(found: list[Honour], year: int, policy: Policy) -> Honour | None:
    """Of several in one year the one with the heavier effect; the vocabulary orders the effects."""
    order = list(policy.labels["appraisal_effect"])
    mine = [each for each in found if each.first_year <= year <= each.last_year]
    return max(mine, key=lambda each: order.index(each.effect), default=None)
