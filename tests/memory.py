"""A register in memory: paths and texts, for tests that need no file system."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from huifang.policy import Policy, load_policy, words_of
from huifang.register import FolderTree, Register, TreeEntry, load

SAMPLE = FolderTree(Path(__file__).parent.parent / "records")
ORGANIZATIONS = """
district: {id: tt, prefix: TT, name: 示例区, level: 区, register_from: 2020-01-01}
organizations:
  - {id: tt-jw, name: 示例区纪委监委, kind: 纪检监察机关}
  - {id: tt-dw, name: 示例区委, kind: 党委党组}
  - {id: tt-zz, name: 示例区委组织部, kind: 组织人事部门}
  - {id: tt-unit, name: 示例区档案局, kind: 单位, parent: tt-dw}
"""


@dataclass(frozen=True)
class MemoryTree:
    """A tree whose files are given; folders are made from the paths."""

    files: dict[str, str | bytes]
    name: str = "records"
    others: dict[str, TreeEntry] = field(default_factory=dict)

    def entries(self) -> list[TreeEntry]:
        """All files with their folders, sorted."""
        made: dict[str, TreeEntry] = dict(self.others)
        for path, text in self.files.items():
            parts = path.split("/")
            for depth in range(1, len(parts)):
                folder = "/".join(parts[:depth])
                made.setdefault(folder, TreeEntry(folder, "folder"))
            made[path] = TreeEntry(path, "file", len(text))
        return sorted(made.values(), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of a file; FileNotFoundError as the file system would."""
        if path not in self.files:
            raise FileNotFoundError(2, "No such file or directory", path)
        text = self.files[path]
        return text if isinstance(text, bytes) else text.encode()


@cache
def sample_policy(**settings: str | tuple[str, ...]) -> Policy:
    """The policy that ships with the sample register, with settings by path (dots written as `__`)."""
    return load_policy(SAMPLE, {path.replace("__", "."): value for path, value in settings.items()})


def register(files: dict[str, str | bytes], policy: Policy) -> Register:
    """A register of the given files and the organisations of the test district."""
    return load([MemoryTree({"organizations/tt.yml": ORGANIZATIONS, **files})], words_of(policy))
