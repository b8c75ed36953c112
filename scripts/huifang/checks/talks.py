"""Talks: the helper talks, after the decision, and makes up for what was owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import first_decision, was_read
from huifang.register import Finding, error, warning
from huifang.register.days import days_within
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.rules.followup_case import FollowupCase
    from huifang.rules.programme import Programme


def talk_before_decision(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A talk follows the first decision.

    Why: an earlier one may have been held, but keeps no quarter. Where only the month is known, its first day counts.
    Fix: check the date of the talk, and the days of the decisions.
    """
    for code, talks in register.talks.items():
        person = register.people.get(code)
        first = first_decision(person) if person is not None else None
        for talk in talks:
            if first is not None and talk.date < first:
                message = say("talked on {date}, before the first decision on {first}", date=talk.date, first=first)
                yield warning(talk.at("date"), message, fix=say("check both days"))


def talk_by_other(register: Register, programme: Programme) -> Iterator[Finding]:
    """The helper of that day talks.

    Why: a talk by somebody else keeps the quarter, but the helper owes it. Source: S0, rules 8 and 9.
    Fix: correct the name, or add who talked to `helpers` with the days.
    """
    for one in _followed(register, programme):
        for talk in one.talks:
            names = {each.helper.name for each in one.appointments if talk.date in each.span}
            if talk.helper not in names and one.person.unit_on(talk.date) in register.organizations:
                message = say("{name} was not the helper on {date}", name=talk.helper, date=talk.date)
                fix = say("add who talked to `helpers` with the days")
                if names:
                    fix = say(
                        "the helper was {names}; correct the name, or the days in `helpers`", names=tuple(sorted(names))
                    )
                yield warning(talk.at("helper"), message, fix=fix)


def make_up_too_early(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A talk makes up for a quarter that is over.

    Why: within its quarter a talk keeps it by itself; a later quarter cannot be made up for in advance.
    Fix: take `makes_up_for` out, or name the quarter that was missed.
    """
    for talks in register.talks.values():
        for talk in talks:
            quarter = talk.makes_up_for
            if quarter is not None and talk.date <= quarter.last:
                message = say("{quarter} is not over on {date}", quarter=str(quarter), date=talk.date)
                fix = say("take `makes_up_for` out, or name the quarter that was missed")
                yield error(talk.at("makes_up_for"), message, fix=fix)


def make_up_not_owed(register: Register, programme: Programme) -> Iterator[Finding]:
    """A talk makes up for a quarter in which one was owed.

    Why: a talk that makes up for nothing keeps no quarter, not even its own.
    Fix: name the quarter that was missed, or take `makes_up_for` out.
    """
    for one in _followed(register, programme):
        for talk in one.talks:
            quarter = talk.makes_up_for
            if quarter is None or one.case.missing:
                continue
            least = programme.policy.on(quarter.first).talk.least_days(quarter)
            asked = programme.policy.talk_period_of(quarter.first) == quarter
            if not asked or days_within(one.demanded, quarter.first, quarter.last) < least:
                message = say("no talk was owed in {quarter}", quarter=str(quarter))
                fix = say("name the quarter that was missed, or take `makes_up_for` out")
                yield warning(talk.at("makes_up_for"), message, fix=fix)


def _followed(register: Register, programme: Programme) -> Iterator[FollowupCase]:
    """Everybody with talks whose unit and helpers are all known."""
    for code, one in programme.followed.items():
        known = was_read(register.people[code], "unit", "unit_history", "helpers")
        if one.talks and known and register.organizations.complete:
            yield one
