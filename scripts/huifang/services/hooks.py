"""The hooks of Git that call us: which repository gets which, and the script that is put there."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from huifang.editing import write_file
from huifang.git_access import NoGitError, find
from huifang.git_access.settings import setting
from huifang.services.exits import ExitCode, Stop
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from huifang.git_access import GitPlace

OURS = "# huifang hook install"
SCRIPT = "#!/bin/sh\n{ours}\nexec {command}\n"


def installed(folder: Path, program: Sequence[str], branches: Sequence[str], lang: str) -> Path:
    """Put the hook where it belongs; Stop(USAGE) where it would not run, or replaces somebody else's."""
    place = _place(folder)
    name, typed = ("pre-receive", ["hook", "receive"]) if place.bare else ("pre-commit", ["hook", "commit"])
    if place.bare:
        _refuse_other_head(place, branches)
        typed += [part for branch in branches for part in ("--branch", branch)]
    common = place.git.where.common
    if (other := setting(common / "config", "core.hooksPath", place.git.where.top)) is not None:
        message = say("this repository takes its hooks from {folder} (core.hooksPath), so a hook here would not run",
                      folder=other)  # fmt: skip
        raise Stop(ExitCode.USAGE, message)
    path = common / "hooks" / name
    if path.exists() and OURS.encode() not in path.read_bytes().splitlines():
        message = say("{path} is somebody else's hook; add to it by hand: {command}", path=str(path),
                      command=shlex.join((*program, *typed)))  # fmt: skip
        raise Stop(ExitCode.USAGE, message)
    path.parent.mkdir(exist_ok=True)
    command = shlex.join((*program, *typed, "--lang", lang))
    write_file(path, SCRIPT.format(ours=OURS, command=command).encode(), runs=True)
    return path


def _place(folder: Path) -> GitPlace:
    try:
        return find(folder)
    except NoGitError as problem:
        message = say("{folder} lies in no Git repository, so there is nothing to hook into", folder=str(folder))
        raise Stop(ExitCode.UNREADABLE, message) from problem


def _refuse_other_head(place: GitPlace, branches: Sequence[str]) -> None:
    """The register is looked for in what HEAD names; a HEAD that no branch is pushed to would find none."""
    named = place.git.where.head.strip().rpartition("refs/heads/")[2]
    if named not in branches:
        folder = place.folder()
        command = shlex.join(("git", "-C", folder, "symbolic-ref", "HEAD", f"refs/heads/{branches[0]}"))
        message = say("HEAD of {folder} is {head}, which is not protected; set it: `{command}`, or name it "
                      "with --branch", folder=folder, head=named, command=command)  # fmt: skip
        raise Stop(ExitCode.USAGE, message)
