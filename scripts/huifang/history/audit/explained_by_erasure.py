"""Findings that a recorded erasure explains: they stay visible, as answered by it; it excuses nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.git_access.errors import RevisionError
from huifang.history.audit.erasures import known_codes, recorded_days, standing_then
from huifang.history.audit.file_shapes import SEALS
from huifang.history.audit.seals import seals_of
from huifang.history.change_rows import plain_field
from huifang.past.rows import PROSE
from huifang.register.layout import Kind, spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from huifang.history.audit.finding import Audited
    from huifang.lists import AuditRow
    from huifang.register.erasures import Erasure

GONE = "record-deleted"  # of the file that named the person: an erasure is of the name, never of a record
WHOLE = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)  # a commit
REWRITTEN = ("changed-after-filing", "opinion-rewritten")  # of the person's files: a name taken out of a text


def explained(audited: Audited, rows: Iterable[AuditRow]) -> Iterator[AuditRow]:
    """The rows, those that nobody answered with the erasure that explains them."""
    days, known = (recorded_days(audited), known_codes(audited)) if audited.erasures else ({}, frozenset())
    erasures = [each for each in audited.erasures if each.code in known]
    sound = [
        GroundedErasure(audited, each, days) for each in erasures if standing_then(audited, each).ground is not None
    ]
    for row in rows:
        erasure = None if not row.is_open else next((each.erasure for each in sound if each.explains(row)), None)
        if erasure is None:
            yield row
        else:
            yield replace(row, answered={"by": erasure.by, "reason": erasure.reason, "on": erasure.on})


class GroundedErasure:
    """One erasure that had a ground, and what it explains."""

    def __init__(self, audited: Audited, erasure: Erasure, days: Mapping[tuple[str, str], date]) -> None:
        self.audited, self.erasure = audited, erasure
        self._first = max(erasure.on, days.get((erasure.code, erasure.on.isoformat()), erasure.on))

    def explains(self, row: AuditRow) -> bool:
        """Whether a finding is of this code, of the file that named it, or of a seal that the erasure names."""
        path = row.path.removeprefix(f"{self.audited.root}/")
        if row.check == "history-rewritten":
            return row.field == "commit" and path in self._superseded
        if row.check not in (GONE, *REWRITTEN) or row.commit is None:
            return False
        if not self._after(self.audited.lost_in(path, row.commit)):
            return False
        if row.person == self.erasure.code:
            return row.check in REWRITTEN and _is_prose(row.field)
        named = row.check == GONE and spot(path).kind is Kind.IDENTITIES
        return named and self._named_there(path, row.commit)

    @cached_property
    def _superseded(self) -> frozenset[str]:
        """The files of the seals that a rewriting ended, where everything that an erasure must show is so."""
        erasure, history = self.erasure, self.audited.history
        day, old, new = erasure.rewritten_on, erasure.old_tip or "", erasure.new_tip or ""
        if day is None or not WHOLE.fullmatch(old) or old in history.numbers or new not in history.numbers:
            return frozenset()
        told = {name for each in self.audited.erasures for name in each.supersedes}
        ended = [each for each in seals_of(self.audited) if each.seal and each.seal.commit not in history.numbers]
        if any(each.seal and each.seal.on <= day and each.name not in told for each in ended):
            return frozenset()
        mine = [each.seal.commit for each in ended if each.seal and each.name in erasure.supersedes]
        if self._is_here(old) and not all(history.place.is_ancestor(commit, old) for commit in mine):
            return frozenset()
        return frozenset(f"{SEALS}/{name}.yml" for name in erasure.supersedes)

    def _is_here(self, commit: str) -> bool:
        """Whether a commit that is in no history any more can still be looked at."""
        try:
            return bool(self.audited.history.place.revision(commit))
        except RevisionError:
            return False

    def _after(self, commit: str) -> bool:
        """Whether a commit came with or after the erasure, and before the person was followed up again."""
        day = self.audited.history.commits[self.audited.history.numbers[commit]].day
        return day >= self._first and (self._again is None or day < self._again)

    @cached_property
    def _again(self) -> date | None:
        person = self.audited.lists.register.people.get(self.erasure.code)
        days = [each.decided_on.first for each in person.measures if each.decided_on] if person else []
        return min((day for day in days if day > self.erasure.on), default=None)

    def _named_there(self, path: str, commit: str) -> bool:
        """Whether the file of names that was deleted had the code in it."""
        found = (each for each in self.audited.changes if each.path == path and each.commit.hash == commit)
        return any(isinstance(each.old, dict) and self.erasure.code in each.old for each in found)


def _is_prose(field: str | None) -> bool:
    return plain_field(field or "").rpartition(".")[2] in PROSE
