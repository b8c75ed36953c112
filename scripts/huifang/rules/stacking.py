"""Several measures of one system: sums, periods side by side, and orders that a month-only date leaves open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang.register import add_months
from huifang.rules.period import Period, latest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.policy import Policy, StackingVersion
    from huifang.policy.models import Adding


@dataclass(frozen=True, slots=True)
class Link:
    """How one measure met earlier ones: their indexes with its own last, and what the rule made of it."""

    kind: Adding
    measures: tuple[int, ...]
    rule: StackingVersion
    until: date | None
    possible: date | None = None
    by_hand: bool = field(kw_only=True)
    old_end: date | None = None  # the end that the rest is counted to
    from_day: date | None = None  # the day the rest is counted from: the new measure's
    months: int = 0  # the new measure's own length


@dataclass(slots=True)
class Stacked:
    """The periods of all systems after stacking, and how they met."""

    periods: dict[int, Period] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


def stacked(periods: Mapping[int, Period], policy: Policy) -> Stacked:
    """Each system by itself, in the order of decision; nothing adds across systems."""
    result = Stacked(dict(periods))
    families = sorted({period.rule.family for period in periods.values()})
    for family in families:
        mine = [period for period in periods.values() if period.rule.family == family and period.start is not None]
        mine = [period for period in mine if (period.selects and not period.missing) or period.open]
        for period in sorted(mine, key=_order):
            _place(period, [result.periods[each.index] for each in mine if each.index != period.index], policy, result)
    return result


def _order(period: Period) -> tuple[date | None, int, date, int]:
    """Decision day; on one day the order does not matter, but must be steady whatever the order of the file."""
    return period.start, period.rule.weight, period.until or date.max, period.months or 0


def _place(new: Period, others: Sequence[Period], policy: Policy, result: Stacked) -> None:
    assert new.start is not None  # noqa: S101 - only periods with a start are placed
    apart = [each for each in others if not _same_matter(each, new)]
    decided = new.measure.decided_on.last if new.measure.decided_on else new.start
    rule = policy.adding(new.rule.family, decided, new.category)
    same_day = [each for each in apart if each.start == new.start]
    last = max([*same_day, new], key=lambda each: (_order(each), each.index))  # who tells it, once
    if same_day and rule.rule != "later_end" and last is new:
        indexes = tuple(sorted(each.index for each in [*same_day, new]))
        ends = latest(each.until for each in [*same_day, new])
        result.links.append(Link("later_end", indexes, policy.stacking.same_day[0], ends, by_hand=True))
    before = [each for each in apart if each.start is not None and each.start < new.start]
    if before and rule.rule != "later_end" and not _set_by_decision(new):
        _add(new, [_cut_early(each, new.start, policy) for each in before], rule, result)


def _add(new: Period, before: Sequence[Period], rule: StackingVersion, result: Stacked) -> None:
    assert new.start is not None  # noqa: S101 - see _place
    reaching = [each for each in before if _reaches(each, new.start)]
    if not reaching:
        return
    running = [each for each in before if each.open or (each.until is not None and new.start <= each.until)]
    indexes = (*sorted(each.index for each in reaching), new.index)
    if any(each.open for each in running):
        _behind_open(new, indexes, rule, result)
        return
    end = latest(each.until for each in before)
    farthest = latest(each.possible or each.until for each in before)
    if end is None or farthest is None:
        return
    made, possible = new, None
    if rule.rule == "sum" and running:
        made = _ending(new, _sum(new, end, rule))
        possible = _sum(new, farthest, rule) if farthest > end else None
    else:
        possible = _sum(new, farthest, rule)
    if made.until is not None and possible is not None and possible <= made.until:
        possible = None
    made = replace(made, possible=possible)
    result.periods[new.index] = made
    kind: Adding = "sum" if rule.rule == "sum" and running else "side_by_side"
    probation = new.rule.effect == "probation"
    by_hand = kind == "side_by_side" or probation or not rule.sure or _is_cut(new, end, rule)
    until = latest((made.until, end)) if made.until is not None else None
    link = Link(kind, indexes, rule, until, possible, by_hand=by_hand)
    result.links.append(replace(link, old_end=end, from_day=new.start, months=new.months or 0))


def _reaches(period: Period, day: date) -> bool:
    """Whether a period, or a sum that practice may make, still runs on `day`."""
    farthest = period.possible or period.until
    return period.open or (farthest is not None and day <= farthest)


def _behind_open(new: Period, indexes: tuple[int, ...], rule: StackingVersion, result: Stacked) -> None:
    """Behind 留党察看 with rights not restored: the rest is not known, so neither is a sum."""
    made = new if new.open else replace(new, until=None, bars=dict.fromkeys(new.bars)) if rule.rule == "sum" else new
    result.periods[new.index] = made
    result.links.append(Link(rule.rule, indexes, rule, None, by_hand=True))


def _sum(new: Period, end: date, rule: StackingVersion) -> date | None:
    """Previous end + new months in one step, within the cap from the new decision, never below an end that stands.

    For 留党察看 the rest of the old period, in days from the new decision, follows its own period.
    """
    if new.start is None or new.until is None or new.months is None:
        return None
    if new.rule.effect == "probation":
        return new.until + timedelta(days=(end - new.start).days)
    total = add_months(end, new.months)
    if rule.cap_months is not None:
        total = min(total, add_months(new.start, rule.cap_months))
    return max(total, end)


def _is_cut(new: Period, end: date, rule: StackingVersion) -> bool:
    """Whether the cap shortens the sum: the law does not say from which day the cap is counted."""
    if rule.cap_months is None or new.start is None or new.months is None:
        return False
    return add_months(end, new.months) > add_months(new.start, rule.cap_months)


def _ending(new: Period, last: date | None) -> Period:
    if last is None or new.until is None:
        return new
    return new.ending(last)


def _same_matter(one: Period, other: Period) -> bool:
    return one.measure.matter is not None and one.measure.matter == other.measure.matter


def _set_by_decision(period: Period) -> bool:
    """A stated end or set months replaces the sum."""
    return period.measure.stated_end is not None or period.measure.months is not None


def _cut_early(period: Period, day: date, policy: Policy) -> Period:
    """A measure lifted early before `day` ends the day before its lifting."""
    early = lifted_early(period, policy)
    return period.ending(early) if early is not None and early < day else period


def lifted_early(period: Period, policy: Policy) -> date | None:
    """The last barred day of a measure lifted before its end, where the rule of its time allowed that."""
    lifted, decided = period.measure.lifted_on, period.measure.decided_on
    if lifted is None or decided is None or (period.until is not None and lifted >= period.until):
        return None
    family = period.rule.family  # what is said for a category alone goes by the decision
    allowed = (policy.early(family, decided.last, period.category), policy.early(family, lifted))
    if not all(version is not None and version.allowed for version in allowed):
        return None
    return lifted - timedelta(days=1)


def chains(indexes: Iterable[int], links: Iterable[Link]) -> dict[int, frozenset[int]]:
    """Index -> all measures whose periods form one sum with it."""
    chain = {index: frozenset({index}) for index in indexes}
    for link in links:
        if link.kind == "sum":
            joined = frozenset().union(*(chain[index] for index in link.measures))
            chain.update(dict.fromkeys(joined, joined))
    return chain
