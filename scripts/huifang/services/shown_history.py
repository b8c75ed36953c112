"""The history of a register up to what is shown, as pages tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.past.rows import shown_subject
from huifang.register.days import end_of
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import Request, register_folders
from huifang.services.repositories import histories_in
from huifang.texts import say

if TYPE_CHECKING:
    from datetime import date

    from huifang.history import FieldChange
    from huifang.lists import Lists
    from huifang.lists.redaction import Redaction
    from huifang.past.commits import Commit
    from huifang.services.repositories import RegisterHistory as Found


def shown_histories(lists: Lists, wanted: Request) -> tuple[ShownHistory, ...]:
    """The history of every register up to what is shown; Stop where one has none, or not all of it."""
    found = histories_in(register_folders(wanted.records), wanted.progress)
    tips = [each.commit for each in lists.revisions]
    if any(tip not in each.history.numbers for each, tip in zip(found, tips, strict=True)):
        message = say("this commit is not in the history of HEAD, so its changes are not told")
        raise Stop(ExitCode.UNREADABLE, message)
    return tuple(ShownHistory(each, tip or "") for each, tip in zip(found, tips, strict=True))


@dataclass(frozen=True)
class ShownHistory:
    """One register's history up to the commit that is shown."""

    found: Found
    tip: str

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The commits that led to it."""
        history = self.found.history
        if self.tip == history.tip:
            return frozenset(history.numbers.values())
        raw = self.found.place.output("rev-list", self.tip, "--").decode()
        return frozenset(history.numbers[name] for name in raw.split())

    @cached_property
    def changes(self) -> tuple[FieldChange, ...]:
        """Every field change, newest first."""
        return tuple(each for each in self.found.history.changes() if each.commit.number in self.numbers)

    @cached_property
    def mainline(self) -> tuple[Commit, ...]:
        """The line of first parents, newest first."""
        history = self.found.history
        return tuple(history.commits[each] for each in history.ancestry.first_parents(history.numbers[self.tip]))

    def on(self, day: date) -> str | None:
        """The newest commit of that line not after the end of a day: as `--at` has it."""
        return next((each.hash for each in self.mainline if each.seconds <= end_of(day)), None)

    @cached_property
    def begun(self) -> date:
        """The day from whose end on there is a register."""
        files = self.found.history.files
        return min((each.day for each in self.mainline if each.number in files), default=self.mainline[-1].day)

    def note(self, commit: Commit, redaction: Redaction) -> Commit:
        """A commit as pages show it, with the merge request that brought it in."""
        request = self.found.history.requests.get(commit.number)
        return commit._replace(request=request, subject=shown_subject(commit.subject, redaction))
