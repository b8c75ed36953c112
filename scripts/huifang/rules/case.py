"""A person on one day, with all periods worked out once; the rules ask a Case and compute no date again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from huifang.register.days import ONE_DAY, Span, union
from huifang.register.deciding import decides_state
from huifang.register.salvage import UNREAD
from huifang.rules.ambiguous_order import open_orders
from huifang.rules.changed_measures import MeasureChange, changed, kept, unknown_start
from huifang.rules.honours import honours
from huifang.rules.lifting import Ending, endings
from huifang.rules.needed import EFFECTS, unusable
from huifang.rules.period import Period, category_of, latest, own_period
from huifang.rules.stacking import Link, stacked
from huifang.texts import Label, Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from huifang.policy import Policy, Version
    from huifang.policy.models import Convention, Layer
    from huifang.register import Known
    from huifang.register.models import Measure, Person, Restricted

Answer = TypeVar("Answer")
BESIDE_THE_END = ("held", "left")  # what the state needs and the end of a period does not
HONOURS = "honours"  # the bar that appraisal rules give
OF_WHOLE = re.compile(r"measures\[\d+\](\.type)?")  # of a measure of which nothing can be told


@dataclass(frozen=True)
class Case:
    """A person as known on `day`; `until` and the like are last days inside."""

    person: Person
    known: Known
    restricted: Restricted | None
    policy: Policy
    convention: Convention
    periods: tuple[Period, ...]
    changes: tuple[MeasureChange, ...]
    links: tuple[Link, ...]
    endings: tuple[Ending, ...]
    answers: dict[str, Any] = field(default_factory=dict, init=False)

    @property
    def day(self) -> date:
        """The as-of date."""
        return self.known.day

    def on(self, day: date) -> Case:
        """What is known now, asked of another day."""
        return replace(self, known=self.known.on(day))

    def as_known_on(self, day: date) -> Case | None:
        """The person as known on an earlier day; None where nobody had a measure then."""
        known = self.known.earlier(self.person.code, day)
        person = known.people.get(self.person.code)
        return None if person is None else make_case(known, person, self.policy, self.convention)

    def name_of(self, organization: str) -> Label | Text:
        """An organisation's name, as a value of a sentence."""
        if organization == UNREAD:
            return say("a body whose id cannot be read")
        organizations = self.known.organizations
        return Label(organizations.name(organization), organizations.name(organization, "en"))

    @cached_property
    def has_period(self) -> bool:
        """Whether any measure bars from selection, or may: others have no row in the eligibility list."""
        return any(period.selects for period in self.periods) or bool(self._unread)

    @property
    def is_listed(self) -> bool:
        """Whether the person has a row in the eligibility list."""
        return self.has_period or self.dismissed_on is not None

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """What the state needs and nobody could read: keys, or the file."""
        restricted = self.restricted
        lost = restricted.unread if restricted else ()
        return (*self._unread, *(key for key in lost if restricted and (key == restricted.path or decides_state(key))))

    @cached_property
    def _unread(self) -> tuple[str, ...]:
        """Of the person's own record."""
        own = [key for key in self.person.unread if key == self.person.path or decides_state(key)]
        whole = (key for key in own if not key.startswith("measures[") or OF_WHOLE.fullmatch(key))
        known = (key for measure in self.person.measures for key in unusable(self.person, measure, self.policy))
        return (*whole, *known)

    @cached_property
    def dismissed_on(self) -> date | None:
        """The day of a dismissal from service, unless it was changed later."""
        replaced = {measure.replaces for measure in self.person.measures}
        days = [
            measure.decided_on.last
            for measure in self.person.measures
            if self.policy.types[measure.type].effect == "dismissal" and measure.decided_on is not None
            if measure.id is None or measure.id not in replaced
        ]
        return min(days, default=None)

    @cached_property
    def left_on(self) -> date | None:
        """The first day out of service."""
        left = self.person.left.on if self.person.left else None
        return min((day for day in (left, self.dismissed_on) if day is not None), default=None)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Facts without which the state is unknown, as paths of the record."""
        lacking = (path for period in self.periods for path in period.missing)
        return tuple(dict.fromkeys((*self.unread, *lacking)))

    @cached_property
    def local_until(self) -> date | None:
        """The last day on which local rules alone may bar, a possible sum included; None where none ever does."""
        return latest(day for period in self.periods if period.local for day in (period.until, period.possible))

    @cached_property
    def last_end(self) -> date | None:
        """The latest end of a selection bar that is certain, ended or not."""
        return latest(day for period in self.periods if period.selects for day in (period.until, period.sure_to))

    @cached_property
    def until(self) -> date | None:
        """The last barred day over all measures; None as soon as the end of one cannot be computed."""
        mine = [period for period in self.periods if period.selects]
        lost = (key for key in self._unread if not key.startswith(BESIDE_THE_END))
        if any(lost) or any(period.until is None for period in mine):
            return None
        return latest(period.until for period in mine)

    @cached_property
    def possible_until(self) -> date | None:
        """The end of a sum that practice may make, where it lies after the certain end."""
        farthest = latest(period.possible for period in self.periods)
        return farthest if farthest is not None and (self.last_end is None or farthest > self.last_end) else None

    @cached_property
    def bars(self) -> Mapping[str, date | None]:
        """Each bar with its own end; None where one measure leaves it open or unknown."""
        return {bar: end for bar, (end, _) in self._bars.items()}

    @cached_property
    def bar_rules(self) -> Mapping[str, Version]:
        """Each bar with the rule that gives it; of several rules the one whose end is shown."""
        return {bar: rule for bar, (_, rule) in self._bars.items() if rule is not None}

    @cached_property
    def _bars(self) -> Mapping[str, tuple[date | None, Version | None]]:
        given: list[tuple[str, date | None, Version | None]] = [
            (bar, end, period.rule_of(bar)) for period in self.periods for bar, end in period.bars.items()
        ]
        given += [(HONOURS, each.until, each.rule) for each in honours(self.person, self.policy)]
        found: dict[str, tuple[date | None, Version | None]] = {}
        for bar, end, rule in given:
            known = found.get(bar)
            if known is None or (known[0] is not None and (end is None or end > known[0])):
                found[bar] = end, rule
        return found

    @cached_property
    def open_probation(self) -> tuple[Period, ...]:
        """留党察看 whose rights are not restored."""
        return tuple(period for period in self.periods if period.open)

    @cached_property
    def window(self) -> tuple[Span, ...]:
        """The days of follow-up: the union of [decision, last barred day], up to the day before leaving."""
        spans = [span for period in self.periods if (span := self._span(period)) is not None]
        if self.left_on is None:
            return union(spans)
        last = self.left_on - ONE_DAY
        cut = [Span(span.first, last if span.last is None else min(span.last, last)) for span in spans]
        return union([span for span in cut if span.last is not None and span.first <= span.last])

    @staticmethod
    def _span(period: Period) -> Span | None:
        """From the measure's own decision, also where a changed measure counts from the original one."""
        span, decided = period.span, period.measure.decided_on
        if span is None or decided is None:
            return None
        first = max(span.first, decided.last)
        return Span(first, span.last) if span.last is None or first <= span.last else None

    def deciding(self) -> tuple[Period, ...]:
        """The measures whose end is the person's `until`; all that end last where none can be computed."""
        mine = [period for period in self.periods if period.selects]
        last = latest(period.until or period.sure_to for period in mine)
        return tuple(period for period in mine if (period.until or period.sure_to) == last or period.until is None)


