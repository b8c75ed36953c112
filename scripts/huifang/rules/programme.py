"""The programme on one day: everything known, the policy, and a Case for each person, each made once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.rules.case import Case, make_case
from huifang.rules.followup_case import FollowupCase

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from huifang.policy import Policy
    from huifang.register import Known
    from huifang.register.models import Plan, PlannedVisit


class Programme:
    """What every rule is asked about."""

    def __init__(self, known: Known, policy: Policy) -> None:
        self.known, self.policy = known, policy.checked(known.checks)

    @property
    def day(self) -> date:
        """The as-of date."""
        return self.known.day

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """Code -> case, for everybody with a measure in force."""
        return {code: make_case(self.known, person, self.policy) for code, person in self.known.people.items()}

    @cached_property
    def followed(self) -> Mapping[str, FollowupCase]:
        """Code -> what several duties ask, for everybody in force whose unit and supervising body can be read.

        Where they cannot, nobody owes a duty: the eligibility list names what could not be read.
        """
        plans: dict[str, list[tuple[Plan, int, PlannedVisit]]] = defaultdict(list)
        for plan in self.known.plans:
            for index, entry in enumerate(plan.visits):
                plans[entry.person].append((plan, index, entry))
        return {
            code: FollowupCase(case, self.register_from, tuple(plans.get(code, ())))
            for code, case in self.cases.items()
            if not {case.person.path, "unit", "supervised_by"}.intersection(case.person.unread)
        }

    def register_from(self, unit: str) -> date:
        """From when the unit's district demands anything: the later of the rules' and the register's first day."""
        organizations = self.known.organizations
        district = organizations.districts.get(organizations.district_of(unit) or "")
        first = district.register_from if district else None
        return max(self.policy.valid_from, first) if first else self.policy.valid_from
