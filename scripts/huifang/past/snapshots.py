"""The past as pages show it: field changes, and the lists of a day as known at one commit against another."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from huifang.lists.redaction import Redaction
from huifang.lists.rows import DueRow
from huifang.past.commits import names_told
from huifang.past.dayfigures import day_figures
from huifang.past.difference import alike, of_due, of_eligible, row_changes
from huifang.past.recomputed import recomputed_rows, rows_of
from huifang.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from huifang.checks.table import CheckInfo
    from huifang.lists.lists import Lists
    from huifang.lists.rows import AuditRow, CoverageRow, EligibleRow
    from huifang.past.causes import Causes
    from huifang.past.commits import Commit
    from huifang.past.dayfigures import DayFigures
    from huifang.past.difference import Identity
    from huifang.past.earlier import EarlierState
    from huifang.past.effect_rows import EffectRow
    from huifang.past.recomputed import Rows
    from huifang.past.rows import HistoryRow

AnyRow = TypeVar("AnyRow", "AuditRow", "EffectRow")

NOBODY = Redaction()
KEPT = 500  # rows of each list that a page about a past day shows; the commands give all


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The lists as known at one commit: how many rows of each kind, everybody's state, and the first rows."""

    commit: str | None
    policy_version: str
    state_of: Mapping[str, str]
    statuses: Mapping[str, int]
    eligible: tuple[EligibleRow, ...]
    due: tuple[DueRow, ...]
    coverage: tuple[CoverageRow, ...]
    figures: Mapping[str | None, DayFigures]  # by district

    @property
    def states(self) -> Mapping[str, int]:
        """How many people are in each state."""
        return Counter(self.state_of.values())


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that is not the same on both sides; `before` or `after` None where it is on one alone.

    `commits` are those that caused it, oldest first; `by_policy` where the rules alone make a difference.
    """

    person: str | None
    before: EligibleRow | DueRow | CoverageRow | None
    after: EligibleRow | DueRow | CoverageRow | None
    by_policy: bool
    commits: tuple[Commit, ...]

    @property
    def row(self) -> Any:  # noqa: ANN401 - a row of any list
        """The row as it is, else as it was."""
        return self.after or self.before

    @property
    def alike(self) -> bool:
        """Whether it is on both sides, and only reasons or rules differ."""
        return self.before is not None and self.after is not None and alike(self.before, self.after)


@dataclass(frozen=True, slots=True)
class SnapshotComparison:
    """Two commits, one day. `commits` are those between them that touched the register, oldest first."""

    day: date
    then: Snapshot
    now: Snapshot
    eligible: tuple[RowDifference, ...]
    due: tuple[RowDifference, ...]
    coverage: tuple[RowDifference, ...]
    commits: tuple[Commit, ...]

    @property
    def differing(self) -> int:
        """How many rows differ."""
        return len(self.eligible) + len(self.due) + len(self.coverage)


class Month:
    """A month's end; its lists are compared when somebody asks, a Text says why they cannot be."""

    def __init__(self, day: date, compare: Callable[[], SnapshotComparison | Text]) -> None:
        self.day, self._compare = day, compare

    @property
    def name(self) -> str:
        """As `2026-06`."""
        return f"{self.day:%Y-%m}"

    @cached_property
    def found(self) -> SnapshotComparison | Text:
        """What was known then against what is known now, or why not."""
        return self._compare()

    @property
    def compared(self) -> SnapshotComparison | None:
        """The comparison, where there is one."""
        return None if isinstance(self.found, Text) else self.found


@dataclass(frozen=True)
class AuditPage:
    """The audit as pages show it: every check in words, and what they found and commits did that may be shown."""

    checks: tuple[CheckInfo, ...]
    rows: tuple[AuditRow, ...]
    effects: tuple[EffectRow, ...] = ()  # of people, newest first

    @cached_property
    def rows_of(self) -> Mapping[str, Sequence[AuditRow]]:
        """Person -> what was found about the person."""
        return _by_person(self.rows)

    @cached_property
    def effects_of(self) -> Mapping[str, Sequence[EffectRow]]:
        """Person -> what commits did to the rows of that person."""
        return _by_person(self.effects)


def _by_person(rows: Iterable[AnyRow]) -> Mapping[str, Sequence[AnyRow]]:
    found: dict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        if row.person:
            found[row.person].append(row)
    return found


