"""The two sides of an answer: who gave it, and who made what it answers; nobody answers for what is one's own."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from huifang.git_access.blobs import whole
from huifang.history.audit.file_shapes import ANSWERS, ANSWERS_SHAPE
from huifang.history.audit.permissions import hands_of
from huifang.register.reading import read
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.history.audit.file_shapes import Answer
    from huifang.history.audit.finding import Audited
    from huifang.lists import AuditRow
    from huifang.past.commits import Commit

DRAFT = say("a draft: it counts once it is committed")


class AnswerSides:
    """Whether answers count: by the commits that brought them, and those that are answered."""

    def __init__(self, audited: Audited) -> None:
        self._audited = audited

    def refused(self, answer: Answer, row: AuditRow) -> Text | None:
        """Why an answer does not count; None where it does."""
        history = self._audited.history
        given = self._given.get(answer)
        if given is None:
            return DRAFT
        allowed = self._audited.permissions.before(given)
        if allowed is not None and not allowed.answers(given.author_email):
            return say("{author} may not answer", author=given.author)
        if self._audited.demands_key(given) and given.signed != "good":
            return say("no trusted key says that it is by {author}", author=given.author)
        if row.commit is None:
            return None
        mine = hands_of((given,), allowed)
        theirs = hands_of(self._answered(history.commits[history.numbers[row.commit]]), allowed)
        both = sorted(mine & theirs)
        return say("by {who}, who made what is answered: somebody else has to answer", who=both[0]) if both else None

    def _answered(self, commit: Commit) -> tuple[Commit, ...]:
        """The commit itself, what it brought in as a merge, and the merge that brought it in."""
        history = self._audited.history
        inside = history.ancestry.brought_in(commit.number).commits if commit.is_merge else ()
        return (commit, history.brought(commit), *(history.commits[number] for number in inside))

    @cached_property
    def _given(self) -> Mapping[Answer, Commit]:
        """Each answer that was ever committed -> the commit that had it first."""
        history, audited = self._audited.history, self._audited
        newest_first = sorted(history.files, reverse=True)  # so that the first commit of a content is kept
        blobs = {new: number for number in newest_first
                 for path, _, new in history.files[number] if path == ANSWERS and new is not None}  # fmt: skip
        order = sorted(blobs, key=lambda blob: blobs[blob])
        found: dict[Answer, Commit] = {}
        for blob, raw in zip(order, whole(history.place, order), strict=True):
            number = blobs[blob]
            file = read(ANSWERS_SHAPE, f"{audited.root}/{ANSWERS}", raw, {}, markdown=False).value
            for answer in file.answers if file else ():
                found.setdefault(answer, history.commits[number])
        return found
