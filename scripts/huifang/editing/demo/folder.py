"""The demonstration as a folder: written beside its place, then renamed, so that nobody ever sees half of it."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.editing.demo.make import demo_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from huifang.policy import Policy

EVERY = 1000  # files between two reports of progress
FOLDER_MODE = 0o755


class NotEmptyError(Exception):
    """There is something where the demonstration should go."""


def write_demo(
    folder: Path,
    people: int,
    seed: int,
    policy: Policy,
    policy_files: Mapping[str, bytes],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write a register of so many people; the number of files. NotEmptyError or OSError where it cannot stand there."""
    with written_beside(folder) as beside:
        return _write_all(beside, people, seed, policy, policy_files, progress)


@contextmanager
def written_beside(folder: Path) -> Iterator[Path]:
    """A new folder beside the place of another, which it takes once the block is done; else it goes.

    NotEmptyError where something lies there already, OSError where nothing can.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise NotEmptyError(str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        yield beside
        beside.chmod(FOLDER_MODE)
        beside.replace(folder)  # an empty folder is replaced, one that was filled meanwhile is not
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _write_all(
    root: Path,
    people: int,
    seed: int,
    policy: Policy,
    policy_files: Mapping[str, bytes],
    progress: Callable[[int], None] | None,
) -> int:
    count = 0
    made: set[Path] = set()
    for path, content in policy_files.items():
        _write(root / path, content, made)
    for path, text in demo_files(people, seed, policy):
        _write(root / path, text.encode(), made)
        count += 1
        if progress and count % EVERY == 0:
            progress(count)
    return count + len(policy_files)


def _write(path: Path, content: bytes, made: set[Path]) -> None:
    if path.parent not in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.add(path.parent)
    path.write_bytes(content)
