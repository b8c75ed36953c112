"""What differs between two states of a register: a commit and another one, or a commit and the work tree."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import starmap
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from huifang.git_access.blobs import whole
from huifang.git_access.commit_log import between_trees
from huifang.git_access.raw_log import ChangedFile
from huifang.git_access.worktree import WorkTree
from huifang.history.record_diff import FILE, PATH, UNREADABLE, RecordDiff, kind_of
from huifang.history.revision import READ, read_revision
from huifang.register.layout import is_secret
from huifang.register.tree import PartTree, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from huifang.git_access.place import GitPlace
    from huifang.history.record_diff import FieldChange
    from huifang.register import Tree

HERE = "work tree: "  # stands for the blob of a file that no commit holds yet


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One file with its fields; `change` is added, removed, moved, changed or unreadable."""

    path: str
    change: str
    fields: tuple[tuple[str | None, object, object], ...]  # field, old, new


def common_tree(tree: Tree, tracked: Iterable[str]) -> PartTree:
    """The work tree as the common repository would have it: of the secret folders only what it tracks all the same."""
    seen = {str(each) for path in tracked for each in (PurePosixPath(path), *PurePosixPath(path).parents)}
    return PartTree(tree, lambda path: path in seen or not is_secret(path))


def record_changes(place: GitPlace, base: str, head: str | None, here: PartTree | None) -> tuple[RecordChange, ...]:
    """Every file that differs, with its fields, by path; `head` None compares with the work tree `here`."""
    touched = sorted(_touched(place, base, head, here))
    compared = RecordDiff()
    blobs = {(kind_of(each.path), blob) for each in touched for blob in each[1:] if blob and kind_of(each.path) in READ}
    committed = sorted(each for each in blobs if not each[1].startswith(HERE))
    for (kind, blob), raw in zip(committed, whole(place, (blob for _, blob in committed)), strict=True):
        compared.held[kind, blob] = read_revision(kind, raw)
    for kind, name in blobs.difference(committed):
        compared.held[kind, name] = read_revision(kind, _here(here, name))
    by_path: dict[str, list[FieldChange]] = {}
    for row in compared.rows(touched):
        by_path.setdefault(row.path, []).append(row)
    return tuple(starmap(_change, by_path.items()))


def _here(here: PartTree | None, name: str) -> bytes | None:
    try:
        return here.read(name.removeprefix(HERE)) if here else None
    except OSError:
        return None


def _touched(place: GitPlace, base: str, head: str | None, here: PartTree | None) -> Iterator[ChangedFile]:
    now = head or place.head() or base
    before, after = place.inside_of(base), place.inside_of(now)
    if before != after:  # a register that was moved: nothing changed by that alone
        found = {each.path: each for each in between_folders(place, (base, before), (now, after))}
        for each in _touched(place, now, None, here) if head is None else ():
            old = found[each.path].old if each.path in found else each.old
            found[each.path] = each._replace(old=old)
        yield from found.values()
        return
    if head is not None:
        yield from between_folders(place, (base, before), (head, after))
    elif here is not None:
        for path, was, lies in WorkTree(place).differing(base, before):
            if was is not None or here.holds(path):
                yield ChangedFile(path, was.name if was else None, f"{HERE}{path}" if lies else None)


def between_folders(place: GitPlace, *sides: tuple[str, str]) -> Iterator[ChangedFile]:
    """The files that differ between the register's folders in two commits; in one of them there may be none yet."""
    one, other = (place.tree_at(commit, folder) for commit, folder in sides)
    if one and other:
        yield from between_trees(place, one, other)
    elif one or other:
        listed = WorkTree(place).committed(*sides[0 if one else 1])
        for path, entry in listed.items():
            yield ChangedFile(path, entry.name if one else None, None if one else entry.name)


def _change(path: str, rows: list[FieldChange]) -> RecordChange:
    fields = tuple((row.field, _told(row, row.old), _told(row, row.new)) for row in rows)
    return RecordChange(printable(path), _word(rows), fields)


def _told(row: FieldChange, found: object) -> object:
    """A value; a name as it can be shown, whatever bytes it is made of."""
    return printable(found) if row.field in (PATH, FILE) and isinstance(found, str) else found


def _word(rows: list[FieldChange]) -> str:
    for row in rows:
        if row.field == UNREADABLE and row.new is not None:
            return "unreadable"
        if row.field == PATH:
            return "moved"
    first = rows[0]
    if first.field in (None, "file") and None in (first.old, first.new):
        return "added" if first.old is None else "removed"
    return "changed"
