"""Who belongs to the key groups on a day (rules part 4; S0, rule 11; L1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.rules.visits import was_held
from huifang.texts import Label, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.policy.followup import KeyRule
    from huifang.register.models import Measure
    from huifang.rules.case import Case
    from huifang.texts import Value


def is_key(case: Case, day: date) -> bool:
    """A measure of form 2 or 3 or on accountability, decided by `day`; in the window, or decided lately.

    Where policy adds a class, a measure of any form makes key who belongs to it on `day`. Without a form and without
    accountability a measure is treated as key. A measure whose decision day nobody wrote down cannot be shown to be
    decided by `day`, and makes nobody key.
    """
    return next(_grounds(case, day), None) is not None


def key_grounds(case: Case, day: date) -> tuple[Value, ...]:
    """What makes a person key on that day, each ground once; empty where nothing does."""
    return tuple(dict.fromkeys(_grounds(case, day)))


def _grounds(case: Case, day: date) -> Iterator[Value]:
    rule = case.policy.on(day).key
    inside = any(day in span for span in case.window)
    added: tuple[Value, ...] | None = None
    for measure in case.person.measures:
        decided = measure.decided_on
        if decided is None or decided.last > day or not (inside or day.year - rule.years <= decided.last.year):
            continue
        yield from _of_measure(case, measure, rule)
        if added is None:
            added = tuple(_added(case, rule, day))
        yield from added


def _of_measure(case: Case, measure: Measure, rule: KeyRule) -> Iterator[Value]:
    if measure.accountability:
        yield _key(case, "accountability")
    if measure.form is None:
        if not measure.accountability:
            yield say("form not on record")
    elif measure.form in rule.forms:
        yield case.policy.label("form", str(measure.form))


def _added(case: Case, rule: KeyRule, day: date) -> Iterator[Value]:
    """The classes that an office added and that have the person; of visits the newest that was held speaks."""
    if rule.important_post and case.person.important_post:
        yield _key(case, "important_post")
    if not (rule.disputes_sanction or rule.situations):
        return
    visits = case.known.visits.get(case.person.code, ())
    newest = next((each for each in reversed(visits) if was_held(each) and each.date <= day), None)
    if newest is None:
        return
    if rule.disputes_sanction and newest.disputes_sanction:
        yield _key(case, "disputes_sanction")
    for each in newest.situation:
        if each in rule.situations:
            yield case.policy.label("situation", str(each))


def _key(case: Case, name: str) -> Label:
    return case.policy.key_label(name) or Label(name, name)
