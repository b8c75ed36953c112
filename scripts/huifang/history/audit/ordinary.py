"""Ordinary changes, which are no finding: an end recorded in time, with its document, and seen by a second person."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from huifang.history.audit.measures import MEASURE
from huifang.history.audit.reached_days import NO_LIST
from huifang.history.audit.recorded_late import CONTACTS, ENDED
from huifang.history.day_values import day_as, day_in
from huifang.history.fields import known_by
from huifang.history.record_diff import kind_of
from huifang.past.commits import email_of
from huifang.past.rows import PROSE
from huifang.register.layout import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from huifang.history.record_diff import FieldChange

REVOKED = re.compile(rf"(?P<measure>{MEASURE})\.revoked_on")
BESIDE = re.compile(rf"{MEASURE}\.(?:lifted_by|document)|left\.reason")  # what is written with such an end
ADDED = re.compile(r"(?!measures\[)[a-z_]+\[.*\]")  # an entry that came; a measure never frees anybody
EARLIER = re.compile(r"unit_history\[.*\]")
BEGINS = ("from", "since", "on", "date", "approved_on", "confirmed_on", "reminded_on")  # days of such an entry


def is_ordinary(
    changes: Sequence[FieldChange], before: Sequence[FieldChange], merged_by: frozenset[str], day: date, days: int
) -> bool:
    """Whether all that came of one person is the end of a measure recorded in time and seen by two, and its papers.

    `before` are the earlier changes of that person, `merged_by` who brought it to the main line, `days` within which a
    fact is recorded in time.
    """
    told = [each for each in changes if each.field not in NO_LIST and not _is_prose(each)]
    first = day - timedelta(days=days)
    ends = [each for each in told if each.field and ENDED.fullmatch(each.field)]
    if not ends or not all(_in_time(each, first, day) for each in told):
        return False
    revoked = [match["measure"] for each in ends if (match := REVOKED.fullmatch(each.field or ""))]
    if not all(_has_document(name, [*before, *changes]) for name in revoked):
        return False
    return seen_by_two(changes, before, merged_by)


def moved_in_time(changes: Iterable[FieldChange], body: str, day: date, days: int) -> bool:
    """Whether an earlier unit, which this body supervised, was added with a last day of these days."""
    first = day - timedelta(days=days)
    added = (each.new for each in changes if EARLIER.fullmatch(each.field or "") and each.old is None)
    ended = (day_in(each, "to") for each in added if isinstance(each, dict) and each.get("supervised_by") == body)
    return any(each is not None and first <= each <= day for each in ended)


def _is_prose(change: FieldChange) -> bool:
    return (change.field or "").rpartition(".")[2] in PROSE


def _in_time(change: FieldChange, first: date, last: date) -> bool:
    """Whether a change adds a fact of these days, or what is written with one."""
    field = change.field or ""
    if BESIDE.fullmatch(field):
        return True
    if change.old is not None:
        return False
    if kind_of(change.path) in CONTACTS and change.field is None:
        days = [day_in(change.new, "date")]
    elif kind_of(change.path) is not Kind.PERSON or change.field is None:
        return False
    elif ADDED.fullmatch(field):
        days = [day for key in BEGINS if (day := day_in(change.new, key)) is not None]
    else:
        days = [day_as(change.new)]
    return bool(days) and all(each is not None and first <= each <= last for each in days)


def _has_document(measure: str, changes: Iterable[FieldChange]) -> bool:
    """Whether the measure names its document, by what was written of it last."""
    found: Any = None
    for change in changes:
        if change.field == f"{measure}.document":
            found = change.new
        elif change.field == measure and isinstance(change.new, dict):
            found = change.new.get("document")
        elif change.field is None and isinstance(change.new, dict) and kind_of(change.path) is Kind.PERSON:
            entries = known_by("measures", change.new.get("measures") or [])
            entry = entries.get(measure.removeprefix("measures[").removesuffix("]"))
            found = entry.get("document") if isinstance(entry, dict) else found
    return bool(found)


def seen_by_two(changes: Sequence[FieldChange], before: Sequence[FieldChange], merged_by: frozenset[str]) -> bool:
    """Whether who wrote it is nobody who wrote the measures before, or somebody else merged it."""
    wrote = _hands(changes)
    if merged_by and wrote.isdisjoint(merged_by):
        return True
    recorded = [each for each in before if each.field is None or each.field.startswith("measures[")]
    return bool(recorded) and wrote.isdisjoint(_hands(recorded))


def _hands(changes: Iterable[FieldChange]) -> frozenset[str]:
    """Authors and committers."""
    return frozenset(email_of(who) for each in changes for who in (each.commit.author, each.commit.committer))
