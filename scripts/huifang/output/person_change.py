"""What is compared, gathered person by person: rows before and after, changed records, findings that are new."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from huifang.register import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from huifang.lists import DueRow, EligibleRow, FindingRow
    from huifang.lists.lists import Lists
    from huifang.output.comparison import Comparison
    from huifang.past.difference import Identity
    from huifang.rules.obligation import Obligation

DutyPair = tuple["DueRow | None", "DueRow | None"]


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person of whom a list differs, or whose files have new errors: everything that is to be said."""

    code: str
    rows: tuple[EligibleRow | None, EligibleRow | None]
    duties: tuple[DutyPair, ...]  # those that come, that change, that go
    records: tuple[Any, ...]
    findings: tuple[FindingRow, ...]

    @property
    def errors(self) -> int:
        """How many errors are new."""
        return sum(row.severity == Severity.ERROR for row in self.findings)

    @property
    def stands_otherwise(self) -> bool:
        """Whether the state or a day differs, or somebody comes or goes."""
        return _told(self.rows[0]) != _told(self.rows[1])

    @property
    def unit(self) -> str | None:
        """The unit, as the newest row says."""
        known = [row for pair in (self.rows, *self.duties) for row in pair[::-1] if row is not None]
        return known[0].unit if known else None


def people_changed(found: Comparison) -> tuple[PersonChange, ...]:
    """Everybody affected: with new errors first, then whose state or days differ, then the others, by code."""
    duties, rows = duty_pairs(found), _rows(found)
    records, findings = _by_person(found, found.records), _by_person(found, found.lists.findings.appeared)
    errors = {code for code, mine in findings.items() if code and any(row.severity == Severity.ERROR for row in mine)}
    made = (
        PersonChange(code, rows.get(code, (None, None)), tuple(duties[code]), tuple(records[code]),
                     tuple(findings[code]))
        for code in sorted({*found.lists.affected, *errors})
    )  # fmt: skip
    return tuple(sorted(made, key=lambda each: (not each.errors, not each.stands_otherwise, each.code)))


def duty_pairs(found: Comparison) -> Mapping[str | None, list[DutyPair]]:
    """The duties that come, change and go, of each person; under None those of bodies."""
    made: dict[str | None, list[DutyPair]] = defaultdict(list)
    due = found.lists.due
    pairs = (*((None, row) for row in due.appeared), *due.changed, *((row, None) for row in due.vanished))
    for old, new in pairs:
        made[(new or old).person].append((old, new))
    return made


def person_at(found: Comparison, path: str) -> str | None:
    """The code of whose file a path is, also where only the state before has the person."""
    for side in (found.lists.after, found.lists.before):
        person = side.register.person_of(path)
        if person is not None:
            return person.code
    return None


def gone_people(records: Sequence[Any]) -> tuple[str, ...]:
    """The paths of people whose record was deleted: an error, and no finding of what is left."""
    return tuple(each.path for each in records if each.change == "removed" and each.path.endswith("/person.md"))


def days_done(lists: Lists) -> Mapping[Identity, date]:
    """When each duty that is done was done."""
    return {duty_key(each): each.closed_on for each in lists.obligations if each.closed_on is not None}


def duty_key(owed: DueRow | Obligation) -> Identity:
    """What a duty is known by, open or done: of a period its record may come later, as a plan does."""
    return owed.person or owed.owner, owed.duty, owed.period, owed.item, None if owed.period else owed.record


def _rows(found: Comparison) -> Mapping[str, tuple[EligibleRow | None, EligibleRow | None]]:
    before, after = ({row.person: row for row in side.eligible} for side in (found.lists.before, found.lists.after))
    return {code: (before.get(code), after.get(code)) for code in {*before, *after}}


def _by_person(found: Comparison, rows: Sequence[Any]) -> Mapping[str | None, list[Any]]:
    made: dict[str | None, list[Any]] = defaultdict(list)
    for row in rows:
        made[person_at(found, row.path)].append(row)
    return made


def _told(row: EligibleRow | None) -> tuple[object, ...] | None:
    return (row.state, row.until, row.free_from) if row is not None else None
