"""The demonstration as a folder: written beside its place, then renamed, so that nobody ever sees half of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from huifang.editing.folders import new_folder, write_folder
from huifang_demo.make import demo_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from huifang.policy import Policy

EVERY = 1000  # files between two reports of progress


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
    _refuse_filled(folder)

    def files() -> Iterator[tuple[str, bytes]]:
        yield from policy_files.items()
        for count, (path, text) in enumerate(demo_files(people, seed, policy), start=1):
            yield path, text.encode()
            if progress and count % EVERY == 0:
                progress(count)

    return write_folder(folder, files())


@contextmanager
def written_beside(folder: Path) -> Iterator[Path]:
    """A new folder beside the place of another, which it takes once the block is done; else it goes.

    NotEmptyError where something lies there already, OSError where nothing can.
    """
    _refuse_filled(folder)
    with new_folder(folder) as beside:
        yield beside


def _refuse_filled(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise NotEmptyError(str(folder))
