"""What else stands against a person whose periods are over: spans of days, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.register import Span
from huifang.register.days import ONE_DAY
from huifang.rules.case import Case, once
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One obstacle: its kind (a condition of the vocabulary), its days, and the reason in words."""

    kind: str
    span: Span
    reason: Text


@once
def obstacles(case: Case) -> tuple[Obstacle, ...]:
    """Every obstacle known, past ones too, so that the first free day can be found between them."""
    return (*_investigations(case), *_violations(case), *_rights(case), *_lifting(case), *_holds(case))


def _investigations(case: Case) -> Iterator[Obstacle]:
    """Source: 政务处分法 Art. 52. A case is over on the day it is closed."""
    for each in case.restricted.investigations if case.restricted else ():
        last = each.closed_on - ONE_DAY if each.closed_on else None
        yield Obstacle(
            "investigation", Span(each.opened_on, last), say("under investigation since {day}", day=each.opened_on)
        )


def _violations(case: Case) -> Iterator[Obstacle]:
    """Source: S0, rule 18. From the hand-over until the matter is settled."""
    for each in case.restricted.violations if case.restricted else ():
        last = each.settled_on - ONE_DAY if each.settled_on else None
        reason = say("a new violation was handed over on {day} and is not settled", day=each.on)
        yield Obstacle("violation", Span(each.on, last), reason)


def _rights(case: Case) -> Iterator[Obstacle]:
    """After the end of probation the rights must be restored by a decision. Source: S10, L14."""
    for period in case.open_probation:
        if period.probation_end is not None:
            reason = say("probation ended on {day}; the Party rights are not restored", day=period.probation_end)
            yield Obstacle("rights", Span(period.probation_end + ONE_DAY, None), reason)
        elif period.probation_limit is not None:
            reason = say("no probation lasts beyond {day}; the Party rights are not restored",
                         day=period.probation_limit)  # fmt: skip
            yield Obstacle("rights", Span(period.probation_limit + ONE_DAY, None), reason)


def _lifting(case: Case) -> Iterator[Obstacle]:
    """From the day after the end until the decision, where the rule of that time needs one. Source: S2, S5."""
    for ending in case.endings:
        if ending.needed and (ending.lifted is None or ending.lifted > ending.last + ONE_DAY):
            last = ending.lifted - ONE_DAY if ending.lifted else None
            name = case.name_of(ending.owner)
            reason = say("the lifting decision is missing; responsible: {owner}", owner=name)
            yield Obstacle("lifting", Span(ending.last + ONE_DAY, last), reason)


def _holds(case: Case) -> Iterator[Obstacle]:
    """期满影响使用 begins only when every period is over (rules part 3)."""
    if case.last_end is None:
        return
    for hold in case.person.held:
        first = max(hold.since, case.last_end + ONE_DAY)
        if hold.until is None or hold.until >= first:
            by = case.name_of(hold.by)
            reason = say("held since {day} by decision of {body}", day=hold.since, body=by)
            late = hold.review_on is not None and hold.review_on < case.day
            if late and hold.review_on is not None:
                days = (case.day - hold.review_on).days
                reason = say(
                    "held since {day} by decision of {body}; review overdue by {n} days",
                    day=hold.since,
                    body=by,
                    n=days,
                )
            yield Obstacle("hold", Span(first, hold.until), reason)
