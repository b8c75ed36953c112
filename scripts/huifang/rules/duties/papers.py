"""What a held visit leaves to do on paper: feedback, archive, personnel (rules part 4; S0, rules 19 to 21)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.rules.deferrals import put_off
from huifang.rules.obligation import Obligation
from huifang.rules.visits import was_held
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from huifang.policy import Followup
    from huifang.policy.followup import DaysTerm
    from huifang.register.models import Visit
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme


def feedback(programme: Programme) -> Iterator[Obligation]:
    """The committee of the unit is informed of the result of each visit."""
    return _papers(programme, "feedback", lambda rules: rules.feedback, _told)


def archive(programme: Programme) -> Iterator[Obligation]:
    """The opinion of each visit is filed in the integrity archive; without an opinion nothing can be filed."""
    return _papers(programme, "archive", lambda rules: rules.archive, _filed)


def personnel(programme: Programme) -> Iterator[Obligation]:
    """The opinion of each visit is given to the personnel department."""
    return _papers(programme, "personnel", lambda rules: rules.personnel, _given)


def _papers(
    programme: Programme,
    duty: str,
    rule_of: Callable[[Followup], DaysTerm],
    closed_on: Callable[[Visit], date | None],
) -> Iterator[Obligation]:
    """One for each held visit of a discipline body, qualified or not; they stay owed when the person has left."""
    for one in programme.followed.values():
        for visit in one.visits:
            if was_held(visit) and visit.date >= one.start(visit.date):
                yield _paper(one, visit, duty, rule_of(one.policy.on(visit.date)), closed_on(visit))


def _paper(one: FollowupCase, visit: Visit, duty: str, rule: DaysTerm, closed_on: date | None) -> Obligation:
    due = put_off(one.person, duty, visit.date + timedelta(days=rule.days), one.policy)
    return Obligation(
        duty=duty,
        person=one.code,
        unit=one.person.unit_on(one.when(due.on)),
        period=None,
        opens_on=visit.date,
        due_on=due.on,
        owner=visit.body,
        rule=rule,
        reason=_reason(visit, duty, rule.days, closed_on),
        record=visit.path,
        ahead=one.ahead,
        closed_on=closed_on,
        deferred_until=due.deferred_until,
    )


def _reason(visit: Visit, duty: str, days: int, closed_on: date | None) -> Text:
    if duty == "archive" and visit.opinion is None:
        return say("visited on {day}, {n} days; the opinion is not written", day=visit.date, n=days)
    if closed_on is not None:
        return say("visited on {day}, {n} days; done on {closed}", day=visit.date, n=days, closed=closed_on)
    return say("visited on {day}, {n} days", day=visit.date, n=days)


def _told(visit: Visit) -> date | None:
    return visit.feedback_to_unit.on if visit.feedback_to_unit else None


def _filed(visit: Visit) -> date | None:
    return visit.archived.on if visit.archived and visit.opinion is not None else None


def _given(visit: Visit) -> date | None:
    return visit.given_to_personnel.on if visit.given_to_personnel else None
