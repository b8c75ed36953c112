"""What commits did to the rows of people, as a table: a row an effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.lists.table import column
from huifang.texts import N_

if TYPE_CHECKING:
    from huifang.lists.redaction import Redaction
    from huifang.texts.text import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """One thing that a commit of the main line did to one person.

    `author` are those of the person's changes that came with it, `committer` and `signer` such as none of these is;
    `merger` who merged, where that is somebody else. `arrived` is at UTC+8, `effect` an EffectKind.
    """

    commit: str = column(N_("commit"), "code")
    arrived: str = column(N_("on the main line"), "code")
    author: tuple[str, ...] = column(N_("author"), "texts")
    committer: tuple[str, ...] = column(N_("committer"), "texts")
    signer: tuple[str, ...] = column(N_("signer"), "texts")
    merger: str | None = column(N_("merged by"), "text")
    person: str = column(N_("code"), "code")
    as_of: str = column(N_("as of"), "code")
    effect: str = column(N_("effect"), "code")
    what: Value = column(N_("what it is about"), "text")
    before: Value = column(N_("before"), "text")
    after: Value = column(N_("after"), "text")


def may_be_told(row: EffectRow, root: str, redaction: Redaction) -> bool:
    """Whether a page may show an effect: of nobody of whom a measure was revoked, for it may rest on that one."""
    told = redaction.allows(f"{root}/people", row.person, "measures", row.what, row.before, row.after)
    return told and row.person not in redaction.codes
