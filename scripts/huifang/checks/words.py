"""Words: the enumerations that the program asks the vocabulary for, and the words in them it knows by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.selection import RISES
from huifang.checks.situations import RESPONSES
from huifang.register.days import EVERY
from huifang.register.finding import Severity
from huifang.register.organizations import COMMITTEE, DISCIPLINE_KINDS, OUTSIDE, PERSONNEL
from huifang.rules.duties import DUTIES
from huifang.rules.duties.execution import STEPS
from huifang.rules.duties.further_visits import ALSO
from huifang.rules.period import COUNTED
from huifang.rules.states import State

if TYPE_CHECKING:
    from collections.abc import Mapping

NEEDED: Mapping[str, tuple[str, ...]] = {
    # what records carry
    "rank": (),
    "category": (),
    "management": (),
    "removal_reason": (),
    "deferral_reason": (),
    "left_reason": ("死亡", "开除"),
    "appointment_kind": RISES,
    "basis_version": (),
    "form": (),
    "visit_kind": ("回访", "谈心谈话"),
    "outcome": ("held", "unreachable", "refused"),
    "method": (),
    "situation": tuple(RESPONSES),
    "topic": (),
    "change": (),
    "grade": (),
    "organization_kind": (*DISCIPLINE_KINDS, PERSONNEL, COMMITTEE),
    "district_level": (OUTSIDE,),
    "issue_kind": (),
    "violation_result": (),
    # what the program computes
    "duty": tuple(each.id for each in DUTIES),
    "duty_period": (*STEPS, *ALSO),
    "state": tuple(State),
    "status": ("upcoming", "due", "overdue", "missed", "deferred", "closed"),
    "bar": COUNTED,
    "condition": ("period", "investigation", "violation", "rights", "lifting", "hold", "service", "data"),
    "certainty": ("SOURCE", "SECONDARY", "RECALL", "UNSURE"),
    "combination": ("later_end", "sum", "side_by_side", "replaced"),
    "convention": ("civil_code", "start_counts"),
    "severity": tuple(Severity),
    "signed": ("good", "untrusted", "bad", "none"),
    "figure": (),
    "by": ("all",),
    "grid": (),
    "every": tuple(EVERY),
    "also_people": ("key", "all"),
}
