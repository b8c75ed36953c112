"""Who last wrote each file of a register, as its history has it; nobody where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.git_access import GitTroubleError
from huifang.services.exits import Stop
from huifang.services.shown_history import shown_histories

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.lists import Lists
    from huifang.services.registers import Request


def last_editors(lists: Lists, wanted: Request) -> Mapping[str, str]:
    """Path as rows have it -> the author of the last commit that changed it, up to the revision that is shown.

    A list is worth as much without it: where Git has no history, or not all of it, nobody is named.
    """
    try:
        lines = shown_histories(lists, wanted) if lists.revision.commit else ()
    except (Stop, GitTroubleError):
        return {}
    found: dict[str, str] = {}
    for line in lines:
        for change in line.changes:
            found.setdefault(f"{line.found.tree.name}/{change.path}", change.commit.name)
    return found
