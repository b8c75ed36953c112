"""Every record of some registers in the spelling of the format: what would change, and what is left as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang.editing.changes import ChangedFiles
from huifang.editing.formatting.record import formatted
from huifang.register.layout import Kind, spot
from huifang.register.load import LARGEST_FILE, SHAPES
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from huifang.register import Finding, FolderTree, TreeEntry
    from huifang.register.load import Progress
    from huifang.register.reading import WordLists
    from huifang.texts import Text

KINDS = frozenset(SHAPES) - {Kind.CHECKED}  # what the office keeps in audit/ is evidence, and stays as it was written
EVERY = 500  # files between two reports of progress


@dataclass
class FormattedRegister(ChangedFiles):
    """The files that change; what could not be read, with its findings; and why any other was left alone."""

    unreadable: list[Finding] = field(default_factory=list, kw_only=True)
    left_alone: list[Text] = field(default_factory=list, kw_only=True)
    seen: int = field(default=0, kw_only=True)

    def look_at(self, words: WordLists, wanted: Callable[[str], bool], progress: Progress | None = None) -> None:
        """Format every record that is wanted."""
        files = list(self._records(wanted))
        for number, (tree, entry, path) in enumerate(files):
            if progress and number % EVERY == 0:
                progress(number, len(files))
            self._look_at(tree, entry, path, words)
        self.seen = len(files)
        if progress:
            progress(len(files), len(files))

    def _records(self, wanted: Callable[[str], bool]) -> Iterator[tuple[FolderTree, TreeEntry, str]]:
        for tree in self.trees:
            for entry in tree.entries():
                path = f"{tree.name}/{entry.path}"
                if entry.kind != "folder" and spot(entry.path).kind in KINDS and wanted(path):
                    yield tree, entry, path

    def _look_at(self, tree: FolderTree, entry: TreeEntry, path: str, words: WordLists) -> None:
        if entry.kind != "file" or entry.size > LARGEST_FILE:
            self.left_alone.append(say("{path} is no plain file of up to 1 MiB; it was left alone", path=path))
            return
        try:
            raw = tree.read(entry.path)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            self.left_alone.append(say("{path} cannot be read: {reason}", path=path, reason=reason))
            return
        made = formatted(path, raw, SHAPES[spot(entry.path).kind], words)
        self.unreadable += made.unreadable
        if made.left_alone is not None:
            self.left_alone.append(made.left_alone)
        elif made.after is not None and made.after != raw:
            self.before[path], self.after[path] = raw, made.after
