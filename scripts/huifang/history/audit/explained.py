"""Findings that a recorded erasure explains: they stay visible, as answered by it; it excuses nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.history.audit.erasures import has_ground
from huifang.history.audit.files import SEALS
from huifang.history.rows import day_of, plain_field
from huifang.lists.changes import PROSE
from huifang.register.layout import Kind, spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from huifang.history.audit.found import Audited, AuditRow
    from huifang.register.erasures import Erasure

GONE = ("record-deleted", "measure-removed")  # of the person's files, or of the file that named the person
REWRITTEN = ("changed-after-filing", "opinion-rewritten")  # of the person's files: a name taken out of a text


def explained(audited: Audited, rows: Iterable[AuditRow]) -> Iterator[AuditRow]:
    """The rows, those that nobody answered with the erasure that explains them."""
    sound = [each for each in audited.erasures if has_ground(audited, each)]
    for row in rows:
        erasure = None if row.answered else next((each for each in sound if _explains(audited, each, row)), None)
        if erasure is None:
            yield row
        else:
            yield replace(row, answered={"by": erasure.by, "reason": erasure.reason, "on": erasure.on})


def _explains(audited: Audited, erasure: Erasure, row: AuditRow) -> bool:
    path = row.path.removeprefix(f"{audited.root}/")
    if row.check == "history-rewritten":
        return row.field == "commit" and path in _superseded(audited, erasure)
    if row.commit is None or not _after(audited, erasure, row.commit):
        return False
    if row.person == erasure.code:
        return row.check in GONE or (row.check in REWRITTEN and _is_prose(row.field))
    named = row.check == "record-deleted" and spot(path).kind is Kind.IDENTITIES
    return named and _named_there(audited, erasure, path, row.commit)


def _superseded(audited: Audited, erasure: Erasure) -> frozenset[str]:
    """The files of the seals that a rewriting ended, where it is told whole and its result is this history."""
    told = erasure.rewritten_on is not None and erasure.old_tip is not None
    if not told or erasure.new_tip not in audited.history.numbers:
        return frozenset()
    return frozenset(f"{SEALS}/{name}.yml" for name in erasure.supersedes)


def _after(audited: Audited, erasure: Erasure, commit: str) -> bool:
    """Whether a commit came with or after the erasure, and before the person was followed up again."""
    day = day_of(audited.history.commits[audited.history.numbers[commit]])
    again = _again(audited, erasure)
    return day >= erasure.on and (again is None or day < again)


def _again(audited: Audited, erasure: Erasure) -> date | None:
    person = audited.lists.register.people.get(erasure.code)
    days = [each.decided_on.first for each in person.measures if each.decided_on] if person else []
    return min((day for day in days if day > erasure.on), default=None)


def _is_prose(field: str | None) -> bool:
    return plain_field(field or "").rpartition(".")[2] in PROSE


def _named_there(audited: Audited, erasure: Erasure, path: str, commit: str) -> bool:
    """Whether the file of names that was deleted had the code in it."""
    found = (each for each in audited.changes if each.path == path and each.commit.hash == commit)
    return any(isinstance(each.old, dict) and erasure.code in each.old for each in found)
