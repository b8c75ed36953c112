"""历史核查: every check over the history in words, and what it found; answered findings stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from huifang.checks.table import CheckInfo
    from huifang.lists import AuditRow
    from huifang.past.snapshots import AuditPage
    from huifang.portal.site import Site
    from huifang.portal.view import View

MOST = 200  # findings shown of one check; `huifang audit` has all


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check with what it found: those without an answer first."""

    check: CheckInfo
    rows: Sequence[AuditRow]
    errors: int
    warnings: int
    answered: int

    @property
    def shown(self) -> Sequence[AuditRow]:
        """The first of them."""
        return self.rows[:MOST]


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page, where there is a history."""
    told = site.history.audit if site.history else None
    if told is not None:
        title = say("Audit of the history")
        yield planned_page(site, "audit.html", title, "audit.html", _values(told), section=NavigationSection.HISTORY)


def _values(told: AuditPage) -> Callable[[View], Mapping[str, object]]:
    def values(view: View) -> Mapping[str, object]:
        asked = [_asked(check, [row for row in told.rows if row.check == check.id]) for check in told.checks]
        known = {check.id for check in told.checks}
        past = view.site.history
        return {
            "asked": asked,
            "others": [row for row in told.rows if row.check not in known],  # the audit's own files
            "errors": sum(row.severity == "error" and row.is_open for row in told.rows),
            "warnings": sum(row.severity == "warning" and row.is_open for row in told.rows),
            "answered": sum(not row.is_open for row in told.rows),
            "notes": past.notes if past else {},
        }

    return values


def _asked(check: CheckInfo, rows: Sequence[AuditRow]) -> CheckResult:
    ordered = sorted(rows, key=lambda row: not row.is_open)
    standing = [row for row in ordered if row.is_open]
    errors = sum(row.severity == "error" for row in standing)
    return CheckResult(check, ordered, errors, len(standing) - errors, len(rows) - len(standing))
