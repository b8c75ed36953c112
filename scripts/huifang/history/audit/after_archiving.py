"""Visits that were filed: changes that whoever filed them could not see, because they came later or elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.history.audit.wording import NO_FIELD, brief, found
from huifang.history.day_values import day_as, day_in
from huifang.history.record_diff import PATH, identity, kind_of
from huifang.register.layout import Kind
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from huifang.history.audit.clock import Lines
    from huifang.history.audit.finding import Audited, AuditFinding
    from huifang.history.record_diff import FieldChange
    from huifang.texts import Text

FILED = ("archived", "given_to_personnel")
LATER = ("archived", "given_to_personnel", "feedback_to_unit", "actions")  # what is still written after filing, once


def changed_after_filing(audited: Audited) -> Iterator[AuditFinding]:
    """A visit stays as it was archived or given to the personnel department.

    Why: the paper in the archive and the record must say the same. What happens later is added: the other papers, and
    what became of the actions.
    Fix: say what was corrected and who corrected the filed copy.
    """
    fix = say("say what was corrected, and that the filed copy was corrected too")
    for visit in _followed(audited.changes):
        filed = [(change.commit.number, day) for change in visit for day in _filed_on(change)]
        for change in visit if filed else ():
            if not _counts(change):
                continue
            lines, mine = audited.lines, change.commit.number
            unseen = [(number, day) for number, day in filed if not lines.leads(mine, number)]
            after = [day for number, day in unseen if lines.leads(number, mine)]
            if not after:
                unseen = [(number, day) for number, day in unseen if not _made_too(visit, change, number, lines)]
            if unseen:
                day = min(after or [day for _, day in unseen])
                yield found(change, _message(change, day, beside=not after), fix)


def _made_too(visit: list[FieldChange], change: FieldChange, filed: int, lines: Lines) -> bool:
    """Whether a change of another branch was made on this one too, before the visit was filed here."""
    here = [each for each in visit if each.field == change.field and lines.leads(each.commit.number, filed)]
    return bool(here) and here[-1].new == change.new


def _followed(changes: Iterable[FieldChange]) -> list[list[FieldChange]]:
    """The changes of each visit, whatever the name of its file was."""
    now: dict[tuple[str, ...], list[FieldChange]] = {}
    left: set[tuple[str, ...]] = set()  # names that a visit had before
    visits: list[list[FieldChange]] = []
    for change in changes:
        if kind_of(change.path) is not Kind.VISIT:
            continue
        name = identity(change.path)
        if change.field == PATH and (before := identity(change.old)) != name:
            if before in now:
                now[name] = now[before]
            left.add(before)
            left.discard(name)
        elif name in left and change.field is None and change.old is None:  # another visit under a name left behind
            left.discard(name)
            del now[name]
        if name not in now:
            now[name] = []
            visits.append(now[name])
        now[name].append(change)
    return visits


def _filed_on(change: FieldChange) -> Iterator[date]:
    """On which days a change filed the visit."""
    for key in FILED:
        if change.field is None and isinstance(change.new, dict):
            day = day_in(change.new.get(key), "on")
        else:
            day = day_as(change.new) if change.field == f"{key}.on" else None
        if day is not None:
            yield day


def _counts(change: FieldChange) -> bool:
    """Whether a change is one of the visit itself; it moves with its person."""
    if change.field == PATH:
        return _name(change.old) != _name(change.path)
    return change.field not in (None, *NO_FIELD) and not _still_to_come(change)


def _still_to_come(change: FieldChange) -> bool:
    return change.old is None and (change.field or "").partition(".")[0].partition("[")[0] in LATER


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _message(change: FieldChange, day: date, *, beside: bool) -> Text:
    if change.field == PATH:
        return say("renamed from {old} to {new}, although filed on {day}", old=_name(change.old),
                   new=_name(change.path), day=day)  # fmt: skip
    old, new = brief(change.old), brief(change.new)
    if beside:
        return say("changed from {old} to {new} on another branch than that which filed it on {day}", old=old, new=new,
                   day=day)  # fmt: skip
    return say("changed from {old} to {new}, although filed on {day}", old=old, new=new, day=day)
