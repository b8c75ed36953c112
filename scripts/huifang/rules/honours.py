"""Honours and the annual appraisal: what the years of a decision may say (domain-rules 2.13); shown only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

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
    rule: AppraisalVersion

    @property
    def until(self) -> date:
        """The last day of its last year."""
        return date(self.last_year, DECEMBER, LAST)


def honours(person: Person, policy: Policy) -> Iterator[Honour]:
    """What each dated measure means for honours, in the order of the file."""
    for measure in person.measures:
        decided = measure.decided_on
        rule = policy.appraisal(measure.type, decided.last) if decided else None
        if decided is not None and rule is not None:
            year = decided.last.year
            yield Honour(measure, year, year + rule.years - 1, rule)


def heaviest_of(found: list[Honour], year: int, policy: Policy) -> Honour | None:
    """Of several in one year the one with the heavier effect; the vocabulary orders the effects."""
    order = list(policy.labels["appraisal_effect"])
    mine = [each for each in found if each.first_year <= year <= each.last_year]
    return max(mine, key=lambda each: order.index(each.rule.effect), default=None)
