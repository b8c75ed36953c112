"""The policy: what holds on a day, asked by the rules; it holds no number of its own."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from huifang.policy.followup import Followup, FollowupFile, first_days, followup_on
from huifang.policy.models import (
    AppraisalVersion,
    ChangeVersion,
    Convention,
    ConventionVersion,
    EarlyVersion,
    LiftingFile,
    LiftingVersion,
    MeasureRule,
    MeasuresFile,
    MeasureVersion,
    StackingFile,
    StackingVersion,
    Version,
    VocabularyFile,
    in_force,
)
from huifang.register.days import EVERY, ONE_DAY, calendar_period
from huifang.texts import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.register.days import CalendarPeriod


@dataclass(frozen=True)
class Policy:
    """All rules as data. `local` names the settings of the register that override a path."""

    measures: MeasuresFile
    stacking: StackingFile
    lifting: LiftingFile
    followup: FollowupFile
    vocabulary: VocabularyFile
    local: Mapping[str, str | tuple[str, ...]]

    @property
    def version(self) -> str:
        """The version of the policy, printed on every surface."""
        return self.measures.version

    @cached_property
    def types(self) -> Mapping[str, MeasureRule]:
        """Measure type -> its rule."""
        return {rule.type: rule for rule in self.measures.types}

    @cached_property
    def sanction_families(self) -> frozenset[str]:
        """Families that are sanctions (处分), not handling."""
        return frozenset(family.id for family in self.measures.families if family.sanction)

    def is_sanction(self, measure_type: str) -> bool:
        """Whether a type counts in the base of coverage: 党纪 政务 行政 事业单位 国企."""
        return self.types[measure_type].family in self.sanction_families

    def measure(
        self, measure_type: str, day: date, *, reason: str | None = None, edition: str | None = None
    ) -> MeasureVersion | None:
        """The version of a type by the day of decision, or by the edition named; None where policy has none."""
        series = tuple(
            version
            for version in self.types[measure_type].versions
            if not version.removal_reasons or reason in version.removal_reasons
        )
        if edition is not None:
            named = [version for version in series if version.edition == edition]
            if named:
                return named[-1]
        return in_force(series, day)

    def appraisal(self, measure_type: str, day: date) -> AppraisalVersion | None:
        """What a measure decided on `day` means for the annual appraisal."""
        found = (group.versions for group in self.measures.appraisals if measure_type in group.types)
        return next((version for versions in found if (version := in_force(versions, day)) is not None), None)

    def by_reason(self, measure_type: str) -> bool:
        """Whether the type's rule depends on the reason of the removal."""
        return any(version.removal_reasons for version in self.types[measure_type].versions)

    def adding(self, family: str, day: date) -> StackingVersion:
        """What a new measure of a family, decided on `day`, does inside a running period of the same family."""
        for rules in self.stacking.rules:
            if rules.family == family and (version := in_force(rules.versions, day)) is not None:
                return version
        return self.stacking.across[0]

    def change(self, kind: str, day: date) -> ChangeVersion | None:
        """The rule for a measure changed on review."""
        return in_force(tuple(version for version in self.stacking.changes if version.kind == kind), day)

    @property
    def convention_version(self) -> ConventionVersion:
        """The convention for the last barred day, with its source."""
        return self.stacking.conventions[-1]

    @property
    def convention(self) -> Convention:
        """`civil_code` or `start_counts`."""
        return self.convention_version.convention

    def ending(self, family: str, last_barred: date) -> LiftingVersion | None:
        """How a measure of a family ends, by its last barred day."""
        for rules in self.lifting.rules:
            if rules.family == family:
                return in_force(rules.versions, last_barred)
        return None

    def ending_changes(self, family: str) -> tuple[date, ...]:
        """The days on which the family's lifting rule changed: a period across one is checked by hand."""
        versions = next((rules.versions for rules in self.lifting.rules if rules.family == family), ())
        pairs = pairwise(versions)
        return tuple(new.since for old, new in pairs if new.since is not None and old.rule != new.rule)

    def early(self, family: str, day: date) -> EarlyVersion | None:
        """The rule on lifting before the end, where one held for the family that day."""
        return in_force(tuple(version for version in self.lifting.early if version.family == family), day)

    def longest(self, family: str) -> int | None:
        """The longest period a decision can set in a family, in months."""
        return next((limit.max_months for limit in self.stacking.limits if family in limit.families), None)

    @cached_property
    def _followups(self) -> tuple[list[date], list[Followup]]:
        rules = self.followup.rules
        days = first_days(rules)
        return days, [followup_on(rules, day) for day in days]

    def on(self, day: date) -> Followup:
        """The rules of the programme in force on a day."""
        days, rules = self._followups
        return rules[max(0, bisect_right(days, day) - 1)]

    @cached_property
    def _talk_periods(self) -> dict[int, tuple[CalendarPeriod, ...]]:
        return {}

    def talk_periods(self, year: int) -> tuple[CalendarPeriod, ...]:
        """The calendar periods of a year in which talks are owed, each after the other.

        Where a new version asks for longer ones, the short ones go on until the first that begins under it.
        """
        if year not in self._talk_periods:
            found: list[CalendarPeriod] = []
            while not found or found[-1].last < date(year, 12, 31):
                day = found[-1].last + ONE_DAY if found else date(year, 1, 1)
                period = calendar_period(day, EVERY[self.on(day).talk.every])
                found.append(period if period.first == day else calendar_period(day, found[-1].months))
            self._talk_periods[year] = tuple(found)
        return self._talk_periods[year]

    def talk_periods_within(self, first: date, last: date) -> Iterator[CalendarPeriod]:
        """Those with a day from `first` to `last`, oldest first."""
        for year in range(first.year, last.year + 1):
            yield from (each for each in self.talk_periods(year) if each.first <= last and each.last >= first)

    def talk_period_of(self, day: date) -> CalendarPeriod:
        """The one that a day lies in."""
        return next(self.talk_periods_within(day, day))

    @cached_property
    def talk_kinds(self) -> Mapping[str, Label]:
        """The kinds of calendar periods that any version asks talks for."""
        kinds = dict.fromkeys(version.every for version in self.followup.versions("talk"))
        return {kind: self.label("every", kind) for kind in kinds}

    @property
    def valid_from(self) -> date:
        """The first day of the programme's rules: nothing before is demanded."""
        first: date | None = self.followup.versions("programme")[0].since
        if first is None:
            return self._followups[0][0]
        return first

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, Label]]:
        """Enumeration -> value -> label."""
        found = {
            name: {word.value: Label(word.zh, word.en) for word in words}
            for name, words in self.vocabulary.enumerations.items()
        }
        return {**found, "measure_type": {rule.type: rule.label.label for rule in self.measures.types}}

    def label(self, enumeration: str, value: str) -> Label:
        """The label of a value; the value itself where the vocabulary has none."""
        return self.labels.get(enumeration, {}).get(value) or Label(value, value)

    def key_label(self, key: str) -> Label | None:
        """The label of a record key."""
        found = self.vocabulary.keys.get(key)
        return found.label if found else None

    def versions(self) -> Iterator[Version]:
        """Every version of every rule, in the order of the files."""
        for rule in self.measures.types:
            yield from rule.versions
        for group in self.measures.appraisals:
            yield from group.versions
        for family in self.stacking.rules:
            yield from family.versions
        yield from (*self.stacking.across, *self.stacking.same_day, *self.stacking.changes)
        yield from (*self.stacking.conventions, *self.stacking.limits)
        for lifting in self.lifting.rules:
            yield from lifting.versions
        yield from self.lifting.early
        for name in type(self.followup.rules).model_fields:
            yield from self.followup.versions(name)
