"""Field changes of a history as rows, and the words in which people read them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from huifang.lists.notice import SAMPLE
from huifang.lists.table import Heading, Table, column
from huifang.policy.load import FILES
from huifang.register.described import LISTS
from huifang.register.described import PROSE as WRITTEN
from huifang.register.load import SHAPES
from huifang.register.organizations import Organizations
from huifang.register.shapes import every_key
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from huifang.lists.lists import Revision
    from huifang.lists.redaction import Redaction
    from huifang.policy import Policy
    from huifang.texts import FieldPath, Text, Words

CODES = re.compile(r"[A-Z]{2,8}-[0-9]{4,6}", re.ASCII)
PROSE = WRITTEN | {"text"}  # and what stands below the front matter
BY_PROSE = frozenset(  # lists whose entries are texts, or are known by one
    key for key, said in LISTS.items() if any(name in PROSE for group in said.known_by for name in group)
) | {"study"}
ENTRY = re.compile(r"\[[^\]]*\]")
PLACE = re.compile(r"\[(\d+)\]")  # an entry by its place in the file
PARTS = re.compile(r"[^.\[]+(?:\[[^\]]*\])?")  # the keys of a field; a dot inside brackets parts nothing
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
    """One field of one record in one commit; `old` and `new` are JSON values.

    Times are at UTC+8: `date` the author's, by which nothing is ordered or chosen; `committed` the committer's;
    `arrived` that of the commit of the main line that has it, which `merger` wrote where it is a merge.
    """

    commit: str = column(N_("commit"), "code")
    date: str = column(N_("written"), "code")
    committed: str = column(N_("committed"), "code")
    arrived: str = column(N_("arrived"), "code", shown=False)
    author: str = column(N_("author"), "code")
    committer: str = column(N_("committer"), "code", shown=False)
    signer: str | None = column(N_("signer"), "code", shown=False)
    merger: str | None = column(N_("merged by"), "code", shown=False)
    signed: str = column(N_("signed"), "code")
    path: str = column(N_("path"), "path")
    person: str | None = column(N_("code"), "code", shown=False)
    field: str | None = column(N_("field"), "code")
    old: Any = column(N_("from"), "data")
    new: Any = column(N_("to"), "data")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitRow:
    """One commit; `records` and `rules` are how many such files it changed itself, none of a clean merge."""

    commit: str = column(N_("commit"), "code")
    parents: tuple[str, ...] = column(N_("parents"), "codes", shown=False)
    date: str = column(N_("written"), "code")
    committed: str = column(N_("committed"), "code")
    author: str = column(N_("author"), "code")
    committer: str = column(N_("committer"), "code")
    signed: str = column(N_("signed"), "code")
    signer: str = column(N_("signer"), "code", shown=False)
    request: str | None = column(N_("merge request"), "code")
    records: int = column(N_("records changed"), "number")
    rules: int = column(N_("rules and settings changed"), "number")
    subject: str = column(N_("subject"), "text")


def shown_subject(subject: str, redaction: Redaction) -> str:
    """The subject of a commit; empty where it names somebody who may not be named."""
    return "" if redaction.finds(subject) else subject


def may_be_shown(row: HistoryRow, redaction: Redaction) -> bool:
    """Whether a page may show a change; of a record that came or went it says nothing but that."""
    values = () if row.field is None else (row.old, row.new)
    return redaction.allows(row.path, row.person, row.field, *values)


def history_table(
    rows: tuple[HistoryRow, ...], revisions: tuple[Revision, ...], policy: Policy, *, sample: bool
) -> Table:
    """Field changes with everything a writer needs."""
    heading = Heading(
        verb="history",
        as_of=date.min,  # it has none
        revision=revisions[0].commit,
        dirty=revisions[0].dirty,
        revisions=tuple(each.commit for each in revisions),
        policy_version=policy.version,
        notice=(SAMPLE,) if sample else (),
        title=say("Changes, newest first"),
        empty=say("Nothing was changed."),
    )
    return Table(heading, HistoryRow, rows, policy, Organizations([]))


def field_shown(field: str | None, words: Words) -> str:
    """A field as people read it: what is no field of a record in words."""
    if field is None:
        return words.plain(WHOLE)
    return words.plain(OTHER[field]) if field in OTHER else field


def field_words(field: str | None, key: Callable[[str], str], words: Words) -> str:
    """A field by the labels of its keys, and of which entry; `key` gives the label of one."""
    if field is None or field in OTHER:
        return field_shown(field, words)
    return " › ".join(field_parts(field, key))


def field_parts(field: str, key: Callable[[str], str]) -> Iterator[str]:
    """The keys of a field by their labels, the outermost first, each with the entry it is known by."""
    for part in PARTS.findall(field):
        name, entry = part.partition("[")[0], ENTRY.search(part)
        told = entry if name in plain_keys() and name not in BY_PROSE else None
        yield f"{key(name)} {told[0][1:-1]}" if told else key(name)


def field_told(field: FieldPath, key: Callable[[str], str], words: Words) -> str:
    """A field of a record in a sentence, its entries counted from one: the “last day” of measure 1 (warning)."""
    parts = PARTS.findall(field.path)
    told: Text | None = None
    for part in parts:
        name, number = key(part.partition("[")[0]), PLACE.search(part)
        if number is not None:
            entry = field.entry if field.entry and told is None else name
            named = say("{what} no. {n}", what=entry, n=int(number[1]) + 1)
        else:
            named = say("“{key}”", key=name) if told or len(parts) == 1 else say("{value}", value=name)
        told = say("{key} of {entry}", key=named, entry=told) if told else named
    return words(told or field.path)


@cache
def plain_keys() -> frozenset[str]:
    """The keys of the format whose values may be shown: a mistyped key may hold free text."""
    shapes = (*(each.adapter for each in SHAPES.values()), *FILES.values())
    return frozenset(key for each in shapes for key in every_key(each)) - PROSE


def codes_in(row: HistoryRow) -> frozenset[str]:
    """Every code that a change names, in its place and in its values."""
    return frozenset(CODES.findall(f"{row.path} {row.field} {json.dumps([row.old, row.new], ensure_ascii=False)}"))
