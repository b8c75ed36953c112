"""Where a row of a list stands, and which rows somebody chose: what a number counts, and where its link leads."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a dataclass keeps its annotations
from dataclasses import dataclass, field, replace
from urllib.parse import quote

DUE, ELIGIBLE, PEOPLE = "due.html", "eligible.html", "people.html"
HEALTH, FINDINGS = "health.html", "findings.html"
NONE = "-"  # the value of a filter for rows that have none


@dataclass(frozen=True, slots=True)
class Facets:
    """Where one row stands: the tabs it belongs to, its value for each filter, its person and its group."""

    tabs: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    person: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of a list: those of its tab that have the values; without either all of them."""

    page: str
    tab: str = ""
    values: tuple[tuple[str, str], ...] = ()

    def of(self, by: str, value: str) -> Selection:
        """Those of them that have a value."""
        return replace(self, values=(*self.values, (by, value)))

    @property
    def address(self) -> str:
        """The page with what the browser reads: `due.html#overdue&district=ja`."""
        parts = [_quoted(self.tab)] if self.tab else []
        parts += [f"{by}={_quoted(value)}" for by, value in self.values]
        return f"{self.page}#{'&'.join(parts)}" if parts else self.page


def _quoted(text: str) -> str:
    """A value in an address: letters of any script as they are, which a page reads and is a third as long with."""
    return "".join(sign if sign.isalnum() else quote(sign) for sign in text)
