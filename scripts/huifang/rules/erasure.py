"""Whether the name of a person may be taken from the code: revoked, past retention, or no record any more (part 7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from huifang.register import Cleared, known_on
from huifang.rules.programme import Programme
from huifang.rules.retention import hidden_from

if TYPE_CHECKING:
    from datetime import date

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Measure


class Ground(StrEnum):
    """Why nobody needs the name any more."""

    GONE = "gone"  # no record of the code
    REVOKED = "revoked"  # every measure was revoked
    RETENTION = "retention"  # past the months of retention


@dataclass(frozen=True, slots=True)
class Standing:
    """What a register says of a code on a day; `ground` None: the person is followed up, or that is not known."""

    ground: Ground | None
    since: date | None = None  # the last revocation; the first day past retention, which may lie ahead
    in_force: tuple[Measure, ...] = ()  # not revoked by the day
    unread: tuple[str, ...] = ()  # what cannot be read, so that nothing can be said


def standing_of(register: Register, policy: Policy, code: str, day: date) -> Standing:
    """Whether the identity of a code may be erased on a day."""
    person = register.people.get(code)
    if person is None:
        unread = (register.folders[code],) if code in register.folders else ()
        return Standing(None if unread else Ground.GONE, unread=unread)
    if person.unread:
        return Standing(None, unread=person.unread)
    begun = [each for each in person.measures if each.decided_on is None or each.decided_on.first <= day]
    in_force = tuple(each for each in begun if each.revoked_on is None or each.revoked_on > day)
    if begun and not in_force:
        return Standing(Ground.REVOKED, max(each.revoked_on for each in begun if each.revoked_on))
    hidden = _hidden_from(register, policy, code, day)
    ground = Ground.RETENTION if hidden is not None and hidden <= day else None
    return Standing(ground, hidden, in_force or person.measures)


def _hidden_from(register: Register, policy: Policy, code: str, day: date) -> date | None:
    """The first day past retention; None for somebody without a measure decided by the day."""
    alone = register.heeding(Cleared(codes=frozenset([code])))  # nobody else is worked out
    case = Programme(known_on(alone, day), policy).cases.get(code)
    return hidden_from(case) if case else None
