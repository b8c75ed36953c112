"""One record of the demonstration before it is text: where it lies, its data, and the words below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.editing.writing import front_matter, mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.editing.writing import Raw


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record; the data are in the order of the format."""

    path: str
    data: Mapping[str, Raw]
    body: str | None = None  # of a Markdown record; None: the file is YAML throughout

    @property
    def text(self) -> str:
        """The file."""
        return mapping(self.data) if self.body is None else front_matter(self.data, self.body)
