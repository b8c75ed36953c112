"""A folder of files, written beside its place and then renamed: nobody ever sees half of it."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER_MODE = 0o755


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder beside the place of another, which it takes once the block is done; else it goes.

    An empty folder is replaced. OSError where it cannot stand there.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        yield beside
        beside.chmod(FOLDER_MODE)
        beside.replace(folder)  # one that was filled meanwhile is not replaced
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write paths and contents as a new folder, or into an empty one; how many. OSError where it cannot stand there."""
    with new_folder(folder) as beside:
        return _write_all(beside, files)


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
