"""One person's drawing: a line for each measure and what it bars, visits and talks below, the as-of date across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.pages.picture import Dot, PeriodBar, Picture, picture
from huifang.rules.honours import honours
from huifang.rules.period import COUNTED
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.portal.view import View
    from huifang.rules.case import Case
    from huifang.rules.period import Period

HONOURS = "honours"
TALK = "谈心谈话"


def chart(view: View, case: Case) -> Picture | None:
    """The drawing; None where no period has a beginning."""
    groups = [
        (_heading(view, period), [*_lines(view, period), *_honours(view, case, period.index)])
        for period in case.periods
        if period.start is not None
    ]
    dots = [
        Dot(each.date, "talk" if each.kind == TALK else "visit", f"{each.date} {view.label('visit_kind', each.kind)}")
        for each in view.site.contacts(case.person.code)
    ]
    return picture(groups, dots, view.day)


def _heading(view: View, period: Period) -> str:
    name, decided = period.rule.label.label, period.measure.decided_on
    if decided is not None and decided.month_only:
        return view.t(say("{measure} from about {month}", measure=name, month=str(decided)))
    return view.t(say("{measure} from {day}", measure=name, day=period.start or view.day))


def _lines(view: View, period: Period) -> Iterator[PeriodBar]:
    """What the measure bars, selection first; one line for all where the policy names no bar."""
    assert period.start is not None  # noqa: S101 - the caller has looked
    sure = period.sure_to
    if not period.bars:
        yield PeriodBar(view.t(say("impact period")), period.start, period.until, sure, period.possible)
    for bar in sorted(period.bars, key=lambda each: (each not in COUNTED, each)):
        selects = bar in COUNTED
        end, name = period.bars[bar], view.label("bar", bar)
        possible = period.possible if selects and end == period.until else None
        yield PeriodBar(name, period.start, end, sure, possible, shown_only=not selects)


def _honours(view: View, case: Case, index: int) -> Iterator[PeriodBar]:
    for each in honours(case.person, case.policy):
        decided = each.measure.decided_on
        if each.measure.index == index and decided is not None:
            yield PeriodBar(view.label("bar", HONOURS), decided.last, each.until, shown_only=True)
