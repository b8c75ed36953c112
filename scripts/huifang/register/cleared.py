"""What was taken back by some day: measures revoked, people whose record is gone. Pages about earlier days heed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from huifang.register.models import Measure
    from huifang.register.register import Register

Key = tuple[str, str, str]  # code, type and decision day: what a measure is known by in every revision


@dataclass(frozen=True, slots=True)
class Cleared:
    """Measures that count for nothing on any day, and whose records there are (None: whoever has one)."""

    measures: frozenset[Key] = frozenset()
    codes: frozenset[str] | None = None

    def keeps(self, code: str, measure: Measure) -> bool:
        """Whether a measure may still be told of."""
        return _key(code, measure) not in self.measures

    def knows(self, code: str) -> bool:
        """Whether a person still has a record."""
        return self.codes is None or code in self.codes


def cleared_by(register: Register, day: date) -> Cleared:
    """What a register says was taken back by a day."""
    revoked = (
        _key(code, measure)
        for code, person in register.people.items()
        for measure in person.measures
        if measure.revoked_on is not None and measure.revoked_on <= day
    )
    return Cleared(frozenset(revoked), frozenset(register.people))


def standing(register: Register, day: date) -> frozenset[str]:
    """Whose record is there, with a measure that was not taken back by a day, or none that can be read."""
    cleared = cleared_by(register, day)
    return frozenset(
        code
        for code, person in register.people.items()
        if not person.measures or any(cleared.keeps(code, measure) for measure in person.measures)
    )


def _key(code: str, measure: Measure) -> Key:
    return code, str(measure.type), str(measure.decided_on)
