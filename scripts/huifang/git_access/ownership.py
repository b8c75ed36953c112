"""Whether a repository may be read: it is ours, or `safe.directory` of the user or the system names it.

Git asks this only where it looks for the repository itself; here it is given one, so it is asked here, by git's rule.
"""

from __future__ import annotations

import os
from pathlib import Path

from huifang.git_access.settings import safe_directories

ASSUMED = "GIT_TEST_ASSUME_DIFFERENT_OWNER"  # git's own variable for tests


def is_trusted(named: Path, *paths: Path) -> bool:
    """Whether every path is ours, or `named`, by which git would ask for it, is called safe."""
    if all(map(_is_ours, paths)) and not os.environ.get(ASSUMED):
        return True
    allowed = False
    for each in safe_directories(named):
        allowed = bool(each) and (allowed or _fits(each, named))  # an empty one takes back all before it
    return allowed


def _fits(safe: str, named: Path) -> bool:
    if safe == "*":
        return True
    if safe.endswith("/*"):
        return named.is_relative_to(Path(safe.removesuffix("/*")).resolve())
    return Path(safe).is_absolute() and Path(safe).resolve() == named


def _is_ours(path: Path) -> bool:
    owner, me = path.lstat().st_uid, os.geteuid()
    if owner == me:
        return True
    behind = os.environ.get("SUDO_UID", "")
    return me == 0 and behind.isascii() and behind.isdigit() and owner == int(behind)
