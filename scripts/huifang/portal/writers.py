"""What makes files of tables for the portal: another room's functions, handed in by whoever may use both."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - a dataclass keeps its annotations
from dataclasses import dataclass

from huifang.lists.table import Table  # noqa: TC001 - as above
from huifang.texts import Words  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True)
class FileWriters:
    """A table as a workbook, duties as a calendar, and a table as the document that a command gives (JSON)."""

    workbook: Callable[[Table, Words], bytes]
    calendar: Callable[[Table, Words], bytes]
    document: Callable[[Table, Words], bytes]
