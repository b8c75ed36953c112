"""What a set of files changed field by field: moves first, then each record against what it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from huifang.git_access.raw_log import ChangedFile
from huifang.history.fields import differences, known_by, paired
from huifang.history.merges import joined
from huifang.history.revision import READ, Record, Unreadable, value
from huifang.past.commits import NO_COMMIT, Commit
from huifang.register.layout import Kind, code_in_name, spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from huifang.history.merges import FileVersion, Merged

Wanted = tuple[Kind, str]  # a blob is read by the kind of its path
Reader = Callable[[Kind, str], "Record | Unreadable"]


class FieldChange(NamedTuple):
    """One field of one record. Path below the register's folder; values are JSON data.

    `field` None: the whole record came or went. Not of a record: `path` (it was moved), `file` (any other file, told by
    its blobs), `unreadable` (this revision cannot be read; why, and in which line). `commit` is there in a history
    alone: between two states nobody knows which it was.
    """

    path: str
    person: str | None
    field: str | None
    old: Any
    new: Any
    commit: Commit = NO_COMMIT


class UnreadableFile(NamedTuple):
    """A file that cannot be read: its blob, and the last one before it that could; None where there was none."""

    blob: str
    last: str | None


Broken = Mapping[str, UnreadableFile]  # path -> what is behind it, of every file of a commit that cannot be read
OF_BODIES = (Kind.ORGANIZATIONS, Kind.PLAN)  # known again by what stands in them
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
    return (code_in_name(parts[2]) or None) if parts[0] == "people" and len(parts) >= IN_FOLDER else None


def identity(path: str) -> tuple[str, ...]:
    """What a file stays through moves: a person's file is known by code and name, wherever its folder lies."""
    found = spot(path)
    if found.kind in ABOUT_SOMEBODY:
        return found.kind, found.code, path.rsplit("/", 1)[-1]
    return (path,)


def about(path: str) -> tuple[str, ...]:
    """What files have in common of which one may be another that was moved."""
    kind = kind_of(path)
    return (kind,) if kind in OF_BODIES else identity(path)[:2]


def _missing(_kind: Kind, _blob: str) -> Unreadable:
    return Unreadable("missing-blob", None)