@dataclass(frozen=True)
class HistoryPages:
    """Everything that pages show of earlier days.

    `standing`: who may be shown as of today, None: as the lists say; `redaction`: who may not be named, also of those
    whose record is gone. `problem`: why there is no history.
    """

    standing: frozenset[str] | None = None
    redaction: Redaction = NOBODY
    problem: Text | None = None
    changes: tuple[HistoryRow, ...] = ()  # newest first
    notes: Mapping[str, Commit] = field(default_factory=dict)  # commit -> what to tell of it, newest first
    months: tuple[Month, ...] = ()  # newest first
    audit: AuditPage | None = None
    since: SnapshotComparison | Text | None = None
    asked: str = ""  # since when: as it was typed, else the day of the earlier site
    earlier: EarlierState | None = None  # against which it is told what became overdue

    @cached_property
    def called(self) -> Mapping[str, str]:
        """Author -> the name as pages tell it."""
        return names_told(each.author for each in self.notes.values())


def compare_snapshots(
    then: Lists, between: Lists | None, now: Lists, causes: Causes, shown: frozenset[str]
) -> SnapshotComparison:
    """Both sides as of one day, of the people who may be shown.

    `between` are the records of then by the rules of now; None where the rules are the same.
    """
    lists, rows = [then], [rows_of(then)]
    if between:
        lists, rows = [then, between], [*rows, rows_of(between)]
    rows.append(recomputed_rows(lists[-1], rows[-1], now))
    walk = [_side(each, found, shown) for each, found in zip([*lists, now], rows, strict=True)]
    sides = walk[0], walk[-1]

    of_bodies = [{(row.body, str(row.year)): row for row in side.coverage} for side in sides]

    def resting(before: Any, after: Any) -> tuple[Any, Any, str]:  # noqa: ANN401 - rows of any list
        """The rows by which commits are found: those of coverage, for a body's own duty."""
        row = after or before
        if isinstance(row, DueRow) and row.person is None:
            found = [rows.get((row.owner, row.period or "")) for rows in of_bodies]
            if any(found):
                return found[0], found[1], row.duty
        return before, after, ""

    def differing(name: str, identity: Callable[[Any], Identity]) -> tuple[RowDifference, ...]:
        told = [getattr(side, name) for side in walk]
        by_rules = _keys(told[0], told[-2], identity)
        by_records = _keys(told[-2], told[-1], identity)
        return tuple(
            _explained(
                (before, after),
                resting(before, after),
                causes,
                _How(key in by_rules, key in by_records or key not in by_rules),
            )
            for key, before, after in _pairs(told[0], told[-1], identity)
        )

    return SnapshotComparison(
        day=now.day,
        then=_cut(sides[0]),
        now=_cut(sides[1]),
        eligible=differing("eligible", of_eligible),
        due=differing("due", of_due),
        coverage=differing("coverage", _of_coverage),
        commits=causes.all,
    )


@dataclass(frozen=True, slots=True)
class _How:
    rules: bool
    records: bool


def _explained(both: tuple[Any, Any], resting: tuple[Any, Any, str], causes: Causes, how: _How) -> RowDifference:
    before, after = both
    found = [*(causes.policy if how.rules else ()), *(causes.of(*resting) if how.records else ())]
    commits = tuple(sorted(dict.fromkeys(found), key=causes.place))
    return RowDifference(getattr(after or before, "person", None), before, after, how.rules, commits)


def _side(lists: Lists, found: Rows, shown: frozenset[str]) -> Snapshot:
    eligible = tuple(row for row in found.eligible if row.person in shown)
    due = tuple(row for row in found.due if row.person is None or row.person in shown)
    return Snapshot(
        commit=lists.revision.commit,
        policy_version=lists.policy.version,
        state_of={row.person: row.state for row in eligible},
        statuses=Counter(row.status for row in due),
        eligible=eligible,
        due=due,
        coverage=lists.coverage,
        figures=day_figures(eligible, due, lists.coverage, lists.register.organizations),
    )


def _cut(side: Snapshot) -> Snapshot:
    return replace(side, eligible=side.eligible[:KEPT], due=side.due[:KEPT])


def _of_coverage(row: CoverageRow) -> Identity:
    return row.body, str(row.year)


def _pairs(before: Any, after: Any, identity: Callable[[Any], Identity]) -> Iterator[tuple[Identity, Any, Any]]:  # noqa: ANN401 - rows of any list
    """Every row that differs with its identity, in the order of the identities."""
    found = row_changes(before, after, identity)
    both = [(identity(new), old, new) for old, new in found.changed]
    both += [(identity(row), None, row) for row in found.appeared]
    both += [(identity(row), row, None) for row in found.vanished]
    yield from sorted(both, key=lambda each: tuple(part or "" for part in each[0]))


def _keys(before: Any, after: Any, identity: Callable[[Any], Identity]) -> frozenset[Identity]:  # noqa: ANN401 - as above
    return frozenset(key for key, _, _ in _pairs(before, after, identity)) if before is not after else frozenset()
