"""What is known of a part of a record beside its keys: said once at its model, and derived by whoever needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """How a mapping or an entry of a list is followed through time, audited and shown; all in the keys of the file.

    `known_by`: the values that say which entry it is, the first of these groups that has any. `since`: the day from
    which it is known. `later`: days that are filled in when more happens, each with the keys that come with it.
    `computed_with`: what lists are computed from, which the audit watches. `prose`: keys of free text, of which nothing
    that was taken out may come back on a page. `apart`: no period and no state is computed from it, so that a change
    of it explains only rows that rest on it by name.
    """

    known_by: tuple[tuple[str, ...], ...] = ()
    since: str | None = None
    later: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    computed_with: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    apart: bool = False


NOTHING_MORE = Description()
