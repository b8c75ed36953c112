"""A folder of files, made whole on a workbench and then put in its place in one step: nobody ever sees half of it."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.editing.files import errors_name, first_missing, like
from huifang.editing.renames import exchange, flush, flush_all, rename_new
from huifang.editing.workbench import DRAFT, IGNORE, NOTHING_HERE, PLACE, REPLACED, workbench

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILLED = (errno.ENOTEMPTY, errno.EEXIST)  # what a rename says of a folder that is not empty
BESIDE = "beside"  # on the workbench: the file that goes with a folder


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder elsewhere, which takes this place once the block is done; else it goes.

    An empty folder is replaced. OSError where it cannot stand there.
    """
    with errors_name(folder), _made_for(folder) as (bench, draft):
        yield draft
        _put_new(bench, folder)


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write paths and contents as a new folder, or into an empty one; how many. OSError where it cannot stand there."""
    with new_folder(folder) as draft:
        return _write_all(draft, files)


def write_folder_with(folder: Path, files: Iterable[tuple[str, bytes]], beside: Path, content: bytes) -> None:
    """Write a new folder and a new file beside it: both or neither, unless the machine stops between two renames.

    FileExistsError, with its path, where one of them is there.
    """
    with errors_name(folder), _made_for(folder) as (bench, draft):
        _write_all(draft, files)
        (bench / BESIDE).write_bytes(content)
        flush_all(bench)
        with errors_name(beside):
            rename_new(bench / BESIDE, beside)
        try:
            _put_new(bench, folder)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        flush(folder.parent)


@dataclass(slots=True)
class SiteFolder:
    """A site that is being made in a folder; `at_once`: no moment passed without a whole one in the place."""

    folder: Path
    at_once: bool = True


@contextmanager
def site_for(target: Path) -> Iterator[SiteFolder]:
    """The folder of a site that takes the place of the one in `target` once the block is done; else it goes.

    Its .gitignore is there before the first page: a site is never committed. OSError where it cannot stand there.
    """
    there = target.exists()
    with errors_name(target), _made_for(target) as (bench, draft):
        (draft / IGNORE).write_bytes(NOTHING_HERE)
        site = SiteFolder(draft)
        yield site
        flush_all(draft)
        site.at_once = _switched(bench, draft, target) if there else _put_site(bench, draft, target)
        flush(target.parent)


def _put_site(bench: Path, draft: Path, target: Path) -> bool:
    """The site in a place that was free: where another run has put one there since, that one is replaced."""
    try:
        _put_new(bench, target)
    except OSError as problem:
        if problem.errno not in FILLED or not (target / IGNORE).is_file():
            raise
        return _switched(bench, draft, target)
    return True


def _switched(bench: Path, draft: Path, target: Path) -> bool:
    """The new site in the place of the old, by one exchange; where there is none by two renames, and False.

    A run that was stopped between those two is finished by the next one.
    """
    like(draft, target)
    if exchange(draft, target):
        return True
    (bench / PLACE).write_bytes(os.fsencode(target.name))
    target.rename(bench / REPLACED)
    try:
        draft.rename(target)
    except BaseException:
        if not target.exists():
            (bench / REPLACED).rename(target)
        raise
    return False


@contextmanager
def _made_for(folder: Path) -> Iterator[tuple[Path, Path]]:
    """A workbench beside the uppermost folder that is missing, and on it the folder with those above it."""
    top = first_missing(folder)
    with workbench(top.parent) as bench:
        draft = bench / DRAFT / folder.relative_to(top)
        draft.mkdir(parents=True)
        yield bench, draft


def _put_new(bench: Path, folder: Path) -> None:
    """In a place that is free, or an empty folder; one that was filled meanwhile is not replaced."""
    top = first_missing(folder)
    below = top.relative_to(bench.parent).parts[1:]  # not empty where a folder above it was made meanwhile
    bench.joinpath(DRAFT, *below).rename(top)


def _write_all(root: Path, files: Iterable[tuple[str, bytes]]) -> int:
    count = 0
    made: set[Path] = set()
    for path, content in files:
        whole = root / path
        if whole.parent not in made:
            whole.parent.mkdir(parents=True, exist_ok=True)
            made.add(whole.parent)
        whole.write_bytes(content)
        count += 1
    return count
