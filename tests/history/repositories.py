"""Real repositories in a temporary folder: several authors, signed or not, on given days; no configuration around."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.git_access import find, signers_of
from huifang.history import ChangeFilter, FieldChange, History, read_history
from huifang.register import FolderTree
from tests.sound import ONE, PERSON_PATH, POLICY, put, text, visit

if TYPE_CHECKING:
    from collections.abc import Iterable

WHEN = "2026-03-01T10:00:00+08:00"
FIRST, SECOND, FORGE = "甲 <a@example.invalid>", "乙 <b@example.invalid>", "合并机 <forge@example.invalid>"
VISIT_PATH = "people/tt/TT-0001/2026-02-20-visit.md"
PERSON, TALK = ONE[PERSON_PATH], ONE["people/tt/TT-0001/2026-02-10-talk.md"]
VISIT = text(
    visit(
        "2026-02-20",
        visitors=[{"name": "李某", "body": "tt-jw", "in_charge": True}, {"name": "赵某", "body": "tt-jw"}],
        opinion="平稳。",
        prose="谈得很好。\n",
    )
)
COMMON = {
    name: text
    for name, text in ONE.items()
    if not name.startswith(("identities", "restricted")) and name != "register.yml"
}


@dataclass
class Repository:
    """A work tree; its register lies in `records`."""

    root: Path
    inside: str = "records"
    minute: int = 0
    keys: dict[str, Path] = field(default_factory=dict)  # author -> private key

    def git(self, *arguments: str, who: str = FIRST, by: str | None = None, when: str = "") -> str:
        """One call of git, by somebody at some time."""
        env = dict(os.environ)
        for role, person in (("AUTHOR", who), ("COMMITTER", by or who)):
            name, _, email = person.rstrip(">").partition(" <")
            env |= {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": email, f"GIT_{role}_DATE": when or self.now}
        env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(["git", *arguments], cwd=self.root, env=env, capture_output=True, check=False)
        assert done.returncode == 0, (arguments, done.stdout.decode(), done.stderr.decode())
        return done.stdout.decode().strip()

    @property
    def now(self) -> str:
        """The time of the next commit."""
        return f"2026-03-01T{10 + self.minute // 60:02}:{self.minute % 60:02}:00+08:00"

    @property
    def records(self) -> Path:
        """The register's folder."""
        return self.root / self.inside

    def commit(
        self,
        files: dict[str, str | None] | None = None,
        message: str = "改",
        *,
        who: str = FIRST,
        by: str | None = None,
        when: str = "",
        key: str | None = None,
    ) -> str:
        """Write files (None: delete), commit everything; `key` signs with that author's key. The commit."""
        put(self.records, {name: made for name, made in (files or {}).items() if made is not None})
        for name, made in (files or {}).items():
            if made is None:
                (self.records / name).unlink()
        self.git("add", "-A")
        self.minute += 1
        self.git(*self.signing(key), "commit", "-q", "--allow-empty", "-m", message, who=who, by=by, when=when)
        return self.git("rev-parse", "HEAD")

    def commit_all(self, message: str) -> str:
        """Commit what lies there, whatever was moved."""
        self.git("add", "-A")
        self.minute += 1
        self.git("-c", "commit.gpgsign=false", "commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")

    def signing(self, key: str | None) -> tuple[str, ...]:
        """The settings that sign with somebody's key."""
        if key is None:
            return ("-c", "commit.gpgsign=false")
        settings = ("gpg.format=ssh", f"user.signingkey={self.key(key)}", "commit.gpgsign=true")
        return tuple(part for each in settings for part in ("-c", each))

    def key(self, of: str) -> Path:
        """Somebody's key, made when first needed."""
        if of not in self.keys:
            path = self.root.parent / f"key-{len(self.keys)}"
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", of, "-f", str(path)], check=True)
            self.keys[of] = path
        return self.keys[of]

    def allowed(self, *authors: str) -> str:
        """The text of an `allowed_signers` file."""
        lines = []
        for author in authors:
            public = self.key(author).with_suffix(".pub").read_text(encoding="utf-8").strip()
            lines.append(f"{author.rstrip('>').partition(' <')[2]} {public}\n")
        return "".join(lines)

    def merge(
        self, branch: str, *options: str, message: str = "Merge", who: str = FIRST, key: str | None = None
    ) -> str:
        """Merge a branch; the commit."""
        self.minute += 1
        self.git(*self.signing(key), "merge", "-q", "--no-ff", "-m", message, *options, branch, who=who)
        return self.git("rev-parse", "HEAD")

    def history(self, cache: Path | None = None) -> History:
        """Its history."""
        place = find(self.records if self.records.exists() else self.root).registered()
        return read_history(place, signers_of(place, FolderTree(self.records)), cache=cache)

    def rows(self, path: str | None = None) -> list[tuple[object, ...]]:
        """The field changes of everything but the first commit, oldest first: subject, file, field, old, new."""
        return told(each for each in self.history().changes() if each.commit.number and path in (None, each.path))


def told(changes: Iterable[FieldChange]) -> list[tuple[object, ...]]:
    """Changes as a test compares them, oldest first."""
    found = sorted(changes, key=lambda each: each.commit.number)
    return [(each.commit.subject, each.path.rpartition("/")[2], each.field, each.old, each.new) for each in found]


def chosen(history: History, **asked: object) -> list[tuple[object, ...]]:
    """The changes that somebody asked for."""
    return told(ChangeFilter(**asked).chosen(history.changes()))  # type: ignore[arg-type] # the test's own words


def started(root: Path, files: dict[str, str] | None = None, inside: str = "records") -> Repository:
    """A repository with a first commit of one person's register."""
    if files is None:  # most begin so: one is made, the others are copies
        shutil.copytree(_template(inside), root, dirs_exist_ok=True)
        return Repository(root, inside, minute=1)
    return _made(Repository(root, inside), {**POLICY, **files})


@cache
def _template(inside: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="huifang-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _made(Repository(folder / "office", inside), COMMON)
    for sample in (folder / "office/.git/hooks").glob("*.sample"):
        sample.unlink()
    return folder / "office"


def _made(made: Repository, files: dict[str, str]) -> Repository:
    made.root.mkdir(parents=True, exist_ok=True)
    made.git("init", "-q", "-b", "main")
    put(made.records, files)
    made.commit(message="first")
    return made
