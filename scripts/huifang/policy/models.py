"""The shape of the policy files: rules as dated versions, each with its own source and certainty."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Literal, TypeVar

from pydantic import Field

from huifang.policy.citing import citation
from huifang.register.models.base import FlagOrFalse, Many, Part
from huifang.register.scalars import Day, Line, Whole
from huifang.texts import Label

Certainty = Literal["SOURCE", "RECALL", "UNSURE"]
Effect = Literal["period", "probation", "dismissal", "none"]
Adding = Literal["sum", "side_by_side", "later_end"]
Convention = Literal["civil_code", "start_counts"]


OWN = ("DEFAULT", "RECALL")  # sources that are no text: choices of this program, and what is only recalled


class Labelled(Part):
    """A word in both languages."""

    zh: Line
    en: Line

    @property
    def label(self) -> Label:
        """As a value of a sentence."""
        return Label(self.zh, self.en)


class Source(Part):
    """Where a rule stands: text, edition and articles; `ref` is its entry in the source list."""

    text: Line
    edition: Line | None = None
    articles: Many[Line] = ()
    ref: Line


class Version(Part):
    """A rule from its day on, until the next version begins; without `since` it held always."""

    id: Line
    since: Day | None = Field(default=None, alias="from")
    source: Source
    certainty: Certainty
    label: Labelled | None = None
    note: Labelled | None = None
    read_on: Day | None = None
    local: FlagOrFalse = False  # a setting of the register stands in place of the policy's own value

    @property
    def sure(self) -> bool:
        """Whether the words of the rule were read; anything less asks for a check by hand."""
        return self.certainty == "SOURCE"

    @property
    def cited(self) -> Label:
        """Text and articles, for people."""
        source = self.source
        zh, en = citation(source.text, source.edition, source.articles, titled=source.ref not in OWN)
        return Label(f"{zh}（本地设置）", f"{en} (local setting)") if self.local else Label(zh, en)


class MeasureVersion(Version):
    """Length and bars of a measure by the day of decision; months."""

    edition: Line | None = None
    months: Whole | None = None
    bars: Many[Line] = ()
    months_by_bar: dict[str, Whole] = Field(default_factory=dict)
    removal_reasons: Many[Line] = ()
    categories: Many[Line] = ()  # where the fit of the kind changed with this version
    probation_months: Many[Whole] = ()
    extension_months: Whole = 0
    probation_max: Whole = 0

    def months_of(self, bar: str) -> int | None:
        """How long a bar lasts."""
        return self.months_by_bar.get(bar, self.months)


class MeasureRule(Part):
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


class Family(Part):
    """A system of measures; periods add up inside one only."""

    id: Line
    sanction: FlagOrFalse
    label: Labelled


class AppraisalVersion(Version):
    """What the annual appraisal of the year of decision (and, with `years`, the next ones) may say."""

    years: Whole
    effect: Line


class Appraisals(Part):
    """The versions for some types, by the day of decision; the order of these groups is from the lighter effect on."""

    types: Many[Line]
    versions: Many[AppraisalVersion]


class MeasuresFile(Part):
    """`policy/measures.yml`."""

    format: Whole
    version: Line
    families: Many[Family]
    types: Many[MeasureRule]
    appraisals: Many[Appraisals] = ()


class StackingVersion(Version):
    """What a new measure inside a running period does; `cap_months` from the new decision."""

    rule: Adding
    cap_months: Whole | None = None


class FamilyStacking(Part):
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


class StackingFile(Part):
    """`policy/stacking.yml`."""

    format: Whole
    rules: Many[FamilyStacking]
    across: Many[StackingVersion]
    same_day: Many[StackingVersion]
    changes: Many[ChangeVersion]
    conventions: Many[ConventionVersion]
    limits: Many[LimitVersion]


class LiftingVersion(Version):
    """How a measure ends, by the last barred day; without a decision nobody knows it for `unknown_for`."""

    rule: Literal["decision", "automatic"]
    unknown_for: Many[Line] = ()


class FamilyLifting(Part):
    """The versions of one family."""

    family: Line
    versions: Many[LiftingVersion]


class EarlyVersion(Version):
    """Whether a measure of the family could be lifted before its end."""

    family: Line
    allowed: FlagOrFalse


class LiftingFile(Part):
    """`policy/lifting.yml`."""

    format: Whole
    rules: Many[FamilyLifting]
    early: Many[EarlyVersion]


class VocabularyWord(Part):
    """One value of an enumeration with its labels."""

    value: Line
    zh: Line
    en: Line


class VocabularyFile(Part):
    """`policy/vocabulary.yml`."""

    format: Whole
    enumerations: dict[str, Many[VocabularyWord]]
    keys: dict[str, Labelled] = Field(default_factory=dict)


Dated = TypeVar("Dated", bound=Version)


def in_force(versions: tuple[Dated, ...], day: date) -> Dated | None:
    """The version that holds on `day`: the last one that has begun; None before the first."""
    begun = [version for version in versions if version.since is None or version.since <= day]
    return begun[-1] if begun else None
