"""Field changes as rows, and the choice of them that somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.history.fields import known_by
from huifang.past.rows import ENTRY, HistoryRow
from huifang.register.layout import Kind, spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from huifang.history.history import History
    from huifang.history.record_diff import FieldChange


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes somebody wants; days are of the commit, at UTC+8, both inside. Nothing chosen means everything."""

    since: date | None = None
    until: date | None = None
    author: str = ""
    field: str = ""
    names: bool = False  # identities/ holds names, which are shown only where asked for

    def chosen(self, changes: Iterable[FieldChange]) -> Iterator[FieldChange]:
        """The changes that were asked for; a record or an entry that changed as a whole gives the field alone."""
        for change in changes:
            if self._wants(change):
                yield from _narrowed(change, self.field) if self.field else (change,)

    def _wants(self, change: FieldChange) -> bool:
        if not self.names and spot(change.path).kind is Kind.IDENTITIES:
            return False
        if self.author and self.author.lower() not in change.commit.author.lower():
            return False
        if self.since is None and self.until is None:
            return True
        day = change.commit.day
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def history_row(change: FieldChange, root: str, history: History) -> HistoryRow:
    """One change as a row; `root` is the name of the register's folder."""
    commit = change.commit
    brought = history.brought(commit)
    return HistoryRow(
        commit=commit.hash,
        date=commit.author_time.isoformat(),
        committed=commit.time.isoformat(),
        arrived=brought.time.isoformat(),
        author=commit.author,
        committer=commit.committer,
        signer=commit.signer or None,
        merger=brought.author if brought.is_merge else None,
        signed=commit.signed,
        path=f"{root}/{change.path}",
        person=change.person,
        field=change.field,
        old=change.old,
        new=change.new,
    )


def plain_field(name: str) -> str:
    """A field without which entry it stands in: `measures[M1].lifted_on` is `measures.lifted_on`."""
    return ENTRY.sub("", name)


def _narrowed(change: FieldChange, wanted: str) -> Iterator[FieldChange]:
    """The change where it is about the field; else what stands under that name inside its values."""
    if _is(wanted, change.field or ""):
        yield change
        return
    before, after = dict(_under(change.old, change.field or "")), dict(_under(change.new, change.field or ""))
    for key in dict.fromkeys((*after, *before)):
        if _is(wanted, key) and not _is(wanted, key.rpartition(".")[0]):
            yield change._replace(field=key, old=before.get(key), new=after.get(key))


def _is(wanted: str, name: str) -> bool:
    """Whether a field is the one, its last part, or stands below it; entries may be left out."""
    return wanted == name or f".{wanted}." in f".{plain_field(name)}."


def _under(value: object, name: str) -> Iterator[tuple[str, object]]:
    """Every key inside a value, with its whole name."""
    if isinstance(value, dict):
        for key, part in value.items():
            inside = f"{name}.{key}" if name else str(key)
            yield inside, part
            yield from _under(part, inside)
    elif isinstance(value, list):
        for entry, part in known_by(name.rpartition(".")[2], value).items():
            yield from _under(part, f"{name}[{entry}]")
