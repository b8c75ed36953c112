"""A person as the duties see one: whose unit it was that day, who helped, and the days the register asks about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.register import Span
from huifang.register.days import ONE_DAY, union
from huifang.rules.helpers import HelperTerm, Stay, active, appointments, overlap
from huifang.rules.planned_visits import PlanEntry, entries, matched
from huifang.rules.visits import of_discipline, qualified

if TYPE_CHECKING:
    from collections.abc import Callable

    from huifang.policy import Policy
    from huifang.register.days import CalendarPeriod, DecisionDay
    from huifang.register.models import Measure, Person, Plan, PlannedVisit, Talk, Visit
    from huifang.rules.case import Case

DEATH = "死亡"
_EARLIEST = date.min


@dataclass(frozen=True)
class FollowupCase:
    """A case with everything that several duties ask, each worked out once.

    `register_from`: from when the district of a unit demands anything; `entries`: those of plans about the person.
    """

    case: Case
    register_from: Callable[[str], date]
    entries: tuple[tuple[Plan, int, PlannedVisit], ...]

    @property
    def person(self) -> Person:
        """The person as known on the day."""
        return self.case.person

    @property
    def code(self) -> str:
        """The person's code."""
        return self.case.person.code

    @property
    def day(self) -> date:
        """The as-of date."""
        return self.case.day

    @property
    def policy(self) -> Policy:
        """The rules."""
        return self.case.policy

    def measure(self, index: int) -> Measure:
        """The measure of that number in the file."""
        return next(each for each in self.person.measures if each.index == index)

    @property
    def ahead(self) -> int:
        """How many days ahead duties without a period are listed."""
        return self.policy.on(self.day).upcoming.days

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        """The units one after another, as far as known on the day; the last one goes on."""
        changes = sorted({day for day in self.person.unit_changes() if day <= self.day})
        ends = [change - ONE_DAY for change in changes]
        firsts = [_EARLIEST, *changes]
        past = [Stay(Span(first, end), self.person.unit_on(end)) for first, end in zip(firsts, ends, strict=False)]
        return (*past, Stay(Span(firsts[-1], None), self.person.unit_on(self.day)))

    @cached_property
    def demanded(self) -> tuple[Span, ...]:
        """The window without the days before the rules or the register of the unit's district began."""
        found = [overlap(stay.span, Span(self.register_from(stay.unit), None)) for stay in self.stays]
        parts = [overlap(span, stay) for span in self.case.window for stay in found if stay is not None]
        return union([part for part in parts if part is not None])

    @cached_property
    def talk_periods(self) -> tuple[CalendarPeriod, ...]:
        """The calendar periods of talks from the first demanded day to the last, or to the as-of date."""
        if not self.demanded:
            return ()
        last = self.demanded[-1].last
        end = self.day if last is None else min(last, self.day)
        return tuple(self.policy.talk_periods_within(self.demanded[0].first, end))

    @cached_property
    def appointments(self) -> tuple[HelperTerm, ...]:
        """The helpers with the days on which each is active."""
        return tuple(appointments(self.person.helpers, self.stays, self.case.known.organizations))

    def helper_on(self, day: date) -> str | None:
        """The name of the helper on a day."""
        found = active(self.appointments, day)
        return found.name if found else None

    def when(self, due_on: date) -> date:
        """The day whose unit and supervising body count: the due day, or the as-of date where that is earlier."""
        return min(due_on, self.day)

    def start(self, day: date) -> date:
        """From when the district of the unit of that day demands anything."""
        return self.register_from(self.person.unit_on(min(day, self.day)))

    def committee_on(self, day: date) -> str:
        """The committee of the unit of that day."""
        return self.case.known.organizations.committee_of(self.person.unit_on(day))

    @property
    def listed(self) -> bool:
        """Talks and visits of people who left stand in grid and statistics only."""
        return self.case.left_on is None

    @property
    def died_on(self) -> date | None:
        """From then on nothing can be done for the person."""
        left = self.person.left
        return left.on if left is not None and left.reason == DEATH else None

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        """Visits and attempts of discipline bodies, oldest first."""
        known = self.case.known
        return tuple(visit for visit in known.visits.get(self.code, ()) if of_discipline(known, visit))

    @cached_property
    def qualified(self) -> tuple[Visit, ...]:
        """The visits that close duties, oldest first."""
        return tuple(visit for visit in self.visits if qualified(self.case.known, visit, self.policy))

    @property
    def talks(self) -> tuple[Talk, ...]:
        """The talks, oldest first."""
        return self.case.known.talks.get(self.code, ())

    @cached_property
    def planned(self) -> tuple[PlanEntry, ...]:
        """The entries of plans about the person, each with the visit that closes it."""
        return tuple(
            matched(
                entries(self.entries, self.person, self.policy, lambda day: self.start(self.when(day))), self.qualified
            )
        )

    @cached_property
    def sanction_years(self) -> frozenset[int]:
        """The years in which sanctions in force were decided."""
        return frozenset(decided.last.year for decided in self._sanctions if decided is not None)

    @cached_property
    def undated_sanction(self) -> bool:
        """Whether the decision day of a sanction is not known."""
        return None in self._sanctions

    @cached_property
    def _sanctions(self) -> tuple[DecisionDay | None, ...]:
        measures = self.person.measures
        return tuple(measure.decided_on for measure in measures if self.policy.is_sanction(str(measure.type)))
