"""The shape of `policy/followup.yml`: the rules of the programme with their parameters, and how to ask for a day's."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Any, Literal

from pydantic import PlainValidator, WithJsonSchema

from huifang.policy.version import Labelled, Version, in_force
from huifang.register.models.base import FlagOrFalse, Many, Part
from huifang.register.scalars import Whole, read_day

LEAP_YEAR = 2000


def _month_day(value: object) -> tuple[int, int]:
    day = read_day(f"{LEAP_YEAR}-{value}")
    return day.month, day.day


MonthDay = Annotated[
    tuple[int, int], PlainValidator(_month_day), WithJsonSchema({"type": "string", "pattern": r"^\d{2}-\d{2}$"})
]


class Days(Version):
    """A term of days after a fact."""

    days: Whole


class Minutes(Version):
    """How far two clocks may be apart."""

    minutes: Whole


class Months(Version):
    """A term of months after a fact."""

    months: Whole


class TalkRule(Version):
    """A quarter is owed from so many days of the window on."""

    min_window_days: Whole
    talks: Whole = 1


class VisitRule(Version):
    """Who must be visited, how early a visit counts, and from when it is missed (next year)."""

    obligation: Literal["planned", "yearly"]
    min_window_days: Whole
    early_months: Whole
    missed_from: MonthDay


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
    """Key groups: forms, or accountability; the decision in the year or the `years` before, or the window runs."""

    forms: Many[Whole]
    years: Whole


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


class Ahead(Version):
    """How many days before a date something is told."""

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
    """Announcing, executing and reporting a Party sanction; months after the decision."""

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


class Step(Labelled):
    """One item of a checklist, with its term in days where a rule names one."""

    days: Whole | None = None


class ChecklistRule(Version):
    """Things for a person to look at, in their order; never counted."""

    items: Many[Step]


class FollowupRules(Part):
    """Every rule of the programme with its versions."""

    programme: Many[Version]
    helper_missing: Many[Months]
    talk: Many[TalkRule]
    visit: Many[VisitRule]
    plan: Many[PlanRule]
    coverage: Many[CoverageRule]
    key: Many[KeyRule]
    visit_officers: Many[OfficersRule]
    cap: Many[CapRule]
    attempts: Many[AttemptsRule]
    feedback: Many[Days]
    archive: Many[Days]
    personnel: Many[Days]
    action: Many[Version]
    issue: Many[Days]
    rights: Many[Ahead]
    lifting: Many[Days]
    period_ending: Many[Ahead]
    return_to_scope: Many[ReturnRule]
    deferral: Many[DeferralRule]
    hold: Many[HoldRule]
    rights_steps: Many[ChecklistRule]
    reappointment: Many[ChecklistRule]
    next_contact: Many[Days]
    other_body: Many[Days]
    execution: Many[ExecutionRule]
    upcoming: Many[Days]
    retention: Many[Months]
    small_cells: Many[CellsRule]
    grade: Many[GradeRule]
    audit_recorded: Many[Days] = ()  # without these three, as in older policies: not asked, no pages
    audit_clock: Many[Minutes] = ()
    month_ends: Many[Months] = ()


class FollowupFile(Part):
    """`policy/followup.yml`."""

    format: Whole
    rules: FollowupRules


class Followup(Part):
    """The rules in force on one day; before a rule's first version its first one, which `programme` then bounds."""

    programme: Version
    helper_missing: Months
    talk: TalkRule
    visit: VisitRule
    plan: PlanRule
    coverage: CoverageRule
    key: KeyRule
    visit_officers: OfficersRule
    cap: CapRule
    attempts: AttemptsRule
    feedback: Days
    archive: Days
    personnel: Days
    action: Version
    issue: Days
    rights: Ahead
    lifting: Days
    period_ending: Ahead
    return_to_scope: ReturnRule
    deferral: DeferralRule
    hold: HoldRule
    rights_steps: ChecklistRule
    reappointment: ChecklistRule
    next_contact: Days
    other_body: Days
    execution: ExecutionRule
    upcoming: Days
    retention: Months
    small_cells: CellsRule
    grade: GradeRule
    audit_recorded: Days | None = None
    audit_clock: Minutes | None = None
    month_ends: Months | None = None


def followup_on(rules: FollowupRules, day: date) -> Followup:
    """The version of every rule that holds on `day`."""
    chosen: dict[str, Any] = {}
    for name in FollowupRules.model_fields:
        versions = getattr(rules, name)
        chosen[name] = in_force(versions, day) or next(iter(versions), None)
    return Followup.model_construct(**chosen)


def first_days(rules: FollowupRules) -> list[date]:
    """The days on which some rule changes, in order."""
    found = {version.since for name in FollowupRules.model_fields for version in getattr(rules, name)}
    return sorted(day for day in found if day is not None)
