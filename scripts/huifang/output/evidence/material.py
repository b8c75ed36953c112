"""What a pack is made of: what was asked for, the lists of that commit and day, the files, their history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from huifang.lists import CoverageRow, DueRow, EligibleRow, FindingRow
from huifang.lists.plans import PlanRow, plan_rows
from huifang.register.layout import CLOSED, Kind, code_in_name, spot
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from huifang.lists import Heading, Lists, Table
    from huifang.lists.redaction import Redaction

DOTS = (".", "..")


@dataclass(frozen=True, slots=True)
class PackRequest:
    """What somebody wants: people by code, or districts; up to a day; with names or without."""

    people: tuple[str, ...]
    districts: tuple[str, ...]
    until: date

    @property
    def name(self) -> str:
        """The pack's own name: codes or ids, and the day."""
        first, *others = self.people or self.districts
        more = f"-and-{len(others)}-more" if others else ""
        return f"huifang-pack-{first}{more}-{self.until.isoformat()}"


@dataclass(frozen=True)
class Material:
    """Everything that was gathered for a pack; it is only chosen from and written down here."""

    asked: PackRequest
    lists: Lists
    people: tuple[str, ...]  # whose pack it is
    names: Mapping[str, str] | None  # of these people; None where nobody asked for names
    redaction: Redaction  # who may not be named
    tree: str | None  # the hash of the register's folder in that commit
    kept: Mapping[str, bytes]  # path in the pack -> a file as it was, byte by byte
    history: Table
    commits: Table
    audit: Table
    effects: Table

    @cached_property
    def heading(self) -> Heading:
        """What the pack says of itself."""
        title, empty = say("Evidence from the register of follow-up visits"), say("The pack holds nobody's records.")
        return replace(self.lists.heading("show"), verb="audit pack", title=title, empty=empty)

    @cached_property
    def eligible(self) -> Table:
        """Where these people stand."""
        rows = (row for code in self.people if (row := self.lists.eligible_of(code)) is not None)
        return self._table("eligible", EligibleRow, rows)

    @cached_property
    def due(self) -> Table:
        """What is open: duties about these people, and those of the districts' own bodies."""
        rows = (row for row in self.lists.due() if self._concerns(row.person, row.owner))
        return self._table("due", DueRow, rows)

    @cached_property
    def coverage(self) -> Table:
        """The year's coverage of the districts' bodies."""
        rows = (row for row in self.lists.coverage if self._concerns(None, row.body))
        return self._table("coverage", CoverageRow, rows)

    @cached_property
    def plans(self) -> Table:
        """The visit plans of the districts' bodies; of a plan whose file is left out, the entries that may be shown."""
        rows = (row for row in plan_rows(self.lists.known) if self._concerns(None, row.body))
        table = self._table("show", PlanRow, rows)
        heading = replace(table.heading, verb="plans", title=say("Visit plans"), empty=say("Nothing is planned."))
        return replace(table, heading=heading)

    @cached_property
    def findings(self) -> Table:
        """What the checks say of these people's files and of the districts' plans."""
        rows = (row for row in self.lists.finding_rows() if self._is_theirs(row.path.partition("/")[2]))
        return self._table("validate", FindingRow, rows)

    @cached_property
    def recorded(self) -> tuple[str, ...]:
        """Those of the people who have a record in that commit."""
        return tuple(code for code in self.people if code in self.lists.register.people)

    def _table(self, verb: str, row_type: type, rows: Any) -> Table:  # noqa: ANN401 - rows of that type
        return replace(self.lists.table(verb, row_type, self.redaction.rows(rows)), names=self.names)

    def _concerns(self, person: str | None, body: str) -> bool:
        if person is not None:
            return person in self.people
        return self.lists.register.organizations.district_of(body) in self.asked.districts

    def _is_theirs(self, path: str) -> bool:
        parts, found = path.split("/"), spot(path)
        if found.kind is Kind.PLAN:
            return self._concerns(None, found.code)
        return parts[0] in CLOSED and any(code_in_name(part) in self.people for part in parts[2:])


def safe_path(path: str) -> str:
    """A path in ASCII that stays inside the pack, whatever somebody called a file; equal only for equal paths."""
    return "/".join("%2E" * len(part) if part in DOTS else quote(part, safe="") for part in path.split("/"))
