"""From the audit of a history to what a page may tell of it: no free text, and nobody who may not be shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.history.audit import CHECKS, Audited, audit_rows
from huifang.lists.changes import CODES
from huifang.lists.past import AuditTold
from huifang.register.layout import SECRET
from huifang.texts import say, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huifang.commands.past import Past
    from huifang.lists import AuditRow, Lists

ENGLISH = words("en")


def audit_told(pasts: Iterable[Past], lists: Lists, standing: frozenset[str]) -> AuditTold:
    """What the checks found that may be shown, each with its answer; `standing` are the people who may be."""
    silent = {name for code, name in lists.register.names.items() if code not in standing}
    quoting = {check.id: say(check.told().what) for check in CHECKS if check.quotes}
    found = [row for past in pasts for row in audit_rows(Audited(past.history, lists, past.tree))]
    told = (replace(row, message=quoting[row.check]) if row.check in quoting else row for row in found)
    rows = tuple(row for row in told if _tellable(row, standing, silent))
    return AuditTold(tuple(check.told() for check in CHECKS), rows)


def _tellable(row: AuditRow, standing: frozenset[str], silent: set[str]) -> bool:
    """Whether a page may tell of a finding: never of names and restricted facts, nor of who may not be shown."""
    if row.path.partition("/")[2].partition("/")[0] in SECRET:
        return False
    answer = row.answered or {}
    text = " ".join((row.path, row.field or "", ENGLISH(row.message), str(answer.get("by")), str(answer.get("reason"))))
    return standing.issuperset(CODES.findall(text)) and not any(name in text for name in silent)
