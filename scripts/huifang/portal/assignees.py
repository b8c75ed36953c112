"""Who does a duty: a helper or officer by name and body, so that two of one name in two bodies stay two."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from huifang.portal.selection import DUE, Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.lists import DueRow


class Assignee(NamedTuple):
    """A body that owes duties and who does them for it; `name` empty: the body itself, with all that it owes."""

    body: str
    name: str = ""

    @property
    def key(self) -> str:
        """The body's id; of a person nothing that could be read out of an address."""
        return f"p.{hashlib.sha256(chr(0).join(self).encode()).hexdigest()[:12]}" if self.name else self.body

    @property
    def selection(self) -> Selection:
        """The open duties."""
        return self.within(DUE)

    def within(self, page: str) -> Selection:
        """The duties of a list."""
        whole = Selection(page).of("owner", self.body)
        return whole.of("assignee", self.name) if self.name else whole


def by_assignee(rows: Iterable[DueRow]) -> Mapping[Assignee, list[DueRow]]:
    """Duties by the body that owes them, and by who does them; bodies first."""
    found: dict[Assignee, list[DueRow]] = defaultdict(list)
    for row in rows:
        found[Assignee(row.owner)].append(row)
        if row.assignee:
            found[Assignee(row.owner, row.assignee)].append(row)
    return dict(sorted(found.items(), key=lambda one: (bool(one[0].name), one[0])))
