"""What each commit did to the rows of one person, for the person's page; and what the audit found about the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from huifang.past.commits import COMMITTER, MERGER, SIGNER
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from huifang.past.commits import Commit
    from huifang.past.effect_rows import EffectRow
    from huifang.past.snapshots import HistoryPages
    from huifang.portal.site import Site
    from huifang.texts import Text

MOST = 60  # commits shown of one person; the evidence pack has all


@dataclass(frozen=True, slots=True)
class CommitEffects:
    """What one commit of the main line did to a person; `note` where the commit itself may be told."""

    arrived: datetime
    commit: str
    authors: Sequence[str]
    others: Sequence[Text]
    note: Commit | None
    rows: Sequence[EffectRow]


def effects_of_person(site: Site, code: str) -> Mapping[str, object]:
    """What the person's page needs; empty where there is no audit."""
    past = site.history
    if past is None or past.audit is None:
        return {"audit_rows": (), "effects": (), "all_effects": 0, "notes": {}}
    effects = list(_by_commit(past, past.audit.effects_of.get(code, ())))
    found = sorted(past.audit.rows_of.get(code, ()), key=lambda row: not row.is_open)
    return {"audit_rows": found, "effects": effects[:MOST], "all_effects": len(effects), "notes": past.notes}


def _by_commit(past: HistoryPages, rows: Sequence[EffectRow]) -> Iterator[CommitEffects]:
    for commit, some in groupby(rows, key=lambda row: row.commit):
        mine = list(some)
        first = mine[0]
        parts = [
            (COMMITTER, first.committer),
            (SIGNER, first.signer),
            (MERGER, (first.merger,) if first.merger else ()),
        ]
        others = [say(part, who=who) for part, people in parts for who in people]
        authors = [past.called.get(each, each.partition(" <")[0]) for each in first.author]
        yield CommitEffects(
            datetime.fromisoformat(first.arrived), commit, authors, others, past.notes.get(commit), mine
        )
