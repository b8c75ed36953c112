"""Conditions instead of a verdict: what must be so before a person is back in scope, each met, not met or unknown.

The order is that of the vocabulary; where the longer of two periods decides, only that one is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from huifang.rules.lifting import LIFTED_FAMILIES
from huifang.texts import Label, Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from huifang.rules.case import Case
    from huifang.rules.obstacles import Obstacle


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: `met` None is unknown; `dates` are the facts it was decided by; `remedy` what would change it."""

    condition: str
    article: Label
    dates: Mapping[str, date] = field(default_factory=dict)
    remedy: Text | None = None
    met: bool | None = field(kw_only=True)


def conditions(case: Case) -> tuple[Condition, ...]:
    """All conditions of a person on the case's day; where the record cannot be read, none is taken as met."""
    found = tuple(make(case) for make in CONDITIONS)
    if not case.unread:
        return found
    return tuple(replace(each, met=None, remedy=_first_missing(case)) if each.met else each for each in found)


def period_over(case: Case) -> Condition:
    """Every measure's period is over. Source: the deciding measure's own article."""
    deciding = [period for period in case.deciding() if period.version is not None]
    chosen = max(
        deciding, key=lambda period: (period.until is None, period.until or period.sure_to or case.day), default=None
    )
    article = chosen.version.cited if chosen and chosen.version else case.policy.on(case.day).selection.cited
    end = case.possible_until or case.last_end
    dates = _dates(since=chosen.start if chosen else None, until=case.until, possible_until=case.possible_until)
    sure = case.last_end
    if chosen is not None and chosen.open:
        remedy = say("runs on from the day on which the Party rights are restored")
        met = False if sure is not None and case.day <= sure else None
        return Condition("period", article, _dates(since=chosen.start, probation_end=sure), remedy, met=met)
    if sure is not None and case.day <= sure:
        return Condition("period", article, dates, say("ends by itself after {day}", day=sure), met=False)
    if end is not None and case.day <= end:
        return Condition("period", article, dates, say("ask the deciding body whether the periods add up"), met=None)
    if case.until is None and any(period.selects for period in case.periods):
        return Condition("period", article, dates, _first_missing(case), met=None)
    return Condition("period", article, dates, met=True)


def no_investigation(case: Case) -> Condition:
    """No open investigation. Source: 政务处分法 Art. 52."""
    return _restricted(case, "investigation", say("when the investigation is closed"))


def no_violation(case: Case) -> Condition:
    """No new violation that is not settled. Source: S0, rule 18."""
    return _restricted(case, "violation", say("when the matter handed over is settled"))


def rights_restored(case: Case) -> Condition:
    """Rights restored after 留党察看. Source: the regulation's article on probation."""
    probations = [period for period in case.periods if period.rule.effect == "probation" and period.changed_to is None]
    article = next((each.version.cited for each in probations if each.version), _probation_article(case))
    if not case.open_probation:
        days = [each.measure.rights_restored_on for each in probations if each.measure.rights_restored_on is not None]
        return Condition("rights", article, _dates(rights_restored_on=max(days, default=None)), met=True)
    ends = [each.probation_end for each in case.open_probation if each.probation_end is not None]
    remedy = say("record `rights_restored_on` when the rights are restored by decision")
    return Condition("rights", article, _dates(probation_end=max(ends, default=None)), remedy, met=False)


def _probation_article(case: Case) -> Label:
    """The article on probation in force, for people who never were on it."""
    types = (rule.type for rule in case.policy.types.values() if rule.effect == "probation")
    found = (case.policy.measure(each, case.day) for each in types)
    return next((version.cited for version in found if version is not None), case.policy.on(case.day).rights.cited)


def lifted(case: Case) -> Condition:
    """A lifting decision where the rule of that time needs one. Source: policy, `lifting`."""
    if not case.endings:
        rule = case.policy.ending(LIFTED_FAMILIES[0], case.day)
        article = rule.cited if rule else case.policy.on(case.day).lifting.cited
        return Condition("lifting", article, met=True)
    ending = max(case.endings, key=lambda each: (each.missing, each.unknown, each.last))
    dates = _dates(until=ending.last, lifted_on=ending.lifted)
    if ending.missing and case.day > ending.last:
        remedy = say("record `lifted_on`; {owner} decides", owner=case.name_of(ending.owner))
        return Condition("lifting", ending.rule.cited, dates, remedy, met=False)
    if ending.missing or ending.unknown:
        remedy = say("record `lifted_on` when the measure is lifted")
        return Condition("lifting", ending.rule.cited, dates, remedy, met=None)
    return Condition("lifting", ending.rule.cited, dates, met=True)


def not_held(case: Case) -> Condition:
    """Not held by a named decision (期满影响使用). Source: 选拔任用工作条例 Art. 24(6)."""
    holding = _standing(case, "hold")
    article = case.policy.on(case.day).selection.cited
    if holding is None:
        return Condition("hold", article, met=True)
    remedy = say("when the body that holds ends it, or at its review")
    return Condition("hold", article, _dates(since=holding.span.first, until=holding.span.last), remedy, met=False)


def in_service(case: Case) -> Condition:
    """Still in service."""
    article = case.policy.on(case.day).service.cited
    if case.left_on is not None and case.left_on <= case.day:
        return Condition("service", article, _dates(left_on=case.left_on), None, met=False)
    return Condition("service", article, met=True)


def data_complete(case: Case) -> Condition:
    """Nothing that the answer needs is missing, unreadable, or resting on words nobody read."""
    article = case.policy.on(case.day).data.cited
    if case.missing:
        return Condition("data", article, {}, _first_missing(case), met=None)
    return Condition("data", article, met=True)


CONDITIONS: tuple[Callable[[Case], Condition], ...] = (
    period_over,
    no_investigation,
    no_violation,
    rights_restored,
    lifted,
    not_held,
    in_service,
    data_complete,
)


def _restricted(case: Case, kind: str, remedy: Text) -> Condition:
    """A condition on facts that stand in `restricted/`: unknown for everybody where that folder is absent."""
    article = getattr(case.policy.on(case.day), kind).cited
    if not case.known.has_restricted:
        return Condition(kind, article, {}, say("the written opinion of the discipline body decides"), met=None)
    found = _standing(case, kind)
    if found is None:
        return Condition(kind, article, met=True)
    return Condition(kind, article, _dates(since=found.span.first), remedy, met=False)


def _standing(case: Case, kind: str) -> Obstacle | None:
    return next((each for each in case.obstacles if each.kind == kind and case.day in each.span), None)


def _first_missing(case: Case) -> Text | None:
    return say("add {field}", field=case.missing[0]) if case.missing else None


def _dates(**days: date | None) -> dict[str, date]:
    return {name: day for name, day in days.items() if day is not None}
