"""Which rows somebody asked for: districts, units, persons; nothing chosen means everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huifang.register.organizations import Organizations


@dataclass(frozen=True, slots=True)
class Scope:
    """A choice of rows; each list is an `or`, the three together an `and`."""

    districts: frozenset[str] = field(default_factory=frozenset)
    units: frozenset[str] = field(default_factory=frozenset)
    people: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.districts or self.units or self.people)

    def sentences(self) -> tuple[Text, ...]:
        """What was chosen."""
        chosen = ((N_("districts: {chosen}"), self.districts), (N_("units and bodies: {chosen}"), self.units),
                  (N_("people: {chosen}"), self.people))  # fmt: skip
        return tuple(say(template, chosen=tuple(sorted(values))) for template, values in chosen if values)

    def keep(self, rows: Iterable[Any], organizations: Organizations) -> tuple[Any, ...]:
        """The rows that were asked for."""
        return tuple(row for row in rows if self.holds(row, organizations)) if self else tuple(rows)

    def holds(self, row: Any, organizations: Organizations) -> bool:  # noqa: ANN401 - any row with these fields
        """Whether one row was asked for: by its person, its unit, or the district of either."""
        person = getattr(row, "person", None)
        unit = getattr(row, "unit", None) or getattr(row, "body", None)
        district = getattr(row, "district", None) or organizations.district_of(unit or "")
        if self.people and person not in self.people:
            return False
        if self.units and unit not in self.units and getattr(row, "owner", None) not in self.units:
            return False
        return not self.districts or district in self.districts


@dataclass(frozen=True, slots=True)
class InScope:
    """A person as a scope looks at rows."""

    person: str
    unit: str
    district: str | None


@dataclass(frozen=True, slots=True)
class OwedBy:
    """A body as a scope looks at the rows of the forecast, which are of bodies."""

    body: str
