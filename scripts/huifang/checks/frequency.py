"""Frequency: one person is not visited too often, nor by two bodies at once."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from huifang.checks.support import organization_label
from huifang.register import Finding, Place, warning
from huifang.rules.visits import was_held
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.register import Register
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme


class Meeting(NamedTuple):
    """A visit held, or one planned and still to come, whose `day` is then the last of its month."""

    day: date
    body: str
    place: Place
    planned: bool

    def said(self, register: Register) -> Text:
        """The meeting in words: when and by whom."""
        body = organization_label(register, self.body)
        if self.planned:
            return say("{month} (planned by {body})", month=self.day.isoformat()[:7], body=body)
        return say("{day} ({body})", day=self.day, body=body)


def third_visit(register: Register, programme: Programme) -> Iterator[Finding]:
    """Discipline bodies together visit a person no more often in a year than the cap says.

    Why: in principle two a year; committees, organisation departments and helpers are not bound. Source: L1.
    Fix: agree with the other body; strike the planned visit where two are enough.
    """
    for meetings in _meetings(programme):
        by_year: dict[int, list[Meeting]] = defaultdict(list)
        for meeting in meetings:
            if register.organizations.is_discipline_body(meeting.body):
                by_year[meeting.day.year].append(meeting)
        for mine in by_year.values():
            cap = programme.policy.on(mine[0].day).cap.visits
            others = tuple(each.said(register) for each in mine[:cap])
            for number, meeting in enumerate(mine[cap:], start=cap + 1):
                message = say("visit {n} of the year; the others: {others}", n=number, others=others)
                yield warning(meeting.place, message, fix=say("agree with the other body which visit is needed"))


def other_body_near(register: Register, programme: Programme) -> Iterator[Finding]:
    """Two bodies do not visit a person within the days that policy sets, nor plan to.

    Why: repeated visits weigh on the person; bodies should go together or at another time.
    Fix: agree with the other body; on one day both go together.
    """
    for meetings in _meetings(programme):
        for earlier, later in itertools.pairwise(meetings):
            days = (later.day - earlier.day).days
            if earlier.planned and later.planned:  # of which only the months are known
                near = days == 0
            else:  # on one day they go together
                near = 0 < days <= programme.policy.on(later.day).other_body.days
            if near and earlier.body != later.body:
                message = say(
                    "another body visits within {days} days: {other}", days=days, other=earlier.said(register)
                )
                yield warning(later.place, message, fix=say("agree with the other body: together, or at another time"))


def _meetings(programme: Programme) -> Iterator[list[Meeting]]:
    """For each person the visits held, and those planned that no visit has kept, oldest first."""
    for one in programme.followed.values():
        visits = [visit for visit in programme.known.visits.get(one.code, ()) if was_held(visit)]
        meetings = [Meeting(visit.date, visit.body, visit.at("date"), planned=False) for visit in visits]
        meetings += _ahead(one)
        yield sorted(meetings, key=lambda each: (each.day, each.planned, each.place.path))


def _ahead(one: FollowupCase) -> Iterator[Meeting]:
    """The visits of a plan that were neither made nor missed."""
    for each in one.planned if one.entries else ():
        if each.visit is None and one.day < each.missed_on:
            yield Meeting(each.due_on, each.plan.body, each.plan.at("visits", each.index), planned=True)
