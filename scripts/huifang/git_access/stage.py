"""A git directory that we make and link to the objects of a clone: none of the clone's own settings is in it.

Git obeys what it finds in a git directory: `config` with what that includes, hooks, info/attributes, grafts, the
alternates of objects/, a commit-graph that may tell of other parents. A list of dangerous settings to override would
be as good as our knowledge of every version of git. So git is never shown the clone's own directory: it gets one that
we make, with a config that we write, and in it links to what only holds data: objects, refs, the logs of refs, the
index. A setting of the clone is disobeyed by not being there; whoever set it for good reasons is not kept out.
What the user and the system set stays in force, and so does what git itself says in a hook of objects that are not
taken in yet. A run holds a lock on each such folder, so one that nobody holds was left by a run that was killed.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.git_access.errors import GitTroubleError
from huifang.git_access.settings import setting
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Container

    from huifang.git_access.whereabouts import Whereabouts
    from huifang.texts import Text

PREFIX = "huifang-stage-"
LOOSE = re.compile(r"[0-9a-f]{2}")  # folders of objects by the first two digits
COMMON = ("refs", "packed-refs", "shallow", "worktrees", "reftable")
FORMATS = (("extensions.objectformat", "objectFormat"), ("extensions.refstorage", "refStorage"))
LARGEST_EXCLUDE = 1 << 20
CONFIG = """[core]
\trepositoryFormatVersion = {version}
\tbare = {bare}
\tlogAllRefUpdates = false
\tfsmonitor = false
\tuntrackedCache = false
\tpreloadIndex = false
\thooksPath = /dev/null
\tattributesFile = /dev/null
\tpager = cat
\tcommitGraph = false
\tmultiPackIndex = false
\tquotePath = false
\tabbrev = 40
[log]
\tshowRoot = true
\tshowSignature = false
\tmailmap = false
\tdecorate = false
\tfollow = false
[diff]
\tignoreSubmodules = none
\trenames = false
[i18n]
\tlogOutputEncoding = UTF-8
[color]
\tui = false
[protocol]
\tallow = never
[extensions]
"""
KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH")  # the user's, of all GIT_…


@dataclass(frozen=True, slots=True)
class Stage:
    """The folder of our own, and the environment in which git sees it and nothing else."""

    folder: Path
    lock: int  # the folder, opened: as long as that is, nobody sweeps it
    env: dict[str, str]
    hidden: tuple[str, ...]  # variables of the environment that git may not see


def staged(where: Whereabouts, path: str) -> Stage:
    """A new git directory before a repository; whoever asked for it removes it."""
    folder, lock = _made()
    try:
        _filled(folder, where)
    except OSError as problem:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)
        raise GitTroubleError(_no_room(problem)) from problem
    env = {
        "PATH": path,
        "GIT_DIR": str(folder),
        "GIT_WORK_TREE": str(where.top or folder),
        "GIT_INDEX_FILE": str(where.data / "index"),
        "GIT_NO_REPLACE_OBJECTS": "1",  # `git replace` shows another history than the one that was written
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "TZ": "UTC-8",  # UTC+8 as POSIX writes it: until when a key holds does not depend on the computer
        **_quarantine(where),
    }
    return Stage(folder, lock, env, hidden_variables(env))


def hidden_variables(ours: Container[str] = ()) -> tuple[str, ...]:
    """The variables of the environment that git may not see; `ours` are those that we set."""
    return tuple(name for name in os.environ if name.startswith("GIT_") and name not in KEPT and name not in ours)


def sweep_stages() -> None:
    """Remove the folders of this user that runs left which were killed. Whoever only reads leaves them."""
    for home in _homes():
        with suppress(OSError):
            for name in sorted(os.listdir(home)):  # noqa: PTH208 - names are looked at before anything is opened
                if name.startswith(PREFIX):
                    with suppress(OSError):  # somebody holds it, or it has gone
                        _sweep_stage(home / name)


def _sweep_stage(folder: Path) -> None:
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if os.fstat(lock).st_uid == os.geteuid():
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _homes() -> list[Path]:
    """Where such a folder may be made, never in the working folder."""
    named = map(Path, (os.environ.get("TMPDIR", ""), "/tmp", "/var/tmp", "/dev/shm"))  # noqa: S108 - mkdtemp makes its own
    return [each for each in named if each.is_absolute()]


def _made() -> tuple[Path, int]:
    """An empty folder that only we can enter, and that folder opened with our lock on it."""
    problem: OSError | None = None
    for home in _homes():
        try:
            return _made_in(home)
        except OSError as refused:
            problem = refused
    raise GitTroubleError(_no_room(problem))


def _made_in(home: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=home))
        with suppress(FileNotFoundError):  # swept before it was locked: once more
            return folder, _locked(folder)


def _locked(folder: Path) -> int:
    """The folder, opened, with our lock; FileNotFoundError where it was swept before."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    with suppress(OSError):  # without locks nobody sweeps
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        folder.stat()
    except OSError:
        os.close(lock)
        raise
    return lock


