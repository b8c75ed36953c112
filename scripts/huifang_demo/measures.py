"""What was decided about a person: kinds, days, stacked, changed and revoked measures, all by the policy at hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang.register import add_months
from huifang_demo.rates import (
    DAY,
    EXECUTED,
    LAST_DECISION,
    RARE,
    REASONS,
    RESTORED,
    SET_MONTHS,
    TYPES,
    YEARS,
)
from huifang_demo.words import CAUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.editing.writing import Raw
    from huifang.policy import MeasureVersion, Policy
    from huifang_demo.places import DemoDistrict, Unit
    from huifang_demo.random_numbers import Random

TRIES = 40
PROBATION = "probation"
DECIDERS = {  # family -> body that decides, by the place's and the unit's id
    "administrative": "{place}-gov",
    "institution": "{committee}",
    "enterprise": "{committee}",
    "handling": "{place}-zzb",
    "admonition": "{place}-zzb",
    "lighter": "{committee}",
}
MARKS = {"party": "纪", "government": "监", "administrative": "政", "handling": "组", "admonition": "组"}


def type_shares(policy: Policy) -> Mapping[str, float]:
    """How often each type of the policy stands first."""
    return {name: TYPES.get(name, RARE) for name in policy.types}


@dataclass(frozen=True, slots=True)
class Decider:
    """Makes the measures of one person."""

    dice: Random
    policy: Policy
    place: DemoDistrict
    unit: Unit

    def story(self, kind: str, category: str, story: str) -> list[dict[str, Raw]]:
        """The measures of a story; a story that cannot be told of this kind becomes a single measure."""
        reason = self.dice.weighted(REASONS) if self.policy.by_reason(kind) else None
        day = self._day(kind, reason)
        first = self._measure(kind, day, "M1", reason)
        match story:
            case "pair":
                return [first, *self._beside(kind, category, day)]
            case "stacked":
                return [first, *self._inside(kind, day)]
            case "changed":
                return self._changed(first, kind, day)
            case "revoked":
                first["revoked_on"] = min(DAY - timedelta(days=3), self.dice.after(day, 60, 300))
            case "month":
                first["decided_on"] = day.isoformat()[:7]
                self._forget_steps(first)
            case "undated":
                first["decided_on"] = None
                self._forget_steps(first)
        return [first]

    def _day(self, kind: str, reason: str | None) -> date:
        """A day on which the policy knows the kind."""
        for _ in range(TRIES):
            year = self.dice.weighted(YEARS)
            day = self.dice.day(date(year, 1, 1), min(date(year, 12, 31), LAST_DECISION))
            if self.policy.measure(kind, day, reason=reason) is not None:
                return day
        return self.dice.day(LAST_DECISION - timedelta(days=400), LAST_DECISION)

    def _measure(self, kind: str, day: date, matter: str, reason: str | None = None) -> dict[str, Raw]:
        rule, version = self.policy.types[kind], self.policy.measure(kind, day, reason=reason)
        form = self.dice.pick(rule.forms) if rule.forms else 2
        made: dict[str, Raw] = {
            "type": kind,
            "decided_on": day,
            "decided_by": DECIDERS.get(rule.family, "{place}-jw").format(
                place=self.place.id, committee=self.unit.committee
            ),
            "form": form,
            "document": f"示{self.place.stem}{MARKS.get(rule.family, '人')}〔{day.year}〕{self.dice.number(1, 400)}号",
            "accountability": self.dice.chance(0.15) or reason == "问责",
            "matter": matter,
            "cause": self.dice.pick(CAUSES),
        }
        made = {key: value for key, value in made.items() if value is not False}
        if reason is not None:
            made["removal_reason"] = reason
        if version is not None and version.bars and version.months is None:
            made["months"] = self.dice.pick(SET_MONTHS)
        if rule.effect == PROBATION and version is not None:
            made |= self._probation(day, version)
        if rule.family in self.policy.on(day).execution.families:
            made |= self._executed(day)
        return made

    def _executed(self, day: date) -> dict[str, Raw]:
        """When it was announced, executed and reported, mostly; never after the day of the demonstration."""
        days: dict[str, Raw] = {}
        for key, (share, least, most) in EXECUTED.items():
            done = self.dice.after(day, least, most)
            if self.dice.chance(share) and done <= DAY:
                days[key] = done
        return days

    def _probation(self, day: date, version: MeasureVersion) -> dict[str, Raw]:
        months = self.dice.pick(version.probation_months)
        end = add_months(day, months)
        if end > DAY or not self.dice.chance(RESTORED):
            return {"probation_months": months}
        return {"probation_months": months, "rights_restored_on": min(DAY, self.dice.after(end, 0, 20))}

    def _beside(self, kind: str, category: str, day: date) -> list[dict[str, Raw]]:
        """A government sanction beside a Party one, about as heavy, in one matter."""
        rule = self.policy.types[kind]
        fitting = [
            other.type
            for other in self.policy.types.values()
            if self.policy.family(other.family).decided_by == "supervision"
            and other.effect == "period"
            and (not other.categories or category in other.categories)
            and self.policy.measure(other.type, day) is not None
        ]
        if not self.policy.family(rule.family).editions or not fitting:
            return []
        return [self._measure(fitting[min(rule.weight, len(fitting)) - 1], day, "M1")]

    def _inside(self, kind: str, day: date) -> list[dict[str, Raw]]:
        """A second measure of the same kind in another matter, while the first one runs."""
        version = self.policy.measure(kind, day)
        last = min(add_months(day, (version and version.months) or 0), LAST_DECISION)
        if self.policy.types[kind].effect != "period" or self.policy.by_reason(kind) or (last - day).days < TRIES:
            return []
        return [self._measure(kind, self.dice.day(day + timedelta(days=TRIES // 2), last), "M2")]

    def _changed(self, first: dict[str, Raw], kind: str, day: date) -> list[dict[str, Raw]]:
        """The first measure, and another one of its family in its place after a review."""
        rule, later = self.policy.types[kind], self.dice.after(day, 60, 200)
        others = [
            other.type
            for other in self.policy.types.values()
            if other.family == rule.family and abs(other.weight - rule.weight) == 1 and other.effect == rule.effect
            if not other.categories or other.categories == rule.categories
        ]
        others = [other for other in others if later <= LAST_DECISION and self.policy.measure(other, later) is not None]
        if not others or self.policy.by_reason(kind) or rule.effect == "dismissal":
            return [first]
        second = self._measure(self.dice.pick(others), later, "M1")
        return [{"id": "B1", **first}, {"id": "B2", **second, "replaces": "B1"}]

    @staticmethod
    def _forget_steps(measure: dict[str, Raw]) -> None:
        """Without an exact day nothing that follows it is known exactly either."""
        for key in (*EXECUTED, "rights_restored_on"):
            measure.pop(key, None)
