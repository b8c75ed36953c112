"""One commit of the demonstration's past, as whoever writes it needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCommit:
    """Times are seconds since 1970, at UTC+8; a file that is None goes away; parents are numbers of earlier commits."""

    parents: tuple[int, ...]
    author: str  # Name <mail>
    authored: int
    committer: str
    committed: int
    message: str
    files: Mapping[str, bytes | None]  # against the first parent
    undoes: int | None = None  # the commit whose hash the message ends with
    key: str | None = None  # what the key is made from that signs it; None: not signed
    forged: bool = False  # the signature is of something else
