"""An officer leaves: the visits that the plans gave to that officer go to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import did_you_mean
from huifang.editing.new import RefusedError
from huifang.register.models import PlannedVisit
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.editing.handover.draft import HandoverDraft
    from huifang.register.models import Plan

NOBODY = say("`plans/` names who visits")


def hand_officers(draft: HandoverDraft, old: str, new: str, day: date, *, body: str | None = None) -> None:
    """Every planned visit of `old` from the month of `day` on becomes one of `new`; who visited before stays.

    RefusedError where no plan names `old` from then on, or the plans of several bodies do.
    """
    if new == old:
        raise RefusedError(say("{name} cannot take over from {name}", name=old))
    found = [
        (plan, index) for plan, index in _planned(draft, old, day) if body is None or plan.body == draft.body(body)
    ]
    if not found:
        known = {each.by for plan in draft.register.plans for each in plan.visits if each.by}
        message = say("no plan has a visit by {name} from {month} on", name=old, month=f"{day:%Y-%m}")
        near = NOBODY if old in known else did_you_mean(old, known, NOBODY)
        raise RefusedError(say("{message}: {near}", message=message, near=near))
    bodies = tuple(sorted({plan.body for plan, _ in found}))
    if len(bodies) > 1:
        raise RefusedError(say("the plans of several bodies name {name}: {units}; say which one with --unit",
                               name=old, units=bodies))  # fmt: skip
    for plan, index in found:
        visit = plan.visits[index]
        draft.put(plan.path, ("visits", index, "by"), new, PlannedVisit)
        draft.tell(plan.path, say("{code}, {month}: {new} instead of {old}", code=visit.person,
                                  month=f"{plan.year}-{visit.month:02}", new=new, old=old))  # fmt: skip


def _planned(draft: HandoverDraft, name: str, day: date) -> Iterator[tuple[Plan, int]]:
    for plan in draft.register.plans:
        for index, visit in enumerate(plan.visits):
            if visit.by == name and (plan.year, visit.month) >= (day.year, day.month):
                if plan.unread:
                    raise RefusedError(say("{path} cannot be read; mend it first", path=plan.path))
                yield plan, index
