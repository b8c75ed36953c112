"""A register as it would be with other files, and a register of which only some people are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang.register import TreeEntry
from huifang.register.layout import Kind, spot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.register import Tree

ALWAYS = (Kind.REGISTER, Kind.ORGANIZATIONS, Kind.POLICY)
OF_PERSON = (Kind.PERSON, Kind.VISIT, Kind.TALK, Kind.RESTRICTED)
PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class ReplacedTree:
    """A tree in which some files have other bytes, or are there though they are not written yet."""

    tree: Tree
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the register's folder."""
        return self.tree.name

    def entries(self) -> list[TreeEntry]:
        """The entries of the tree, with new files and the folders above them."""
        found = {entry.path: entry for entry in self.tree.entries()}
        for path, content in self.files.items():
            parts = path.split("/")
            for depth in range(1, len(parts)):
                folder = "/".join(parts[:depth])
                found.setdefault(folder, TreeEntry(folder, "folder"))
            found[path] = TreeEntry(path, "file", len(content))
        return sorted(found.values(), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of one file."""
        return self.files[path] if path in self.files else self.tree.read(path)


@dataclass(frozen=True, slots=True)
class NarrowTree:
    """A tree of which the organisations, the policy and the records of some people are listed."""

    tree: Tree
    codes: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name of the register's folder."""
        return self.tree.name

    def entries(self) -> list[TreeEntry]:
        """The entries that are read."""
        return [entry for entry in self.tree.entries() if self._keeps(entry)]

    def read(self, path: str) -> bytes:
        """The bytes of one file."""
        return self.tree.read(path)

    def _keeps(self, entry: TreeEntry) -> bool:
        if entry.kind == "folder":
            parts = entry.path.split("/")
            return parts[0] != PEOPLE or parts[-1] in self.codes
        found = spot(entry.path)
        return found.kind in ALWAYS or (found.kind in OF_PERSON and found.code in self.codes)
