"""What an audit asks of, and what it finds: a finding with its commit and its person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.git_access.signers import ALLOWED_SIGNERS
from huifang.history.audit.arrivals import EffectsRequest, effects_of
from huifang.history.audit.clock import Lines, days_of
from huifang.history.audit.file_shapes import read_own
from huifang.history.audit.permissions import PermissionHistory, hands_of
from huifang.history.audit.reused_codes import given_again
from huifang.history.fields import differences
from huifang.history.record_diff import identity
from huifang.register.erasures import ERASURES, ERASURES_SHAPE
from huifang.register.layout import is_secret

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from huifang.history.audit.reused_codes import GivenAgain
    from huifang.history.history import History
    from huifang.history.record_diff import FieldChange
    from huifang.history.record_scan import Progress
    from huifang.lists import Lists
    from huifang.past.commits import Commit
    from huifang.past.effects import Effect
    from huifang.register import Finding, Severity, Tree
    from huifang.register.erasures import Erasure
    from huifang.texts import Text


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """One finding as a check yields it; `path` below the register's folder, `""` the folder itself."""

    commit: Commit | None
    path: str
    message: Text
    fix: Text
    field: str | None = None
    person: str | None = None
    line: int | None = None
    column: int | None = None
    severity: Severity | None = None  # where it is not that of the check


@dataclass(frozen=True)
class Audited:
    """A register with its history: what every check is asked of."""

    history: History
    lists: Lists
    tree: Tree
    problems: list[Finding] = field(default_factory=list)  # of the audit's own files, as they are read
    cache: Path | None = None  # the folder that keeps what was computed
    progress: Progress | None = None
    today: date | None = None  # no commit was made later; None: not asked
    people: frozenset[str] | None = None  # whom the effects of commits are asked of; None: everybody

    @property
    def root(self) -> str:
        """The name of the register's folder."""
        return self.tree.name

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """Every field change, oldest commit first; a record put back also against what was deleted."""
        return self._put_back[0]

    def lost_in(self, path: str, commit: str) -> str:
        """The commit in which was lost what a commit took away: one that put a file back lost nothing itself."""
        return self._put_back[1].get((path, commit), commit)

    @cached_property
    def _put_back(self) -> tuple[tuple[FieldChange, ...], dict[tuple[str, str], str]]:
        """The changes, where a deleted record came again also each field in which it is another one than before.

        And for the file and the commit of each that came again the commit that had deleted it.
        """
        changes: list[FieldChange] = []
        deleted: dict[tuple[str, ...], FieldChange] = {}
        again: dict[tuple[str, str], str] = {}
        for change in sorted(self.history.changes(), key=lambda each: each.commit.number):
            changes.append(change)
            if change.field is not None:
                continue
            name = identity(change.path)
            if change.new is None and isinstance(change.old, dict):
                deleted[name] = change
            elif change.old is None and isinstance(change.new, dict) and name in deleted:
                before = deleted.pop(name)
                if self._is_somebody_elses(before, change):
                    continue
                again[change.path, change.commit.hash] = before.commit.hash
                told = differences(before.old, change.new)
                changes += [change._replace(field=field, old=old, new=new) for field, _, old, new in told]
        return tuple(changes), again

    def _is_somebody_elses(self, before: FieldChange, change: FieldChange) -> bool:
        """Whether the code was given to somebody else between a deletion and the record that came again."""
        given = (each.change.commit.number for each in self.given_again if each.change.person == change.person)
        return any(before.commit.number < number <= change.commit.number for number in given)

    @cached_property
    def given_again(self) -> tuple[GivenAgain, ...]:
        """Every person file that came under the code of somebody else."""
        return tuple(given_again(self.history.changes()))

    def day(self, commit: Commit) -> date:
        """The day of a commit, not before that of any commit it rests on: its own clock can be set back."""
        return self._days[commit.number]

    def arrived(self, commit: Commit) -> date:
        """The day on which it became a part of the main line: what a branch says of itself proves nothing."""
        return max(self._days[commit.number], self._days[self.history.brought(commit).number])

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return days_of(self.history, self.lists.day)

    @cached_property
    def permissions(self) -> PermissionHistory:
        """Who could edit, merge and answer before each commit."""
        return PermissionHistory(self.history, self.root)

    @cached_property
    def effects(self) -> Mapping[str, tuple[Effect, ...]]:
        """Commit of the main line -> what it did to the lists."""
        return effects_of(self.history, EffectsRequest(self._days, self.cache, self.progress, self.people))

    def brought_for(self, commit: Commit, code: str) -> Sequence[FieldChange]:
        """The changes of one person that came with a commit of the main line, oldest first."""
        place = self.history.entered[commit.number]
        return [each for each in self._changes_of.get(code, ()) if self.history.entered[each.commit.number] == place]

    def before(self, commit: Commit, code: str) -> Sequence[FieldChange]:
        """The changes of one person that were on the main line before it, oldest first."""
        place = self.history.entered[commit.number]
        return [each for each in self._changes_of.get(code, ()) if self.history.entered[each.commit.number] < place]

    @cached_property
    def _changes_of(self) -> Mapping[str, list[FieldChange]]:
        found: dict[str, list[FieldChange]] = defaultdict(list)
        for each in self.changes:
            if each.person is not None and not is_secret(each.path):
                found[each.person].append(each)
        return found

    @cached_property
    def lines(self) -> Lines:
        """Which commits lead to which."""
        return Lines(self.history)

    @cached_property
    def touching(self) -> tuple[Commit, ...]:
        """The commits that changed files of the register themselves; a clean merge did not."""
        return tuple(self.history.commits[number] for number in sorted(self.history.files))

    @cached_property
    def speaking(self) -> tuple[Commit, ...]:
        """The commits whose signature says something: those that touch the register, and who merged, clean or not."""
        merges = {commit.number for commit in self.history.mainline if commit.is_merge}
        return tuple(self.history.commits[number] for number in sorted(merges | self.history.files.keys()))

    @cached_property
    def keys_since(self) -> int | None:
        """The commit that named trusted keys first; a list that was deleted later counts too."""
        numbers = (number for number, files in self.history.files.items()
                   if any(path == ALLOWED_SIGNERS for path, _, _ in files))  # fmt: skip
        return min(numbers, default=None)

    def demands_key(self, commit: Commit) -> bool:
        """Whether a commit has to be signed: those since the first list of trusted keys.

        Those also that say they are older, and came to the main line when the days for recording were over.
        """
        if self.keys_since is None or commit.number >= self.keys_since:
            return self.keys_since is not None
        listed, arrived = self.arrived(self.history.commits[self.keys_since]), self.arrived(commit)
        rule = self.lists.policy.on(arrived).audit_recorded
        return rule is not None and (arrived - listed).days > rule.days

    def merged_by(self, commit: Commit) -> frozenset[str]:
        """Who merged: author, committer and signer by address, a forge where nobody else stands there.

        Nobody where it is no merge, or a key had to say who it was and none did: the name alone is only typed.
        """
        if not commit.is_merge or (self.demands_key(commit) and commit.signed != "good"):
            return frozenset()
        people = hands_of((commit,), self.permissions.before(commit))
        return people or frozenset((commit.author_email,))

    @cached_property
    def erasures(self) -> tuple[Erasure, ...]:
        """What `audit/erasures.yml` says; nothing where it is absent or broken."""
        file = read_own(self.tree, ERASURES, ERASURES_SHAPE, self.problems)
        return file.erasures if file else ()


CheckOver = Callable[[Audited], Iterator[AuditFinding]]
