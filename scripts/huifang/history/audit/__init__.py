"""The audit: what the history says against the records. The table of its checks, and the function that runs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.checks.table import CheckInfo, check_info, id_of
from huifang.history.audit import after_archiving as filing
from huifang.history.audit import (
    commits,
    editors,
    effects,
    entries,
    erasures,
    main_line,
    measures,
    origins,
    records,
    seals,
)
from huifang.history.audit import own_files as watched
from huifang.history.audit import recorded_late as late
from huifang.history.audit.answers import answered, read_answers
from huifang.history.audit.explained_by_erasure import explained
from huifang.history.audit.finding import Audited, AuditFinding, CheckOver
from huifang.history.audit.seals import Sealed, kept_elsewhere, made_seal, newest, read_seal, seals_of
from huifang.lists import AuditRow
from huifang.lists.finding_rows import finding_row
from huifang.register import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from huifang.register import Finding

__all__ = [
    "CHECKS",
    "EFFECT_CHECKS",
    "SEAL_CHECKS",
    "AuditCheck",
    "AuditRow",
    "Audited",
    "Sealed",
    "audit_rows",
    "made_seal",
    "newest",
    "outside_rows",
    "read_answers",
    "read_seal",
    "seals_of",
]


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """One check over the history; an error must be answered, a warning may be."""

    severity: Severity
    function: CheckOver

    @property
    def id(self) -> str:
        """By which answers name it."""
        return id_of(self.function)

    @property
    def quotes(self) -> bool:
        """Whether its message quotes what stood in a record, free text too: a page says less."""
        return self.function in QUOTING

    def told(self) -> CheckInfo:
        """The check in words."""
        return check_info(self.function, self.severity)


def _errors(*functions: CheckOver) -> tuple[AuditCheck, ...]:
    return tuple(AuditCheck(Severity.ERROR, each) for each in functions)


def _warnings(*functions: CheckOver) -> tuple[AuditCheck, ...]:
    return tuple(AuditCheck(Severity.WARNING, each) for each in functions)


QUOTING = (  # their messages quote values of a record
    filing.changed_after_filing,
    records.code_given_again,
    records.opinion_rewritten,
    measures.measure_changed,
)
SEAL_CHECKS = _errors(seals.history_rewritten, seals.seal_broken, seals.seal_changed)
EFFECT_CHECKS = (
    *_errors(effects.frees_somebody, effects.person_taken_away, effects.duty_taken_away),
    *_warnings(
        effects.missed_duty_closed,
        effects.visit_made_to_qualify,
        effects.coverage_base_left,
        effects.body_relieved,
        effects.body_owes_less,
        effects.shared_rules_changed,
    ),
)
CHECKS: tuple[AuditCheck, ...] = (
    # what changes do to people
    *EFFECT_CHECKS,
    # records
    *_warnings(late.recorded_late),
    *_errors(late.contact_date_changed, filing.changed_after_filing),
    *_errors(measures.measure_date_changed, measures.measure_changed, measures.measure_removed),
    *_errors(entries.entry_removed),
    *_warnings(entries.entry_changed),
    *_errors(records.record_deleted, records.code_given_again, records.opinion_rewritten),
    *_warnings(records.unreadable_revision, records.appointment_inside_bar),
    # where the register came from
    *_errors(origins.history_elsewhere, origins.other_repository),
    *_warnings(origins.register_copied),
    # erasures
    *_errors(erasures.erased_identity_remains, erasures.erasure_without_ground),
    # commits
    *_errors(commits.bad_signature, commits.untrusted_signature),
    *_warnings(
        commits.signed_by_another,
        commits.unsigned_commit,
        commits.dates_backwards,
        commits.dated_ahead,
        commits.direct_push,
        commits.same_reviewer,
        main_line.main_line_turned,
    ),
    *_errors(editors.outside_district, editors.merged_without_right),
    # what the audit itself goes by
    *_warnings(watched.audit_rules_changed),
    *_errors(watched.answer_changed),
    # the history as a whole
    *SEAL_CHECKS,
)


def audit_rows(audited: Audited, checks: Sequence[AuditCheck] = CHECKS) -> tuple[AuditRow, ...]:
    """Every finding with its answer, in the order of the contract, then by commit, oldest first."""
    found = [(check, each) for check in checks for each in check.function(audited)]
    rows = [_row(audited, check, each) for check, each in found]
    rows = [
        *explained(audited, answered(audited, rows, every=checks is CHECKS)),
        *map(_problem, map(audited.lists.register.located, audited.problems)),
    ]
    return _sorted(audited, rows)


def outside_rows(audited: Audited, kept: Iterable[Sealed]) -> tuple[AuditRow, ...]:
    """What seals that were kept elsewhere say against this history; no erasure of the register answers for them."""
    check = next(each for each in SEAL_CHECKS if each.function is seals.history_rewritten)
    found = (each for sealed in kept for each in kept_elsewhere(audited, sealed))
    return tuple(_row(audited, check, each) for each in found)


def _sorted(audited: Audited, rows: Iterable[AuditRow]) -> tuple[AuditRow, ...]:
    numbers = audited.history.numbers
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.path,
                row.line or 0,
                row.column or 0,
                row.check,
                numbers.get(row.commit or "", 0),
                row.field or "",
            ),
        )
    )


def _row(audited: Audited, check: AuditCheck, found: AuditFinding) -> AuditRow:
    return AuditRow(
        check=check.id,
        severity=(found.severity or check.severity).value,
        path=f"{audited.root}/{found.path}" if found.path else audited.root,
        line=found.line,
        column=found.column,
        field=found.field,
        message=found.message,
        fix=found.fix,
        commit=found.commit.hash if found.commit else None,
        person=found.person,
        answered=None,
    )


def _problem(finding: Finding) -> AuditRow:
    """A finding on one of the audit's own files."""
    row = finding_row(finding)
    values = {name: getattr(row, name) for name in type(row).__dataclass_fields__}
    return AuditRow(**values, commit=None, person=None, answered=None)
