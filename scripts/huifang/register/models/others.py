"""The records that are not about one contact: organisations, plans, names, restricted facts, the register itself."""

from __future__ import annotations

from pydantic import Field

from huifang.register.models.base import FlagOrFalse, ListEntry, Many, Mapped, Record, number
from huifang.register.models.description import Description
from huifang.register.scalars import (
    BodyOrName,
    Code,
    Day,
    Line,
    OrganizationId,
    PrefixOf,
    Reference,
    Setting,
    Term,
    Whole,
    word,
)


class District(Mapped):
    """A district of the register; nothing before `register_from` is demanded."""

    id: OrganizationId
    prefix: PrefixOf | None = None
    name: Line
    name_en: Line | None = None
    level: word("district_level")  # type: ignore[valid-type] # a type made from the vocabulary
    register_from: Day | None = None


class Organization(Mapped):
    """A body or unit."""

    description = Description(known_by=(("id",),))

    id: OrganizationId
    name: Line
    name_en: Line | None = None
    kind: word("organization_kind")  # type: ignore[valid-type]
    parent: OrganizationId | None = None
    closed_on: Term | None = None  # its last day, which may be planned
    successor: OrganizationId | None = None


class OrganizationFile(Record):
    """`organizations/<district>.yml`."""

    district: District
    organizations: Many[Organization] = ()


class PlannedVisit(Mapped):
    """One entry of a year's plan."""

    description = Description(known_by=(("person", "month"),), computed_with=("person", "month"), prose=("reason",))

    person: Code
    month: Whole
    by: BodyOrName | None = None
    reason: Line | None = None


class Plan(Record):
    """`plans/<year>-<body>.yml`: the year's visit plan of a body."""

    body: OrganizationId
    year: Whole
    approved_on: Day | None = None
    visits: Many[PlannedVisit] = ()


class Investigation(Mapped):
    """A case opened (立案) against the person."""

    description = Description(known_by=(("opened_on",),), since="opened_on", later={"closed_on": ()})

    opened_on: Day
    closed_on: Day | None = None


class Violation(Mapped):
    """A new violation found at a visit and handed over by number."""

    description = Description(known_by=(("handover",), ("visit", "on")), since="on", later={"settled_on": ("result",)})

    visit: Reference | None = None
    handover: Line | None = None
    handed_to: OrganizationId | None = None
    on: Day
    settled_on: Day | None = None
    result: word("violation_result") | None = None  # type: ignore[valid-type]


class IssueRaised(ListEntry):
    """Something the person reported, by number and never by its text."""

    description = Description(known_by=(("handover",), ("visit", "on")), since="on", later={"settled_on": ()})

    visit: Reference | None = None
    kind: word("issue_kind")  # type: ignore[valid-type]
    handover: Line | None = None
    handed_to: OrganizationId
    on: Day
    settled_on: Day | None = None


class Restricted(Record):
    """`restricted/<district>/<CODE>.yml`."""

    investigations: Many[Investigation] = ()
    violations: Many[Violation] = ()
    issues_raised: Many[IssueRaised] = ()

    def model_post_init(self, _context: object) -> None:
        """Number the issues as the file does."""
        number(self.issues_raised)

    @property
    def code(self) -> str:
        """The person it is about: the file's name."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".yml")


class Checked(Mapped):
    """An office compared a rule with the official text: which version, when, by whom, and against which text."""

    description = Description(known_by=(("on",),), prose=("against",))

    version: Line
    on: Day
    by: Line
    against: Line


class CheckedFile(Record):
    """`audit/checked.yml`: what the office looked up; outside the policy, so that registers may differ in it."""

    format: Whole = 1
    checked: Many[Checked] = ()


class Forge(Mapped):
    """The project on a forge in which the register lies: pages lead to its files there."""

    kind: Line
    url: Line
    project: Line
    branch: Line | None = None


class RegisterFile(Record):
    """`register.yml`: the register's name, whether it is the sample, its local settings, and where it is edited."""

    format: Whole = 1
    name: Line | None = None
    name_en: Line | None = None
    sample: FlagOrFalse = False
    sample_day: Term | None = None
    settings: dict[str, Setting] | None = Field(default=None)
    forge: Forge | None = None
    forms: Line | None = None  # the address of the entry forms
