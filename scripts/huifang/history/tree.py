"""The register's tree in a commit: listed once, contents through one `cat-file --batch`; nothing is checked out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from huifang.history.blobs import Blobs, missing_object
from huifang.register import TreeEntry
from huifang.register.layout import SECRET
from huifang.register.tree import printable

if TYPE_CHECKING:
    from huifang.history.place import GitPlace

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
        return {f"{self.name}/{path}": mode for path, (_, _, mode) in self._listed.items() if mode != FOLDER}

    @cached_property
    def _listed(self) -> dict[str, tuple[TreeEntry, str, str]]:
        inside = self.place.inside_of(self.commit)
        prefix = f"{inside}/" if inside else ""
        raw = self.place.output(
            "ls-tree", "-r", "-t", "-z", "--long", "--full-tree", self.commit, "--", *([prefix] if prefix else [])
        )
        found = {}
        for line in raw.decode(errors="surrogateescape").split("\0"):
            if not line:
                continue
            meta, _, path = line.partition("\t")
            mode, _, blob, size = meta.split()
            if path.startswith(prefix) and path != prefix:
                name = printable(path.removeprefix(prefix))
                kind = KINDS.get(mode, "device")
                found[name] = (TreeEntry(name, kind, int(size) if size.isdigit() else 0, blob), blob, mode)  # type: ignore[arg-type]
        return found

    def entries(self) -> list[TreeEntry]:
        """Every entry of the register in that commit, sorted."""
        return sorted((entry for entry, _, _ in self._listed.values()), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of one file in that commit; FileNotFoundError where it had none."""
        found = self._listed.get(path)
        if found is None:
            raise FileNotFoundError(2, "not in this commit", path)
        content = self._blobs.read(found[1])
        if content is None:
            raise missing_object(self.place, found[1])
        return content

    @cached_property
    def _blobs(self) -> Blobs:
        return Blobs(self.place)
