"""The Git repository a register lies in: its commit, whether the work tree differs, and which commit a day means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from huifang.git_access.errors import BrokenError, CalendarError, NoGitError, RevisionError, ShallowError
from huifang.git_access.moves import POLICY, prefix_of, steps
from huifang.git_access.raw_log import OF_COMMITS, entry_name, raw_files, seconds_of
from huifang.git_access.read_git import ReadGit
from huifang.git_access.whereabouts import bare_repository, enclosing
from huifang.register.days import UTC8
from huifang.register.tree import printable
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from huifang.git_access.whereabouts import Whereabouts

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
RECORDS = "records"
OF_HEAD = ("HEAD@{", "@{")  # names by the log of HEAD, of which each work tree has its own
SECONDS_A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class GitPlace:
    """A repository and the register's folder inside it (`""` where the repository is the register)."""

    git: ReadGit
    inside: str
    bare: bool
    called: str = ""  # where another register that is read beside it has the same name

    @property
    def name(self) -> str:
        """The name of the register's folder; a whole repository, called otherwise in every clone, has this one name."""
        return self.called or self.inside.rsplit("/", 1)[-1] or RECORDS

    def head(self) -> str | None:
        """The commit that is checked out; None before the first one."""
        found = self._resolve("HEAD")
        if found is None and not self.git.where.unborn:
            raise BrokenError(say("the commit that HEAD names in {folder} cannot be read; look with `git fsck`",
                                  folder=self.folder()))  # fmt: skip
        return found

    def tracked(self, *folders: str) -> tuple[str, ...]:
        """Files below these folders of the register that this repository tracks, relative to the register."""
        prefix = prefix_of(self.inside)
        if self.bare:
            return ()
        listed = self.output("ls-files", "-z", "--", *(f"{prefix}{folder}" or "." for folder in folders))
        paths = listed.decode(errors="surrogateescape").split("\0")
        return tuple(printable(path.removeprefix(prefix)) for path in paths if path)

    def ignores(self, path: str) -> bool:
        """Whether a file of the register, there or not, would never be taken in."""
        inside = f"{prefix_of(self.inside)}{path}"
        return self.git.found("--no-literal-pathspecs", "check-ignore", inside) is not None

    def revision(self, text: str) -> str:
        """The commit that `--at` means: a day (always, if it looks like one) or a revision; RevisionError for none."""
        found = self._on(text) if DAY.fullmatch(text) else self._resolve(text)
        where = self.git.where
        if where.data != where.common and text.startswith(OF_HEAD):  # the log that is seen is another work tree's
            found = None
        if found is None:
            self.head()  # where that cannot be read, nothing is said of what was asked
            raise RevisionError(text)
        return found

    def registered(self, commit: str | None = None) -> GitPlace:
        """The place with the register's folder found in a bare repository: itself, `records`, else the only other one.

        As it was in a commit, else in HEAD.
        """
        at = commit or self.head()
        if not self.bare or self.inside or at is None:
            return self
        if self._verified(f"{at}:{RECORDS}") is not None:
            return replace(self, inside=RECORDS)
        if self._verified(f"{at}:{POLICY}") is not None:
            return self
        found = [each for each in self.registers(at) if each]
        return replace(self, inside=found[0]) if len(found) == 1 else self

    def registers(self, commit: str) -> tuple[str, ...]:
        """Every folder of a commit that holds a register; `""` the repository itself."""
        paths = (path for _, path in self.listed(commit, ""))
        return tuple(path.removesuffix(POLICY).rstrip("/") for path in paths if f"/{path}".endswith(f"/{POLICY}"))

    def listed(self, commit: str, folder: str, *options: str) -> Iterator[tuple[list[str], str]]:
        """What `git ls-tree` says of everything below a folder in a commit, and its path there."""
        prefix = prefix_of(folder)
        raw = self.output("ls-tree", "-r", "-z", "--full-tree", *options, commit, "--", *([prefix] if prefix else []))
        for line in filter(None, raw.decode(errors="surrogateescape").split("\0")):
            meta, _, path = line.partition("\t")
            if path.startswith(prefix) and path != prefix:
                yield meta.split(), path.removeprefix(prefix)

    def before(self, commit: str) -> dict[str, str | None]:
        """Path and blob of everything that the repository had before a commit; nothing before the first one."""
        parent = self._resolve(f"{commit}^1")
        return {} if parent is None else {path: entry_name(each[0], each[2]) for each, path in self.listed(parent, "")}

    def output(self, *arguments: str, config: tuple[str, ...] = ()) -> bytes:
        """What a git command prints, byte by byte."""
        return self.git.output(*arguments, config=config)

    def shallow(self) -> bool:
        """Whether older commits are missing."""
        return self.output("rev-parse", "--is-shallow-repository").strip() == b"true"

    def refuse_shallow(self) -> None:
        """ShallowError where older commits are missing."""
        if self.shallow():
            raise ShallowError

    def folder(self) -> str:
        """Where the repository's own data lie: the same for every work on it."""
        return str(self.git.where.data)

    def is_ancestor(self, commit: str, of: str) -> bool:
        """Whether a commit is in the history of another; a commit that is not there is in none."""
        there = all(self._resolve(each) is not None for each in (commit, of))
        return there and self.git.found("merge-base", "--is-ancestor", commit, of) is not None

    def merge_bases(self, one: str, other: str) -> tuple[str, ...]:
        """The commits from which two lines part, the newest first: in both, and not before another such commit."""
        found = self.git.found("merge-base", "--all", one, other)
        if found is None:
            self.output("rev-list", "--count", one, other, "--")  # a history that cannot be read is not one without any
            return ()
        told = self.output("rev-list", "--no-walk", "--timestamp", *found.decode().split(), "--").decode()
        times = (line.split(" ") for line in told.splitlines())
        return tuple(commit for _, commit in sorted(((seconds_of(each[0]), each[1]) for each in times), reverse=True))

    def tree_of(self, commit: str) -> str | None:
        """The hash of the register's folder in a commit; None where it was not there."""
        return self.tree_at(commit, self.inside_of(commit))

    def tree_at(self, commit: str, folder: str) -> str | None:
        """The hash of a folder in a commit; None where it was not there."""
        return self._verified(f"{commit}:{folder}" if folder else f"{commit}^{{tree}}")

    def inside_of(self, commit: str) -> str:
        """The register's folder in a commit; where it was not there yet, the one that it was moved from."""
        inside, seen = self.inside, set[str]()
        while self._verified(f"{commit}:{inside}/policy" if inside else f"{commit}:policy") is None:
            seen.add(inside)
            earlier = self._moved_from(inside)
            if earlier is None or earlier in seen:
                return self.inside
            inside = earlier
        return inside

    def _moved_from(self, folder: str) -> str | None:
        """The folder in which a register lay before it was moved here."""
        if self.head() is None:
            return None
        path = f"{prefix_of(folder)}{POLICY}"
        come = self.output("log", "--no-show-signature", "--format=%H", "--diff-filter=A", "HEAD", "--", path).split()
        for commit in reversed(come):
            raw = self.output("show", "--format=", *OF_COMMITS, commit.decode(), "--")
            found = steps(list(raw_files(raw.decode(errors="surrogateescape"))), partial(self.before, commit.decode()))
            if (old := next((old for old, new in found if new == folder), None)) is not None:
                return old
        return None

    def count(self, commit: str) -> int:
        """How many commits lead to one, itself counted."""
        return int(self.output("rev-list", "--count", commit, "--"))

    def _on(self, text: str) -> str | None:
        """The newest commit of HEAD's first-parent line committed not after 24:00 of that day at UTC+8."""
        try:
            day = date.fromisoformat(text)
        except ValueError as problem:
            raise CalendarError(text) from problem
        end = datetime.combine(day, time(), UTC8).timestamp() + SECONDS_A_DAY
        if self.head() is None:
            return None
        line = self.output("log", "--first-parent", "--no-show-signature", "--format=%H %ct", "HEAD", "--")
        for commit, _, seconds in (each.partition(" ") for each in line.decode().splitlines()):
            if seconds_of(seconds) <= end:
                return commit
        return None

    def _resolve(self, text: str) -> str | None:
        return self._verified(f"{text}^{{commit}}")

    def _verified(self, text: str) -> str | None:
        if "\0" in text:
            return None
        found = self.git.found("rev-parse", "--verify", "--quiet", "--end-of-options", text)
        return None if found is None else found.decode().strip()


def find(folder: Path) -> GitPlace:
    """The repository `folder` lies in, or that it is.

    NoGitError for a plain folder, GitTroubleError where git is no help. What lies in a work tree and is tracked there
    is never a repository, though it may look like one.
    """
    here = folder.resolve()
    around = enclosing(here)
    within = None if around is None else _placed(around, here)
    if (alone := bare_repository(here)) is not None and (within is None or not within.tracked("")):
        return GitPlace(ReadGit(alone), "", bare=True)
    if within is None:
        raise NoGitError(str(folder))
    return within


def _placed(where: Whereabouts, here: Path) -> GitPlace:
    inside = "" if where.top is None else here.relative_to(where.top).as_posix()
    return GitPlace(ReadGit(where), "" if inside == "." else inside, bare=False)
