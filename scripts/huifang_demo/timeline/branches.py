"""Who does what on which branch: the deeds of a district become branches, each merged by somebody else."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from huifang_demo.rates import DAY
from huifang_demo.timeline.clock import CLOSES, HOUR, MINUTE, OPENS, at, at_work
from huifang_demo.timeline.editors import EVERYWHERE
from huifang_demo.timeline.rates import (
    BRANCH,
    CORE,
    CORE_SHARE,
    DIRECT_AFTER,
    DIRECT_BEFORE,
    JOINS,
    NEW_SHARE,
    OUTSIDE,
    PROTECTED,
    REVIEW_HOURS,
    SELF_MERGED,
    SIGNING,
    STILL_UNSIGNED,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from huifang_demo.random_numbers import Random
    from huifang_demo.timeline.change import RecordChangeDraft
    from huifang_demo.timeline.editors import DemoEditor

LAST = at(DAY, CLOSES)  # all work is done; only merges come later
LAST_MERGES = 2 * HOUR
EARLY = OPENS - HOUR  # what a register begins with
ASKED = 4  # editors of whom the one with the least work takes a branch


@dataclass(slots=True, eq=False)
class Branch:
    """One line of work by one editor; `direct`: pushed to the main line, and no branch at all."""

    author: DemoEditor
    merger: DemoEditor
    reviewer: DemoEditor  # somebody else again, where there is somebody
    room: int  # for so many commits
    direct: bool
    deeds: list[tuple[int, RecordChangeDraft]] = field(default_factory=list)  # with their moments
    merged: int = 0

    @property
    def begun(self) -> int:
        """The moment of its first commit."""
        return self.deeds[0][0]

    @property
    def last(self) -> int:
        """The moment of its last commit."""
        return self.deeds[-1][0]


class DistrictWork:
    """The work of one district, in the order of time."""

    def __init__(self, district: str, crew: Sequence[DemoEditor], dice: Random) -> None:
        self._dice = dice
        self._office = [each for each in crew if each.district == EVERYWHERE]
        self._mine = [each for each in crew if each.district == district] or self._office
        self._others = [each for each in crew if each.district not in (district, EVERYWHERE)]
        self._work = dict.fromkeys(crew, 0)
        self._open: list[Branch] = []
        self._holder: dict[str, Branch] = {}  # what a deed is about -> the branch that had it last

    def branches(self, begins: Sequence[RecordChangeDraft], deeds: Sequence[RecordChangeDraft]) -> Iterator[Branch]:
        """The branches of a district: `begins` stand alone in the morning of their day, before all others."""
        for deed in begins:
            moment = at(deed.day, EARLY)
            branch = self._by(self._office[0], deed.day, 1)
            branch.deeds.append((moment, deed))
            branch.merged = moment + HOUR // 2
            yield branch
        for moment, deed in self._timed(deeds):
            branch = self._branch(moment, deed)
            if not branch.deeds:
                yield branch
            branch.deeds.append((moment, deed))
            self._holder[deed.about] = branch
            branch.merged = moment if branch.direct else self._reviewed(moment)

    def _timed(self, deeds: Sequence[RecordChangeDraft]) -> Iterator[tuple[int, RecordChangeDraft]]:
        """Each deed at its moment of the day, at least a minute after the one before."""
        for day, group in groupby(sorted(deeds, key=lambda deed: deed.day), key=lambda deed: deed.day):
            mine = list(group)
            times = sorted(self._dice.number(OPENS, CLOSES - len(mine) * MINUTE) for _ in mine)
            for number, (seconds, deed) in enumerate(zip(times, mine, strict=True)):
                yield at(day, seconds + number * MINUTE), deed

    def _reviewed(self, moment: int) -> int:
        """When a branch is merged if nothing more comes to it."""
        planned = at_work(moment + self._dice.number(REVIEW_HOURS[0] * HOUR, REVIEW_HOURS[1] * HOUR))
        return planned if planned <= LAST else max(moment, LAST) + self._dice.number(MINUTE, LAST_MERGES)

    def _branch(self, moment: int, deed: RecordChangeDraft) -> Branch:
        self._open = [each for each in self._open if each.merged > moment and len(each.deeds) < each.room]
        held = self._holder.get(deed.about)
        if held is not None and held.merged >= moment:
            if held in self._open:
                return held
            held.merged = (held.last + moment) // 2  # somebody waits for it
            return self._new(deed)
        after = -1 if held is None else held.merged  # a branch that is older lacks what was merged since
        joined = [each for each in self._open if each.begun > after]
        return self._dice.pick(joined) if joined and self._dice.chance(JOINS) else self._new(deed)

    def _new(self, deed: RecordChangeDraft) -> Branch:
        author = self._author(deed.day)
        direct = self._dice.chance(DIRECT_BEFORE if deed.day < PROTECTED else DIRECT_AFTER)
        branch = self._by(author, deed.day, 1 if direct else self._dice.weighted(BRANCH), direct=direct)
        if self._dice.chance(SELF_MERGED):
            branch.merger = author
        if not direct:
            self._open.append(branch)
        return branch

    def _by(self, author: DemoEditor, day: date, room: int, *, direct: bool = False) -> Branch:
        merger = self._colleague(day, author)
        return Branch(author, merger, self._colleague(day, author, merger), room, direct)

    def _author(self, day: date) -> DemoEditor:
        """The one of some editors who has done least; since keys are asked for, seldom one without."""
        pool = self._others if self._others and self._dice.chance(OUTSIDE) else self._mine
        there = [each for each in pool if each.works(day)] or self._office
        new = [each for each in there if not self._work[each]]
        if new and self._dice.chance(NEW_SHARE):
            there = new
        elif self._dice.chance(CORE_SHARE):
            there = there[:CORE]
        if day >= SIGNING and not self._dice.chance(STILL_UNSIGNED):
            there = [each for each in there if each.signs(day) or not self._work[each]] or there
        found = min((self._dice.pick(there) for _ in range(ASKED)), key=self._work.__getitem__)
        self._work[found] += 1
        return found

    def _colleague(self, day: date, *others: DemoEditor) -> DemoEditor:
        """One of those who review, none of the others if that is possible; else the last of these."""
        there = [each for each in (*self._mine, *self._office) if each.works(day) and each not in others]
        return self._dice.pick([each for each in there if each.reviews] or there or others[-1:])
