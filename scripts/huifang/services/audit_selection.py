"""Which findings of an audit somebody wants: refused before the work where a name is unknown, chosen after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.history import codes_ever
from huifang.history.audit import CHECKS
from huifang.past.rows import CODES
from huifang.register import Severity
from huifang.services.audit_page import EFFECTS
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import day_typed, register_folders
from huifang.services.repositories import whole_place
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from huifang.history.audit import AuditCheck, Audited
    from huifang.history.history import History
    from huifang.lists import AuditRow
    from huifang.services.registers import Request

SEVERITIES = tuple(each.value for each in Severity)


@dataclass(frozen=True, slots=True)
class AuditSelection:
    """Checks, severity, people and the first day of arrival on the main line; nothing chosen means everything."""

    checks: frozenset[str] = frozenset()
    severity: str | None = None
    people: frozenset[str] = frozenset()
    since: date | None = None
    unanswered: bool = False

    def asked(self) -> tuple[AuditCheck, ...]:
        """The checks that have to be asked."""
        return tuple(check for check in CHECKS if check.id in self.checks) if self.checks else CHECKS

    def chosen(self, rows: Iterable[AuditRow], audited: Audited) -> Iterator[AuditRow]:
        """The findings that are wanted."""
        for row in rows:
            if self._is_wanted(row) and self._is_about(row, audited) and self._is_since(row, audited.history):
                yield row

    def _is_wanted(self, row: AuditRow) -> bool:
        kind = not self.checks or row.check in self.checks
        return kind and self.severity in (None, row.severity) and (row.is_open or not self.unanswered)

    def _is_about(self, row: AuditRow, audited: Audited) -> bool:
        """Whether a finding is of one of the people, or of a change of shared rules that did something to one."""
        if not self.people or row.person in self.people or not self.people.isdisjoint(CODES.findall(row.path)):
            return True
        if row.person is not None or row.check not in EFFECTS:
            return False
        return any(each.person in self.people for each in audited.effects.get(row.commit or "", ()))

    def _is_since(self, row: AuditRow, history: History) -> bool:
        if self.since is None:
            return True
        number = history.numbers.get(row.commit or "")
        return number is not None and history.brought(history.commits[number]).day >= self.since


def audit_selection(
    wanted: Request,
    checks: Sequence[str],
    severity: str | None,
    people: Sequence[str],
    since: str | None,
    *,
    unanswered: bool,
) -> AuditSelection:
    """What was typed; Stop(USAGE) where the audit has no such check, or nobody ever had such a code."""
    known = tuple(each.id for each in CHECKS)
    for check in checks:
        if check not in known:
            message = say("the audit has no check {value}; there are: {known}", value=check, known=known)
            raise Stop(ExitCode.USAGE, message)
    if severity not in (None, *SEVERITIES):
        message = say("there is no severity {value}; there are: {known}", value=severity or "", known=SEVERITIES)
        raise Stop(ExitCode.USAGE, message)
    day = day_typed(since) if since else None
    if people:
        _refuse_strangers(register_folders(wanted.records), people)
    return AuditSelection(frozenset(checks), severity, frozenset(people), day, unanswered)


def _refuse_strangers(folders: Sequence[Path], people: Sequence[str]) -> None:
    """Stop(USAGE) for a code that never stood in any of the repositories."""
    known = frozenset(code for folder in folders for code in codes_ever(whole_place(folder)).given)
    for code in people:
        if code not in known:
            raise Stop(ExitCode.USAGE, say("there is no person {value}, and never was", value=code))
