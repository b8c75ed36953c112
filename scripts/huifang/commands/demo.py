"""`huifang demo DIR`: a fictional register of any size, the same for a seed; with the history that led to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import Document, Verb, Work
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, say

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
    from huifang.output.progress import Shown
    from huifang.services.demonstration import DemoRequest, write_demonstration
    from huifang.services.targets import refuse_within

    if authors is not None and not history:
        raise Stop(ExitCode.USAGE, say("--authors goes with --history: without it nobody commits anything"))
    refuse_within(folder, work.wanted.records)
    asked = DemoRequest(folder, people, seed, (authors or AUTHORS) if history else None)
    with Shown(work.words, say("writing commits") if history else say("writing files")) as progress:
        write_demonstration(asked, work.wanted.records, progress.at)
    return Document(f"{folder}\n")


VERBS = (Verb("demo", demo, takes=("records", "lang")),)
