"""An obligation: one thing owed once, by a named owner, open or closed; and the one function that gives its status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from huifang.policy import Version
    from huifang.texts import Text


class Status(StrEnum):
    """The statuses in the order of the due list; the last three stand in no due list."""

    OVERDUE = "overdue"
    DUE = "due"
    MISSED = "missed"
    UPCOMING = "upcoming"
    DEFERRED = "deferred"
    CLOSED = "closed"
    LAPSED = "lapsed"  # nobody can owe it any more: the period is over, or the person left
    LATER = "later"  # owed, but due too far ahead to be told; or not yet owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """All days are calendar days; every `..._on` is the first day on which something is so.

    `opens_on` is the day from which it is owed at all: its period opens, or the fact that causes it happens. A duty
    of a period is upcoming from then on, any other from `ahead` days before `due_on` (but never before `opens_on`).
    """

    duty: str
    person: str | None
    unit: str | None  # of the person that day; of a body's duty the body
    period: str | None  # 2026Q3, 2026-03, 2026H1, 2026; a step: announced, after-decision; or None
    opens_on: date
    due_on: date
    owner: str
    rule: Version
    reason: Text
    assignee: str | None = None
    record: str | None = None  # path of the record it comes from
    item: str | None = None  # id or place of the measure, action or entry that owes it
    key: str = ""  # tells two obligations of one record apart in an order of their own
    ahead: int | None = None  # days before `due_on`; None: a duty of a period (talk, visit, coverage, plan)
    closed_on: date | None = None
    lapsed_on: date | None = None  # from then on it is owed no more, though nobody did it
    missed_on: date | None = None  # from then on it counts as missed; None if it never does
    deferred_until: date | None = None  # last day of a deferral that counts; due_on is moved already
    not_owed: bool = False  # a talk quarter that a deferral took away: shown as 缓, never due
    listed: bool = True  # False: in grid and statistics only (people who left)

    @property
    def late(self) -> bool:
        """Closed, but after the due day."""
        return self.closed_on is not None and self.closed_on > self.due_on

    @property
    def by_period(self) -> bool:
        """Whether it belongs to a quarter or year: then it can be missed, and is upcoming from its opening on."""
        return self.ahead is None


def status(obligation: Obligation, day: date, within: int | None = None) -> Status:
    """Where an obligation stands on a day; due on its due day, overdue from the next.

    `within` replaces the days ahead from which a duty without a period is told.
    """
    if obligation.closed_on is not None and obligation.closed_on <= day:
        return Status.CLOSED
    if obligation.lapsed_on is not None and obligation.lapsed_on <= day:
        return Status.LAPSED
    if day < obligation.opens_on:
        return Status.LATER
    if obligation.not_owed:
        return Status.DEFERRED
    if obligation.missed_on is not None and obligation.missed_on <= day:
        return Status.MISSED
    return _open(obligation, day, within)


def _open(obligation: Obligation, day: date, within: int | None) -> Status:
    """The status of something that is owed and neither done nor missed."""
    if day > obligation.due_on:
        return Status.OVERDUE
    if obligation.deferred_until is not None and day <= obligation.deferred_until:
        return Status.DEFERRED
    if day == obligation.due_on:
        return Status.DUE
    ahead = obligation.ahead if obligation.ahead is None or within is None else within
    told = ahead is None or day + timedelta(days=ahead) >= obligation.due_on
    return Status.UPCOMING if told else Status.LATER


def days_overdue(obligation: Obligation, day: date) -> int:
    """At least 1 when overdue or missed, else 0."""
    late = status(obligation, day) in {Status.OVERDUE, Status.MISSED}
    return (day - obligation.due_on).days if late else 0
