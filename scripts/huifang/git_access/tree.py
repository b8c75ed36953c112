"""The register's tree in a commit: listed once, contents through one `cat-file --batch`; nothing is checked out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from huifang.git_access.blobs import Blobs
from huifang.register import TreeEntry
from huifang.register.layout import SECRET
from huifang.register.tree import printable

if TYPE_CHECKING:
    from huifang.git_access.place import GitPlace

FOLDER = "040000"
SECRETS = tuple(f"{folder}/" for folder in SECRET)
KINDS = {"100644": "file", "100755": "file", "120000": "link", "160000": "device", FOLDER: "folder"}


class CommitTree:
    """A Tree (see huifang.register.tree) of one commit."""

    def __init__(self, place: GitPlace, commit: str) -> None:
        self.place, self.commit = place, commit

    @property
    def name(self) -> str:
        """The name of the register's folder."""
        return self.place.name

    @property
    def tracked(self) -> tuple[str, ...]:
        """Names and restricted facts that this commit holds."""
        return tuple(each.path for each in self.entries() if each.kind == "file" and each.path.startswith(SECRETS))

    @property
    def modes(self) -> dict[str, str]:
        """Git's mode of every file, by its path with the register's folder."""
        return {f"{self.name}/{path}": mode for path, (_, mode) in self._listed.items() if mode != FOLDER}

    @cached_property
    def _listed(self) -> dict[str, tuple[TreeEntry, str]]:
        found = {}
        for (mode, _, blob, size), path in self.place.listed(
            self.commit, self.place.inside_of(self.commit), "-t", "--long"
        ):
            name, kind = printable(path), KINDS.get(mode, "device")
            found[name] = (TreeEntry(name, kind, int(size) if size.isdigit() else 0, blob), mode)  # type: ignore[arg-type]
        return found

    def entries(self) -> list[TreeEntry]:
        """Every entry of the register in that commit, sorted."""
        return sorted((entry for entry, _ in self._listed.values()), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of one file in that commit; FileNotFoundError where it had none."""
        found = self._listed.get(path)
        if found is None:
            raise FileNotFoundError(2, "not in this commit", path)
        return self._blobs.needed(found[0].mark)

    @cached_property
    def _blobs(self) -> Blobs:
        return Blobs(self.place)
