"""`huifang demo DIR`: a fictional register of any size, the same for a seed; with the history that led to it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from huifang.commands.options import Argument, Option
from huifang.commands.progress import Shown
from huifang.commands.verb import Document, Verb, Work
from huifang.policy.load import FILES
from huifang.register import FolderTree
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import policy_of, register_folders
from huifang.services.targets import refuse_within
from huifang.texts import N_, say

if TYPE_CHECKING:
    from huifang_demo import PastCommit
    from huifang_demo.git import PublicKeys

PROJECT = Path(__file__).resolve().parents[3] / "records"  # the sample that lies beside the program
FILES_A_PERSON, COMMITS_A_PERSON = 6, 13  # about so many, for the bar
AUTHORS = 200


def demo(
    work: Work,
    folder: Annotated[Path, Argument(help=N_("the folder to make; it must be empty or not exist"))],
    people: Annotated[int, Option(min=1, max=100_000, help=N_("how many people"))] = 200,
    seed: Annotated[int, Option(min=0, help=N_("the same seed gives the same register"))] = 1,
    history: Annotated[bool, Option(help=N_("a Git repository with the years that led to it"))] = False,
    authors: Annotated[
        int | None,
        Option(min=1, max=10_000, help=N_("with --history: how many editors (200)"), show_default=False),
    ] = None,
) -> Document:
    """A fictional register: plain files or a Git repository, rules copied from this register."""
    if authors is not None and not history:
        raise Stop(ExitCode.USAGE, say("--authors goes with --history: without it nobody commits anything"))
    refuse_within(folder, work.wanted.records)
    _refuse_absent()
    from huifang_demo import NotEmptyError, past_commits, write_demo  # noqa: PLC0415 - no part of what an office runs

    tree = FolderTree(_source(work))
    policy = policy_of((tree,))
    files = {f"policy/{name}.yml": tree.read(f"policy/{name}.yml") for name in FILES}
    try:
        if history:
            commits = past_commits(people, seed, policy, files, authors or AUTHORS, _public_keys())
            _repository(work, folder, commits, people * COMMITS_A_PERSON)
        else:
            with Shown(work.words, say("writing files")) as progress:
                total = people * FILES_A_PERSON
                write_demo(folder, people, seed, policy, files, lambda done: progress.at(done, total))
    except NotEmptyError as problem:
        message = say("{folder} is not empty; name a folder that is empty or does not exist", folder=str(folder))
        raise Stop(ExitCode.USAGE, message) from problem
    return Document(f"{folder}\n")


def _refuse_absent() -> None:
    """Stop(UNREADABLE) where the demonstration is not installed."""
    if find_spec("huifang_demo") is None:
        message = say("the demonstration is no part of this installation; run it in a checkout of huifang: {command}",
                      command="pip install -e '.[demo]'")  # fmt: skip
        raise Stop(ExitCode.UNREADABLE, message)


def _public_keys() -> PublicKeys:
    """What makes the keys of the editors, before anything is written."""
    from huifang_demo.git import NoCryptographyError, PublicKeys  # noqa: PLC0415 - as above

    try:
        return PublicKeys()
    except NoCryptographyError as problem:
        message = say("--history signs commits with the package {package}, which is missing: pip install '{extra}'",
                      package="cryptography", extra="huifang[demo]")  # fmt: skip
        raise Stop(ExitCode.UNREADABLE, message) from problem


def _repository(work: Work, folder: Path, commits: Iterator[PastCommit], about: int) -> None:
    """Write the commits, about so many."""
    from huifang_demo import written_beside  # noqa: PLC0415 - as above
    from huifang_demo.git import NoProgramError, write_history  # noqa: PLC0415

    try:
        with written_beside(folder) as beside, Shown(work.words, say("writing commits")) as progress:
            write_history(beside, commits, lambda done: progress.at(done, about))
    except NoProgramError as problem:
        message = say("the program {name} is missing: install it, then try again", name="git")
        raise Stop(ExitCode.UNREADABLE, message) from problem


def _source(work: Work) -> Path:
    """The register whose rules are copied: the one that is named or near, else the program's own sample."""
    try:
        return register_folders(work.wanted.records)[0]
    except Stop:
        if work.wanted.records or not PROJECT.is_dir():
            raise
        return PROJECT


VERBS = (Verb("demo", N_("A fictional register of any size."), demo, takes=("records", "lang")),)
