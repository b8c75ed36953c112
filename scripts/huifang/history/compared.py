"""What a set of files changed field by field: moves first, then each record against what it was."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from huifang.history.expected import expected
from huifang.history.fields import differences, paired
from huifang.history.revision import READ, Record, Unreadable, value
from huifang.history.store import FieldRow
from huifang.register.layout import Kind, code_meant, spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from huifang.history.log import Touched
    from huifang.history.merges import Merged

Wanted = tuple[Kind, str]  # a blob is read by the kind of its path
ABOUT_SOMEBODY = (Kind.PERSON, Kind.VISIT, Kind.TALK, Kind.RESTRICTED)
FILE, PATH, UNREADABLE = "file", "path", "unreadable"  # fields that no record has
IN_FOLDER = 4  # parts of people/<district>/<CODE>/<file>


@lru_cache(1 << 16)
def kind_of(path: str) -> Kind:
    """What a file is, by its place alone."""
    return spot(path).kind


@lru_cache(1 << 16)
def person_of(path: str) -> str | None:
    """The code a file is about, by its place alone."""
    found = spot(path)
    if found.kind in ABOUT_SOMEBODY:
        return found.code
    parts = path.split("/")
    return (code_meant(parts[2]) or None) if parts[0] == "people" and len(parts) >= IN_FOLDER else None


def identity(path: str) -> tuple[str, ...]:
    """What a file stays through moves: a person's file is known by code and name, wherever its folder lies."""
    found = spot(path)
    if found.kind in ABOUT_SOMEBODY:
        return found.kind, found.code, path.rsplit("/", 1)[-1]
    return (path,)


class Compared:
    """Revisions of files against each other; `held` are those that were read."""

    def __init__(self) -> None:
        self.held: dict[Wanted, Record | Unreadable] = {}
        self._behind: dict[Wanted, Record | None] = {}  # the last readable revision before an unreadable one

    def forget(self, wanted: Wanted) -> None:
        """Nobody will ask for it again."""
        del self.held[wanted]
        self._behind.pop(wanted, None)

    def rows(self, number: int, touched: Sequence[Touched]) -> Iterator[FieldRow]:
        """What these files changed, under a commit's number."""
        moved = self._moves(touched)
        left = {old.path for old in moved.values()}
        for path, old, new in touched:
            before = moved.get(path)
            if before is not None:
                yield _row(number, path, PATH, before.path, path)
                if before.old != new:
                    yield from self._changed(number, path, before.old, new)
            elif path not in left:
                yield from self._changed(number, path, old, new)

    def _moves(self, touched: Sequence[Touched]) -> dict[str, Touched]:
        """New path -> the file as it was: by code and name; else, within one person, a file that was corrected."""
        gone = {identity(each.path): each for each in touched if each.new is None}
        come = [each for each in touched if each.old is None] if gone else []
        moved = {each.path: gone.pop(identity(each.path)) for each in come if identity(each.path) in gone}
        rest = [each for each in come if each.path not in moved and kind_of(each.path) in ABOUT_SOMEBODY]
        for about in dict.fromkeys(identity(each.path)[:2] for each in rest):
            olds = {each.path: each for key, each in gone.items() if key[:2] == about}
            news = {each.path: each for each in rest if identity(each.path)[:2] == about}
            pairs = paired(self._readable(olds.values(), old=True), self._readable(news.values(), old=False))
            moved |= {new: olds[old] for old, new in pairs.items()}
        return moved

    def _readable(self, files: Iterable[Touched], *, old: bool) -> dict[str, Record]:
        found = {each.path: self._read(each.path, each.old if old else each.new) for each in files}
        return {path: record for path, record in found.items() if isinstance(record, dict)}

    def _read(self, path: str, blob: str | None) -> Record | Unreadable | None:
        return None if blob is None else self.held[kind_of(path), blob]

    def _known(self, path: str, blob: str | None) -> Record | None:
        """The record of a blob; where it cannot be read, the last one that could."""
        found = self._read(path, blob)
        return self._behind.get((kind_of(path), blob or "")) if isinstance(found, Unreadable) else found

    def _changed(self, number: int, path: str, old: str | None, new: str | None) -> Iterator[FieldRow]:
        kind = kind_of(path)
        if kind not in READ:
            yield _row(number, path, FILE, old, new)
            return
        before, after = self._read(path, old), self._read(path, new)
        if isinstance(before, Unreadable) or isinstance(after, Unreadable):
            yield _row(number, path, UNREADABLE, _why(before), _why(after))
        if isinstance(after, Unreadable):
            self._behind[kind, new or ""] = self._known(path, old)
        else:
            yield from _compared(number, path, self._known(path, old), after)

    def settled(self, number: int, each: Merged) -> Iterator[FieldRow]:
        """What a merge itself changed in one file."""
        path, *blobs = each
        if kind_of(path) not in READ:
            meant = expected("", *blobs)
            if meant != each.made:
                yield _row(number, path, FILE, meant, each.made)
            return
        made = self._read(path, each.made)
        if isinstance(made, Unreadable):
            if each.made not in (each.ours, each.theirs):
                self._behind[kind_of(path), each.made or ""] = self._known(path, each.ours)
                yield _row(number, path, UNREADABLE, None, str(made))
            return
        base, ours, theirs = (self._known(path, blob) for blob in blobs[:3])
        meant = expected("", base, ours, theirs, made)
        yield from _compared(number, path, meant if isinstance(meant, dict) else None, made)


def _why(revision: Record | Unreadable | None) -> str | None:
    return str(revision) if isinstance(revision, Unreadable) else None


def _row(number: int, path: str, field: str | None, old: object, new: object) -> FieldRow:
    return FieldRow(number, path, person_of(path), field, old, new)


def _compared(number: int, path: str, old: Record | None, new: Record | None) -> Iterator[FieldRow]:
    """The fields that differ; a record that came or went is told as a whole."""
    if old is None or new is None:
        if old is not new:
            yield _row(number, path, None, value("", old), value("", new))
        return
    for each in differences(old, new):
        yield _row(number, path, each.field, value(each.key, each.old), value(each.key, each.new))
