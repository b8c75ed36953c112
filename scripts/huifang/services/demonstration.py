"""The making of a demonstration: a fictional register with the rules of a real one, or a repository with its years."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.policy.load import FILES
from huifang.register import FolderTree
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import policy_of, register_folders
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from huifang_demo import PastCommit
    from huifang_demo.git import PublicKeys

    Progress = Callable[[int, int], None]

PROJECT = Path(__file__).resolve().parents[3] / "records"  # the sample that lies beside the program
FILES_A_PERSON, COMMITS_A_PERSON = 6, 13  # about so many, for the bar


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """How large a register, with which seed; with the commits of how many editors, or none."""

    folder: Path
    people: int
    seed: int
    authors: int | None


def write_demonstration(asked: DemoRequest, typed: Sequence[Path], progress: Progress) -> None:
    """Plain files, or with authors a Git repository; the rules are those of the register that is named or near."""
    if find_spec("huifang_demo") is None:
        message = say("the demonstration is no part of this installation; run it in a checkout of huifang: {command}",
                      command="pip install -e .")  # fmt: skip
        raise Stop(ExitCode.UNREADABLE, message)
    from huifang_demo import NotEmptyError, past_commits, write_demo  # noqa: PLC0415 - no part of what an office runs

    tree = FolderTree(_source(typed))
    policy = policy_of((tree,))
    files = {f"policy/{name}.yml": tree.read(f"policy/{name}.yml") for name in FILES}
    total = asked.people * (COMMITS_A_PERSON if asked.authors else FILES_A_PERSON)
    try:
        if asked.authors:
            commits = past_commits(asked.people, asked.seed, policy, files, asked.authors, _public_keys())
            _write_repository(asked.folder, commits, lambda done: progress(done, total))
        else:
            write_demo(asked.folder, asked.people, asked.seed, policy, files, lambda done: progress(done, total))
    except NotEmptyError as problem:
        message = say("{folder} is not empty; name a folder that is empty or does not exist", folder=str(asked.folder))
        raise Stop(ExitCode.USAGE, message) from problem


def _source(typed: Sequence[Path]) -> Path:
    """The register whose rules are copied: the one that is named or near, else the program's own sample."""
    try:
        return register_folders(typed)[0]
    except Stop:
        if typed or not PROJECT.is_dir():
            raise
        return PROJECT


def _public_keys() -> PublicKeys:
    """What makes the keys of the editors, before anything is written."""
    from huifang_demo.git import NoCryptographyError, PublicKeys  # noqa: PLC0415 - as above

    try:
        return PublicKeys()
    except NoCryptographyError as problem:
        message = say("--history signs commits with the package {package}, which is missing: pip install '{extra}'",
                      package="cryptography", extra="cryptography")  # fmt: skip
        raise Stop(ExitCode.UNREADABLE, message) from problem


def _write_repository(folder: Path, commits: Iterator[PastCommit], done: Callable[[int], None]) -> None:
    from huifang_demo import written_beside  # noqa: PLC0415 - as above
    from huifang_demo.git import NoProgramError, write_history  # noqa: PLC0415

    try:
        with written_beside(folder) as beside:
            write_history(beside, commits, done)
    except NoProgramError as problem:
        message = say("the program {name} is missing: install it, then try again", name="git")
        raise Stop(ExitCode.UNREADABLE, message) from problem
