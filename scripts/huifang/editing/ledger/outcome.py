"""What an import would do: new records, additions, names, rejected rows; nothing is worked out here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from huifang.editing.ledger.compared import Differing
    from huifang.editing.ledger.rows import Rejected


class Change(NamedTuple):
    """A person who is registered: what the ledger says otherwise, and the keys that it adds."""

    code: str
    place: str
    added: tuple[str, ...]
    differing: tuple[Differing, ...]


@dataclass
class Outcome:
    """What an import would do. `files` and `replaced` are by path inside the register."""

    files: dict[str, bytes] = field(default_factory=dict)
    replaced: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)  # district -> code -> name
    new: dict[str, str] = field(default_factory=dict)  # path -> where the ledger has it
    assumed: Counter[str] = field(default_factory=Counter)  # key -> in how many records it was filled in
    changes: list[Change] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)  # paths
    again: list[tuple[str, str]] = field(default_factory=list)  # rows that say once more what the code's others said
    rejected: list[Rejected] = field(default_factory=list)
    warnings: int = 0

    @property
    def rows(self) -> frozenset[tuple[str, int]]:
        """Sheet and number of every row that is not taken."""
        return frozenset((each.sheet, each.row) for each in self.rejected)

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.files or self.replaced or self.names)
