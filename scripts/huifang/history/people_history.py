"""What a history says of some of its people and files: their changes, and every commit that made or merged them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.history.change_rows import history_row
from huifang.history.record_diff import kind_of, person_of
from huifang.past.rows import CommitRow
from huifang.register.layout import Kind, is_secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from huifang.history.history import History
    from huifang.past.commits import Commit
    from huifang.past.rows import HistoryRow

RULES = (Kind.POLICY, Kind.REGISTER, Kind.ORGANIZATIONS, Kind.CHECKED)  # what every list rests on


def everybody(history: History) -> frozenset[str]:
    """The code of everybody who ever had a record."""
    found = (person_of(path) for files in history.files.values() for path, _, _ in files if not is_secret(path))
    return frozenset(code for code in found if code is not None)


@dataclass(frozen=True)
class PeopleHistory:
    """A history looked at for some people, and for other `files` of theirs; paths below the register's folder."""

    history: History
    root: str
    people: frozenset[str]
    files: Callable[[str], bool]

    def holds(self, path: str) -> bool:
        """Whether a file is one of theirs; names and restricted facts never are."""
        return not is_secret(path) and (person_of(path) in self.people or self.files(path))

    @cached_property
    def rows(self) -> tuple[HistoryRow, ...]:
        """Every field change of those files, newest first."""
        return tuple(
            history_row(each, self.root, self.history) for each in self.history.changes() if self.holds(each.path)
        )

    @cached_property
    def touched(self) -> dict[int, tuple[int, int]]:
        """Commit -> how many of those files, and of the rules, it changed itself."""
        found = {}
        for number, files in self.history.files.items():
            counts = (
                sum(self.holds(path) for path, _, _ in files),
                sum(kind_of(path) in RULES for path, _, _ in files),
            )
            if any(counts):
                found[number] = counts
        return found

    @cached_property
    def merged(self) -> frozenset[int]:
        """The merges that brought such a commit in: somebody else saw it there."""
        history = self.history
        merges = (commit.number for commit in history.commits if commit.is_merge)
        return frozenset(
            number
            for number in merges
            if any(each in self.touched for each in history.ancestry.brought_in(number).commits)
        )

    @cached_property
    def commits(self) -> frozenset[str]:
        """The hashes of all of these."""
        return frozenset(self.history.commits[number].hash for number in {*self.touched, *self.merged})

    def commit_rows(self, told: Callable[[str], str]) -> tuple[CommitRow, ...]:
        """These commits, newest first; `told` gives what may be shown of a subject."""
        numbers = sorted({*self.touched, *self.merged}, reverse=True)
        return tuple(self._row(self.history.commits[number], told) for number in numbers)

    def _row(self, commit: Commit, told: Callable[[str], str]) -> CommitRow:
        records, rules = self.touched.get(commit.number, (0, 0))
        return CommitRow(
            commit=commit.hash,
            parents=commit.parents,
            date=commit.author_time.isoformat(),
            committed=commit.time.isoformat(),
            author=commit.author,
            committer=commit.committer,
            signed=commit.signed,
            signer=commit.signer,
            request=self.history.requests.get(commit.number),
            records=records,
            rules=rules,
            subject=told(commit.subject),
        )
