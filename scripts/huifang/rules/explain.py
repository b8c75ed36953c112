"""The reasons of an eligibility row, in words: each measure with its arithmetic, then what else stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.register import add_months
from huifang.rules.case import make_case
from huifang.rules.needed import named_field
from huifang.rules.states import State, obstacles_now, state
from huifang.texts import N_, Text, Value, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy.models import Convention
    from huifang.rules.case import Case
    from huifang.rules.period import Period
    from huifang.rules.stacking import Link


def reasons(case: Case) -> Iterator[Text]:
    """Why the row says what it says: measures in the order of the file, combinations, obstacles, missing facts."""
    if case.left_on is not None:
        yield _out_of_service(case)
    for period in case.periods:
        yield _measure(period)
    for change in case.changes:
        if change.rule is not None:
            yield say("changed on review; rule: {rule}", rule=change.rule.cited)
    for link in case.links:
        yield _link(case, link)
    for obstacle in obstacles_now(case):
        yield obstacle.reason
    for path in case.missing:
        field = named_field(case.person, path, case.policy)
        yield say("to be checked: {field} is missing, not complete or cannot be read", field=field)
    if state(case) is State.UNKNOWN and case.possible_until is not None:
        yield say("practice may add the periods: until {day} nobody can say", day=case.possible_until)


def _out_of_service(case: Case) -> Text:
    assert case.left_on is not None  # noqa: S101 - the caller has looked
    left = case.person.left
    if left is not None and left.on == case.left_on and "left.reason" in case.person.unread:
        return say("out of service since {day}", day=left.on)
    if left is not None and left.on == case.left_on:
        return say(
            "out of service since {day} ({why})", day=left.on, why=case.policy.label("left_reason", str(left.reason))
        )
    return say("dismissed on {day}", day=case.left_on)


def _measure(period: Period) -> Text:
    name, decided = period.rule.label.label, period.measure.decided_on
    if decided is None:
        return say("{measure}: the day of decision is not known", measure=name)
    day = say("about {month}", month=str(decided)) if decided.month_only else say("{day}", day=decided.last)
    if period.version is None:
        if period.until is not None:
            return say(
                "{measure}, decided {day}, set by the decision until {until}", measure=name, day=day, until=period.until
            )
        return say("{measure}, decided {day}: policy has no period for it", measure=name, day=day)
    rule = period.version.cited
    if period.local and period.until is not None:
        return say("{measure}, decided {day}, {months} months to {until}: {rule} bars nothing by itself, local rules "
                   "say what it bars", measure=name, day=day, months=period.months or 0, until=period.until,
                   rule=rule)  # fmt: skip
    if period.changed_to is not None:
        return say(
            "{measure}, decided {day}, ended by the change of {changed}",
            measure=name,
            day=day,
            changed=period.changed_to,
        )
    return _own_end(period, name, day, rule)


def _own_end(period: Period, name: Value, day: Value, rule: Value) -> Text:
    """How a measure that nothing replaced runs out, as far as that is known."""
    if period.open:
        end = period.probation_end
        if end is None:
            return say("{measure}, decided {day}: the length of the probation is not known", measure=name, day=day)
        return say("{measure}, decided {day}, probation until {until}; the period follows the restoration of rights "
                   "({rule})", measure=name, day=day, until=end, rule=rule)  # fmt: skip
    if period.until is None:
        return say("{measure}, decided {day}: its end cannot be computed ({rule})", measure=name, day=day, rule=rule)
    restored = period.measure.rights_restored_on if period.rule.effect == "probation" else None
    values: dict[str, Value] = {"months": period.months or 0, "until": period.until, "rule": rule}
    if restored is not None:
        template = N_("{measure}, rights restored {day}, {months} months, last barred day {until} ({rule})")
        return say(template, measure=name, day=restored, **values)
    return say(
        N_("{measure}, decided {day}, {months} months, last barred day {until} ({rule})"),
        measure=name,
        day=day,
        **values,
    )


def _link(case: Case, link: Link) -> Text:
    names = tuple(period.rule.label.label for period in case.periods if period.index in link.measures)
    if link.kind == "sum":
        return _sum(names, link)
    if link.possible is not None:
        template = N_("{measures}: they run side by side; a sum would last until {possible} ({rule})")
        return say(template, measures=names, possible=link.possible, rule=link.rule.cited)
    return say("{measures}: the later end counts ({rule})", measures=names, rule=link.rule.cited)


def _sum(names: tuple[Value, ...], link: Link) -> Text:
    """The rest of the old period, the new one, and what they add up to."""
    rule = link.rule.cited
    if link.until is None or link.old_end is None or link.from_day is None:
        return say("{measures}: the rest of the open period comes first ({rule})", measures=names, rule=rule)
    values: dict[str, Value] = {
        "measures": names,
        "days": (link.old_end - link.from_day).days,
        "old": link.old_end,
        "months": link.months,
        "until": link.until,
        "rule": rule,
    }
    if link.rule.cap_months is not None and link.until == add_months(link.from_day, link.rule.cap_months):
        template = N_(
            "{measures}: {days} days of the old period rest (to {old}), and {months} months; together at most {cap} "
            "months from the new decision: to {until} ({rule})"
        )
        return say(template, **values, cap=link.rule.cap_months)
    template = N_(
        "{measures}: {days} days of the old period rest (to {old}), and {months} months follow: to {until} ({rule})"
    )
    return say(template, **values)


def calculation(case: Case) -> Iterator[Text]:
    """How the last barred day was counted, and what the other convention would give."""
    if case.until is None:
        return
    version = case.policy.convention_version
    label = case.policy.label("convention", case.convention)
    yield say("convention for the last barred day: {convention} ({rule})", convention=label, rule=version.cited)
    other: Convention = "start_counts" if case.convention == "civil_code" else "civil_code"
    alternative = make_case(case.known, case.person, case.policy, other).until
    if alternative is not None and alternative != case.until:
        name = case.policy.label("convention", other)
        yield say("by the other convention ({convention}): {day}", convention=name, day=alternative)
