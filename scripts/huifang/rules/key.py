"""Who belongs to the key groups on a day (rules part 4; S0, rule 11; L1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from huifang.policy.followup import KeyRule
    from huifang.register.models import Measure
    from huifang.rules.case import Case


def is_key(case: Case, day: date) -> bool:
    """A measure of form 2 or 3 or on accountability, decided by `day`; in the window, or decided lately.

    Without a form and without accountability a measure is treated as key. A measure whose decision day nobody
    wrote down cannot be shown to be decided by `day`, and makes nobody key.
    """
    rule = case.policy.on(day).key
    inside = any(day in span for span in case.window)
    return any(_counts(measure, rule, day, inside=inside) for measure in case.person.measures)


def _counts(measure: Measure, rule: KeyRule, day: date, *, inside: bool) -> bool:
    decided = measure.decided_on
    if decided is None or decided.last > day:
        return False
    if not measure.accountability and measure.form is not None and measure.form not in rule.forms:
        return False
    return inside or day.year - rule.years <= decided.last.year
