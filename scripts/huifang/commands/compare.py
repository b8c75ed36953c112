"""`huifang compare BASE [HEAD]`: what a merge request changes: records, findings, list rows."""

from __future__ import annotations

from typing import Annotated

from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import Document, Verb, Work, print_note
from huifang.output import COMPARISON_FORMATS
from huifang.services.exits import ExitCode
from huifang.texts import N_, say


def compare_revisions(
    work: Work,
    base: Annotated[str, Argument(help=N_("the commit, branch or day that HEAD left"))],
    head: Annotated[str | None, Argument(help=N_("the commit to compare; without it the work tree"))] = None,
    policy: Annotated[bool, Option(help=N_("the same records by both policies: who is affected"))] = False,
    fail: Annotated[
        bool, Option(help=N_("exit with 1 where an error is new or the record of a person is gone"))
    ] = False,
    direct: Annotated[bool, Option(help=N_("the two ends, not what HEAD adds since it left BASE"))] = False,
) -> Document:
    """What HEAD adds since it left BASE, as a merge request does: records, findings, list rows, as of one day.

    Compared is the commit that both have in common, so that what others did on BASE since then is nobody's change here.
    Where lines that merged each other have several such commits, the newest is taken, as it has most of what BASE has;
    a note says so, for what only the others have of BASE is then told too.
    """
    from huifang.output.person_change import gone_people
    from huifang.services.comparison import CompareRequest, comparison_of, new_errors

    found = comparison_of(
        CompareRequest(
            work.wanted, base, head, lambda note: print_note(note, work.words), direct, policy, names=work.names
        )
    )
    gone = gone_people(found.records)
    if fail and gone:
        print_note(say("the record of a person was deleted, which is an error: {paths}", paths=gone), work.words)
    failed = fail and (new_errors(found) or gone)
    return Document(COMPARISON_FORMATS[work.format](found, work.words), ExitCode.FOUND if failed else ExitCode.DONE)


VERBS = (
    Verb("compare", compare_revisions,
         ("records", "as_of", "names", "format", "output", "lang"), tuple(COMPARISON_FORMATS)),
)  # fmt: skip
