"""The shape of the policy files: rules as dated versions, each with its own source and certainty."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from huifang.policy.version import LIFTED_BY_CHECK, Certainty, Labelled, Source, Version, cited
from huifang.register.models.base import FlagOrFalse, Many, Mapped
from huifang.register.scalars import Line, Whole
from huifang.texts import Label

Effect = Literal["period", "probation", "dismissal", "none"]
Adding = Literal["sum", "side_by_side", "later_end"]
Convention = Literal["civil_code", "start_counts"]


class BarSource(Mapped):
    """Where the bars of a measure stand, if not where its length stands."""

    source: Source
    certainty: Certainty

    @property
    def cited(self) -> Label:
        """Text and articles, for people."""
        return Label(*cited(self.source))


class MeasureVersion(Version):
    """Length and bars of a measure by the day of decision; months."""

    edition: Line | None = None
    months: Whole | None = None
    bars: Many[Line] = ()
    months_by_bar: dict[str, Whole] = Field(default_factory=dict)
    bars_by: BarSource | None = None
    removal_reasons: Many[Line] = ()
    fits: Many[Line] = ()  # the categories that the kind fits, where that changed with this version
    probation_months: Many[Whole] = ()
    extension_months: Whole = 0
    probation_max: Whole = 0

    @property
    def barring(self) -> Version:
        """The rule that gives the bars: this one, or the other text it names."""
        if self.bars_by is None:
            return self
        return Version.model_construct(
            id=self.id, since=self.since, source=self.bars_by.source, certainty=self._bars_certainty
        )

    @property
    def _bars_certainty(self) -> Certainty:
        """An office that compared the version compared its bars too; a choice stays a choice."""
        own = self.bars_by.certainty if self.bars_by else self.certainty
        return "SOURCE" if self.checked is not None and own in LIFTED_BY_CHECK else own


class MeasureRule(Mapped):
    """One type of measure with its versions, oldest first."""

    type: Line
    family: Line
    weight: Whole
    effect: Effect
    label: Labelled
    forms: Many[Whole] = ()
    categories: Many[Line] = ()
    heaviness: Whole = 0
    versions: Many[MeasureVersion] = ()


class Family(Mapped):
    """A system of measures; periods add up inside one only. What is true of all its measures stands here.

    `lifted`: its measures are, or were, lifted by a decision; `lifts_itself`: an article lifts them; `changes`: a rule
    says from where a measure changed on review runs; `editions`: a record may name the edition;
    `decided_by`: the supervision body, or the employer.
    """

    id: Line
    sanction: FlagOrFalse
    label: Labelled
    lifted: FlagOrFalse = False
    lifts_itself: FlagOrFalse = False
    changes: FlagOrFalse = False
    editions: FlagOrFalse = False
    decided_by: Literal["supervision", "employer"] | None = None


class Layer(Version):
    """A bar that a selection rule attaches to every running period of these families, for these categories."""

    bar: Line
    families: Many[Line]


class ConditionVersion(Version):
    """The article that a condition cites; where `leaving` is named, for who left for one of these reasons."""

    leaving: Many[Line] = ()


class ConditionRules(Mapped):
    """One text that a condition rests on, with its versions; several texts of one condition are cited together."""

    condition: Line
    versions: Many[ConditionVersion]


class AppraisalVersion(Version):
    """What the annual appraisal of the year of decision (and, with `years`, the next ones) may say.

    `then_effect` holds in so many years after them; of a probation in those that it reaches.
    """

    years: Whole
    effect: Line
    then_effect: Line | None = None
    then_years: Whole = 0


class Appraisals(Mapped):
    """The versions for some types, by the day of decision; the order of these groups is from the lighter effect on."""

    types: Many[Line]
    versions: Many[AppraisalVersion]


class MeasuresFile(Mapped):
    """`policy/measures.yml`."""

    format: Whole
    version: Line
    families: Many[Family]
    types: Many[MeasureRule]
    layers: Many[Layer] = ()
    conditions: Many[ConditionRules] = ()
    appraisals: Many[Appraisals] = ()


class StackingVersion(Version):
    """What a new measure inside a running period does; `cap_months` from the new decision."""

    rule: Adding
    cap_months: Whole | None = None


class FamilyStacking(Mapped):
    """The versions of one family, by the day of the new measure's decision."""

    family: Line
    versions: Many[StackingVersion]


class ChangeVersion(Version):
    """From where a changed measure runs."""

    kind: Literal["lighter", "heavier", "expulsion_to_probation", "to_probation"]


class ConventionVersion(Version):
    """Which day is the last barred day."""

    convention: Convention


class LimitVersion(Version):
    """The longest period a decision can set; months."""

    max_months: Whole
    families: Many[Line]


class StackingFile(Mapped):
    """`policy/stacking.yml`."""

    format: Whole
    rules: Many[FamilyStacking]
    across: Many[StackingVersion]
    same_day: Many[StackingVersion]
    changes: Many[ChangeVersion]
    conventions: Many[ConventionVersion]
    limits: Many[LimitVersion]


class LiftingVersion(Version):
    """How a measure ends, by the last barred day."""

    rule: Literal["decision", "automatic"]


class FamilyLifting(Mapped):
    """The versions of one family."""

    family: Line
    versions: Many[LiftingVersion]


class EarlyVersion(Version):
    """Whether a measure of the family could be lifted before its end."""

    family: Line
    allowed: FlagOrFalse


class LiftingFile(Mapped):
    """`policy/lifting.yml`."""

    format: Whole
    rules: Many[FamilyLifting]
    early: Many[EarlyVersion]


class VocabularyWord(Mapped):
    """One value of an enumeration with its labels."""

    value: Line
    zh: Line
    en: Line


class VocabularyFile(Mapped):
    """`policy/vocabulary.yml`."""

    format: Whole
    enumerations: dict[str, Many[VocabularyWord]]
    keys: dict[str, Labelled] = Field(default_factory=dict)
