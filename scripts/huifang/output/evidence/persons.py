"""One person's part of the report: the record, where the person stands and why, what we owe, and every change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from huifang.lists import DueRow, FindingRow
from huifang.lists.contacts import ContactRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from huifang.lists import EligibleRow
    from huifang.output.evidence.paper import Paper, PaperTable
    from huifang.past.rows import HistoryRow
    from huifang.register.models import Measure, Person
    from huifang.texts import Text

MOST = 40  # changes of one person in the report of a district
DUTIES = ("duty", "period", "status", "due_on", "days_overdue", "owner", "assignee", "reason", "source")
FINDINGS = ("severity", "path", "line", "field", "message")
CONTACTS = ("date", "kind", "body", "visitors", "outcome", "qualified", "makes_up_for", "opinion")


@dataclass(frozen=True, slots=True)
class DecidedMeasure:
    """A measure as the record has it, and its period as it was computed."""

    record: Measure
    told: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class PersonReport:
    """What the report says of one person; `record` None: no record in that commit."""

    code: str
    record: Person | None
    in_force: bool  # whether a measure is, on the day: of others no list tells
    row: EligibleRow | None
    calculation: Sequence[Text]
    measures: Sequence[DecidedMeasure]
    duties: PaperTable
    contacts: PaperTable
    findings: PaperTable
    audit: Sequence[Any]
    changes: Sequence[HistoryRow]
    all_changes: int


def persons(paper: Paper) -> Iterator[PersonReport]:
    """Everybody of the pack, one after the other."""
    changes: dict[str, list[HistoryRow]] = defaultdict(list)
    for row in paper.material.history.rows:
        changes[row.person or ""].append(row)
    audit = defaultdict(list)
    for row in paper.material.audit.rows:
        audit[row.person].append(row)
    for code in paper.material.people:
        yield _part(paper, code, changes[code], audit[code])


def _part(paper: Paper, code: str, changes: Sequence[HistoryRow], audit: Sequence[Any]) -> PersonReport:
    lists, keep = paper.material.lists, paper.material.redaction.rows
    # the record as it was known on the day; one that is told by nobody any more, as it stands
    record = lists.known.people.get(code) or lists.register.people.get(code)
    row = paper.row_of.get(code)
    duties = replace(paper.material.due, rows=keep(lists.duties_of(code)))
    contacts = lists.table("show", ContactRow, keep(lists.contacts_of(code)))
    findings = lists.table("validate", FindingRow, keep(lists.findings_of(code) if record else ()))
    return PersonReport(
        code=code,
        record=record,
        in_force=code in lists.known.people,
        row=row,
        calculation=lists.calculation_of(code),
        measures=list(_measures(record, row)),
        duties=paper.grid(replace(duties, row_type=DueRow), DUTIES),
        contacts=paper.grid(contacts, CONTACTS),
        findings=paper.grid(findings, FINDINGS),
        audit=audit,
        changes=changes[:MOST] if paper.material.asked.districts else changes,
        all_changes=len(changes),
    )


def _measures(record: Person | None, row: EligibleRow | None) -> Iterator[DecidedMeasure]:
    """The measures in force on the day, each with its period; the row has them in the same order."""
    measures = record.measures if record else ()
    told = row.measures if row and len(row.measures) == len(measures) else (None,) * len(measures)
    yield from map(DecidedMeasure, measures, told)
