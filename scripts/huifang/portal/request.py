"""What an adapter is asked for, and the one way in which it cannot be given."""

from __future__ import annotations

from collections.abc import Callable, Sequence  # noqa: TC003 - a dataclass keeps its annotations
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from huifang.lists import Lists
    from huifang.past.snapshots import HistoryPages
    from huifang.portal.forge_links import ForgeLinks
    from huifang.portal.writers import FileWriters
    from huifang.register import Finding
    from huifang.texts import Language, Text


class PortalContents(NamedTuple):
    """What a portal is made of: the lists of one day, and what pages show of earlier ones, where that is known.

    `writers` make the files beside the pages; without them there are none. `forge`: where records are changed.
    """

    lists: Lists
    history: HistoryPages | None = None
    writers: FileWriters | None = None
    forge: ForgeLinks | None = None


@dataclass(frozen=True, slots=True)
class PortalRequest:
    """The contents, the language, and the folders whose change makes the portal anew."""

    contents: Callable[[], PortalContents]
    lang: Language
    folders: Sequence[Path]


class CannotReadError(Exception):
    """The register or its policy cannot be read; the sentence for a person, and the findings behind it."""

    def __init__(self, message: Text, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message.template)
        self.message, self.findings = message, tuple(findings)
