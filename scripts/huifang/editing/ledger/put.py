"""All files of an import, or none: what was made goes again where something fails."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from huifang.editing.files import NotWrittenError, write_record
from huifang.editing.locked import only_writer
from huifang.editing.writing import scalar
from huifang.register import yamltext
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from huifang.editing.ledger.outcome import Outcome

NAMES = "identities"


def put(root: Path, outcome: Outcome) -> list[str]:
    """Write the files of an outcome, the names last; their paths inside the register. Nobody else writes meanwhile.

    NotWrittenError, OSError: nothing is written.
    """
    made: list[str] = []
    changed: list[tuple[str, bytes | None, bytes]] = []
    with only_writer(root):
        try:
            for path, content in outcome.files.items():
                write_record(root, path, content, new=True)
                made.append(path)
            for path, (before, after) in outcome.replaced.items():
                _change(root, path, before, after, changed)
            for district, names in outcome.names.items():
                path = f"{NAMES}/{district}.yml"
                whole = root / path
                old = whole.read_bytes() if whole.is_file() else None
                _change(root, path, old, with_names(old, names, path), changed)
        except BaseException:
            _undo(root, made, changed)
            raise
    return [*made, *(path for path, _, _ in changed)]


def _change(
    root: Path, path: str, before: bytes | None, after: bytes, changed: list[tuple[str, bytes | None, bytes]]
) -> None:
    write_record(root, path, after, before=before, new=before is None)
    changed.append((path, before, after))


def with_names(old: bytes | None, names: Mapping[str, str], path: str) -> bytes:
    """A file of names with further entries at its end, every other byte kept; NotWrittenError where it cannot be."""
    before = old or b""
    ending = b"\r\n" if b"\r\n" in before else b"\n"
    made = before if not before or before.endswith(b"\n") else before + ending
    made += b"".join(f"{code}: {scalar(name)}".encode() + ending for code, name in names.items())
    if _data(made) != {**(_data(before) or {}), **names}:
        raise NotWrittenError(say("{path} cannot be added to as it is written; nothing was written", path=path))
    return made


def _data(raw: bytes) -> dict[str, object] | None:
    """The entries of a file of names; None where it cannot be read."""
    try:
        found = yamltext.plain_data(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except (UnicodeDecodeError, yamltext.Refused):
        return None
    return dict(found) if isinstance(found, dict) else {} if found is None else None


def _undo(root: Path, made: list[str], changed: list[tuple[str, bytes | None, bytes]]) -> None:
    """Take away what was made, and give back what was changed, unless somebody changed it again."""
    for path, before, after in reversed(changed):
        whole = root / path
        with suppress(OSError, NotWrittenError):
            if before is not None:
                write_record(root, path, before, before=after)
            elif whole.read_bytes() == after:
                whole.unlink()
    for path in reversed(made):
        with suppress(OSError):
            (root / path).unlink()
        for folder in list((root / path).relative_to(root).parents)[:-1]:
            with suppress(OSError):
                (root / folder).rmdir()  # only one that is empty
