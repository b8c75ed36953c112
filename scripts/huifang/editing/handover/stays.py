"""What held until a day goes into the unit history, so that every earlier day stays as it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from huifang.editing.handover.draft import codes
from huifang.editing.new import RefusedError
from huifang.editing.writing import canonical
from huifang.register import add_months
from huifang.register.days import ONE_DAY
from huifang.register.models import Before, Helper, Person
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.editing.handover.draft import HandoverDraft
    from huifang.editing.writing import Raw

KEPT = ("unit", "post", "rank", "category", "supervised_by")


def change(draft: HandoverDraft, person: Person, day: date, new: Mapping[str, Raw]) -> bool:
    """Today's values of a person become these from `day` on; the old ones are the last entry of the history.

    A value that an older entry leaves out is today's, so what changes is written out there first. A change of unit ends
    the helpers' appointments: whether it ended one. RefusedError where the history has a hole or goes on after it.
    """
    draft.refuse_unread(person, *KEPT, "unit_history", "helpers", "measures", "left")
    _refuse_gone(person, day)
    since = _since(person, day, new)
    for entry in person.unit_history:
        for key in new:
            if entry.to is not None and getattr(entry, key) is None:
                draft.put(person.path, ("unit_history", entry.index, key), getattr(person, key), Before)
    if since != day:
        held: dict[str, Raw] = {key: getattr(person, key) for key in KEPT if getattr(person, key) is not None}
        held |= ({} if since is None else {"from": since}) | {"to": day - ONE_DAY}
        draft.add(person.path, "unit_history", canonical(Before, held), Person)
    for key, value in new.items():
        draft.put(person.path, (key,), value, Person)
    return "unit" in new and _end_helpers(draft, person, day)


def _refuse_gone(person: Person, day: date) -> None:
    if person.left is not None and person.left.on <= day:
        raise RefusedError(say("{code} left on {day}", code=person.code, day=person.left.on))


def _since(person: Person, day: date, new: Mapping[str, Raw]) -> date | None:
    """The first day of what holds now; None where no entry says it, `day` where an entry ends right before it."""
    ended = sorted((entry.since or date.min, entry.to) for entry in person.unit_history if entry.to is not None)
    last = max((to for _, to in ended), default=None)
    ending = [entry for entry in person.unit_history if entry.to == day - ONE_DAY]
    changed = any(getattr(each, key) not in (None, getattr(person, key)) for each in ending for key in new)
    if last is not None and (last >= day or changed):
        raise RefusedError(say("{code}: `unit_history` says already what held until {last}; take a later day",
                               code=person.code, last=last))  # fmt: skip
    _refuse_hole(person, ended)
    return None if last is None else last + ONE_DAY


def _refuse_hole(person: Person, ended: Sequence[tuple[date, date]]) -> None:
    """On a day that no entry covers, today's values hold; they would change with this."""
    decided = [each.decided_on.first for each in person.measures if each.decided_on is not None]
    at = min(decided, default=date.max)
    for since, to in ended:
        if since > at:
            message = say("{code}: nothing says what held from {first} to {last}; add it to `unit_history` first",
                          code=person.code, first=at, last=since - ONE_DAY)  # fmt: skip
            raise RefusedError(message)
        at = max(at, to + ONE_DAY) if at != date.max else at


def _end_helpers(draft: HandoverDraft, person: Person, day: date) -> bool:
    """End the appointments that are open; whether there was one."""
    ending = [each for each in person.helpers if each.since < day and (each.to is None or each.to >= day)]
    for helper in ending:
        draft.put(person.path, ("helpers", helper.index, "to"), day - ONE_DAY, Helper)
    return bool(ending)


def tell_unhelped(draft: HandoverDraft, people: Iterable[Person], day: date) -> None:
    """Say who needs a helper in the new unit, and by when."""
    found = codes(people)
    if found:
        months = draft.policy.on(day).helper_missing.months
        draft.notes.append(say("the change of unit ended the helper's appointment; these need a helper in the new unit "
                               "by {due}: {codes}", due=add_months(day, months), codes=found))  # fmt: skip
