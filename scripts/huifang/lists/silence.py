"""Who may not be named: what is told of others, and what is left of a text that names somebody all the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = TypeVar("Row")
BLACKENED = "■■■■"


@dataclass(frozen=True)
class Silence:
    """The codes of people who may not be named; of nobody where there are none."""

    codes: frozenset[str] = frozenset()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        either = "|".join(map(re.escape, sorted(self.codes))) or r"(?!)"
        return re.compile(rf"(?<![A-Z])(?:{either})(?![0-9])", re.IGNORECASE)

    def names(self, text: str) -> bool:
        """Whether a text names one of them."""
        return bool(self.codes) and self._pattern.search(text) is not None

    def keep(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """The rows that name none of them, in no field."""
        return tuple(row for row in rows if not self.names(repr(row)))

    def blackened(self, text: str) -> str:
        """A text without their codes."""
        return self._pattern.sub(BLACKENED, text) if self.codes else text
