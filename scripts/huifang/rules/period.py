"""The impact period of one measure by itself: start, last barred day, bars (rules part 2)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from huifang.register import Span, add_months
from huifang.register.days import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from huifang.policy import MeasureRule, MeasureVersion, Policy, Version
    from huifang.policy.models import Convention, Layer
    from huifang.register.models import Measure, Person

SELECTION = ("promotion", "further_use", "leading_post", "higher_post", "equal_or_higher_post", "rank_grade")
"""Bars that keep a person from selection."""
LOCAL = "local_rule"  # may keep from selection: local rules say, so nobody knows while it runs
COUNTED = (*SELECTION, LOCAL)  # bars that count for the end of the period; all others are shown only


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One measure with its period; all days inclusive.

    `until` is the last barred day of the selection bars, None while it is open or cannot be computed;
    `sure_to` the last day that is barred for certain, `possible` the end of a sum that practice may make;
    `category` is the person's at the decision, by which the version was chosen.
    """

    measure: Measure
    rule: MeasureRule
    category: str
    version: MeasureVersion | None = None
    start: date | None = None
    until: date | None = None
    sure_to: date | None = None
    possible: date | None = None
    probation_end: date | None = None
    probation_limit: date | None = None  # the end of the longest probation that the law knows
    open: bool = False  # 留党察看 whose rights are not restored
    bars: dict[str, date | None] = field(default_factory=dict)
    layers: tuple[Layer, ...] = ()  # bars among them that a selection rule adds, not the sanction's own text
    months: int | None = None
    stated_differs: bool = False
    missing: tuple[str, ...] = ()
    changed_to: date | None = None  # the day on which another measure took its place

    @property
    def index(self) -> int:
        """The measure's number in the file."""
        return self.measure.index

    @property
    def selects(self) -> bool:
        """Whether it keeps, or may keep, the person from selection; 开除党籍 of before 2018-10 does not."""
        return not self.bars or any(bar in COUNTED for bar in self.bars)

    @property
    def local(self) -> bool:
        """Whether local rules alone say if it keeps the person from selection."""
        return LOCAL in self.bars and not any(bar in SELECTION for bar in self.bars)

    def rule_of(self, bar: str) -> Version | None:
        """The rule that gives a bar."""
        added = (layer for layer in self.layers if layer.bar == bar)
        return next(added, self.version.barring if self.version else None)

    @property
    def span(self) -> Span | None:
        """Its days in the person's window; open while rights are not restored."""
        if self.start is None or not self.selects or (self.until is None and not self.open and self.sure_to is None):
            return None
        return Span(self.start, self.until if self.until is not None or self.open else self.sure_to)

    def ending(self, last: date) -> Period:
        """The same period with another last barred day; bars shorter than the whole keep their own end."""
        bars: dict[str, date | None] = {
            bar: last if end is None or end == self.until else min(end, last) for bar, end in self.bars.items()
        }
        return replace(self, until=last, sure_to=last, bars=bars)


def last_barred(start: date, months: int, convention: Convention) -> date:
    """The last barred day of `months` from `start`.

    `civil_code`: the corresponding day. `start_counts`: the day before it. A month without the corresponding
    day ends the period with its own end under both (rules part 10).
    """
    end = add_months(start, months)
    return end - ONE_DAY if convention == "start_counts" and end.day == start.day else end


def category_of(person: Person, measure: Measure) -> str:
    """The person's category at a decision: as the measure says, else by the history of that day."""
    if measure.category is not None:
        return str(measure.category)
    return person.category_on(measure.decided_on.last) if measure.decided_on else str(person.category)


def own_period(
    measure: Measure, policy: Policy, convention: Convention, category: str, *, early: bool = False
) -> Period:
    """The period of a measure as if there were no other.

    `early` computes a month-only decision from the month's first day, to ask whether that would change an order.
    """
    rule = policy.types[measure.type]
    made = Period(measure=measure, rule=rule, category=category)
    if measure.decided_on is None:
        return replace(made, missing=(_path(measure, "decided_on"),))
    start = measure.decided_on.first if early else measure.decided_on.last
    made = replace(made, start=start)
    if policy.by_reason(measure.type) and measure.removal_reason is None:
        return replace(made, missing=(_path(measure, "removal_reason"),))
    reason, edition = measure.removal_reason, measure.basis_version
    version = policy.measure(measure.type, start, category=category, reason=reason, edition=edition)
    made = replace(made, version=version)
    if rule.effect == "probation" and version is not None:
        return _probation(made, version, start, convention)
    return _plain(made, version, start, convention)


def _plain(made: Period, version: MeasureVersion | None, start: date, convention: Convention) -> Period:
    measure, bars = made.measure, version.bars if version else ()
    set_by_decision = measure.months if measure.months is not None else None
    months = set_by_decision if set_by_decision is not None else version.months if version else None
    if months is None and measure.stated_end is None:
        return replace(made, missing=(_path(measure, "months"),))
    computed = None if months is None else last_barred(start, months, convention)
    until = measure.stated_end or computed
    ends: dict[str, date | None] = {}
    for bar in bars:
        shorter = version.months_by_bar.get(bar) if version else None
        ends[bar] = min(until, last_barred(start, shorter, convention)) if shorter and until else until
    return replace(
        made,
        until=until,
        sure_to=until,
        bars=ends,
        months=months,
        stated_differs=measure.stated_end is not None and computed is not None and measure.stated_end != computed,
    )


def _probation(own: Period, version: MeasureVersion, start: date, convention: Convention) -> Period:
    """留党察看: barred from the decision; the period itself runs from the restoration of rights."""
    measure = own.measure
    made = replace(
        own,
        months=measure.months if measure.months is not None else version.months,
        probation_end=probation_end(measure, version, start, convention),
        probation_limit=last_barred(start, version.probation_max, convention) if version.probation_max else None,
        bars=dict.fromkeys(version.bars),
    )
    if measure.rights_restored_on is not None:
        until = measure.stated_end or last_barred(measure.rights_restored_on, made.months or 0, convention)
        return replace(made, until=until, sure_to=until, bars=dict.fromkeys(version.bars, until))
    if made.probation_end is not None:
        return replace(made, open=True, sure_to=made.probation_end)
    least = min(version.probation_months, default=0)
    if measure.probation_extended_on is not None:
        least = min(least + version.extension_months, version.probation_max)
    missing = (_path(measure, "probation_months"),)
    return replace(made, open=True, sure_to=last_barred(start, least, convention) if least else None, missing=missing)


def probation_end(measure: Measure, version: MeasureVersion, start: date, convention: Convention) -> date | None:
    """The last day of probation, extended up to the most the rule allows; None where its length is not given."""
    months = measure.probation_months
    if months is None:
        return None
    if measure.probation_extended_on is not None:
        months = max(months, min(months + version.extension_months, version.probation_max))
    return last_barred(start, months, convention)


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of the days that are there."""
    return max((day for day in days if day is not None), default=None)


def _path(measure: Measure, key: str) -> str:
    return f"measures[{measure.index}].{key}"


def selection_bars(bars: Mapping[str, date | None]) -> dict[str, date | None]:
    """Only the bars that keep, or may keep, a person from selection."""
    return {bar: end for bar, end in bars.items() if bar in COUNTED}
