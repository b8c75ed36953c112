"""Another discipline body takes over the follow-up of a person, who may change unit, post or rank at the same time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from huifang.checks.support import code_fix, organization_label
from huifang.editing.handover.draft import codes
from huifang.editing.handover.stays import change, tell_unhelped
from huifang.editing.new import ELSEWHERE, RefusedError
from huifang.register.days import ONE_DAY
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from huifang.editing.handover.draft import HandoverDraft
    from huifang.editing.writing import Raw
    from huifang.register.models import Person


class Destination(NamedTuple):
    """Who follows up from then on; unit, post and rank as far as they change."""

    body: str
    unit: str | None = None
    post: str | None = None
    rank: str | None = None


def hand_to_body(draft: HandoverDraft, code: str, to: Destination, day: date) -> None:
    """From `day` on `to` follows up the person; its duty to confirm stands until `received_on` is written.

    RefusedError where the code, a body or the day cannot be.
    """
    register = draft.register
    if code not in register.people:
        near = code_fix(code, register.people, ELSEWHERE)
        raise RefusedError(say("{message}: {near}", message=say("there is no person {value}", value=code), near=near))
    person = register.people[code]
    refuse_no_discipline_body(draft, draft.open_body(to.body, day))
    if to.body == person.supervised_by:
        raise RefusedError(say("{body} follows up {code} already", body=to.body, code=code))
    new: dict[str, Raw] = {"supervised_by": to.body}
    if to.unit is not None and draft.open_body(to.unit, day) != person.unit:
        new["unit"] = to.unit
    new |= {key: value for key, value in (("post", to.post), ("rank", to.rank)) if value is not None}
    ordered: dict[str, Raw] = {key: new[key] for key in ("unit", "post", "rank", "supervised_by") if key in new}
    tell_unhelped(draft, [person] if change(draft, person, day, ordered) else [], day)
    draft.tell(person.path, say("{code}: {new} follows up instead of {old} from {day}", code=code, new=to.body,
                                old=person.supervised_by, day=day))  # fmt: skip
    tell_receiver(draft, [person], to.body, day)
    _tell_planned(draft, person, day)


def refuse_no_discipline_body(draft: HandoverDraft, body: str) -> None:
    """RefusedError where a body cannot owe the follow-up."""
    if not draft.register.organizations.is_discipline_body(body):
        raise RefusedError(say("{unit} is not a discipline body, so it cannot follow up", unit=body))


def tell_receiver(draft: HandoverDraft, people: Sequence[Person], body: str, day: date) -> None:
    """Say what the receiving body does next, for whom, and by when."""
    rule = draft.policy.on(day).transfer
    if rule is not None and people:
        draft.notes.append(say(
            "next step of {body}: confirm by {due}, by writing `received_on` into the last entry of `unit_history` "
            "of {codes}; until then the duty `transfer` stands in its list",
            body=organization_label(draft.register, body), due=day + timedelta(days=rule.days), codes=codes(people),
        ))  # fmt: skip


def _tell_planned(draft: HandoverDraft, person: Person, day: date) -> None:
    """What the body that gives the person away still has in its plan."""
    months = tuple(
        f"{plan.year}-{visit.month:02}"
        for plan in draft.register.plans
        if plan.body == person.supervised_by_on(day - ONE_DAY)
        for visit in plan.visits
        if visit.person == person.code and (plan.year, visit.month) >= (day.year, day.month)
    )
    if months:
        draft.notes.append(say("the plan of {body} still has {code} in {months}: agree who visits",
                               body=person.supervised_by, code=person.code, months=months))  # fmt: skip
