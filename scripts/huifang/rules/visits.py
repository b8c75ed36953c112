"""What a visit counts for: held, qualified, or an attempt (rules part 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huifang.policy import Policy
    from huifang.register import Known
    from huifang.register.models import Visit

HELD = "held"


def was_held(visit: Visit) -> bool:
    """Whether the visit took place; an attempt (unreachable, refused) did not."""
    return bool(visit.outcome == HELD)


def of_discipline(known: Known, visit: Visit) -> bool:
    """A visit, or an attempt, of a discipline body."""
    return known.is_discipline_body(visit.body)


def qualified(known: Known, visit: Visit, policy: Policy) -> bool:
    """A held visit of a discipline body that closes a duty: enough officers, one in charge, saw the person.

    Visits of other bodies are welcome, shown and counted, and close no duty of a discipline body. Source: S0, rule 13.
    """
    if not was_held(visit) or not of_discipline(known, visit):
        return False
    if visit.interviews is None or not visit.interviews.person:
        return False
    rule = policy.on(visit.date).visit_officers
    officers = [visitor for visitor in visit.visitors if known.is_discipline_body(visitor.body)]
    return len(officers) >= rule.least and sum(officer.in_charge for officer in officers) >= rule.in_charge
