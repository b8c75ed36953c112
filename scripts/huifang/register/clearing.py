"""Who and what a register has cleared by some day: its revoked measures, and the people who have any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.register.cleared import Cleared, trait_of

if TYPE_CHECKING:
    from datetime import date

    from huifang.register.models import Measure
    from huifang.register.register import Register


def cleared_by(register: Register, day: date) -> Cleared:
    """What a register says was taken back by a day."""
    revoked, left = set(), set()
    for code, person in register.people.items():
        both = [(_is_revoked(measure, day), (code, trait_of(measure))) for measure in person.measures]
        if any(taken for taken, _ in both):
            revoked |= {each for taken, each in both if taken}
            left |= {each for taken, each in both if not taken}
    return Cleared(frozenset(revoked), frozenset(left), standing_people(register, day))


def standing_people(register: Register, day: date) -> frozenset[str]:
    """Whose record is there, with a measure that was not taken back by a day, or none that can be read."""
    return frozenset(
        code
        for code, person in register.people.items()
        if not person.measures or any(not _is_revoked(measure, day) for measure in person.measures)
    )


def _is_revoked(measure: Measure, day: date) -> bool:
    return measure.revoked_on is not None and measure.revoked_on <= day
