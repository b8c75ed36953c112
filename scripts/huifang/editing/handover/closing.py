"""A unit is closed: its last day and its successor are written, and everybody in it moves there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.editing.handover.draft import codes
from huifang.editing.handover.stays import change, tell_unhelped
from huifang.editing.handover.transfer import refuse_no_discipline_body, tell_receiver
from huifang.editing.new import RefusedError
from huifang.register.days import ONE_DAY
from huifang.register.models import Organization
from huifang.texts import say

if TYPE_CHECKING:
    from datetime import date

    from huifang.editing.handover.draft import HandoverDraft
    from huifang.editing.writing import Raw
    from huifang.register.models import Person


def close_unit(draft: HandoverDraft, unit: str, last: date, successor: str | None) -> None:
    """`last` is the unit's last day; from the next one everybody in it belongs to the successor.

    Whoever it followed up is followed up by the successor. Without a successor the people are told, and nobody moves.
    RefusedError where it is closed already, or the successor cannot be one.
    """
    organization = draft.register.organizations.by_id[draft.body(unit)]
    if organization.closed_on is not None:
        raise RefusedError(say("{unit} was closed on {day}", unit=unit, day=organization.closed_on))
    _write(draft, unit, last, successor)
    day = last + ONE_DAY
    inside = [each for each in draft.register.people.values() if each.unit == unit and _serves(each, day)]
    followed = [each for each in draft.register.people.values() if each.supervised_by == unit and _serves(each, day)]
    if successor is None:
        _tell_left_behind(draft, unit, inside, followed)
    else:
        _refuse_successor(draft, unit, successor, day, followed)
        both = sorted({each.code: each for each in (*inside, *followed)}.values(), key=lambda each: each.code)
        tell_unhelped(draft, [each for each in both if _moved(draft, each, unit, successor, day)], day)
        tell_receiver(draft, followed, successor, day)
    _tell_helpers(draft, unit, inside, day)
    _tell_below(draft, unit)
    draft.tell_unread()


def _serves(person: Person, day: date) -> bool:
    return person.left is None or person.left.on > day


def _write(draft: HandoverDraft, unit: str, last: date, successor: str | None) -> None:
    file, number = next(
        (file, number)
        for file in draft.register.organizations.files
        for number, each in enumerate(file.organizations)
        if each.id == unit
    )
    if file.unread:
        raise RefusedError(say("{path} cannot be read; mend it first", path=file.path))
    draft.put(file.path, ("organizations", number, "closed_on"), last, Organization)
    if successor is not None:
        draft.put(file.path, ("organizations", number, "successor"), successor, Organization)
    draft.tell(file.path, say("{unit}: last day {day}", unit=unit, day=last))


def _refuse_successor(draft: HandoverDraft, unit: str, successor: str, day: date, followed: list[Person]) -> None:
    if successor == unit:
        raise RefusedError(say("{unit} cannot be its own successor", unit=unit))
    draft.open_body(successor, day)
    if followed:
        refuse_no_discipline_body(draft, successor)


def _moved(draft: HandoverDraft, person: Person, unit: str, successor: str, day: date) -> bool:
    """Write the successor wherever the unit stood; whether that ended a helper's appointment."""
    new: dict[str, Raw] = {}
    if person.unit == unit:
        new["unit"] = successor
    if person.supervised_by == unit:
        new["supervised_by"] = successor
    ended = change(draft, person, day, new)
    draft.tell(person.path, say("{code}: {new} instead of {old} from {day}", code=person.code, new=successor, old=unit,
                                day=day))  # fmt: skip
    return ended


def _tell_left_behind(draft: HandoverDraft, unit: str, inside: list[Person], followed: list[Person]) -> None:
    if inside:
        draft.notes.append(say("without --successor nobody moves; still in {unit}: {codes}",
                               unit=unit, codes=codes(inside)))  # fmt: skip
    if followed:
        draft.notes.append(say("still followed up by {unit}: {codes}; hand them over with --transfer",
                               unit=unit, codes=codes(followed)))  # fmt: skip


def _tell_helpers(draft: HandoverDraft, unit: str, inside: list[Person], day: date) -> None:
    """Helpers of the closed unit whose people are elsewhere, below it, and stay there."""
    for person in draft.register.people.values():
        names = tuple(each.name for each in person.helpers
                      if each.unit == unit and (each.to is None or each.to >= day))  # fmt: skip
        if names and person not in inside and _serves(person, day):
            draft.notes.append(say("the helper of {code}, {names}, belongs to {unit}; name another one",
                                   code=person.code, names=names, unit=unit))  # fmt: skip


def _tell_below(draft: HandoverDraft, unit: str) -> None:
    below = tuple(each.id for each in draft.register.organizations.by_id.values() if each.parent == unit)
    if below:
        draft.notes.append(say("these stand under {unit}, write another `parent` there: {units}",
                               unit=unit, units=below))  # fmt: skip
