"""The shape of `policy/followup.yml`: the rules of the programme with their parameters, and how to ask for a day's."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Any, Literal, get_args

from pydantic import PlainValidator, WithJsonSchema, create_model

from huifang.policy.version import Labelled, Version, in_force
from huifang.register.days import EVERY, CalendarPeriod
from huifang.register.models.base import FlagOrFalse, Many, Mapped
from huifang.register.scalars import Line, Whole, read_day

LEAP_YEAR = 2000


def _month_day(value: object) -> tuple[int, int]:
    day = read_day(f"{LEAP_YEAR}-{value}")
    return day.month, day.day


MonthDay = Annotated[
    tuple[int, int], PlainValidator(_month_day), WithJsonSchema({"type": "string", "pattern": r"^\d{2}-\d{2}$"})
]


class DaysTerm(Version):
    """A term of days after a fact."""

    days: Whole


class MinutesTerm(Version):
    """How far two clocks may be apart."""

    minutes: Whole


class MonthsTerm(Version):
    """A term of months after a fact."""

    months: Whole


class TalkRule(Version):
    """A talk is owed every quarter, month or half-year, of which the window covers at least so many days."""

    every: Literal["month", "quarter", "half_year"] = "quarter"
    min_window_days: Whole
    month_window_days: Whole | None = None
    half_year_window_days: Whole | None = None
    talks: Whole = 1

    def least_days(self, period: CalendarPeriod) -> int:
        """From how many days of the window on such a period is owed."""
        named = {EVERY["month"]: self.month_window_days, EVERY["half_year"]: self.half_year_window_days}
        return self.min_window_days if (days := named.get(period.months)) is None else days


class AlsoVisits(Mapped):
    """Visits that an office asks for besides: some months after decision or delivery, some days before the end."""

    after_decision_months: Whole | None = None
    after_delivery_months: Whole | None = None
    before_end_days: Whole | None = None
    people: Literal["key", "all"] = "key"


class VisitRule(Version):
    """Who must be visited, how early a visit counts, and from when it is missed (next year)."""

    obligation: Literal["planned", "yearly"]
    min_window_days: Whole
    early_months: Whole
    missed_from: MonthDay
    also: AlsoVisits = AlsoVisits()


class HelperRule(Version):
    """How many helpers at a time are no warning."""

    active: Literal["1", "2"]


class PlanRule(Version):
    """The yearly plan: due in its year, missed from that day of the next."""

    due: MonthDay
    missed_from: MonthDay


class CoverageRule(Version):
    """`percent` of the people sanctioned in the `years` before, each year."""

    percent: Whole
    years: Whole
    due: MonthDay
    missed_from: MonthDay


class KeyRule(Version):
    """Key groups: forms, or accountability; the decision in the year or the `years` before, or the window runs.

    An office may add classes: an important post, what the newest visit says of the sanction or of the situation.
    """

    forms: Many[Whole]
    years: Whole
    important_post: FlagOrFalse = False
    disputes_sanction: FlagOrFalse = False
    situations: Many[Line] = ()


class OfficersRule(Version):
    """How many officers a visit of a discipline body takes."""

    least: Whole
    in_charge: Whole


class CapRule(Version):
    """At most so many visits of one person a year by discipline bodies together."""

    visits: Whole


class AttemptsRule(Version):
    """After so many attempts the reason says so."""

    said_after: Whole


class NoticeDays(Version):
    """How many days before a date something is listed."""

    days_before: Whole
    marks: Many[Whole] = ()


class ReturnRule(Version):
    """Days to remind the committee, and for it to confirm."""

    remind_days: Whole
    confirm_days: Whole


class DeferralRule(Version):
    """The longest deferral."""

    max_months: Whole


class HoldRule(Version):
    """When a hold must be looked at again."""

    review_months: Whole


class ExecutionRule(Version):
    """Announcing, executing and reporting a sanction of some families; months after the decision."""

    families: Many[Line] = ()
    announced_months: Whole
    executed_months: Whole
    executed_latest_months: Whole
    reported_months: Whole


class CellsRule(Version):
    """Smaller counts of sanctions a unit are not shown."""

    least: Whole


class GradeRule(Version):
    """Whether a visit may carry a grade."""

    shown: FlagOrFalse


class ChecklistItem(Labelled):
    """One item of a checklist, with its term in days where a rule names one."""

    days: Whole | None = None


class ChecklistRule(Version):
    """Things for a person to look at, in their order; never counted."""

    items: Many[ChecklistItem]


class Followup(Mapped):
    """The rules in force on one day; before a rule's first version its first one, which `programme` then bounds.

    A rule is named here alone: the file's shape, with versions of each, is made from it. One that may be None is none
    in an older policy, and is then not asked.
    """

    programme: Version
    helper_missing: MonthsTerm
    helper: HelperRule | None = None
    talk: TalkRule
    visit: VisitRule
    plan: PlanRule
    coverage: CoverageRule
    key: KeyRule
    visit_officers: OfficersRule
    cap: CapRule
    attempts: AttemptsRule
    feedback: DaysTerm
    archive: DaysTerm
    personnel: DaysTerm
    action: Version
    issue: DaysTerm
    rights: NoticeDays
    lifting: DaysTerm
    period_ending: NoticeDays
    return_to_scope: ReturnRule
    deferral: DeferralRule
    hold: HoldRule
    rights_steps: ChecklistRule
    reappointment: ChecklistRule
    retired: Version | None = None
    next_contact: DaysTerm
    other_body: DaysTerm
    execution: ExecutionRule
    transfer: DaysTerm | None = None  # an older policy has no such rule, and nobody owes it
    upcoming: DaysTerm
    retention: MonthsTerm
    small_cells: CellsRule
    grade: GradeRule
    audit_recorded: DaysTerm | None = None
    audit_clock: MinutesTerm | None = None
    month_ends: MonthsTerm | None = None


def _series(annotation: Any, *, needed: bool) -> Any:  # noqa: ANN401 - types made at import
    """The type of a rule's versions, from the type of one version, and the value of a rule that policy leaves out."""
    one: Any = next(each for each in get_args(annotation) or (annotation,) if each is not type(None))
    several: Any = Many
    return several[one], ... if needed else ()


FollowupRules: Any = create_model(
    "FollowupRules",
    __base__=Mapped,
    __doc__="Every rule of the programme with its versions.",
    **{name: _series(each.annotation, needed=each.is_required()) for name, each in Followup.model_fields.items()},
)


class FollowupFile(Mapped):
    """`policy/followup.yml`."""

    format: Whole
    rules: FollowupRules

    def versions(self, rule: str) -> tuple[Any, ...]:
        """The versions of one rule; their type is the one that it has in `Followup`."""
        found: tuple[Any, ...] = getattr(self.rules, rule)
        return found


def followup_on(rules: Mapped, day: date) -> Followup:
    """The version of every rule that holds on `day`."""
    chosen: dict[str, Any] = {}
    for name in FollowupRules.model_fields:
        versions = getattr(rules, name)
        chosen[name] = in_force(versions, day) or next(iter(versions), None)
    return Followup.model_construct(**chosen)


def first_days(rules: Mapped) -> list[date]:
    """The days on which some rule changes, in order."""
    found = {version.since for name in FollowupRules.model_fields for version in getattr(rules, name)}
    return sorted(day for day in found if day is not None)
