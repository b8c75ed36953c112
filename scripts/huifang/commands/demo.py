"""`huifang demo DIR`: a fictional register of any size, the same for a seed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from huifang.commands.exits import ExitCode, Stop
from huifang.commands.opening import policy_of, register_folders
from huifang.commands.progress import Shown
from huifang.commands.verb import Document, Verb, Work
from huifang.editing.demo import NotEmptyError, write_demo
from huifang.policy.load import FILES
from huifang.register import FolderTree
from huifang.texts import N_, say

PROJECT = Path(__file__).resolve().parents[3] / "records"  # the sample that lies beside the program
FILES_A_PERSON = 6  # about so many, for the bar


def demo(
    work: Work,
    folder: Annotated[Path, Argument(help=N_("the folder to make; it must be empty or not exist"))],
    people: Annotated[int, Option("--people", min=1, max=100_000, help=N_("how many people"))] = 200,
    seed: Annotated[int, Option("--seed", min=0, help=N_("the same seed gives the same register"))] = 1,
) -> Document:
    """A fictional register: plain files, rules copied from this register."""
    tree = FolderTree(_source(work))
    policy = policy_of((tree,))
    files = {f"policy/{name}.yml": tree.read(f"policy/{name}.yml") for name in FILES}
    with Shown(work.words, say("writing files")) as progress:
        try:
            write_demo(folder, people, seed, policy, files, lambda done: progress.at(done, people * FILES_A_PERSON))
        except NotEmptyError as problem:
            message = say("{folder} is not empty; name a folder that is empty or does not exist", folder=str(folder))
            raise Stop(ExitCode.USAGE, message) from problem
    return Document(f"{folder}\n")


def _source(work: Work) -> Path:
    """The register whose rules are copied: the one that is named or near, else the program's own sample."""
    try:
        return register_folders(work.wanted.records)[0]
    except Stop:
        if work.wanted.records or not PROJECT.is_dir():
            raise
        return PROJECT


VERBS = (Verb("demo", N_("A fictional register of any size."), demo, takes=("records", "lang")),)
