"""What a mapping file says of one sheet of a ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class SheetMapping:
    """What a mapping says of one sheet: its kind, and its headings."""

    kind: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
