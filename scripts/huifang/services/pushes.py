"""Whether a push to a protected branch is taken: nothing is rewritten, no error is new, no person's record is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from huifang.git_access import find
from huifang.output.person_change import gone_people
from huifang.services.comparison import CompareRequest, comparison_of, new_errors
from huifang.services.registers import open_lists
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from huifang.lists import FindingRow
    from huifang.services.registers import Request

REF = "refs/heads/"
LINE = re.compile(r"(?P<old>[0-9a-f]{40,64}) (?P<new>[0-9a-f]{40,64}) (?P<ref>\S+)")
MOST = 20  # findings that are shown; the rest is counted


@dataclass(frozen=True, slots=True)
class Push:
    """One branch that somebody pushes: the commit it was at and the one it is to be at, None for no branch."""

    branch: str
    old: str | None
    new: str | None


def pushes_of(lines: Iterable[str]) -> tuple[Push, ...]:
    """What git gives a pre-receive hook on its stdin; tags and other references are nobody's branch."""
    found = (match for line in lines if (match := LINE.fullmatch(line.strip())) is not None)
    return tuple(
        Push(
            match["ref"].removeprefix(REF),
            *(each if each.strip("0") else None for each in (match["old"], match["new"])),
        )
        for match in found
        if match["ref"].startswith(REF)
    )


def refused_branch(push: Push, folder: Path) -> tuple[Text, ...]:
    """Why a push is refused for what it does to the branch, whatever the files are; nothing where it only adds."""
    if push.new is None:
        return (say("the branch {branch} is protected and is not deleted", branch=push.branch),)
    if push.old is not None and not find(folder).is_ancestor(push.old, push.new):
        return (say("the push would rewrite the history of {branch}: fetch, merge, push again", branch=push.branch),)
    return ()


def refused_files(push: Push, folder: Path, wanted: Request, tell: Callable[[Text], object]) -> tuple[Text, ...]:
    """Why a push is refused for its files; nothing where it is taken. Stop where one of the states cannot be read."""
    wanted = replace(wanted, records=(folder,))
    if push.old is None or push.new is None:
        return _first(push, replace(wanted, at=push.new), tell)
    found = comparison_of(CompareRequest(wanted, push.old, push.new, tell, direct=True))
    gone = tuple(say("{path}: the record of a person was deleted", path=path) for path in gone_people(found.records))
    return (*gone, *shown_errors(new_errors(found)))


def _first(push: Push, wanted: Request, tell: Callable[[Text], object]) -> tuple[Text, ...]:
    """A register that comes for the first time is taken with its errors: from then on none may be added."""
    n = sum(row.severity == "error" for row in open_lists(wanted).finding_rows())
    if n:
        tell(say("{branch} comes with {n} errors; new ones will be refused", branch=push.branch, n=n))
    return ()


def shown_errors(errors: Sequence[FindingRow]) -> tuple[Text, ...]:
    """A sentence an error, the first of them; then how many more there are."""
    told = [
        say("{place}: {message} → {fix}", place=f"{row.path}:{row.line}" if row.line else row.path,
            message=row.message, fix=row.fix)
        for row in errors[:MOST]
    ]  # fmt: skip
    more = len(errors) - MOST
    return (*told, say("and {n} more", n=more)) if more > 0 else tuple(told)