def _filled(folder: Path, where: Whereabouts) -> None:
    formats = [(key, value) for name, key in FORMATS if (value := setting(where.common / "config", name, where.top))]
    text = CONFIG.format(version=1 if formats else 0, bare=str(where.top is None).lower())
    text += "".join(f"\t{key} = {value}\n" for key, value in formats if value.isalnum())
    (folder / "config").write_text(text, encoding="utf-8")
    (folder / "HEAD").write_bytes(where.head.encode(errors="surrogateescape"))
    for name in COMMON:
        _link(folder / name, where.common / name)
    for name in ("objects", "objects/info", "info"):
        (folder / name).mkdir()
    objects = where.common / "objects"
    for name in os.listdir(objects):  # noqa: PTH208 - names alone
        if name == "pack" or LOOSE.fullmatch(name):
            (folder / "objects" / name).symlink_to(objects / name)
    _copy_logs(folder / "logs", where)
    for shared in where.data.glob("sharedindex.*"):
        _link(folder / shared.name, shared)
    exclude = where.common / "info/exclude"
    with suppress(OSError):
        if exclude.is_file() and exclude.stat().st_size <= LARGEST_EXCLUDE:
            (folder / "info/exclude").write_bytes(exclude.read_bytes())


def _copy_logs(logs: Path, where: Whereabouts) -> None:
    """The logs of refs; git follows no links to them. A linked work tree has its own log of HEAD: it comes last."""
    for path in (where.common / "logs").rglob("*"):
        if path.is_file():
            copy = logs / path.relative_to(where.common / "logs")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    own = where.data / "logs/HEAD"
    if where.data != where.common and own.is_file():
        logs.mkdir(exist_ok=True)
        with (logs / "HEAD").open("ab") as file:
            file.write(own.read_bytes())


def _link(here: Path, there: Path) -> None:
    if there.exists():
        here.symlink_to(there)


def _quarantine(where: Whereabouts) -> dict[str, str]:
    """In a hook that receives commits git keeps the new objects apart, and says where: those of this repository."""
    named = os.environ.get("GIT_QUARANTINE_PATH", "")
    inside = named and Path(named).resolve().is_relative_to((where.common / "objects").resolve())
    if not inside:
        return {}
    quoted = '"' + str(Path(named).resolve()).replace("\\", "\\\\").replace('"', '\\"') + '"'
    beside = os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
    return {"GIT_ALTERNATE_OBJECT_DIRECTORIES": os.pathsep.join(filter(None, (quoted, beside)))}


def _no_room(problem: OSError | None) -> Text:
    reason = (problem.strerror if problem else None) or ""
    return say("there is no place for temporary files ({reason}); set TMPDIR to a folder that can be written to",
               reason=reason)  # fmt: skip
