"""What one commit did to the lists as it entered the main line: whom it touches, as of which days, before and after."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.raw_log import ChangedFile
from huifang.history.audit.inputs import AUDIENCES, OF_EVERYBODY
from huifang.history.audit.reached_days import may_matter, reached_days
from huifang.history.audit.shared_inputs import changed_bodies, inputs_of, shared_effects
from huifang.history.record_diff import kind_of, person_of
from huifang.lists import Lists
from huifang.past.effects import PLAIN, Effect, EffectKind, effects_on, effects_on_bodies
from huifang.register import load
from huifang.register.layout import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from huifang.history.audit.shared_inputs import SharedInputs
    from huifang.history.audit.state_tree import CommitFiles, FilesTree
    from huifang.history.record_diff import Broken, FieldChange
    from huifang.past.commits import Commit
    from huifang.register import Register
    from huifang.register.load import Earlier

STATES = (EffectKind.FREED, EffectKind.EARLIER)  # told once of a person, as of the day of arrival where it is so then


class Arrival(NamedTuple):
    """A commit of the main line: the files that it changed against its first parent, and its field changes.

    `broken` is what could not be read before it: a file that is mended is compared with the last revision that could.
    """

    commit: Commit
    day: date
    files: Sequence[ChangedFile]
    changes: Sequence[FieldChange]
    broken: Broken

    @property
    def readable_before(self) -> Sequence[ChangedFile]:
        """Of the files that were broken and are another now, the last revision that could be read."""
        found = ((each, self.broken.get(each.path)) for each in self.files)
        return [ChangedFile(each.path, each.old, behind.last) for each, behind in found
                if behind is not None and behind.blob == each.old]  # fmt: skip


class ArrivalEffects:
    """One step along the main line: `files` and `before` are those of the commit before, until `go_on`."""

    def __init__(
        self,
        files: CommitFiles,
        arrival: Arrival,
        before: SharedInputs | None,
        earlier: Earlier,
        only: frozenset[str] | None = None,
    ) -> None:
        self._files, self._arrival, self._before, self._earlier, self._only = files, arrival, before, earlier, only

    @cached_property
    def _is_shared(self) -> bool:
        return any(kind_of(each.path) in OF_EVERYBODY for each in self._arrival.files)

    @cached_property
    def _after(self) -> SharedInputs | None:
        if not self._is_shared:
            return self._before
        return inputs_of(self._files.rules(self._arrival.files), self._before)

    def go_on(self) -> SharedInputs | None:
        """Take the files of the commit, and give what everybody's rows are computed from since then."""
        after = self._after
        self._files.apply(self._arrival.files)
        return after

    def effects(self) -> tuple[Effect, ...]:
        """What the commit did; nothing where there was no register before."""
        before, after, day = self._before, self._after, self._arrival.day
        if before is None or after is None:
            return ()
        found = [*_audiences(self._arrival)]
        if self._is_shared:
            found += shared_effects(before, after, day)
        codes = self._reached(before, after) & (self._files.people | self._touched.keys())
        if self._only is not None:
            codes &= self._only
        if codes:
            sides = (self._register(self._files.some(codes, self._arrival.readable_before), before),
                     self._register(self._files.some(codes, self._arrival.files), after))  # fmt: skip
            found += self._on_people(sides, before, after, codes)
        return tuple(found)

    @cached_property
    def _touched(self) -> dict[str, list[FieldChange]]:
        """Whose own files, or entries of a plan, were changed -> the changes."""
        found: dict[str, list[FieldChange]] = {}
        for path, old, new in self._arrival.files:
            code, kind = person_of(path), kind_of(path)
            mine = {code} if code is not None else set()
            if kind is Kind.PLAN:
                mine = set(self._files.named_in(old) ^ self._files.named_in(new)) or set(self._files.named_in(new))
            for each in mine:
                found.setdefault(each, [])
        for change in self._arrival.changes:
            if change.person in found:
                found[change.person].append(change)
        return found

    def _reached(self, before: SharedInputs, after: SharedInputs) -> frozenset[str]:
        """Whom the commit may concern: whose files it changed, and everybody where rules did that hold for all."""
        plans = any(kind_of(each.path) is Kind.PLAN for each in self._arrival.files)
        mine = frozenset(code for code, changes in self._touched.items() if not changes or plans or may_matter(changes))
        if not self._is_shared:
            return mine
        if before.policy != after.policy:
            return self._files.people
        changed = changed_bodies(before, after)
        reached = {each.rstrip("/") for each in changed} | {*before.below(changed), *after.below(changed)}
        return mine | self._files.mentioning(reached) if reached else mine

    def _register(self, tree: FilesTree, inputs: SharedInputs) -> Register:
        return load([tree], inputs.words, earlier=self._earlier)

    def _on_people(
        self, sides: tuple[Register, Register], before: SharedInputs, after: SharedInputs, codes: Collection[str]
    ) -> Iterator[Effect]:
        """As of the day of arrival; where the person's own file was changed, as of the other days it reaches too."""
        asked: dict[date, list[str]] = defaultdict(list)
        for code in sorted(codes):
            changes = self._touched.get(code, ()) if code in sides[0].people else ()
            for day in reached_days(changes, self._arrival.day, _first(sides[0], code)):
                asked[day].append(code)
        told: set[tuple[str, ...]] = set()
        for day, some in asked.items():
            if before.policy.valid_from > day:
                continue
            both = Lists(sides[0], before.policy, day), Lists(sides[1], after.policy, day)
            if day == self._arrival.day and self._only is None and before.policy != after.policy:
                yield from effects_on_bodies(*both)
            for each in effects_on(*both, some):
                if each.kind == EffectKind.GONE and day < self._arrival.day:
                    continue  # decided later than it was said: known on fewer days, and gone from none to come
                if each.kind in PLAIN and day != self._arrival.day:
                    continue
                name = (each.person, "state") if each.kind in STATES else (each.person, each.kind, each.what)
                if name not in told:
                    told.add(name)
                    yield each


def _first(register: Register, code: str) -> date | None:
    """The first decision about somebody."""
    person = register.people.get(code)
    days = [each.decided_on.first for each in person.measures if each.decided_on] if person else []
    return min(days, default=None)


def _audiences(arrival: Arrival) -> Iterable[Effect]:
    """Who may see a portal is read from one more file; its first version is a change too."""
    for path, old, new in arrival.files:
        if path == AUDIENCES and old != new:
            yield Effect(EffectKind.SHARED.value, "", arrival.day.isoformat(), path, (old,), (new,))
