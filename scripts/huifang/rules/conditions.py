"""Conditions instead of a verdict: what must be so before a person is back in scope, each met, not met or unknown.

The order is that of the vocabulary; where the longer of two periods decides, only that one is told. Article, dates and
remedy of a condition come from the measure that decides it; the article is the one in force on the day for the person.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from huifang.rules.needed import named_field
from huifang.rules.obstacles import Obstacle, obstacles
from huifang.texts import Label, Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from huifang.rules.case import Case
    from huifang.rules.lifting import Ending
    from huifang.rules.period import Period


DISMISSED = "开除"  # the reason of leaving that a dismissal is
NOT_CONCERNED = say("does not concern this person")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: `met` None is unknown; `dates` are the facts it was decided by; `remedy` what would change it.

    Without an article it cannot concern the person.
    """

    condition: str
    article: Label | None
    dates: Mapping[str, date] = field(default_factory=dict)
    remedy: Text | None = None
    met: bool | None = field(kw_only=True)


def conditions(case: Case) -> tuple[Condition, ...]:
    """All conditions of a person on the case's day; where the record cannot be read, none is taken as met."""
    found = tuple(make(case) for make in CONDITIONS)
    if not case.unread:
        return found
    return tuple(replace(each, met=None, remedy=_add(case, case.missing)) if each.met else each for each in found)


def period_over(case: Case) -> Condition:
    """Every measure's period is over. Source: the deciding measure's own article."""
    chosen = _deciding(case)
    article = chosen.version.cited if chosen is not None and chosen.version else _cited(case, "period")
    if chosen is None or _is_over(case):
        dates = _dates(since=chosen.start if chosen else None, until=case.until)
        return Condition("period", article, dates, None if case.periods else NOT_CONCERNED, met=True)
    met = False if any(_runs(period, case.day) for period in case.periods) else None
    if chosen.open:
        remedy = _add(case, chosen.missing) or say(
            "the period runs from the day on which the Party rights are restored"
        )
        return Condition(
            "period", article, _dates(since=chosen.start, probation_end=chosen.probation_end), remedy, met=met
        )
    if case.until is None:
        return Condition(
            "period",
            article,
            _dates(since=chosen.start),
            _add(case, chosen.missing) or _add(case, case.missing),
            met=met,
        )
    dates = _dates(since=chosen.start, until=case.until, possible_until=case.possible_until)
    return Condition("period", article, dates, _when_over(case), met=met)


def _when_over(case: Case) -> Text:
    """What ends a period whose end is known."""
    runs = any(_runs(period, case.day) for period in case.periods)
    if case.local_until is not None and case.day <= case.local_until and not runs:
        return say("ask what the local rules bar until {day}", day=case.local_until)
    if runs and case.last_end is not None:
        return say("ends by itself after {day}", day=case.last_end)
    return say("ask the deciding body whether the periods add up")


def _deciding(case: Case) -> Period | None:
    """The measure whose end decides: an open one first, then one whose end nobody knows, then the last to end."""
    mine = [period for period in case.periods if period.selects] or list(case.periods)
    return max(
        mine,
        key=lambda each: (each.open, bool(each.missing), each.until or each.sure_to or each.start or case.day),
        default=None,
    )  # fmt: skip


def _runs(period: Period, day: date) -> bool:
    """Whether it certainly bars on the day."""
    last = period.until or period.sure_to
    return period.selects and not period.local and last is not None and day <= last


def _is_over(case: Case) -> bool:
    """Whether no measure bars on the day, nor may."""
    ends = (case.last_end, case.possible_until, case.local_until)
    unknown = case.until is None and any(period.selects for period in case.periods)
    return not unknown and not case.unread and all(end is None or case.day > end for end in ends)


def no_investigation(case: Case) -> Condition:
    """No open investigation (立案审查调查), with the selection rules that bar it."""
    return _restricted(case, "investigation", say("when the investigation is closed"))


def no_violation(case: Case) -> Condition:
    """No new violation that is not settled."""
    return _restricted(case, "violation", say("when the matter handed over is settled"))