def make_case(known: Known, person: Person, policy: Policy, convention: Convention | None = None) -> Case:
    """Work out all periods of a person as known; the convention is the policy's unless one is given."""
    chosen = convention or policy.convention
    made = (_own(person, measure, policy, chosen) for measure in person.measures)
    own = [period for period in made if period is not None]
    after, changes = changed(own, policy, chosen)
    vague = open_orders(after, policy, chosen)
    after = [_vague(period) if period.index in vague else period for period in after]
    whole = kept(after, changes)
    placed = stacked(whole, policy)
    ended, found = endings(placed.periods, placed.links, policy)
    layers = policy.layers(person.category_on(known.day), known.day)
    periods = tuple(_layered(ended.get(period.index, period), layers) for period in after)
    return Case(
        person=person,
        known=known,
        restricted=known.restricted(person.code),
        policy=policy,
        convention=chosen,
        periods=periods,
        changes=tuple(changes),
        links=tuple(placed.links),
        endings=tuple(found),
    )


def _own(person: Person, measure: Measure, policy: Policy, convention: Convention) -> Period | None:
    """The period of one measure; None where its rule gives none (a dismissal, 一般免职)."""
    if policy.types[measure.type].effect not in EFFECTS:
        return None
    made = own_period(measure, policy, convention, category_of(person, measure))
    if lost := tuple(unusable(person, measure, policy)):
        return _without_end(made, lost)
    version = made.version
    without = version is not None and version.months is None and not version.bars
    if without and made.measure.months is None and made.measure.stated_end is None:
        return None
    return unknown_start(made) if _replaces_dismissal(person, made, policy) else made


