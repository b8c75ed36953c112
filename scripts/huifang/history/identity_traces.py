"""What of an identity a repository still holds: in its commits, whatever branch, tag, stash or note leads to them.

Every commit is told against its first parent, so its tree is that parent's with these files changed: one `git log`
says of every commit whether a file stood in it, and each distinct content is read once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.git_access.blobs import whole
from huifang.git_access.commit_log import read_raw
from huifang.register.identities import beside_entries, in_names, naming, spellings, text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from huifang.git_access.place import GitPlace
    from huifang.git_access.raw_log import ChangedFile

FIELDS = ("%H", "%P", "%B")
EVERYTHING = (
    "--all",  # HEAD, branches, tags, notes, the newest stash
    "--reflog",  # older stashes, and what no branch holds any more but this clone keeps for a while
)
REFS = ("for-each-ref", "--format=%(objecttype)%00%(refname)%00%(contents)%00")
OF_A_REF = 3
NOWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CommitCount:
    """In how many commits something stands; `loose` ones only the reflog of this clone leads to."""

    commits: int = 0
    loose: int = 0
    first: str | None = None
    last: str | None = None
    paths: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it stands in any."""
        return bool(self.commits or self.loose)


@dataclass(frozen=True, slots=True)
class IdentityTraces:
    """What a repository holds of one identity. `names` are all spellings that were looked for."""

    commits: int  # of the repository
    identity: CommitCount  # code and name in a file of names
    texts: CommitCount  # the name in any other file, or as its file name
    messages: int  # of commits and tags, and names of branches and tags, with the name in them
    names: tuple[str, ...]
    known: bool  # whether the code ever stood in a path or a file of names

    def __bool__(self) -> bool:
        """Whether anything is left."""
        return bool(self.identity or self.texts or self.messages)


class RepositoryTraces:
    """A repository read once, to be asked about any number of codes; `own` where it is a clone of names alone."""

    def __init__(self, place: GitPlace, *, own: bool = False) -> None:
        self._place, self._own = place, own

    def spellings(self, code: str) -> tuple[str, ...]:
        """Every way in which its files of names ever spelled the name."""
        return tuple(dict.fromkeys(name for found in self._spelled(code).values() for name in found))

    def remains(self, code: str, names: tuple[str, ...] = ()) -> IdentityTraces:
        """Everything that is left of an identity; `names` are spellings known from elsewhere."""
        every = tuple(dict.fromkeys((*names, *self.spellings(code))))
        pattern = naming(every)
        return IdentityTraces(
            commits=len(self._reachable),
            identity=self.identity(code),
            texts=self._texts(pattern) if pattern else CommitCount(),
            messages=self._messages(pattern) if pattern else 0,
            names=every,
            known=bool(self._spelled(code)) or any(_about(path, code) for path in self._paths),
        )

    def identity(self, code: str) -> CommitCount:
        """In which commits a file of names holds the code."""
        spelled = self._spelled(code)
        return self._held(lambda path, blob: blob in spelled and self._is_listed(path)) if spelled else CommitCount()

    @cached_property
    def _commits(self) -> Sequence[tuple[list[str], list[ChangedFile]]]:
        """Hash, parents and message of every commit, with the files it changed; parents first."""
        return list(read_raw(self._place, FIELDS, *EVERYTHING))

    @cached_property
    def _touched(self) -> Sequence[ChangedFile]:
        return [each for _, files in self._commits for each in files]

    @cached_property
    def _reachable(self) -> frozenset[str]:
        return frozenset(self._place.output("rev-list", "--all").decode().split())

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(each.path for each in self._touched)

    @cached_property
    def _listed(self) -> Mapping[str, str]:
        """Blob -> text, of every revision of a file of names."""
        return {blob: text_of(raw) for blob, raw in self._read(listed=True)}

    def _read(self, *, listed: bool) -> Iterator[tuple[str, bytes]]:
        """Each blob of the files of names, or of all others, with its bytes."""
        found = (new for path, _, new in self._touched if new is not None and self._is_listed(path) is listed)
        blobs = list(dict.fromkeys(found))
        return zip(blobs, whole(self._place, blobs), strict=True)

    def _is_listed(self, path: str) -> bool:
        return self._own or in_names(path)

    def _spelled(self, code: str) -> Mapping[str, tuple[str, ...]]:
        """Blob -> spellings, of the revisions that hold the code."""
        found = ((blob, spellings(text, code)) for blob, text in self._listed.items() if code in text)
        return {blob: names for blob, names in found if names is not None}

    def _texts(self, pattern: re.Pattern[str]) -> CommitCount:
        named = {blob for blob, raw in self._read(listed=False) if pattern.search(text_of(raw))}
        beside = {blob for blob, text in self._listed.items() if pattern.search(beside_entries(text))}

        def holds(path: str, blob: str) -> bool:
            return blob in (beside if self._is_listed(path) else named) or pattern.search(path) is not None

        return self._held(holds)

    def _messages(self, pattern: re.Pattern[str]) -> int:
        told = self._place.output(*REFS).decode(errors="replace").split("\0")
        refs = zip(*(told[part::OF_A_REF] for part in range(OF_A_REF)), strict=False)
        named = [name + (text if kind.strip() == "tag" else "") for kind, name, text in refs]
        texts = [*named, *(message for (_, _, message), _ in self._commits)]
        return sum(pattern.search(text) is not None for text in texts)

    def _held(self, holds: Callable[[str, str], bool]) -> CommitCount:
        """The commits in whose tree a file stands that holds something."""
        trees: dict[str, frozenset[str]] = {}
        found: list[str] = []
        paths: set[str] = set()
        for (name, parents, _), touched in self._commits:
            here = trees.get(parents.partition(" ")[0], NOWHERE)
            come = {path for path, _, new in touched if new is not None and holds(path, new)}
            if come or here:
                here = here.difference(each.path for each in touched) | come
            trees[name] = here
            if here:
                found.append(name)
                paths |= come
        if not found:
            return CommitCount()
        reachable = [name for name in found if name in self._reachable]
        told = reachable or found
        return CommitCount(len(reachable), len(found) - len(reachable), told[0], told[-1], tuple(sorted(paths)))


def _about(path: str, code: str) -> bool:
    parts = path.split("/")
    return code in parts or parts[-1] == f"{code}.yml"
