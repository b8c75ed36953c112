"""A helper leaves: every appointment of that helper ends, and another's begins on the next day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.checks.support import did_you_mean
from huifang.editing.handover.draft import codes
from huifang.editing.new import RefusedError
from huifang.editing.writing import canonical
from huifang.register.days import ONE_DAY
from huifang.register.models import Helper, Person
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from huifang.editing.handover.draft import HandoverDraft
    from huifang.texts import Text

NOBODY = say("`huifang show CODE` names a person's helpers")


class NewHelper(NamedTuple):
    """Who takes over: the name; post and unit as far as they were said."""

    name: str
    post: str | None = None
    unit: str | None = None


class OpenAppointment(NamedTuple):
    """An appointment that is open on the day of the handover."""

    person: Person
    helper: Helper


def hand_helpers(
    draft: HandoverDraft,
    old: str,
    new: NewHelper,
    day: date,
    *,
    districts: Collection[str] = (),
    unit: str | None = None,
) -> None:
    """End every appointment of `old` that is open on `day`, the day before it, and begin one of `new` on it.

    RefusedError where nobody is called so, where two helpers are, or where the new one cannot be a helper.
    """
    found = _open(draft, old, day)
    _refuse_none(draft, found, old, day)
    found = [each for each in found if not districts or _district(draft, each.person, day) in districts]
    found = [each for each in found if unit is None or each.helper.unit == draft.body(unit)]
    if not found:
        raise RefusedError(say("{name} helps nobody there on {day}", name=old, day=day))
    units = tuple(sorted({each.helper.unit for each in found}))
    if len(units) > 1:
        raise RefusedError(say("there are helpers called {name} in several units: {units}; say which one with --unit",
                               name=old, units=units))  # fmt: skip
    if new.name == old and (new.unit or units[0]) == units[0]:
        raise RefusedError(say("{name} cannot take over from {name}", name=old))
    standing = _standing(draft, found, day)
    for each in standing:
        _handed(draft, each, new, day)
    if new.post is None and standing:
        draft.notes.append(say("the post of {name} was not said (--to-post) and stays empty", name=new.name))
    draft.tell_unread()


def _open(draft: HandoverDraft, name: str, day: date) -> list[OpenAppointment]:
    return [
        OpenAppointment(person, helper)
        for person in draft.register.people.values()
        for helper in person.helpers
        if helper.name == name and (helper.to is None or helper.to >= day)
    ]


def _refuse_none(draft: HandoverDraft, found: list[OpenAppointment], old: str, day: date) -> None:
    if not found:
        known = {each.name for person in draft.register.people.values() for each in person.helpers}
        message = say("nobody has a helper {name} on {day}", name=old, day=day)
        near = NOBODY if old in known else did_you_mean(old, known, NOBODY)
        raise RefusedError(say("{message}: {near}", message=message, near=near))


def _district(draft: HandoverDraft, person: Person, day: date) -> str | None:
    return draft.register.organizations.district_of(person.unit_on(day)) or person.folder


def _standing(draft: HandoverDraft, found: list[OpenAppointment], day: date) -> list[OpenAppointment]:
    """Those whose appointment has not ended with a change of unit or of service; a note lists the others."""
    gone = [each.person for each in found if each.person.left is not None and each.person.left.on <= day]
    moved = [
        each.person for each in found if any(each.helper.since < change <= day for change in each.person.unit_changes())
    ]
    _told(draft, gone, say("these left before; nothing changes there: {codes}", codes=codes(gone)))
    _told(draft, moved, say("these changed their unit, which ended the appointment; write `to` there by hand: {codes}",
                            codes=codes(moved)))  # fmt: skip
    return [each for each in found if each.person not in gone and each.person not in moved]


def _told(draft: HandoverDraft, people: list[Person], note: Text) -> None:
    if people:
        draft.notes.append(note)


def _handed(draft: HandoverDraft, found: OpenAppointment, new: NewHelper, day: date) -> None:
    person, helper = found
    draft.refuse_unread(person, "helpers", "unit", "unit_history", "left")
    unit = draft.open_body(new.unit or helper.unit, day)
    if helper.since >= day:
        raise RefusedError(say("{name} became the helper of {code} only on {since}; take a later day",
                               name=helper.name, code=person.code, since=helper.since))  # fmt: skip
    if unit not in draft.register.organizations.chain(person.unit_on(day)):
        raise RefusedError(say("{unit} is neither the unit of {code} nor above it; name another with --to-unit",
                               unit=unit, code=person.code))  # fmt: skip
    draft.put(person.path, ("helpers", helper.index, "to"), day - ONE_DAY, Helper)
    draft.tell(person.path, say("{code}: {old} until {last}, {new} from {day}", code=person.code, old=helper.name,
                                last=day - ONE_DAY, new=new.name, day=day))  # fmt: skip
    if not any(each.name == new.name and each.unit == unit and (each.to is None or each.to >= day)
               for each in person.helpers):  # fmt: skip
        entry = {"name": new.name, **({"post": new.post} if new.post else {}), "unit": unit, "from": day, "to": None}
        draft.add(person.path, "helpers", canonical(Helper, entry), Person)
