"""Changed files of a register before they are written: which differ, the register as it would be, all or none."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import TYPE_CHECKING

from huifang.editing.locked import only_writer
from huifang.editing.overlay import ReplacedTree
from huifang.editing.together import FileChange, write_together
from huifang.register.edits import typed_lines
from huifang.register.lines import BOM, as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.register import FolderTree

MARK = "\ufeff"


@dataclass
class ChangedFiles:
    """Files of some registers as they lie there and as they would be."""

    trees: tuple[FolderTree, ...]
    before: dict[str, bytes] = field(default_factory=dict, kw_only=True)  # path with the name of the register -> bytes
    after: dict[str, bytes] = field(default_factory=dict, kw_only=True)

    def as_changed(self, path: str) -> bytes:
        """The bytes of a file as they would be; it is read when first asked for."""
        if path not in self.after:
            tree, inside = self._home(path)
            self.before[path] = self.after[path] = tree.read(inside)
        return self.after[path]

    def _home(self, path: str) -> tuple[FolderTree, str]:
        name, _, inside = path.partition("/")
        return next(tree for tree in self.trees if tree.name == name), inside

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that change, in order."""
        return tuple(sorted(path for path, raw in self.after.items() if raw != self.before[path]))

    def files(self) -> Iterator[tuple[FolderTree, str, str]]:
        """The files that change: register, path inside it, path as it is shown."""
        for path in self.paths:
            yield (*self._home(path), path)

    def would_be(self) -> list[ReplacedTree]:
        """The registers as they would be."""
        return [
            ReplacedTree(tree, {inside: self.after[path] for home, inside, path in self.files() if home is tree})
            for tree in self.trees
        ]

    def diff_of(self, path: str) -> Iterator[str]:
        """The lines of a file that change, as `git diff` shows them."""
        old, new = (typed_lines(_shown(raw)) for raw in (self.before[path], self.after[path]))
        for line in unified_diff(old, new, f"a/{path}", f"b/{path}"):
            yield line if line.endswith("\n") else f"{line}\n"

    def write(self) -> None:
        """Write all files or none. NotWrittenError where one was changed meanwhile, OSError where it cannot be."""
        with ExitStack() as stack:
            for tree in self.trees:
                stack.enter_context(only_writer(tree.root))
            write_together([FileChange(tree.root, inside, self.before[path], self.after[path], path)
                            for tree, inside, path in self.files()])  # fmt: skip


def _shown(raw: bytes) -> str:
    """The text of a file, with the mark before it that nobody sees."""
    return (MARK if raw.startswith(BOM) else "") + as_typed("", raw)[0]
