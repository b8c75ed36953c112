"""Selection: what was decided about a person while a period ran, against the computed dates of that person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import was_read
from huifang.register import Finding, warning
from huifang.rules.case import Case, bars_on
from huifang.rules.manual_check import ends_unstated
from huifang.rules.obstacles import obstacles
from huifang.rules.period import selection_bars
from huifang.rules.stacking import lifted_early
from huifang.rules.states import BLOCKING
from huifang.rules.stretches import free_from, stretches
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.register import Register
    from huifang.register.models import Person
    from huifang.rules.period import Period
    from huifang.rules.programme import Programme
    from huifang.texts import Text

RISES = ("提拔", "进一步使用", "晋升职级")  # appointments that a bar forbids


def appointed_inside_period(register: Register, programme: Programme) -> Iterator[Finding]:
    """Nobody is promoted, used further or raised in grade while a bar runs.

    Why: the appointment stands in the record as it happened; whoever made it must be able to say why.
    Fix: check day and kind; tell the appointing body.
    """
    for person, case, number in _rises(register, programme):
        day = person.appointments[number].on
        bars = sorted({bar for period in case.periods for bar in _running(case, period, day)})
        if bars:
            names = tuple(programme.policy.label("bar", bar) for bar in bars)
            kind = programme.policy.label("appointment_kind", person.appointments[number].kind)
            message = say("{kind} on {day}, while barred from: {bars}", kind=kind, day=day, bars=names)
            fix = say("check day and kind; keep it where both are right, and tell the appointing body")
            yield warning(person.at("appointments", number), message, fix=fix)


def appointed_while_blocked(register: Register, programme: Programme) -> Iterator[Finding]:
    """Nobody is promoted, used further or raised in grade while a matter is outstanding.

    Why: an open case, rights not restored or a missing lifting stand against it.
    Fix: check day and kind; tell the appointing body.
    """
    for person, case, number in _rises(register, programme):
        day = person.appointments[number].on
        blocking = tuple(each.reason for each in obstacles(case) if each.kind in BLOCKING and day in each.span)
        if blocking:
            kind = programme.policy.label("appointment_kind", person.appointments[number].kind)
            message = say("{kind} on {day}, although: {reasons}", kind=kind, day=day, reasons=blocking)
            fix = say("check day and kind; keep it where both are right, and tell the appointing body")
            yield warning(person.at("appointments", number), message, fix=fix)


def _rises(register: Register, programme: Programme) -> Iterator[tuple[Person, Case, int]]:
    """Each rise up to the as-of date: the person, the case, and the number of the appointment."""
    for code, person in register.people.items():
        case = programme.cases.get(code) if person.appointments else None
        for number, appointment in enumerate(person.appointments):
            if case is not None and not case.unread and appointment.kind in RISES and appointment.on <= programme.day:
                yield person, case, number


def _running(case: Case, period: Period, day: date) -> Iterator[str]:
    """The selection bars of a measure that certainly run on a day, by the law and the category of that day."""
    if period.start is None or day < period.start:
        return
    for bar, end in selection_bars(bars_on(case, period, day)).items():
        last = end or period.sure_to
        if (last is not None and day <= last) or (period.open and last is None):
            yield bar


def lifted_before_end(register: Register, programme: Programme) -> Iterator[Finding]:
    """A sanction is lifted on its end or later.

    Why: an earlier lifting has no effect, except where the rule of its time allowed one. Source: S29, policy `early`.
    Fix: check the day; the lifting decision at the end is still needed.
    """
    for person, case, period in _periods(register, programme):
        lifted, until = period.measure.lifted_on, period.until
        if period.rule.type not in case.policy.lifted_types or lifted is None or until is None:
            continue
        if lifted < until and lifted_early(period, case.policy) is None:
            message = say("lifted on {day}, before the end on {until}", day=lifted, until=until)
            fix = say("check the day; a lifting before the end has no effect")
            yield warning(person.at("measures", period.index, "lifted_on"), message, fix=fix)


def restored_before_end(register: Register, programme: Programme) -> Iterator[Finding]:
    """Party rights are restored when probation is over.

    Why: the period runs from the day of restoring; a day that is too early ends it too early. Source: S10, L14.
    Fix: check the day against the decision.
    """
    for person, _case, period in _periods(register, programme):
        restored, end = period.measure.rights_restored_on, period.probation_end
        if restored is not None and end is not None and restored < end:
            message = say("restored on {day}, before probation ends on {end}", day=restored, end=end)
            fix = say("check the day, and `probation_months`")
            yield warning(person.at("measures", period.index, "rights_restored_on"), message, fix=fix)


def stated_end_differs(register: Register, programme: Programme) -> Iterator[Finding]:
    """A stated end is the computed one, by itself or added to an earlier period.

    Why: the stated end wins, but a slip would move every date.
    Fix: compare with the decision.
    """
    for person, case, period in _periods(register, programme):
        stated = period.measure.stated_end
        if stated is None:
            continue
        computed = tuple(sorted(ends_unstated(case, period.measure)))
        if computed and stated not in computed:
            message = say("{stated} is stated; computed: {computed}", stated=stated, computed=computed)
            fix = say("compare with the decision; its day counts")
            yield warning(person.at("measures", period.index, "stated_end"), message, fix=fix)


def _periods(register: Register, programme: Programme) -> Iterator[tuple[Person, Case, Period]]:
    for code, person in register.people.items():
        case = programme.cases.get(code)
        if case is not None and was_read(person, "measures", "category", "unit_history"):
            for period in case.periods:
                yield person, case, period


def confirmed_too_early(register: Register, programme: Programme) -> Iterator[Finding]:
    """The committee confirms when the person is free.

    Why: a confirmation on a day on which the person was not free closes no duty. Source: S0, rule 22.
    Fix: check the day, or add the later confirmation.
    """
    for code, person in register.people.items():
        case = programme.cases.get(code) if person.return_to_scope else None
        for number, entry in enumerate(person.return_to_scope if case is not None and not case.unread else ()):
            day = entry.confirmed_on
            if case is not None and day is not None and day <= programme.day and not _free_on(case, day):
                fix = say("check the day, or add the later confirmation")
                yield warning(person.at("return_to_scope", number, "confirmed_on"), _too_early(case, day), fix=fix)


def _free_on(case: Case, day: date) -> bool:
    return any(day in stretch for stretch in stretches(case))


def _too_early(case: Case, day: date) -> Text:
    """A day before the next free stretch; where none has begun, and none is certain to come, without its first day."""
    firsts = (*(stretch.first for stretch in stretches(case)), free_from(case))
    free = min((first for first in firsts if first is not None and first > day), default=None)
    if free is None:
        return say("confirmed on {day}, although not back in the normal scope that day", day=day)
    return say("confirmed on {day}, but free only from {free}", day=day, free=free)
