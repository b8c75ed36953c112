"""The audit as a table, and as a page may show it: no free text, and nobody who may not be shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.history.audit import CHECKS, EFFECT_CHECKS, Audited, audit_rows
from huifang.history.audit.effect_rows import effect_rows
from huifang.lists import AuditRow, Table
from huifang.past.effect_rows import EffectRow, may_be_told
from huifang.past.snapshots import AuditPage
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import latest_day
from huifang.services.repositories import cache_folder
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.lists import Lists
    from huifang.lists.redaction import Redaction
    from huifang.past.commits import Commit
    from huifang.register.load import Progress
    from huifang.services.repositories import RegisterHistory

AuditedHistory = tuple["RegisterHistory", Audited]
EFFECTS = frozenset(each.id for each in EFFECT_CHECKS)  # of a merge too, which changed no record itself
TITLE, EMPTY = say("Audit"), say("Nothing to report.")


def audited_histories(
    pasts: Iterable[RegisterHistory], lists: Lists, progress: Progress | None = None
) -> tuple[AuditedHistory, ...]:
    """Each register with its history, and what the audit asks of it now."""
    cache, today = cache_folder(), latest_day(lists.register.settings)
    return tuple(
        (past, Audited(past.history, lists, past.tree, cache=cache, progress=progress, today=today)) for past in pasts
    )


def only_audited(found: Sequence[AuditedHistory], otherwise: Text) -> AuditedHistory:
    """The one register that is there; Stop(USAGE) with a sentence where there are several."""
    if len(found) > 1:
        raise Stop(ExitCode.USAGE, otherwise)
    return found[0]


def unanswered_errors(rows: Iterable[AuditRow]) -> bool:
    """Whether an error stands to which nobody has answered in a way that counts."""
    return any(row.severity == "error" and row.is_open for row in rows)


def audit_table(lists: Lists, rows: tuple[AuditRow, ...], empty: Text = EMPTY) -> Table:
    """The findings with everything a writer needs."""
    heading = replace(lists.heading("validate"), verb="audit", title=TITLE, empty=empty)
    return Table(heading, AuditRow, rows, lists.policy, lists.register.organizations)


def effects_table(lists: Lists, rows: tuple[EffectRow, ...]) -> Table:
    """What commits did, with everything a writer needs."""
    title, empty = say("What commits did to the lists"), say("No commit did anything to these people's rows.")
    heading = replace(lists.heading("validate"), verb="effects", title=title, empty=empty)
    return Table(heading, EffectRow, rows, lists.policy, lists.register.organizations)


def audit_told(audited: Iterable[AuditedHistory], redaction: Redaction, notes: Mapping[str, Commit]) -> AuditPage:
    """What the checks found and the commits did that may be shown; `notes` are the commits that may be."""
    asked = tuple(each for _, each in audited)
    quoting = {check.id: say(check.told().what) for check in CHECKS if check.quotes}
    found = [row for each in asked for row in audit_rows(each)]
    told = (replace(row, message=quoting[row.check]) if row.check in quoting else row for row in found)
    shown = (row for row in told if row.commit is None or row.commit in notes or row.check in EFFECTS)
    rows = tuple(row for row in shown if _is_told(row, redaction))
    effects = tuple(row for each in asked for row in effect_rows(each) if may_be_told(row, each.root, redaction))
    return AuditPage(tuple(check.told() for check in CHECKS), rows, effects)


def _is_told(row: AuditRow, redaction: Redaction) -> bool:
    answer = row.answered or {}
    return redaction.allows(row.path, row.person, row.field, row.message, answer.get("by"), answer.get("reason"))