def rights_restored(case: Case) -> Condition:
    """Rights restored after 留党察看. Source: the article on probation by which it was decided."""
    probations = [period for period in case.periods if period.rule.effect == "probation" and period.changed_to is None]
    if not probations:
        return Condition("rights", None, {}, NOT_CONCERNED, met=True)
    chosen = max(case.open_probation or probations, key=lambda each: each.probation_end or each.start or case.day)
    article = chosen.version.cited if chosen.version else None
    if not case.open_probation:
        return Condition("rights", article, _dates(rights_restored_on=chosen.measure.rights_restored_on), met=True)
    remedy = say("record `rights_restored_on` when the rights are restored by decision")
    return Condition("rights", article, _dates(probation_end=chosen.probation_end), remedy, met=False)


def lifted(case: Case) -> Condition:
    """A lifting decision where the rule of that time needs one; else the article by which the measure lifts itself."""
    ending = max(case.endings, key=lambda each: (each.missing, each.last), default=None)
    if ending is None:
        return _lifts_itself(case)
    dates = _dates(until=ending.last, lifted_on=ending.lifted)
    if not ending.missing:
        return Condition("lifting", ending.rule.cited, dates, met=True)
    remedy, met = _lifting_asked(case, ending)
    return Condition("lifting", ending.rule.cited, dates, remedy, met=met)


def _lifting_asked(case: Case, ending: Ending) -> tuple[Text, bool | None]:
    if case.day > ending.last:
        return say("record `lifted_on`; {owner} decides", owner=case.name_of(ending.owner)), False
    return say("record `lifted_on` when the measure is lifted"), None


def _lifts_itself(case: Case) -> Condition:
    """政务* and 国企* lift automatically; Party sanctions, 诫勉 and 组织处理 know no lifting."""
    mine = [period for period in case.periods if case.policy.family(period.rule.family).lifts_itself]
    chosen = max(mine, key=lambda each: each.until or case.day, default=None)
    if chosen is None:
        return Condition("lifting", None, {}, NOT_CONCERNED, met=True)
    lifts = min(chosen.until or case.day, case.day)  # no text is cited before it was in force
    rule = case.policy.ending(chosen.rule.family, lifts, chosen.category)
    if rule is None:
        return Condition("lifting", None, {}, NOT_CONCERNED, met=True)
    return Condition("lifting", rule.cited, _dates(until=chosen.until), met=True)


def not_held(case: Case) -> Condition:
    """Not held by a named decision (期满影响使用)."""
    holding, article = _standing(case, "hold"), _cited(case, "hold")
    if holding is None:
        return Condition("hold", article, met=True)
    remedy = say("when the body that holds ends it, or at its review")
    return Condition("hold", article, _dates(since=holding.span.first, until=holding.span.last), remedy, met=False)


def in_service(case: Case) -> Condition:
    """Still in service; who left, by the article on that way of leaving where there is one."""
    if case.left_on is None or case.left_on > case.day:
        return Condition("service", _cited(case, "service"), met=True)
    reason = str(case.person.left.reason) if case.person.left and case.person.left.on == case.left_on else DISMISSED
    article = _cited(case, "service", reason) or _cited(case, "service")
    return Condition("service", article, _dates(left_on=case.left_on), None, met=False)


def data_complete(case: Case) -> Condition:
    """Nothing that the answer needs is missing or unreadable."""
    article = _cited(case, "data")
    if case.missing:
        return Condition("data", article, {}, _add(case, case.missing), met=None)
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
    article = _cited(case, kind)
    if not case.known.has_restricted:
        return Condition(kind, article, {}, say("the written opinion of the discipline body decides"), met=None)
    found = _standing(case, kind)
    if found is None:
        return Condition(kind, article, met=True)
    return Condition(kind, article, _dates(since=found.span.first), remedy, met=False)


def _standing(case: Case, kind: str) -> Obstacle | None:
    return next((each for each in obstacles(case) if each.kind == kind and case.day in each.span), None)


def _cited(case: Case, name: str, leaving: str | None = None) -> Label | None:
    """The texts of a condition in force on the day for the person's category, together; None where there is none."""
    category = case.person.category_on(case.day)
    found = [version.cited for version in case.policy.condition(name, case.day, category, leaving)]
    if not found:
        return None
    return Label("；".join(each.zh for each in found), "; ".join(each.en for each in found))


def _add(case: Case, missing: tuple[str, ...]) -> Text | None:
    """Add the first of the fields that are missing."""
    return say("add {field}", field=named_field(case.person, missing[0], case.policy)) if missing else None


def _dates(**days: date | None) -> dict[str, date]:
    return {name: day for name, day in days.items() if day is not None}
