"""The policy: what holds on a day, asked by the rules; it holds no number of its own."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from huifang.policy.followup import Followup, FollowupFile, first_days, followup_on
from huifang.policy.looked_up import with_checks
from huifang.policy.models import (
    AppraisalVersion,
    ChangeVersion,
    ConditionVersion,
    Convention,
    ConventionVersion,
    EarlyVersion,
    Family,
    Layer,
    LiftingFile,
    LiftingVersion,
    MeasureRule,
    MeasuresFile,
    MeasureVersion,
    StackingFile,
    StackingVersion,
    VocabularyFile,
)
from huifang.policy.version import Dated, Labelled, Version, in_force
from huifang.register.days import EVERY, ONE_DAY, calendar_period
from huifang.texts import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from huifang.register.days import CalendarPeriod
    from huifang.register.models import Checked


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
        self,
        measure_type: str,
        day: date,
        *,
        category: str | None = None,
        reason: str | None = None,
        edition: str | None = None,
    ) -> MeasureVersion | None:
        """The version of a type by category and day of decision, or by the edition named; None where policy has none.

        A kind that does not fit the category keeps the version of the first category that it fits.
        """
        rule = self.types[measure_type]
        series = tuple(
            version for version in rule.versions if not version.removal_reasons or reason in version.removal_reasons
        )
        if edition is not None:
            named = [version for version in series if version.edition == edition]
            if named:
                return named[-1]
        others = dict.fromkeys(each for version in series for each in version.categories)
        return _for_category(series, day, category, (*rule.categories, *others))

    def appraisal(self, measure_type: str, day: date, category: str | None = None) -> AppraisalVersion | None:
        """What a measure decided on `day` means for the annual appraisal."""
        found = (group.versions for group in self.measures.appraisals if measure_type in group.types)
        each_of = (_for_category(versions, day, category) for versions in found)
        return next((version for version in each_of if version is not None), None)

    def by_reason(self, measure_type: str) -> bool:
        """Whether the type's rule depends on the reason of the removal."""
        return any(version.removal_reasons for version in self.types[measure_type].versions)

    def adding(self, family: str, day: date, category: str | None = None) -> StackingVersion:
        """What a new measure of a family, decided on `day`, does inside a running period of the same family."""
        for rules in self.stacking.rules:
            if rules.family == family and (found := _for_category(rules.versions, day, category)) is not None:
                return found
        return self.stacking.across[0]

    def family(self, name: str) -> Family:
        """What is true of a family of measures; of one that stands nowhere, which a check reports, nothing is."""
        return self._families.get(name) or Family(id=name, sanction=False, label=Labelled(zh=name, en=name))

    @cached_property
    def _families(self) -> Mapping[str, Family]:
        return {family.id: family for family in self.measures.families}

    @cached_property
    def lifted_types(self) -> frozenset[str]:
        """Kinds of measure that are, or were, lifted by a decision."""
        return frozenset(kind for kind, rule in self.types.items() if self.family(rule.family).lifted)

    def layers(self, category: str, day: date) -> tuple[Layer, ...]:
        """What selection rules in force on a day attach to the periods of somebody of a category."""
        begun = (layer for layer in self.measures.layers if layer.since is None or layer.since <= day)
        return tuple(layer for layer in begun if not layer.categories or category in layer.categories)

    def condition(
        self, name: str, day: date, category: str, leaving: str | None = None
    ) -> tuple[ConditionVersion, ...]:
        """The articles that a condition cites on a day for a category, one of each text that speaks of it."""
        found = []
        for rules in self.measures.conditions:
            fitting = tuple(each for each in rules.versions if leaving in each.leaving or not (each.leaving or leaving))
            version = in_force(fitting, day, category) if rules.condition == name else None
            if version is not None:
                found.append(version)
        return tuple(found)

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

    def ending(self, family: str, last_barred: date, category: str | None = None) -> LiftingVersion | None:
        """How a measure of a family ends, by its last barred day."""
        return _for_category(self._lifting_of(family), last_barred, category)

    def ending_changes(self, family: str, category: str | None = None) -> tuple[date, ...]:
        """The days on which the family's lifting rule changed: a period across one is checked by hand."""
        days = sorted(version.since for version in self._lifting_of(family) if version.since is not None)
        rules = [(day, self.ending(family, day, category)) for day in dict.fromkeys(days)]
        first = self.ending(family, date.min, category)
        known = [(date.min, first), *rules]
        return tuple(day for (_, old), (day, new) in pairwise(known) if old and new and old.rule != new.rule)

    def _lifting_of(self, family: str) -> tuple[LiftingVersion, ...]:
        return next((rules.versions for rules in self.lifting.rules if rules.family == family), ())

    def early(self, family: str, day: date, category: str | None = None) -> EarlyVersion | None:
        """The rule on lifting before the end, where one held for the family that day."""
        return in_force(tuple(version for version in self.lifting.early if version.family == family), day, category)

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
        yield from self.measures.layers
        for rules in self.measures.conditions:
            yield from rules.versions
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

    def checked(self, checks: Iterable[Checked]) -> Policy:
        """This policy with the versions that the office has looked up: as sure as if they had been read.

        A choice (UNSURE) stays a choice. Of two checks of one version the newer one counts.
        """
        known = {each.version: each for each in sorted(checks, key=lambda each: each.on)}
        if not known:
            return self
        key = tuple(known.items())
        if key not in self._looked_up:
            self._looked_up[key] = self._with(known)
        return self._looked_up[key]

    @cached_property
    def _looked_up(self) -> dict[tuple[tuple[str, Checked], ...], Policy]:
        """Made once for the same checks: forecasts ask on many days."""
        return {}

    def _with(self, known: Mapping[str, Checked]) -> Policy:
        files = (self.measures, self.stacking, self.lifting, self.followup)
        measures, stacking, lifting, followup = (with_checks(file, known) for file in files)
        return Policy(measures, stacking, lifting, followup, self.vocabulary, self.local)  # type: ignore[arg-type]


def _for_category(
    series: tuple[Dated, ...], day: date, category: str | None, fitting: tuple[str, ...] = ()
) -> Dated | None:
    """The version for a category; for one that the rule does not know, that of the first one that it does."""
    found = (in_force(series, day, each) for each in (category, *fitting))
    return next((version for version in found if version is not None), None)