class RecordDiff:
    """Compares revisions of files; `held` are those that were read already, any other is asked of the reader.

    What is `broken` in a commit is told from what the commits before it left broken: a file that is readable again is
    compared with the last revision that could be read on its own line.
    """

    def __init__(self, reader: Reader = _missing) -> None:
        self.held: dict[Wanted, Record | Unreadable] = {}
        self._reader = reader
        self._before: Broken = {}
        self._after: dict[str, UnreadableFile] = {}

    def rows(self, touched: Sequence[ChangedFile], before: Broken | None = None) -> Iterator[FieldChange]:
        """What these files changed; `before` is what was broken in the parent."""
        self._before, self._after = before or {}, {}
        moved = self._moves(touched)
        left = {old.path for old in moved.values()}
        for path, old, new in touched:
            was = moved.get(path)
            if was is not None:
                yield _row(path, PATH, was.path, path)
                yield from self._changed(was.path, ChangedFile(path, was.old, new))
            elif path not in left:
                yield from self._changed(path, ChangedFile(path, old, new))

    def broken(self, touched: Sequence[ChangedFile]) -> Broken:
        """What is broken in the commit whose rows were given last."""
        gone = {each.path for each in touched if each.path in self._before} if self._before else ()
        if not gone and not self._after:
            return self._before
        return {**{path: each for path, each in self._before.items() if path not in gone}, **self._after}

    def _moves(self, touched: Sequence[ChangedFile]) -> dict[str, ChangedFile]:
        """New path -> the file as it was: by code and name; else, within one person, a file that was corrected.

        A file of bodies, or a plan, is known again by its entries.
        """
        gone = {identity(each.path): each for each in touched if each.new is None}
        come = [each for each in touched if each.old is None] if gone else []
        moved = {each.path: gone.pop(identity(each.path)) for each in come if identity(each.path) in gone}
        rest = [each for each in come if each.path not in moved and kind_of(each.path) in (*ABOUT_SOMEBODY, *OF_BODIES)]
        for what in dict.fromkeys(about(each.path) for each in rest):
            olds = {each.path: each for each in gone.values() if about(each.path) == what}
            news = {each.path: each for each in rest if about(each.path) == what}
            pairs = paired(self._readable(olds.values(), old=True), self._readable(news.values(), old=False))
            moved |= {new: olds[old] for old, new in pairs.items()}
        return moved

    def _readable(self, files: Iterable[ChangedFile], *, old: bool) -> dict[str, Record]:
        found = {each.path: self._read(each.path, each.old if old else each.new) for each in files}
        return {path: _by_entry(path, record) for path, record in found.items() if isinstance(record, dict)}

    def _read(self, path: str, blob: str | None) -> Record | Unreadable | None:
        return None if blob is None else self.held[kind_of(path), blob]

    def _last(self, path: str, blob: str | None, broken: Broken) -> str | None:
        """A blob that can be read; where it cannot, the last one before it."""
        if not isinstance(self._read(path, blob), Unreadable):
            return blob
        behind = broken.get(path)
        return behind.last if behind is not None and behind.blob == blob else None

    def _record(self, path: str, blob: str | None) -> Record | None:
        """What a blob holds that can be read."""
        if blob is None:
            return None
        wanted = kind_of(path), blob
        found = self.held[wanted] if wanted in self.held else self._reader(*wanted)
        return None if isinstance(found, Unreadable) else found

    def _changed(self, was: str, each: ChangedFile) -> Iterator[FieldChange]:
        """What became of a file; `was` is where it lay."""
        path, old, new = each
        if kind_of(path) not in READ:
            if old != new:  # else only its mode is another
                yield _row(path, FILE, old, new)
            return
        before, after = self._read(was, old), self._read(path, new)
        if old != new and (isinstance(before, Unreadable) or isinstance(after, Unreadable)):
            yield _row(path, UNREADABLE, _why(before), _why(after))
        last = self._last(was, old, self._before)
        if isinstance(after, Unreadable):
            self._after[path] = UnreadableFile(new or "", last)
        elif old != new:
            yield from _compared(path, self._record(was, last), after)

    def settled(self, files: Sequence[Merged], at: Callable[[str | None], Broken]) -> Iterator[FieldChange]:
        """What a merge itself changed in the files to look at; `at` is what is broken in a commit."""
        for each in joined(files, self._moves):
            yield from self._settled(each, at)

    def _settled(self, each: Merged, at: Callable[[str | None], Broken]) -> Iterator[FieldChange]:
        path, made = each.path, each.made
        if kind_of(path) not in READ:
            meant = each.together(lambda version: version.blob, made)
            if meant != made:
                yield _row(path, FILE, meant, made)
            return
        lay, after = each.lay, self._read(path, made)
        if made is not None and lay not in (None, path):
            yield _row(path, PATH, lay, path)
        if isinstance(after, Unreadable):
            taken = next((side for side in each.parents if side.blob == made), None)
            if taken is None:
                ours = each.ours
                self._after[path] = UnreadableFile(made or "", self._last(ours.path, ours.blob, at(ours.commit)))
                if not any(isinstance(self._read(side.path, side.blob), Unreadable) for side in each.parents):
                    yield _row(path, UNREADABLE, None, str(after))
            elif taken.path != path and (behind := at(taken.commit).get(taken.path)) is not None:
                self._after[path] = behind
            return

        def known(version: FileVersion) -> Record | None:
            return self._record(version.path, self._last(version.path, version.blob, at(version.commit)))

        meant = each.together(known, after)
        yield from _compared(path, meant if isinstance(meant, dict) else None, after)

    def merged(self, touched: Sequence[ChangedFile], parents: Sequence[Broken]) -> None:
        """Begin with a merge: what is broken in its parents and was taken from one of them."""
        self._before, self._after = parents[0], {}
        for each in touched if any(parents[1:]) else ():
            taken = (side.get(each.path) for side in parents[1:])
            found = next((behind for behind in taken if behind is not None and behind.blob == each.new), None)
            if found is not None:
                self._after[each.path] = found


def _by_entry(path: str, record: Record) -> Record:
    """What a file is known again by: of bodies each entry for itself, of all others the keys."""
    entries = record.get("organizations")
    if kind_of(path) is not Kind.ORGANIZATIONS or not isinstance(entries, list):
        return record
    return {"": record.get("district"), **known_by("organizations", entries)}


def _why(revision: Record | Unreadable | None) -> str | None:
    return str(revision) if isinstance(revision, Unreadable) else None


def _row(path: str, field: str | None, old: object, new: object) -> FieldChange:
    return FieldChange(path, person_of(path), field, old, new)


def _compared(path: str, old: Record | None, new: Record | None) -> Iterator[FieldChange]:
    """The fields that differ; a record that came or went is one change."""
    if old is None or new is None:
        if old is not new:
            yield _row(path, None, value("", old), value("", new))
        return
    for field, key, before, after in differences(old, new):
        yield _row(path, field, value(key, before), value(key, after))
