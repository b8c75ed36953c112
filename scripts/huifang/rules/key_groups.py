"""Who belongs to the key groups on a day (rules part 4; S0, rule 11; L1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.rules.visits import was_held

if TYPE_CHECKING:
    from datetime import date

    from huifang.policy.followup import KeyRule
    from huifang.register.models import Measure
    from huifang.rules.case import Case


def is_key(case: Case, day: date) -> bool:
    """A measure of form 2 or 3 or on accountability, decided by `day`; in the window, or decided lately.

    Where policy adds a class, a measure of any form makes key who belongs to it on `day`. Without a form and without
    accountability a measure is treated as key. A measure whose decision day nobody wrote down cannot be shown to be
    decided by `day`, and makes nobody key.
    """
    rule = case.policy.on(day).key
    inside = any(day in span for span in case.window)
    added = _is_added(case, rule, day)
    return any(_counts(measure, rule, day, inside=inside, added=added) for measure in case.person.measures)


def _is_added(case: Case, rule: KeyRule, day: date) -> bool:
    """Whether a class that an office added has the person; of visits the newest that was held speaks."""
    if rule.important_post and case.person.important_post:
        return True
    if not (rule.disputes_sanction or rule.situations):
        return False
    visits = case.known.visits.get(case.person.code, ())
    newest = next((each for each in reversed(visits) if was_held(each) and each.date <= day), None)
    if newest is None:
        return False
    disputes = rule.disputes_sanction and newest.disputes_sanction
    return disputes or not set(rule.situations).isdisjoint(newest.situation)


def _counts(measure: Measure, rule: KeyRule, day: date, *, inside: bool, added: bool) -> bool:
    decided = measure.decided_on
    if decided is None or decided.last > day:
        return False
    form = measure.form
    if not (added or measure.accountability or form is None or form in rule.forms):
        return False
    return inside or day.year - rule.years <= decided.last.year