def _layered(period: Period, layers: tuple[Layer, ...]) -> Period:
    """The period with what selection rules attach to any period still running when they came into force."""
    mine = tuple(layer for layer in layers if _attaches(layer, period))
    if not mine:
        return period
    added = {layer.bar: period.until for layer in mine}
    return replace(period, bars={**period.bars, **added}, layers=mine)


def bars_on(case: Case, period: Period, day: date) -> dict[str, date | None]:
    """The bars of a period by the selection rules and the person's category of another day."""
    added = {layer.bar for layer in period.layers}
    bare = replace(period, bars={bar: end for bar, end in period.bars.items() if bar not in added}, layers=())
    if period.version is not None:  # a bar of its own that a layer carried further
        bare = replace(bare, bars={**{bar: period.bars[bar] for bar in added & set(period.version.bars)}, **bare.bars})
    return _layered(bare, case.policy.layers(case.person.category_on(day), day)).bars


def _attaches(layer: Layer, period: Period) -> bool:
    """A bar that the sanction's own text gives to the same end needs no other rule."""
    given = layer.bar in period.bars and period.bars[layer.bar] == period.until
    if given or not period.selects or not period.bars or period.rule.family not in layer.families:
        return False
    return layer.since is None or period.until is None or layer.since <= period.until


def _replaces_dismissal(person: Person, period: Period, policy: Policy) -> bool:
    """A measure in place of one without a period, such as a dismissal: no rule says from where it runs."""
    old = next((each for each in person.measures if each.id is not None and each.id == period.measure.replaces), None)
    return old is not None and policy.types[old.type].effect not in EFFECTS


def _without_end(period: Period, lost: tuple[str, ...]) -> Period:
    """A period of which something that it needs is lost: nothing is computed from the rest."""
    bars = dict.fromkeys(period.bars)
    return replace(
        period, until=None, sure_to=None, probation_end=None, open=False, months=None, bars=bars, missing=lost
    )


def _vague(period: Period) -> Period:
    """A period whose place in the order nobody knows: still barred as far as it goes by itself, its end unknown."""
    path = f"measures[{period.index}].decided_on"
    return replace(period, until=None, bars=dict.fromkeys(period.bars), missing=(*period.missing, path))


def once(question: Callable[[Case], Answer]) -> Callable[[Case], Answer]:
    """A question about a case that is worked out once: the case keeps the answer."""

    @wraps(question)
    def asked(case: Case) -> Answer:
        name = question.__name__
        if name not in case.answers:
            case.answers[name] = question(case)
        answer: Answer = case.answers[name]
        return answer

    return asked
