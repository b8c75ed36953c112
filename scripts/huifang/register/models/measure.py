"""A sanction (处分) or other handling (处理), as the record has it."""

from __future__ import annotations

from pydantic import Field

from huifang.register.models.base import FlagOrFalse, ListEntry
from huifang.register.models.description import Description
from huifang.register.scalars import Day, DecidedOn, Line, MarkOf, OrganizationId, Term, Whole, word


class Measure(ListEntry):
    """A sanction or handling, as decided."""

    description = Description(
        known_by=(("id",), ("type", "decided_on")),
        since="decided_on",
        later={
            "probation_extended_on": (),
            "rights_restored_on": (),
            "lifted_on": ("lifted_by",),
            "revoked_on": (),
            "delivered_on": (),
            "announced_on": (),
            "executed_on": (),
            "execution_reported_on": (),
        },
        prose=("cause", "matter"),
    )

    id: MarkOf | None = None
    type: word("measure_type")  # type: ignore[valid-type] # a type made from the vocabulary
    decided_on: DecidedOn | None = Field()
    decided_by: OrganizationId
    form: word("form", number=True) | None = Field()  # type: ignore[valid-type]
    document: Line | None = None
    accountability: FlagOrFalse = False
    matter: MarkOf | None = None
    cause: Line | None = None
    replaces: MarkOf | None = None
    basis_version: word("basis_version") | None = None  # type: ignore[valid-type]
    months: Whole | None = None
    stated_end: Term | None = None
    probation_months: Whole | None = None
    probation_extended_on: Day | None = None
    rights_restored_on: Day | None = None
    lifted_on: Day | None = None
    lifted_by: OrganizationId | None = None
    revoked_on: Day | None = None
    removal_reason: word("removal_reason") | None = None  # type: ignore[valid-type]
    delivered_on: Day | None = None
    announced_on: Day | None = None
    executed_on: Day | None = None
    execution_reported_on: Day | None = None
    rank: word("rank") | None = None  # type: ignore[valid-type]
    post: Line | None = None
    category: word("category") | None = None  # type: ignore[valid-type]
    unit: OrganizationId | None = None

    @property
    def item(self) -> str:
        """By which a row names it: its id, else its place in the file."""
        return self.id or f"measures[{self.index}]"
