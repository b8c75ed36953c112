"""Main lines that were turned round: somebody's commits stand first, what was there before is merged into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.git_access.signers import ALLOWED_SIGNERS
from huifang.history.audit.file_shapes import EDITORS
from huifang.history.audit.finding import Audited, AuditFinding
from huifang.past.commits import email_of
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.past.commits import Commit

SEVERAL = 2  # authors of what was merged, from whom on it is no branch of one person


def main_line_turned(audited: Audited) -> Iterator[AuditFinding]:
    """A branch is merged into the main line, not the main line into a branch that takes its place.

    Why: the commits of such a branch seem to have come when they say that they were written, under what was allowed
    then. Told where they are older than the days for recording, or keys and permissions had changed beside them.
    Fix: compare with the server's log when they were pushed.
    """
    fix = say("compare with the server's log when they were pushed: neither in time nor allowed is proven by this")
    history = audited.history
    for place, merge in enumerate(history.mainline):
        if not merge.is_merge:
            continue
        brought = [history.commits[each] for each in history.ancestry.brought_in(merge.number).commits]
        mine, others = _own(audited, place, merge), [each for each in brought if each.number in history.files]
        if not mine or not _is_a_main_line(audited, brought, {each.author_email for each in mine}):
            continue
        if _is_late(audited, mine[0], merge) or _changes_rights(audited, others):
            message = say("{n} commits by {author}, the first of {day}, became the main line, and {others} by others "
                          "were merged into them on {arrived}: they may have come only then", n=len(mine),
                          author=merge.author, day=audited.day(mine[0]), others=len(others),
                          arrived=audited.day(merge))  # fmt: skip
            yield AuditFinding(merge, "", message, fix)


def _own(audited: Audited, place: int, merge: Commit) -> Sequence[Commit]:
    """What whoever merged wrote on the line since it parted from what was merged; nothing where others wrote there."""
    history = audited.history
    behind = (history.numbers[each] for each in merge.parents[1:] if each in history.numbers)
    parted = max((audited.lines.last_behind(each) for each in behind), default=-1)
    there = [each for each in history.mainline[parted + 1 : place] if each.number in history.files]
    hands = {merge.author_email, email_of(merge.committer)}
    return there if all(each.author_email in hands for each in there) else ()


def _is_a_main_line(audited: Audited, brought: Sequence[Commit], mine: set[str]) -> bool:
    """Whether what was merged is by several others, or has merges that took nothing from the line that took it in."""
    history = audited.history
    authors = {each.author_email for each in brought if each.number in history.files}
    if not authors or not authors.isdisjoint(mine):
        return False
    if len(authors) >= SEVERAL:
        return True
    taken = ([history.numbers.get(each) for each in merge.parents[1:]] for merge in brought if merge.is_merge)
    return any(not any(each is not None and _on_line(audited, each) for each in parents) for parents in taken)


def _on_line(audited: Audited, number: int) -> bool:
    return audited.history.mainline[audited.history.entered[number]].number == number


def _is_late(audited: Audited, first: Commit, merge: Commit) -> bool:
    rule = audited.lists.policy.on(audited.day(merge)).audit_recorded
    return rule is not None and (audited.day(merge) - audited.day(first)).days > rule.days


def _changes_rights(audited: Audited, commits: Sequence[Commit]) -> bool:
    """Whether keys or permissions are others since."""
    touched = {path for each in commits for path, _, _ in audited.history.files[each.number]}
    return not touched.isdisjoint((EDITORS, ALLOWED_SIGNERS))
