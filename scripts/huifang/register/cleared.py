"""What was taken back by some day: measures revoked, people without any. Pages about earlier days leave it out too."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.register.models import Measure

MEASURES = "measures"
ENTRY = re.compile(rf"{MEASURES}\[(?P<name>[^\]#]*)(?:#\d+)?\]")  # of a field of the history


class Trait(NamedTuple):
    """What a measure is known by in other revisions; any of it may have been corrected since."""

    id: str | None
    type: str
    day: str
    document: str | None

    @property
    def entry(self) -> str:
        """The measure's name in a field of the history."""
        return self.id or f"{self.type}@{self.day}"

    def is_same(self, other: Trait) -> bool:
        """Whether two revisions surely speak of one measure."""
        return (self.id is not None and self.id == other.id) or (self.type, self.day) == (other.type, other.day)

    def may_be(self, other: Trait) -> bool:
        """Whether they may."""
        return any(mine is not None and mine == theirs for mine, theirs in zip(self, other, strict=True))


@dataclass(frozen=True)
class Cleared:
    """Measures that count for nothing on any day, and who may be shown (None: whoever has a record).

    `revoked` with their people; `left` are the other measures of these people.
    """

    revoked: frozenset[tuple[str, Trait]] = frozenset()
    left: frozenset[tuple[str, Trait]] = frozenset()
    codes: frozenset[str] | None = None

    @cached_property
    def _revoked(self) -> Mapping[str, list[Trait]]:
        return _by_code(self.revoked)

    @cached_property
    def _left(self) -> Mapping[str, list[Trait]]:
        return _by_code(self.left)

    def keeps(self, code: str, measure: Measure) -> bool:
        """Whether a measure, as some revision has it, may still be shown; what may be a revoked one may not."""
        revoked = self._revoked.get(code)
        if not revoked:
            return True
        mine = trait_of(measure)
        return any(map(mine.is_same, self._left.get(code, ()))) or not any(map(mine.may_be, revoked))

    def allows(self, code: str | None, field: str | None) -> bool:
        """Whether a change of somebody's field may be shown: not where it is, or may be, of a revoked measure."""
        if code is None or field is None or code not in self._revoked:
            return True
        entry, left = ENTRY.match(field), {each.entry for each in self._left.get(code, ())}
        return field != MEASURES if entry is None else entry["name"] in left

    def knows(self, code: str) -> bool:
        """Whether a person may be shown."""
        return self.codes is None or code in self.codes


def trait_of(measure: Measure) -> Trait:
    """What a measure is recognized by in another revision."""
    return Trait(measure.id, str(measure.type), str(measure.decided_on), measure.document)


def _by_code(found: frozenset[tuple[str, Trait]]) -> Mapping[str, list[Trait]]:
    each: dict[str, list[Trait]] = defaultdict(list)
    for code, trait in sorted(found, key=repr):
        each[code].append(trait)
    return each
