"""Field changes as rows, and how people read them: what pages and documents tell of a history."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from huifang.lists.table import column
from huifang.register.layout import SECRET
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from huifang.texts import Words

CODES = re.compile(r"[A-Z]{2,8}-[0-9]{4,6}", re.ASCII)
PROSE = frozenset(  # keys of free text: what was taken out of it must not come back on a page
    ("text", "what", "cause", "reason", "reply", "thinking", "work", "self_review", "difficulties", "opinion", "study")
)
SIGNED = {
    "good": N_("signed"),
    "untrusted": N_("signed, key not trusted"),
    "bad": N_("signature is bad"),
    "none": N_("not signed"),
}
WHOLE = N_("the whole record")
OTHER = {
    "path": N_("the file was moved"),
    "file": N_("a file that is no record"),
    "unreadable": N_("unreadable"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One field of one record in one commit; `old` and `new` are JSON values."""

    commit: str = column(N_("commit"), "code")
    date: str = column(N_("written"), "code")
    committed: str = column(N_("committed"), "code", shown=False)
    author: str = column(N_("author"), "code")
    committer: str = column(N_("committer"), "code", shown=False)
    signed: str = column(N_("signed"), "code")
    path: str = column(N_("path"), "path")
    person: str | None = column(N_("code"), "code", shown=False)
    field: str | None = column(N_("field"), "code")
    old: Any = column(N_("from"), "data")
    new: Any = column(N_("to"), "data")


@dataclass(frozen=True, slots=True)
class CommitNote:
    """A commit as pages tell it; `committed` at UTC+8, `request` the merge request that brought it in."""

    hash: str
    committed: datetime
    author: str
    signed: str
    subject: str
    request: str | None

    @property
    def day(self) -> date:
        """The day it was committed."""
        return self.committed.date()

    @property
    def name(self) -> str:
        """The author without the address."""
        return self.author.partition(" <")[0]

    def without(self, shown: frozenset[str], names: Iterable[str]) -> CommitNote:
        """The same; its subject left out where it names somebody who may not be shown."""
        silent = not shown.issuperset(CODES.findall(self.subject)) or any(name in self.subject for name in names)
        return replace(self, subject="") if silent else self


def field_shown(field: str | None, words: Words) -> str:
    """A field as people read it: what is no field of a record in words."""
    if field is None:
        return words.plain(WHOLE)
    return words.plain(OTHER[field]) if field in OTHER else field


def codes_in(row: HistoryRow) -> frozenset[str]:
    """Every code that a change names: in its place, and in its values where it is of one field."""
    values = "" if row.field is None else json.dumps([row.old, row.new], ensure_ascii=False)
    return frozenset(CODES.findall(f"{row.path} {row.field} {values}"))


def tellable(row: HistoryRow, shown: frozenset[str]) -> bool:
    """Whether a page may tell of a change: never of names and restricted facts, nor of who may not be shown."""
    return row.path.split("/")[1] not in SECRET and codes_in(row) <= shown
