"""`huifang hook install`: Git itself refuses new errors; `hook receive` and `hook commit` are what its hooks call."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import Document, Verb, Work, print_note
from huifang.services.exits import ExitCode
from huifang.texts import N_, Text, say

MAIN = "main"
PROGRAM = (sys.executable, "-P", "-m", "huifang")  # -P: nothing of the folder it is called in is imported
AMEND = say(
    "your commits are still on your computer: correct what is listed, `git add` it, `git commit --amend --no-edit`, "
    "and push again"
)
Branches = Annotated[
    list[str] | None, Option(help=N_("a protected branch, main if none is named; may be given several times"))
]


def install(
    work: Work,
    folder: Annotated[Path, Argument(help=N_("the repository: a bare one on the server, or a clone"))],
    branch: Branches = None,
) -> Document:
    """On a server `pre-receive` refuses pushes with new errors; in a clone `pre-commit` refuses such commits."""
    from huifang.services.hooks import installed

    path = installed(folder, PROGRAM, branch or [MAIN], work.words.lang)
    return Document(f"{work.words(say('{path} written', path=str(path)))}\n")


def receive(work: Work, branch: Branches = None) -> Document:
    """What git's `pre-receive` calls in a bare repository, with the pushed branches on its stdin."""
    from huifang.services.pushes import pushes_of, refused_branch, refused_files

    protected, here = branch or [MAIN], Path.cwd()
    branches: list[Text] = []
    files: list[Text] = []
    with Path("/dev/stdin").open(encoding="utf-8", errors="surrogateescape") as pushed:
        lines = pushed.readlines()
    for push in pushes_of(lines):
        if push.branch in protected:
            refused = refused_branch(push, here)
            branches += refused
            if not refused:
                files += refused_files(push, here, work.wanted, lambda note: print_note(note, work.words))
    found = [*branches, *files]
    message = say("the push is refused; nothing of it was taken: {n}", n=len(found))
    return _document(work, found, message, *([AMEND] if files else []))


def commit(work: Work) -> Document:
    """What git's `pre-commit` calls in a clone: the files as they lie there against the last commit."""
    from huifang.services.comparison import CompareRequest, comparison_of, new_errors
    from huifang.services.pushes import shown_errors

    asked = CompareRequest(work.wanted, "HEAD", None, lambda note: print_note(note, work.words))
    found = shown_errors(new_errors(comparison_of(asked)))
    return _document(
        work,
        found,
        say("not committed: errors are new: {n}; `git commit --no-verify` leaves this check out", n=len(found)),
    )


def _document(work: Work, found: Sequence[Text], *last: Text) -> Document:
    if not found:
        return Document()
    lines = "".join(f"{work.words(each)}\n" for each in (*found, *last))
    return Document(lines, ExitCode.FOUND)


VERBS = (
    Verb("hook install", install, takes=("lang",)),
    Verb("hook receive", receive, takes=("as_of", "lang")),
    Verb(
        "hook commit",
        commit,
        takes=("records", "as_of", "lang"),
    ),
)
