"""Measures changed on review: the new one ends the old on its own decision day (rules part 2, C11 to C14)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from huifang.register.days import ONE_DAY
from huifang.rules.period import Period, last_barred, probation_end

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from huifang.policy import Policy, Version
    from huifang.policy.models import Convention


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """One change: the indexes of the old and the new measure, the rule, and how far the old one still reaches."""

    old: int
    new: int
    rule: Version | None
    until: date | None


def changed(
    periods: Sequence[Period], policy: Policy, convention: Convention
) -> tuple[list[Period], list[MeasureChange]]:
    """The periods after every change, oldest decision first, and the changes themselves."""
    made = {period.index: period for period in periods}
    by_id = {period.measure.id: period.index for period in periods if period.measure.id is not None}
    changes: list[MeasureChange] = []
    for period in sorted(periods, key=_decision):
        old = by_id.get(period.measure.replaces) if period.measure.replaces else None
        if old is None or old == period.index or period.start is None:
            continue
        new, change = _change(made[old], period, policy, convention)
        made[old] = _ended(made[old], period.start)
        made[period.index] = new
        changes.append(change)
    return [made[period.index] for period in periods], changes


def _decision(period: Period) -> tuple[bool, date | None, int]:
    decided = period.measure.decided_on
    return (decided is None, decided and decided.last, period.rule.weight)


def _ended(old: Period, on: date) -> Period:
    """The old measure up to the day before the change."""
    last = on - ONE_DAY
    ended = old if old.until is not None and old.until <= last else old.ending(last)
    return replace(ended, open=False, missing=(), changed_to=on)


def _change(old: Period, new: Period, policy: Policy, convention: Convention) -> tuple[Period, MeasureChange]:
    one_family = old.rule.family == new.rule.family  # a rule says from where, or nobody knows
    if not one_family or not policy.family(new.rule.family).changes or old.start is None:
        return unknown_start(new), MeasureChange(old.index, new.index, None, None)
    kind = _kind(old, new)
    if kind == "expulsion_to_probation":
        made = _probation_from(new, old.start, convention)
    elif kind == "lighter":
        made = _from(new, old.start, convention)
    elif kind == "heavier":
        made = _heavier(old, new, convention)
    else:
        made = new
    assert new.start is not None  # noqa: S101 - the caller has looked
    return made, MeasureChange(old.index, new.index, policy.change(kind, new.start), made.until)


def unknown_start(new: Period) -> Period:
    """A measure in place of another for which no rule says from when it runs."""
    missing = (*new.missing, f"measures[{new.index}].replaces")
    return replace(new, until=None, sure_to=None, bars=dict.fromkeys(new.bars), missing=missing)


def _kind(old: Period, new: Period) -> str:
    if new.rule.effect == "probation":
        return "expulsion_to_probation" if old.rule.weight > new.rule.weight else "to_probation"
    return "heavier" if new.rule.weight > old.rule.weight else "lighter"


def _from(new: Period, start: date, convention: Convention) -> Period:
    """The new measure counted from another day; a stated end stays."""
    if new.months is None:
        return new
    moved = new.ending(new.measure.stated_end or last_barred(start, new.months, convention))
    return replace(moved, start=start)


def _probation_from(new: Period, start: date, convention: Convention) -> Period:
    if new.version is None:
        return new
    end = probation_end(new.measure, new.version, start, convention)
    return replace(new, start=start, probation_end=end, sure_to=end if new.open else new.sure_to)


def _heavier(old: Period, new: Period, convention: Convention) -> Period:
    """Still running: original decision + new months. Already over: new decision + (new - old months)."""
    assert new.start is not None  # noqa: S101 - the caller has looked
    assert old.start is not None  # noqa: S101 - as above
    if new.months is None:
        return new
    if old.until is None or new.start <= old.until:
        return _from(new, old.start, convention)
    rest = max(0, new.months - (old.months or 0))
    return new.ending(new.measure.stated_end or last_barred(new.start, rest, convention))


def kept(periods: Sequence[Period], changes: Sequence[MeasureChange]) -> Mapping[int, Period]:
    """The periods that count for stacking: those that no other measure replaced."""
    replaced = {change.old for change in changes}
    return {period.index: period for period in periods if period.index not in replaced}
