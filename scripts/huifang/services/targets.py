"""Where a verb may write what it makes: outside every register, into a folder that is there, over nothing."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from huifang.editing import NotWrittenError, stream_of, within
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import register_folders
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from huifang.texts import Text


def refuse_within(path: Path, typed: Sequence[Path] = ()) -> None:
    """Stop(USAGE) where a path lies in the register that is asked for, in the one that is near, or in any other."""
    if within(path, (*_found(typed), *_found(()))):
        raise Stop(ExitCode.USAGE, say("{path} lies in a register; name a place outside it", path=str(path)))


def refuse_document(path: Path, typed: Sequence[Path]) -> None:
    """Stop where a document cannot go, before anything is computed."""
    refuse_within(path, typed)
    try:
        plain = stream_of(path) is None
    except NotWrittenError as refused:
        raise Stop(ExitCode.UNREADABLE, refused.message) from refused
    if plain:
        refuse_nowhere(path)
    if path.is_dir():
        reason = os.strerror(errno.EISDIR)
        raise Stop(ExitCode.UNREADABLE, say("cannot write {path}: {reason}", path=str(path), reason=reason))


def refuse_pack(folder: Path, typed: Sequence[Path]) -> Path:
    """The zip file beside; Stop where a pack cannot go: into a register, over something, or nowhere."""
    refuse_within(folder, typed)
    refuse_taken(folder)
    zipped = folder.with_name(f"{folder.name}.zip")
    refuse_taken(zipped)
    refuse_nowhere(folder)
    return zipped


def refuse_taken(path: Path) -> None:
    """Stop(UNREADABLE) where something is there already, be it a link to nowhere."""
    if path.exists() or path.is_symlink():
        raise Stop(ExitCode.UNREADABLE, say("{path} is there already", path=str(path)))


def refuse_nowhere(path: Path) -> None:
    """Stop(UNREADABLE) where the folder does not exist that a path lies in."""
    above = path.absolute().parent
    if not above.is_dir():
        raise Stop(ExitCode.UNREADABLE, say("there is no folder {folder}", folder=str(above)))


def _found(typed: Sequence[Path]) -> tuple[Path, ...]:
    """The registers, if there are any; the verb says what it misses."""
    try:
        return register_folders(typed)
    except Stop:
        return ()


def replaceable_folder(site: Path, registers: Sequence[Path], mark: str, taken: Text) -> Path:
    """The folder of a site. Only an empty one is replaced, or an earlier site, which holds the file `mark`.

    None in or around a register; `taken` says what is wrong with any other.
    """
    refuse_within(site, registers)
    if site.is_symlink():
        message = say("{path} is a link to {target}; name the folder itself", path=str(site),
                      target=str(site.readlink()))  # fmt: skip
        raise Stop(ExitCode.UNREADABLE, message)
    target = site.resolve()
    earlier = (target / mark).is_file() and not any(each.resolve().is_relative_to(target) for each in registers)
    if target.exists() and not earlier and (not target.is_dir() or any(target.iterdir())):
        raise Stop(ExitCode.UNREADABLE, taken)
    return target
