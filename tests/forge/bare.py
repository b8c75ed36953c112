"""A bare Git repository as a forge holds it: files of a branch, and commits made without a work tree."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DATES = {"GIT_AUTHOR_DATE": "2026-11-20T09:00:00+08:00", "GIT_COMMITTER_DATE": "2026-11-20T09:00:00+08:00"}


@dataclass(frozen=True)
class BareRepository:
    """Git by its plumbing; what is asked may be missing, then the answer is None."""

    folder: Path

    def git(self, *arguments: str, stdin: str | None = None, **more: str) -> str | None:
        """What Git prints, or None where it fails."""
        environment = {**os.environ, **DATES, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **more}
        done = subprocess.run(
            ["git", "-C", self.folder, *arguments],
            input=None if stdin is None else stdin.encode(),
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            check=False,
            env=environment,
        )
        return done.stdout.decode() if done.returncode == 0 else None

    def line(self, *arguments: str, stdin: str | None = None, **more: str) -> str | None:
        """One line of Git's, without its end."""
        found = self.git(*arguments, stdin=stdin, **more)
        return found.strip() if found is not None else None

    def head(self, branch: str) -> str | None:
        """The commit of a branch."""
        return self.line("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}")

    def branches(self) -> list[str]:
        """All branches, sorted."""
        return sorted((self.git("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads") or "").split())

    def text(self, branch: str, path: str) -> str | None:
        """The text of a file."""
        return self.git("cat-file", "blob", f"{_ref(branch)}:{path}") if self.blob(branch, path) else None

    def blob(self, branch: str, path: str) -> str | None:
        """The id of a file, None for a folder."""
        found = self.line("rev-parse", "--verify", "--quiet", f"{_ref(branch)}:{path}")
        return found if found and self.line("cat-file", "-t", found) == "blob" else None

    def last_commit(self, branch: str, path: str) -> str | None:
        """The last commit that changed the file."""
        return self.line("log", "-1", "--format=%H", f"refs/heads/{branch}", "--", path)

    def entries(self, branch: str, folder: str) -> list[tuple[str, str]] | None:
        """Names and kinds of what lies in a folder, None where it is missing."""
        tree = self.line("rev-parse", "--verify", "--quiet", f"{_ref(branch)}:{folder}")
        if tree is None or self.line("cat-file", "-t", tree) != "tree":
            return None
        lines = (self.git("-c", "core.quotePath=false", "ls-tree", tree) or "").splitlines()
        return [(line.split("\t", 1)[1], line.split()[1]) for line in lines]

    def commit(
        self, branch: str, files: Mapping[str, str | None], message: str, author: str, start: str | None = None
    ) -> str:
        """A commit of files on a branch, which begins at `start` where it is new; a file without text goes."""
        parent = self.head(start or branch)
        made = self.made(self.tree(parent, files), [parent] if parent else [], message, author)
        self.branch(branch, made)
        return made

    def tree(self, base: str | None, files: Mapping[str, str | None]) -> str:
        """The tree of a commit or tree with these files."""
        index = {"GIT_INDEX_FILE": str(self.folder / "index-of-a-commit")}
        self.git("read-tree", *([base] if base else ["--empty"]), **index)
        for path, text in files.items():
            blob = "0" * 40 if text is None else self.line("hash-object", "-w", "--stdin", stdin=text)
            self.git("update-index", "--index-info", stdin=f"{'100644' if text else '0'} {blob}\t{path}\n", **index)
        return str(self.line("write-tree", **index))

    def made(self, tree: str, parents: Sequence[str], message: str, author: str) -> str:
        """A commit that no branch points at yet."""
        who = {f"GIT_{role}_NAME": author for role in ("AUTHOR", "COMMITTER")}
        who |= {f"GIT_{role}_EMAIL": f"{author}@example.invalid" for role in ("AUTHOR", "COMMITTER")}
        before = [each for parent in parents for each in ("-p", parent)]
        return str(self.line("commit-tree", tree, *before, "-m", message, **who))

    def branch(self, name: str, commit: str) -> None:
        """A branch is put at a commit."""
        self.git("update-ref", f"refs/heads/{name}", commit)

    def changed(self, base: str, branch: str) -> list[str]:
        """The paths that a branch changes since it left its base."""
        return (self.git("diff", "--name-only", f"{base}...{branch}") or "").splitlines()

    def author(self, branch: str) -> str | None:
        """Who made the last commit of a branch."""
        return self.line("log", "-1", "--format=%an", f"refs/heads/{branch}")

    def checkout(self, branch: str, folder: Path) -> Path:
        """A clone of the branch with a work tree."""
        subprocess.run(["git", "clone", "-q", "-b", branch, self.folder, folder], check=True, capture_output=True)
        return folder


def _ref(branch: str) -> str:
    """A branch, or a commit by its whole id."""
    return branch if re.fullmatch("[0-9a-f]{40}", branch) else f"refs/heads/{branch}"


def bare(folder: Path, files: Mapping[str, str]) -> BareRepository:
    """A bare repository with one commit on main."""
    subprocess.run(
        ["git", "init", "-q", "--bare", "--template=", "-b", "main", folder], check=True, capture_output=True
    )
    made = BareRepository(folder)
    made.commit("main", files, "the register", "seed")
    made.git("repack", "-adq")  # few files, for it is copied for every test
    return made
