"""The register at a commit of the main line, of some people alone: what their rows rest on, and nothing else."""

from __future__ import annotations

import errno
import os
import re
from collections import defaultdict
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from huifang.git_access.blobs import Blobs
from huifang.history.audit.inputs import OF_EVERYBODY
from huifang.history.record_diff import kind_of, person_of
from huifang.past.rows import CODES
from huifang.register import TreeEntry
from huifang.register.layout import Kind, is_secret
from huifang.register.load import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from huifang.git_access.place import GitPlace
    from huifang.git_access.raw_log import ChangedFile

SHARED = (*OF_EVERYBODY, Kind.CHECKED)  # of these every person's rows are made
EVERYBODY = ""  # under which they are kept


class CommitFiles:
    """The files of the register along the main line, from commit to commit; of each the blob."""

    def __init__(self, place: GitPlace) -> None:
        self.place = place
        self._of: dict[str, dict[str, str]] = defaultdict(dict)  # code -> path -> blob
        self._plans: dict[str, str] = {}
        self._named: dict[str, frozenset[str]] = {}  # blob of a plan -> who is named in it

    @property
    def people(self) -> frozenset[str]:
        """Everybody who has a file."""
        return frozenset(code for code, files in self._of.items() if files and code != EVERYBODY)

    @property
    def shared(self) -> Mapping[str, str]:
        """What everybody's rows are made of."""
        return self._of[EVERYBODY]

    @cached_property
    def blobs(self) -> Blobs:
        """What the files hold."""
        return Blobs(self.place)

    def put(self, path: str, blob: str | None) -> None:
        """A file as it is from now on; None where it is gone."""
        kind, code = kind_of(path), person_of(path)
        if kind is Kind.PLAN:
            _put(self._plans, path, blob)
        elif kind in SHARED:
            _put(self._of[EVERYBODY], path, blob)
        elif code is not None and not is_secret(path):
            _put(self._of[code], path, blob)

    def apply(self, files: Iterable[ChangedFile]) -> None:
        """Go on to the next commit."""
        for path, _, blob in files:
            self.put(path, blob)

    def named_in(self, blob: str | None) -> frozenset[str]:
        """Who is named in a plan."""
        if blob is None:
            return frozenset()
        if blob not in self._named:
            self._named[blob] = frozenset(CODES.findall(self.blobs.needed(blob).decode(errors="replace")))
        return self._named[blob]

    def some(self, codes: Collection[str], changed: Sequence[ChangedFile] = ()) -> FilesTree:
        """The tree in which these people stand alone, with the plans that name them; as it is after a change."""
        files = {path: blob for path, blob in self.shared.items() if kind_of(path) is not Kind.POLICY}
        for code in codes:
            files |= self._of.get(code, {})
        wanted, plans = frozenset(codes), dict(self._plans)
        for path, _, blob in changed:
            there = plans if kind_of(path) is Kind.PLAN else files
            if (
                there is plans
                or person_of(path) in wanted
                or (kind_of(path) in SHARED and kind_of(path) is not Kind.POLICY)
            ):
                _put(there, path, blob)
        files |= {path: blob for path, blob in plans.items() if not wanted.isdisjoint(self.named_in(blob))}
        return FilesTree(self.place.name, files, self.blobs)

    def rules(self, changed: Sequence[ChangedFile] = ()) -> FilesTree:
        """The tree without people and plans; as it is after a change."""
        files = dict(self.shared)
        for path, _, blob in changed:
            if kind_of(path) in SHARED:
                _put(files, path, blob)
        return FilesTree(self.place.name, files, self.blobs)

    def mentioning(self, words: Collection[str]) -> frozenset[str]:
        """Everybody in whose files, or in a plan beside whom, one of these ids stands."""
        pattern = re.compile(rb"(?<![\w-])(?:" + b"|".join(re.escape(each.encode()) for each in words) + rb")(?![\w-])")
        found = set()
        for code, files in self._of.items():
            held = [] if code == EVERYBODY else list(self.blobs.all(files.values()))  # an answer left unread stays
            if any(pattern.search(raw or b"") for raw in held):
                found.add(code)
        for path, blob in self._plans.items():
            if pattern.search(path.encode()) or pattern.search(self.blobs.needed(blob)):
                found |= self.named_in(blob)
        return frozenset(found)


def _put(files: dict[str, str], path: str, blob: str | None) -> None:
    if blob is None:
        files.pop(path, None)
    else:
        files[path] = blob


class FilesTree:
    """A Tree (see huifang.register.tree) of some files of a commit."""

    def __init__(self, name: str, files: Mapping[str, str], blobs: Blobs) -> None:
        self._name, self._files, self._blobs = name, files, blobs

    @property
    def name(self) -> str:
        """The name of the register's folder."""
        return self._name

    def entries(self) -> list[TreeEntry]:
        """The files, and the folders of people: a folder without a record says something too."""
        folders = {str(PurePosixPath(path).parent) for path in self._files if path.startswith("people/")}
        found = [TreeEntry(path, "file", 0, blob) for path, blob in self._files.items()]
        return sorted((*found, *(TreeEntry(each, "folder") for each in folders)), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of one file; OSError where it is not there, or too large to be a record."""
        blob = self._files.get(path)
        if blob is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        raw = self._blobs.needed(blob)
        if len(raw) > LARGEST_FILE:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
        return raw

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        return iter(self._files)
