"""An obligation: one thing owed once, by a named owner, open or closed; and the one function that gives its status."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from huifang.policy import Version
    from huifang.texts import Text


class Status(StrEnum):
    """The statuses in the order of the due list; `closed` and `later` stand in no due list."""

    OVERDUE = "overdue"
    DUE = "due"
    MISSED = "missed"
    UPCOMING = "upcoming"
    DEFERRED = "deferred"
    CLOSED = "closed"
    LATER = "later"  # its period has not begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """All days are calendar days; `missed_on` is the first day on which it counts as missed, None if it never does.

    `opens_on` is the first day on which it is listed as upcoming (with `huifang due` the non-period duties are
    listed from the policy's `upcoming` days before `due_on`, or as many as the caller asks for).
    """

    duty: str
    person: str | None
    unit: str | None  # of the person that day; of a body's duty the body
    period: str | None  # 2026Q3, 2026 or None
    opens_on: date
    due_on: date
    owner: str
    rule: Version
    reason: Text
    assignee: str | None = None
    record: str | None = None  # path of the record it comes from
    key: str = ""  # tells two obligations of one record apart (an action's number)
    closed_on: date | None = None
    missed_on: date | None = None
    deferred_until: date | None = None  # last day of a deferral that counts; due_on is moved already
    not_owed: bool = False  # a talk quarter that a deferral took away: shown as 缓, never due
    by_period: bool = False  # talk, visit, coverage, plan: upcoming from the opening of their period on
    listed: bool = True  # False: in grid and statistics only (people who left)

    @property
    def late(self) -> bool:
        """Closed, but after the due day."""
        return self.closed_on is not None and self.closed_on > self.due_on


def status(obligation: Obligation, day: date) -> Status:
    """Where an obligation stands on a day; due on its due day, overdue from the next."""
    if obligation.closed_on is not None and obligation.closed_on <= day:
        return Status.CLOSED
    if obligation.not_owed:
        return Status.DEFERRED
    if obligation.missed_on is not None and day >= obligation.missed_on:
        return Status.MISSED
    if day > obligation.due_on:
        return Status.OVERDUE
    if obligation.deferred_until is not None and day <= obligation.deferred_until:
        return Status.DEFERRED
    if day == obligation.due_on:
        return Status.DUE
    return Status.UPCOMING if day >= obligation.opens_on else Status.LATER
