"""What an audit asks of, and what it finds: a finding with its commit and its person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.history.audit.files import read_own
from huifang.register.erasures import ERASURES, ERASURES_SHAPE

if TYPE_CHECKING:
    from huifang.history.commit import Commit
    from huifang.history.history import Change, History
    from huifang.lists import Lists
    from huifang.register import Finding, Severity, Tree
    from huifang.register.erasures import Erasure
    from huifang.texts import Text


@dataclass(frozen=True, slots=True)
class Found:
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

    @property
    def root(self) -> str:
        """The name of the register's folder."""
        return self.tree.name

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every field change, oldest commit first."""
        return tuple(sorted(self.history.changes(), key=lambda change: change.commit.number))

    @cached_property
    def touching(self) -> tuple[Commit, ...]:
        """The commits that changed files of the register themselves; a clean merge did not."""
        return tuple(self.history.commits[number] for number in sorted(self.history.files))

    @cached_property
    def erasures(self) -> tuple[Erasure, ...]:
        """What `audit/erasures.yml` says; nothing where it is absent or broken."""
        file = read_own(self, ERASURES, ERASURES_SHAPE)
        return file.erasures if file else ()


CheckOver = Callable[[Audited], Iterator[Found]]
