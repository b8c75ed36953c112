"""The bodies and units with their ids and names, as their files have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a writer reads the annotations
from typing import TYPE_CHECKING

from huifang.lists.table import column
from huifang.register.meant_values import plainly
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.lists.lists import Lists


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One body or unit."""

    id: str = column(N_("id"), "code")
    name: str = column(N_("name of the body or unit"), "text")
    name_en: str | None = column(N_("English name"), "text", shown=False)
    kind: str = column(N_("kind of body"), "word", words="organization_kind")
    parent: str | None = column(N_("body above it"), "organization")
    district: str = column(N_("district"), "word", words="district")
    closed_on: date | None = column(N_("closed on"), "day")
    successor: str | None = column(N_("successor"), "organization", shown=False)


def unit_rows(lists: Lists, text: str = "") -> tuple[UnitRow, ...]:
    """Those of the districts asked for whose id or name holds a text, however wide or in whatever case it is typed."""
    return tuple(lists.scope.keep(_found(lists, plainly(text).lower()), lists.register.organizations))


def _found(lists: Lists, text: str) -> Iterator[UnitRow]:
    for file in lists.register.organizations.files:
        for each in file.organizations:
            if any(text in plainly(name).lower() for name in (each.id, each.name, each.name_en or "")):
                yield UnitRow(
                    id=each.id, name=each.name, name_en=each.name_en, kind=each.kind, parent=each.parent,
                    district=file.district.id, closed_on=each.closed_on, successor=each.successor,
                )  # fmt: skip
