"""The rows of every list, their fields in the order of the contract."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a writer reads the annotations
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a writer reads the annotations

from huifang.lists import table
from huifang.lists.table import Cell, column
from huifang.texts import N_, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One duty that is not closed."""

    person: str | None = column(N_("code"), "code")
    district: str | None = column(N_("district"), "word", words="district", shown=False)
    unit: str | None = column(N_("unit"), "organization")
    duty: str = column(N_("duty"), "word", words="duty")
    period: str | None = column(N_("period"), "word", words="duty_period")
    item: str | None = column(N_("entry"), "code", shown=False)
    status: str = column(N_("status"), "word", words="status")
    due_on: date = column(N_("due"), "day")
    days_overdue: int = column(N_("days overdue"), "number")
    owner: str = column(N_("owner"), "organization")
    assignee: str | None = column(N_("assignee"), "code")
    record: str | None = column(N_("record"), "path", shown=False)
    reason: Text = column(N_("reason"), "text")
    rule: str = column(N_("rule"), "code", shown=False)
    source: Text = column(N_("source"), "text")
    certainty: str = column(N_("certainty"), "word", words="certainty", shown=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibleRow:
    """Where one person stands; facts and periods, never a judgement."""

    person: str = column(N_("code"), "code")
    district: str | None = column(N_("district"), "word", words="district", shown=False)
    unit: str | None = column(N_("unit"), "organization")
    state: str = column(N_("state"), "word", words="state")
    until: date | None = column(N_("last barred day"), "day")
    free_from: date | None = column(N_("free from"), "day")
    days_left: int | None = column(N_("days left"), "number")
    bars: tuple[Mapping[str, Cell], ...] = column(N_("bars"), "data", shown=False)
    measures: tuple[Mapping[str, Cell], ...] = column(N_("measures"), "data", shown=False)
    combination: tuple[Mapping[str, Cell], ...] = column(N_("combination"), "data", shown=False)
    conditions: tuple[Mapping[str, Cell], ...] = column(N_("conditions"), "data", shown=False)
    reasons: tuple[Text, ...] = column(N_("reasons"), "texts")
    check_by_hand: bool = column(N_("check by hand"), "flag")
    missing: tuple[str, ...] = column(N_("missing"), "codes")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One body and year against the quota."""

    body: str = column(N_("body"), "organization")
    year: int = column(N_("year"), "code")
    base: int = column(N_("base (people)"), "number")
    required: int = column(N_("required"), "number")
    visited: int = column(N_("visited"), "number")
    visited_in_base: int = column(N_("of these in the base"), "number")
    shortfall: int = column(N_("shortfall"), "number")
    rate: float | None = column(N_("rate"), "rate")
    unknown_year: int = column(N_("year unknown"), "number")
    base_people: tuple[str, ...] = column(N_("people of the base"), "codes", shown=False)
    visited_people: tuple[str, ...] = column(N_("people visited"), "codes", shown=False)
    candidates: tuple[str, ...] = column(N_("can still be visited"), "codes")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatRow:
    """One figure for one value of one partition."""

    figure: str = column(N_("figure"), "word", words="figure")
    by: str = column(N_("partition"), "word", words="by")
    key: str = column(N_("value of the partition"), "code")
    people: int | None = column(N_("people"), "number")
    visits: int | None = column(N_("visits"), "number")
    value: float | None = column(N_("value"), "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow:
    """One month of one body; `duty` None stands for the body itself: people becoming free, coverage."""

    month: str = column(N_("month"), "code")
    body: str = column(N_("body"), "organization")
    duty: str | None = column(N_("duty"), "word", words="duty")
    due: int = column(N_("falling due"), "number")
    freed: int = column(N_("becoming free"), "number")
    coverage_rate: float | None = column(N_("coverage if nothing more is done"), "rate")
    needed: int | None = column(N_("people to visit a month"), "number")
    reason: Text | None = column(N_("reason"), "text", shown=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """One gap of the records.

    `unblocks`: how many people are in an unknown state for want of this alone; `remaining`: how many more gaps keep
    the same person there, None where the state does not hang on it. `editor`: who last wrote the file, by its history.
    `stub` takes the place of the lines from `line` to `last_line`; without a last line it goes to the end of the file.
    """

    person: str | None = column(N_("code"), "code")
    district: str | None = column(N_("district"), "word", words="district", shown=False)
    unit: str | None = column(N_("unit"), "organization", shown=False)
    body: str | None = column(N_("owed by"), "organization")
    editor: str | None = column(N_("last written by"), "code")
    gap: str = column(N_("gap"), "code", shown=False)
    check: str | None = column(N_("check"), "code", shown=False)
    path: str = column(N_("path"), "path")
    line: int | None = column(N_("line"), "number")
    last_line: int | None = column(N_("to line"), "number", shown=False)
    field: str | None = column(N_("field"), "code", shown=False)
    message: Text = column(N_("what is missing"), "text")
    blocks: tuple[Text, ...] = column(N_("what it blocks"), "texts")
    unblocks: int = column(N_("unblocks (people)"), "number")
    remaining: int | None = column(N_("gaps besides"), "number")
    fix: Text = column(N_("fix"), "text", shown=False)
    stub: str | None = column(N_("what to paste"), "code")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding."""

    check: str = column(N_("check"), "code")
    severity: str = column(N_("severity"), "word", words="severity")
    path: str = column(N_("path"), "path")
    line: int | None = column(N_("line"), "number")
    column: int | None = table.column(N_("column"), "number")
    field: str | None = table.column(N_("field"), "code")
    message: Text = table.column(N_("message"), "text")
    fix: Text = table.column(N_("fix"), "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow(FindingRow):
    """A finding over the history; `answered` says by whom, why and when, None where nobody did.

    An answer that does not count has one value more, `refused`: why.
    """

    commit: str | None = table.column(N_("commit"), "code")
    person: str | None = table.column(N_("code"), "code")
    answered: Mapping[str, Cell] | None = table.column(N_("answered"), "data")

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it in a way that counts."""
        return self.answered is None or "refused" in self.answered
